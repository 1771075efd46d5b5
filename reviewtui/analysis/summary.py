"""The one summary of a project's labels that every face shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from reviewtui.analysis.arrays import AnnotatorName, LabelArrays, read_all_labels
from reviewtui.analysis.correctness import ModelCorrectness, correctness_by_model
from reviewtui.analysis.notes import Note, notes_on
from reviewtui.analysis.preference import Comparison, compare
from reviewtui.analysis.tendencies import Tendency, tendencies
from reviewtui.domain.errors import UsageError
from reviewtui.store import Store


@dataclass(frozen=True, slots=True)
class Slice:
    """The labels of prompts whose metadata has this value; None is for prompts that have none."""

    value: str | None
    n_labels: int
    preference: tuple[Comparison, ...]
    correctness: tuple[ModelCorrectness, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What labels that count say: the newest blind judgement by each chosen annotator of each pair."""

    pairs_in_project: int
    n_pairs: int
    n_labels: int
    annotators: tuple[AnnotatorName, ...]
    preference: tuple[Comparison, ...]
    correctness: tuple[ModelCorrectness, ...]
    tendencies: tuple[Tendency, ...]
    served: Mapping[str, int]
    """How the labeled pairs came up, to the number of labels, the most frequent first."""
    by: str | None
    """The metadata field of `slices`."""
    slices: tuple[Slice, ...]
    notes: tuple[Note, ...]


def summarise(
    store: Store, kind: str = "person", annotators: Sequence[str] = (), by: str | None = None
) -> Summary:
    """Summarise labels by annotators of a kind (`person`, `judge` or `all`), or by those named alone.

    `by` is a metadata field of the prompts; what it breaks down was not planned, and is exploratory.
    Raises UsageError for an annotator or a field that the project does not have.
    """
    values = {} if by is None else _slice_values(store, by)
    labels = read_all_labels(store, kind, annotators)
    return summary_of(labels, store.queue.count(), store.results.identical_pairs(), by, values)


def summary_of(
    labels: LabelArrays,
    pairs_in_project: int,
    identical: Collection[int] = (),
    by: str | None = None,
    values: Mapping[int, str] = MappingProxyType({}),
) -> Summary:
    """The summary of these labels. Those that came of a filter on outcomes are told, and in no number.

    Args:
        identical: ids of pairs whose two outputs say the same.
        by: the name of the metadata field to break down by.
        values: prompt id to its value in that field.
    """
    every, labels = labels, labels.estimable
    comparisons = compare(labels)
    return Summary(
        pairs_in_project=pairs_in_project,
        n_pairs=np.unique(labels.pair).size,
        n_labels=len(labels),
        annotators=labels.annotators,
        preference=comparisons,
        correctness=correctness_by_model(labels),
        tendencies=tendencies(labels),
        served=_served(every),
        by=by,
        slices=() if by is None else tuple(_slices(labels, values)),
        notes=notes_on(labels, comparisons, identical, by_outcome=len(every) - len(labels)),
    )


def _slice_values(store: Store, field: str) -> dict[int, str]:
    values = store.results.slices(field)
    if not values:
        known = store.results.slice_fields()
        raise UsageError(
            f"no prompt has a metadata field {field!r}",
            f"There are: {', '.join(known)}" if known else "No prompt has metadata.",
        )
    return values


def _slices(labels: LabelArrays, values: Mapping[int, str]) -> Iterator[Slice]:
    """In the order of their values, prompts without one last."""
    given = [values.get(prompt) for prompt in labels.prompt.tolist()]
    ordered = sorted(set(given), key=lambda one: (one is None, one))
    place = {value: code for code, value in enumerate(ordered)}
    codes = np.array([place[value] for value in given], dtype=np.int64)
    for code, value in enumerate(ordered):
        chosen = labels.where(codes == code)
        yield Slice(value, len(chosen), compare(chosen), correctness_by_model(chosen))


def _served(labels: LabelArrays) -> dict[str, int]:
    count = np.bincount(labels.served, minlength=len(labels.served_by)).tolist()
    return dict(sorted(zip(labels.served_by, count, strict=True), key=lambda one: (-one[1], one[0])))
