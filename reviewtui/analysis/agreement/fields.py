"""The questions that annotators answered, as codes by item and annotator: what agreement is measured on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.labels.arrays import (
    BOTH_BAD,
    LEVELS,
    MISSING,
    PREFERENCES,
    TIE,
    A,
    B,
    Codes,
    LabelArrays,
)
from reviewtui.analysis.labels.outputs import rows_of
from reviewtui.analysis.labels.tallies import dense
from reviewtui.stats import RatingPatterns
from reviewtui.stats.agreement.ratings import grouped

PREFERENCE, GRADED, CORRECTNESS, WARNED = "preference", "preference_graded", "correctness", "warned"
CRITERION, TAG = "criterion:", "tag:"
"""What a field's name begins with where it is a criterion or a tag of the rubric."""

GRADES = ("clearly b", "slightly b", "tie", "slightly a", "clearly a")
"""From one end to the other: both bad has no place between them."""

_PREFERENCES = tuple(one.value for one in PREFERENCES)
_OTHER_WAY = (B, A, TIE, BOTH_BAD)
_SAID = ("no", "yes")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One question. Three columns of shape (n_answers,): which item, who answered, the code of the answer.

    An annotator answers an item once. `ordered`: the codes are a scale, from one end to the other. `mirrored`
    gives for each code the one that says the same with the two outputs exchanged; None where the answer does
    not compare them.
    """

    name: str
    item_word: str
    """What is judged: `pair` or `output`."""
    item: Codes
    annotator: Codes
    code: Codes
    answers: tuple[str, ...]
    """What the codes stand for."""
    ordered: bool = False
    mirrored: tuple[int, ...] | None = None

    @property
    def n_categories(self) -> int:
        return len(self.answers)

    @property
    def ratings(self) -> RatingPatterns:
        """Items by how many annotators gave each answer."""
        item, n_items = dense(self.item)
        cells = np.bincount(item * self.n_categories + self.code, minlength=n_items * self.n_categories)
        return grouped(cells.reshape(n_items, self.n_categories))

    def in_common(self, one: int, other: int) -> tuple[Codes, Codes]:
        """The answers of two annotators to the items that both answered, in the same order."""
        mine, theirs = self.annotator == one, self.annotator == other
        _, first, second = np.intersect1d(
            self.item[mine], self.item[theirs], assume_unique=True, return_indices=True
        )
        return self.code[mine][first], self.code[theirs][second]


def question(name: str) -> Field:
    """The preference or the correctness, as it is asked, without an answer."""
    none = np.zeros(0, dtype=np.int64)
    if name == PREFERENCE:
        return Field(name, "pair", none, none, none, _PREFERENCES, mirrored=_OTHER_WAY)
    return Field(name, "output", none, none, none, tuple(one.value for one in LEVELS), ordered=True)


def fields_of(labels: LabelArrays) -> Iterator[Field]:
    """The preference and the correctness always; the rest where somebody answered it."""
    yield _of_pairs(PREFERENCE, labels, labels.preference, _PREFERENCES, mirrored=_OTHER_WAY)
    if (labels.strength != MISSING).any():
        yield _of_pairs(GRADED, labels, grades(labels), GRADES, ordered=True, mirrored=(4, 3, 2, 1, 0))
    levels = tuple(one.value for one in LEVELS)
    yield _of_outputs(CORRECTNESS, labels, labels.correctness, levels, ordered=True)
    if (labels.warned != MISSING).any():
        yield _of_outputs(WARNED, labels, labels.warned, _SAID)
    yield from _criteria(labels)
    yield from _tags(labels)


def grades(labels: LabelArrays) -> Codes:
    """The preference as a code of `GRADES`; one without a strength counts as clear, both bad and no
    preference are `MISSING`. Shape (n_labels,)."""
    slight = labels.strength == 1
    return np.select(
        [labels.preference == A, labels.preference == B, labels.preference == TIE],
        [np.where(slight, 3, 4), np.where(slight, 1, 0), np.full(len(labels), 2)],
        MISSING,
    )


def _of_pairs(
    name: str,
    labels: LabelArrays,
    code: Codes,
    answers: tuple[str, ...],
    *,
    ordered: bool = False,
    mirrored: tuple[int, ...] | None = None,
) -> Field:
    said = code != MISSING
    pair, annotator = labels.pair[said], labels.annotator[said]
    return Field(name, "pair", pair, annotator, code[said], answers, ordered, mirrored)


def _of_outputs(
    name: str, labels: LabelArrays, codes: Codes, answers: tuple[str, ...], *, ordered: bool = False
) -> Field:
    """`codes` has the shape (n_labels, 2). An output that is judged in two pairs is two items."""
    said = codes != MISSING
    item = np.stack([2 * labels.pair, 2 * labels.pair + 1], axis=1)
    annotator = np.stack([labels.annotator, labels.annotator], axis=1)
    return Field(name, "output", item[said], annotator[said], codes[said], answers, ordered)


def _criteria(labels: LabelArrays) -> Iterator[Field]:
    rows = labels.criteria
    for criterion, name in enumerate(rows.names):
        mine = rows.criterion == criterion
        if mine.any():
            code = np.full(len(labels), MISSING)
            code[rows_of(labels, rows.number[mine])] = rows.preference[mine]
            yield _of_pairs(f"{CRITERION}{name}", labels, code, _PREFERENCES, mirrored=_OTHER_WAY)


def _tags(labels: LabelArrays) -> Iterator[Field]:
    """Whether an output, or the pair, has the tag: who did not say so said that it has not."""
    rows = labels.tags
    for tag, name in enumerate(rows.names):
        mine = rows.tag == tag
        if not mine.any():
            continue
        label, slot = rows_of(labels, rows.number[mine]), rows.slot[mine]
        if (slot == MISSING).all():
            code = np.zeros(len(labels), dtype=np.int64)
            code[label] = 1
            yield _of_pairs(f"{TAG}{name}", labels, code, _SAID)
        else:
            codes = np.zeros((len(labels), 2), dtype=np.int64)
            codes[label[slot != MISSING], slot[slot != MISSING]] = 1
            yield _of_outputs(f"{TAG}{name}", labels, codes, _SAID)
