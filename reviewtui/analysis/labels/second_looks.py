"""Labels that somebody looked at twice, as columns: hidden repeats, and changes after a reveal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.labels.arrays import (
    LEVELS,
    MISSING,
    PREFERENCES,
    AnnotatorName,
    Codes,
    Mask,
    mirrored_in_results,
    plan_in_force,
)
from reviewtui.domain.vocabulary import Slot
from reviewtui.store import Store
from reviewtui.store.second_looks import Look, TwoLooks

FIRST, SECOND = 0, 1
"""Which look, on the axis that has both."""


@dataclass(frozen=True, slots=True, eq=False)
class SecondLooks:
    """One row a label; the first look is the one that estimates are made of. In the orientation of results,
    with the codes of `LabelArrays`. Columns have the shape (n,) unless they say another.
    """

    pair: Codes
    prompt: Codes
    annotator: Codes
    comparison: Codes
    preference: Codes
    """(n, 2): of the first and of the second look."""
    correctness: Codes
    """(n, 2, 2): look, then model_a's and model_b's output."""
    flipped: Codes
    """1 where the two looks had the outputs on different sides, 0 where on the same, `MISSING` where the
    side was not recorded for both."""
    discussed: Mask
    """Whether the second look followed a discussion."""
    annotators: tuple[AnnotatorName, ...]
    comparisons: tuple[tuple[str, str], ...]

    def __len__(self) -> int:
        return len(self.pair)


def read_repeats(store: Store, kind: str = "person", annotators: Sequence[str] = ()) -> SecondLooks:
    """Labels whose annotator judged the pair blind again when it came up hidden among the others.

    By annotators of a kind (`person`, `judge` or `all`), or by those named alone. Raises UsageError for a
    name that nobody has.
    """
    store.annotators.require(annotators)
    return _columns(store, store.second_looks.repeats(kind, annotators))


def read_revealed(store: Store, kind: str = "person", annotators: Sequence[str] = ()) -> SecondLooks:
    """Labels that their annotator changed after a reveal or after a discussion. Where a label was taken back
    then, its second look is `MISSING` throughout. Arguments and errors as of `read_repeats`.
    """
    store.annotators.require(annotators)
    return _columns(store, store.second_looks.changed(kind, annotators))


def _columns(store: Store, looks: Iterable[TwoLooks]) -> SecondLooks:
    candidate, baseline = plan_in_force(store)
    rows = list(looks)
    mirrored = [mirrored_in_results(one.name_a, one.name_b, candidate, baseline) for one in rows]
    models = [
        (one.name_b, one.name_a) if turned else (one.name_a, one.name_b)
        for one, turned in zip(rows, mirrored, strict=True)
    ]
    names = sorted({AnnotatorName(one.annotator, one.annotator_kind) for one in rows})
    comparisons = sorted(set(models))
    both = [
        [_codes(look, turned) for look in (one.first, one.second)]
        for one, turned in zip(rows, mirrored, strict=True)
    ]
    said = np.array(both, dtype=np.int64).reshape(-1, 2, 3)
    return SecondLooks(
        pair=_column(one.pair_id for one in rows),
        prompt=_column(one.prompt_id for one in rows),
        annotator=_column(names.index(AnnotatorName(one.annotator, one.annotator_kind)) for one in rows),
        comparison=_column(comparisons.index(one) for one in models),
        preference=said[:, :, 0],
        correctness=said[:, :, 1:],
        flipped=_column(_flipped(one) for one in rows),
        discussed=np.array([one.discussed for one in rows], dtype=np.bool_),
        annotators=tuple(names),
        comparisons=tuple(comparisons),
    )


def _codes(look: Look, mirrored: bool) -> list[int]:
    """Of the preference, of model_a's and of model_b's correctness."""
    preference, a, b = look.preference, look.correctness_a, look.correctness_b
    if mirrored:
        a, b = b, a
        preference = Slot(preference).other if preference in tuple(Slot) else preference
    return [_code(preference, PREFERENCES), _code(a, LEVELS), _code(b, LEVELS)]


def _code(word: str | None, words: Sequence[str]) -> int:
    return MISSING if word is None else words.index(word)


def _flipped(one: TwoLooks) -> int:
    sides = (one.first.left_output, one.second.left_output)
    return MISSING if None in sides else int(sides[0] != sides[1])


def _column(values: Iterable[int]) -> Codes:
    return np.array(list(values), dtype=np.int64)
