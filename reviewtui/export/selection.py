"""Whose labels are exported, and the verdict on each pair that is made of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from reviewtui.consensus import Verdict, majority
from reviewtui.domain.labels import Annotator, Judgement
from reviewtui.domain.vocabulary import Correctness, Preference
from reviewtui.store import Store
from reviewtui.store.results import CountedLabel


@dataclass(frozen=True, slots=True)
class Selection:
    """Annotators of a kind (`person`, `judge` or `all`), or those named alone, whatever their kind."""

    kind: str = "person"
    names: tuple[str, ...] = ()

    def includes(self, annotator: Annotator) -> bool:
        if self.names:
            return annotator.name in self.names
        return self.kind in ("all", annotator.kind)


def verdicts(store: Store, selection: Selection) -> Iterator[tuple[int, Verdict]]:
    """(pair, verdict of the majority) for every pair with a label that counts, in the order of pairs.

    `a` is the model that is the first by name, as in every result.
    """
    counted = store.results.counted(selection.kind, selection.names)
    for pair_id, labels in groupby(counted, key=attrgetter("pair_id")):
        yield pair_id, majority([_judgement(label) for label in labels])


def _judgement(label: CountedLabel) -> Judgement:
    return Judgement(
        preference=Preference(label.preference) if label.preference else None,
        correctness_a=_correctness(label.correctness_a),
        correctness_b=_correctness(label.correctness_b),
    )


def _correctness(value: str | None) -> Correctness | None:
    return Correctness(value) if value else None
