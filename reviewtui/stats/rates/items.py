"""Labels gathered by item, because labels of one item are not independent of each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class ItemTotals:
    """Per item the number of its labels and the sum of their scores, both float64 of shape (n_items,)."""

    labels: NDArray[np.float64]
    score: NDArray[np.float64]


def item_totals(scores: ArrayLike, item: ArrayLike) -> ItemTotals:
    """Gather labels by item.

    Args:
        scores: shape (n_labels,), each in [0, 1].
        item: integers of shape (n_labels,), equal for labels of the same item.

    Raises:
        ValueError: where the shapes differ or a score lies outside [0, 1] (or is NaN).
    """
    values = np.asarray(scores, dtype=np.float64)
    items = np.asarray(item)
    if values.ndim != 1 or values.shape != items.shape:
        raise ValueError(f"scores {values.shape} and items {items.shape} are not two equal columns")
    if not np.all((values >= 0) & (values <= 1)):
        raise ValueError("a score lies outside [0, 1]")
    _, index = np.unique(items, return_inverse=True)
    return ItemTotals(
        labels=np.bincount(index).astype(np.float64),
        score=np.bincount(index, weights=values).astype(np.float64),
    )
