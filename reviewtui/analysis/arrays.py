"""Counted labels as columns of numbers, in the orientation of results."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Correctness, Preference, Slot
from reviewtui.store import Store
from reviewtui.store.results import CountedLabel

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

PREFERENCES = tuple(Preference)
"""What the codes of `LabelArrays.preference` stand for."""
A, B, TIE, BOTH_BAD = range(len(PREFERENCES))

LEVELS = tuple(Correctness)
"""What the codes of `LabelArrays.correctness` stand for."""
CORRECT, PARTIAL, INCORRECT = range(len(LEVELS))

MISSING = -1
"""The code of what a label does not say."""


class AnnotatorName(NamedTuple):
    """A person and a judge model may have the same name."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class LabelArrays:
    """One column a question, one row a label; the tuples say what the codes of a column stand for.

    All columns have the shape (n_labels,), but `correctness` has (n_labels, 2): of model_a's output and of
    model_b's. A pair and an annotator have at most one label.
    """

    pair: Codes
    prompt: Codes
    annotator: Codes
    comparison: Codes
    preference: Codes
    """A code of `PREFERENCES`, or `MISSING`."""
    correctness: Codes
    """Codes of `LEVELS`, or `MISSING`."""
    left: Codes
    """A where model_a's output was shown on the left, B where model_b's was, `MISSING` where none knows."""
    served: Codes
    annotators: tuple[AnnotatorName, ...]
    comparisons: tuple[tuple[str, str], ...]
    """(model_a, model_b)."""
    served_by: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.pair)

    @property
    def estimable(self) -> LabelArrays:
        """Without the labels of pairs that came up because of what somebody had said of them."""
        by_outcome = np.array([one.startswith(SERVED_BY_OUTCOME) for one in self.served_by], dtype=bool)
        return self.where(~by_outcome[self.served]) if by_outcome.any() else self

    def where(self, mask: Mask) -> LabelArrays:
        """The labels for which `mask` is true. The codes keep their meaning."""
        return replace(
            self,
            pair=self.pair[mask],
            prompt=self.prompt[mask],
            annotator=self.annotator[mask],
            comparison=self.comparison[mask],
            preference=self.preference[mask],
            correctness=self.correctness[mask],
            left=self.left[mask],
            served=self.served[mask],
        )


def read_labels(store: Store, kind: str = "person", annotators: Sequence[str] = ()) -> LabelArrays:
    """Labels to make estimates of, by annotators of a kind (`person`, `judge` or `all`), or by those named
    alone. Those of pairs that came up by a filter on outcomes are not among them.

    Raises UsageError for a name that nobody has.
    """
    return read_all_labels(store, kind, annotators).estimable


def read_all_labels(store: Store, kind: str = "person", annotators: Sequence[str] = ()) -> LabelArrays:
    """As `read_labels`, with those that feed no estimate."""
    store.annotators.require(annotators)
    return labels_to_arrays(store.results.estimable(kind, annotators))


def labels_to_arrays(labels: Iterable[CountedLabel]) -> LabelArrays:
    """Rows to columns."""
    rows = list(labels)
    annotator, annotators = _coded([AnnotatorName(row.annotator, row.annotator_kind) for row in rows])
    comparison, comparisons = _coded([(row.model_a, row.model_b) for row in rows])
    served, served_by = _coded([row.served_by for row in rows])
    correctness_a = _codes([row.correctness_a for row in rows], LEVELS)
    correctness_b = _codes([row.correctness_b for row in rows], LEVELS)
    return LabelArrays(
        pair=np.array([row.pair_id for row in rows], dtype=np.int64),
        prompt=np.array([row.prompt_id for row in rows], dtype=np.int64),
        annotator=annotator,
        comparison=comparison,
        preference=_codes([row.preference for row in rows], PREFERENCES),
        correctness=np.stack([correctness_a, correctness_b], axis=1),
        left=_codes([row.left_output for row in rows], tuple(Slot)),
        served=served,
        annotators=annotators,
        comparisons=comparisons,
        served_by=served_by,
    )


Name = TypeVar("Name", str, AnnotatorName, tuple[str, str])


def _coded(values: Sequence[Name]) -> tuple[Codes, tuple[Name, ...]]:
    """Codes of these values, and the distinct values in order."""
    names: tuple[Name, ...] = tuple(sorted(set(values)))
    return _codes(values, names), names


def _codes(values: Sequence[Hashable], vocabulary: Sequence[Hashable]) -> Codes:
    """The place of each value in the vocabulary; None is missing."""
    place: Mapping[Hashable, int] = {None: MISSING, **{word: code for code, word in enumerate(vocabulary)}}
    return np.array([place[value] for value in values], dtype=np.int64)
