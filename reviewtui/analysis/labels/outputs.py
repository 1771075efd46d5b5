"""The labels and outputs that a figure of a model, of two models or of a tag is made of, as rows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from reviewtui.analysis.labels.arrays import Codes, LabelArrays, Mask
from reviewtui.analysis.labels.tallies import groups


def models_in(labels: LabelArrays) -> tuple[str, ...]:
    """The models of these labels, in the order of their names."""
    return tuple(sorted({model for code in present(labels) for model in labels.comparisons[code]}))


def present(labels: LabelArrays) -> list[int]:
    """The codes of the comparisons that these labels hold, in order."""
    counts = np.bincount(labels.comparison, minlength=len(labels.comparisons))
    return [int(code) for code in np.flatnonzero(counts)]


def by_model(labels: LabelArrays, wanted: Mask) -> Iterator[tuple[str, Codes]]:
    """Each model of these labels with the places of its outputs that are wanted.

    Args:
        wanted: shape (n_labels, 2), as `LabelArrays.correctness`.

    Returns:
        Places in the flattened shape: place // 2 is the label, place % 2 is 0 for model_a's output and 1 for
        model_b's. An output that several labels are about is there once a label.
    """
    names = models_in(labels)
    code = {model: index for index, model in enumerate(names)}
    pairs = np.array([[code.get(model, 0) for model in pair] for pair in labels.comparisons], dtype=np.int64)
    places = np.flatnonzero(wanted)
    model = pairs[labels.comparison].ravel()[places] if len(labels) else places
    order, edges = groups(model, len(names))
    for index, name in enumerate(names):
        yield name, places[order[edges[index] : edges[index + 1]]]


def by_comparison(labels: LabelArrays, wanted: Mask) -> Iterator[tuple[tuple[str, str], Codes]]:
    """Each two different models that these labels compare, with the numbers of the rows that are wanted.

    Args:
        wanted: shape (n_labels,).
    """
    rows = np.flatnonzero(wanted)
    order, edges = groups(labels.comparison[rows], len(labels.comparisons))
    for code in present(labels):
        models = labels.comparisons[code]
        if len(set(models)) == 2:
            yield models, rows[order[edges[code] : edges[code + 1]]]


def rows_of(labels: LabelArrays, numbers: Codes) -> Codes:
    """The rows of the labels that have these numbers; each of them has to be there."""
    if not numbers.size:
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(labels.number, kind="stable")
    return np.asarray(order[np.searchsorted(labels.number, numbers, sorter=order)], dtype=np.int64)
