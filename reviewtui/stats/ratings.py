"""Ratings as counts: what agreement statistics need of a table of items and raters, and no more."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class RatingPatterns:
    """Items grouped by how often each category was given to them.

    `counts` (n_patterns, n_categories) holds the distinct patterns, `items` (n_patterns,) how many items
    show each. A hundred thousand items by five raters are about a hundred patterns, and every statistic that
    does not ask who rated is a function of them. No pattern is empty.
    """

    counts: Counts
    items: Counts


def rating_patterns(codes: ArrayLike, n_categories: int) -> RatingPatterns:
    """Count patterns in a table of codes.

    Args:
        codes: integers of shape (n_items, n_raters), 0 … n_categories - 1, or -1 where a rating is missing.
            Items that nobody rated are left out.

    Raises:
        ValueError: for another shape or a code outside that range.
    """
    table = _checked(codes, n_categories)
    if table.ndim != 2:
        raise ValueError(f"codes of shape {table.shape} are not items by raters")
    counts = np.stack([np.count_nonzero(table == c, axis=1) for c in range(n_categories)], axis=1)
    counts = counts[counts.any(axis=1)].astype(np.int64)
    # One number a pattern, made dense again after each category so that it can't overflow.
    key = np.zeros(len(counts), dtype=np.int64)
    for column in counts.T:
        _, key = np.unique(key * (table.shape[1] + 1) + column, return_inverse=True)
    _, first, items = np.unique(key, return_index=True, return_counts=True)
    return RatingPatterns(counts=counts[first], items=items.astype(np.int64))


def cross_table(first: ArrayLike, second: ArrayLike, n_categories: int) -> Counts:
    """Two raters' codes against each other over the items that both rated: (n_categories, n_categories).

    Args:
        first, second: integers of shape (n_items,), 0 … n_categories - 1, or -1 where a rating is missing.

    Raises:
        ValueError: for unequal shapes or a code outside that range.
    """
    a, b = _checked(first, n_categories), _checked(second, n_categories)
    if a.ndim != 1 or a.shape != b.shape:
        raise ValueError(f"codes of shapes {a.shape} and {b.shape} are not two equal columns")
    both = (a >= 0) & (b >= 0)
    cells = np.bincount(a[both] * n_categories + b[both], minlength=n_categories**2)
    return cells.reshape(n_categories, n_categories).astype(np.int64)


def _checked(codes: ArrayLike, n_categories: int) -> Counts:
    table = np.asarray(codes, dtype=np.int64)
    if table.size and (table.min() < -1 or table.max() >= n_categories):
        raise ValueError(f"a code lies outside -1 … {n_categories - 1}")
    return table
