"""All that a judging is made of, as it is read from a project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, LabelArrays, read_labels
from reviewtui.analysis.labels.judged_pairs import read_lines
from reviewtui.domain.errors import UsageError
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.store.judged import Scored, Shown, Skipped


@dataclass(frozen=True, slots=True, eq=False)
class Voices:
    people: LabelArrays
    judges: LabelArrays
    skipped: tuple[Skipped, ...] = ()
    scores: tuple[Scored, ...] = ()
    shown: tuple[Shown, ...] = ()


def read_voices(
    store: Store, judges: Sequence[str] = (), annotators: Sequence[str] = (), since: str | None = None
) -> Voices:
    """Every judge and all people, or the people named alone; `judges` are only seen to be there.

    `since` is a date or a time: what people or judges said before it does not count, nor does a pair in both
    orders where one of the two was before.

    Raises UsageError for a name that no judge or no person has, and a `since` that is no date and no time.
    """
    _require(store, judges, AnnotatorKind.JUDGE, "judge model")
    _require(store, annotators, AnnotatorKind.PERSON, "person")
    # Of one moment, or a verdict could come in between the readings.
    with store.counting.at_one_time():
        people = read_labels(store, "person", since=since)
        before = _before(store, since)
        shown = list(store.judged.in_both_orders())
        halved = {(one.judge, one.pair_id) for one in shown if one.number in before}
        return Voices(
            # Not read by name alone: a judge may have the name of a person.
            people=_named(people, annotators) if annotators else people,
            judges=read_labels(store, "judge", since=since),
            skipped=tuple(one for one in store.judged.skipped() if one.number not in before),
            scores=tuple(one for one in store.judged.scores() if one.number not in before),
            shown=tuple(one for one in shown if (one.judge, one.pair_id) not in halved),
        )


def _before(store: Store, since: str | None) -> set[int]:
    """The numbers of the revisions that were made before, by a `since` that was read once already."""
    if since is None:
        return set()
    moment = datetime.fromisoformat(since)
    columns = store.counting.made_before(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    return set(read_lines(columns, 1).ravel().tolist())


def _named(labels: LabelArrays, names: Sequence[str]) -> LabelArrays:
    """The labels of these people, and no others among the annotators."""
    kept = [code for code, one in enumerate(labels.annotators) if one.name in names]
    codes = np.full(len(labels.annotators), MISSING, dtype=np.int64)
    codes[kept] = np.arange(len(kept))
    theirs = labels.where(np.isin(labels.annotator, kept))
    return replace(
        theirs,
        annotator=codes[theirs.annotator],
        annotators=tuple(labels.annotators[code] for code in kept),
    )


def _require(store: Store, names: Sequence[str], kind: AnnotatorKind, word: str) -> None:
    known = sorted(one.name for one in store.annotators.all() if one.kind is kind)
    for name in names:
        if name not in known:
            hint = f"There are: {', '.join(known)}" if known else f"No {word} has labeled anything here."
            raise UsageError(f"no {word} is called «{name}» here", hint)
