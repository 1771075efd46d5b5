"""Ratings as counts: what agreement statistics need of a table of items and raters, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

Counts = NDArray[np.int64]

# Up to this many keys are counted in an array with a place for each, beyond it by sorting.
_MOST_PLACES = 1 << 22
# Up to this many keys one of them fits into a number.
_MOST_KEYS = 1 << 62


@dataclass(frozen=True, slots=True, eq=False)
class RatingPatterns:
    """Items grouped by how often each category was given to them.

    `counts` (n_patterns, n_categories) holds the distinct patterns, `items` (n_patterns,) how many items
    show each. A hundred thousand items by five raters are about a hundred patterns, and every statistic that
    does not ask who rated is a function of them. No pattern is empty. `mirror` (n_categories,) is the code
    of each category in the other orientation, where an item counts in both (`symmetrised`).
    """

    counts: Counts
    items: Counts
    mirror: Counts | None = None


def rating_patterns(codes: ArrayLike, n_categories: int) -> RatingPatterns:
    """Count patterns in a table of codes.

    Args:
        codes: integers of shape (n_items, n_raters), 0 … n_categories - 1, or -1 where a rating is missing.
            Items that nobody rated are left out.

    Raises:
        ValueError: for another shape or a code outside that range.
    """
    table = _items_by_raters(codes, n_categories)
    base = table.shape[1] + 1
    if base**n_categories > _MOST_KEYS:
        return grouped(counts_per_item(table, n_categories))
    return _of_keys(_keys(table, base, n_categories), base, n_categories)


def counts_per_item(codes: ArrayLike, n_categories: int) -> Counts:
    """How often each item was given each category: (n_items, n_categories), also for items nobody rated.

    Args and errors as for `rating_patterns`.
    """
    table = _items_by_raters(codes, n_categories)
    return np.stack([np.count_nonzero(table == c, axis=1) for c in range(n_categories)], axis=1)


def grouped(counts: Counts) -> RatingPatterns:
    """Patterns of a table that has one row an item: how often each category was given to it.

    Args:
        counts: shape (n_items, n_categories). Items that nobody rated are left out.
    """
    n_categories = counts.shape[1]
    base = int(counts.max(initial=0)) + 1
    if base**n_categories <= _MOST_KEYS:
        return _of_keys(counts @ base ** np.arange(n_categories), base, n_categories)
    distinct, items = np.unique(counts[counts.any(axis=1)], axis=0, return_counts=True)
    return RatingPatterns(distinct.astype(np.int64), items.astype(np.int64))


def symmetrised(ratings: RatingPatterns, mirror: Sequence[int]) -> RatingPatterns:
    """Each item counted in both orientations, half in each, so that there are no more items than before.

    Where annotators are blind to which output is whose, `a` and `b` are names that the results gave, and the
    fair idea of agreement by chance does not know which of the two models usually wins. In the other
    orientation a verdict for one is a verdict for the other. What an item adds to a statistic is the mean
    over both orientations, and the bootstrap draws an item with both. Values are those of a table in which
    every item stands once in each orientation.

    Args:
        mirror: for each code, the code of the same verdict in the other orientation: (1, 0, 2, 3) exchanges
            the first two categories and keeps the others.

    Raises:
        ValueError: where `mirror` twice is not where one began.
    """
    return replace(ratings, mirror=checked_mirror(mirror, ratings.counts.shape[1]))


def checked_mirror(mirror: Sequence[int], n_categories: int) -> Counts:
    """The codes of the other orientation as an array; refused unless it is its own inverse."""
    codes = np.asarray(mirror, dtype=np.int64)
    everything = np.arange(n_categories)
    if not np.array_equal(np.sort(codes), everything) or not np.array_equal(codes[codes], everything):
        raise ValueError(f"{list(mirror)} does not exchange {n_categories} categories in pairs")
    return codes


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


def _items_by_raters(codes: ArrayLike, n_categories: int) -> Counts:
    table = _checked(codes, n_categories)
    if table.ndim != 2:
        raise ValueError(f"codes of shape {table.shape} are not items by raters")
    return table


def _keys(table: Counts, base: int, n_categories: int) -> Counts:
    """One number a row: how often each category occurs in it, as the digits of a number to this base."""
    digit = np.append(base ** np.arange(n_categories), 0)  # -1, a missing rating, finds the 0 at the end
    keys = np.zeros(len(table), dtype=np.int64)
    for column in table.T:
        keys += digit[column]
    return keys


def _of_keys(keys: Counts, base: int, n_categories: int) -> RatingPatterns:
    """The patterns whose counts are the digits of these numbers, one number an item, to this base."""
    if base**n_categories <= _MOST_PLACES:
        occurrences = np.bincount(keys)
        distinct = np.flatnonzero(occurrences)
        items = occurrences[distinct]
    else:
        distinct, items = np.unique(keys, return_counts=True)
    rated = distinct > 0
    counts = distinct[rated, None] // base ** np.arange(n_categories) % base
    return RatingPatterns(counts.astype(np.int64), items[rated].astype(np.int64))
