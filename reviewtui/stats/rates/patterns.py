"""Rates and tests from items that are counted by what they look like, instead of from their labels.

A million labels of a quarter of a million items fall into some dozens of patterns: how many labels an item
has and what they sum to. Whatever is computed over items is then a sum over patterns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.estimate import MaybeEstimate
from reviewtui.stats.rates.items import ItemTotals
from reviewtui.stats.rates.proportions import NO_LABEL, Moments, mean_from_moments
from reviewtui.stats.rates.sign_tests import TestResult, sign_flip_of_totals

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ItemPatterns:
    """Columns of shape (n_patterns,): an item's number of labels, the sum of their scores, and how many items
    are like that. Patterns may repeat; none has 0 labels or 0 items."""

    labels: Floats
    score: Floats
    items: Floats


def item_patterns(labels: ArrayLike, score: ArrayLike, items: ArrayLike) -> ItemPatterns:
    """Patterns from columns of one shape; those without a label or an item are left out.

    Raises:
        ValueError: for unequal shapes, a negative count, or a mean score outside [0, 1].
    """
    k, s, n = (np.asarray(column, dtype=np.float64) for column in (labels, score, items))
    if k.ndim != 1 or not k.shape == s.shape == n.shape:
        raise ValueError(f"labels {k.shape}, scores {s.shape} and items {n.shape} are not equal columns")
    if not (np.all(k >= 0) and np.all(n >= 0)):
        raise ValueError("a number of labels or items is negative")
    if not np.all((s >= 0) & (s <= k)):
        raise ValueError("a score lies outside [0, 1]")
    there = (k > 0) & (n > 0)
    return ItemPatterns(k[there], s[there], n[there])


def pattern_moments(patterns: ItemPatterns) -> Moments:
    """The sums of `reviewtui.stats.rates.proportions.Moments` over all items."""
    k, s, n = patterns.labels, patterns.score, patterns.items
    nk, ns = n * k, n * s
    # Sums and not products of vectors, which start threads where they are long.
    return Moments(
        items=float(n.sum()),
        labels=float(nk.sum()),
        score=float(ns.sum()),
        labels_squared=float((nk * k).sum()),
        labels_times_score=float((nk * s).sum()),
        score_squared=float((ns * s).sum()),
    )


def mean_of_patterns(patterns: ItemPatterns, level: float = 0.95) -> MaybeEstimate:
    """`mean_of_scores` of the labels of these items: formula, interval and edge cases are there.

    Undefined without an item. Raises ValueError for a level outside (0, 1).
    """
    return mean_of_moments(pattern_moments(patterns), level)


def mean_of_moments(m: Moments, level: float = 0.95) -> MaybeEstimate:
    """`mean_from_moments`, undefined where there is no item."""
    return mean_from_moments(m, level) if m.items else NO_LABEL


def exchanged(m: Moments, taken: Moments, given: Moments) -> Moments:
    """The sums where some items, whose sums are `taken`, became others: moments of disjoint items add up.

    Leaving one annotator out changes only what that annotator judged. Scores in steps of a half keep every
    sum exact.
    """
    return Moments(
        items=m.items - taken.items + given.items,
        labels=m.labels - taken.labels + given.labels,
        score=m.score - taken.score + given.score,
        labels_squared=m.labels_squared - taken.labels_squared + given.labels_squared,
        labels_times_score=m.labels_times_score - taken.labels_times_score + given.labels_times_score,
        score_squared=m.score_squared - taken.score_squared + given.score_squared,
    )


def sign_flip_of_patterns(patterns: ItemPatterns, seed: int = 0) -> TestResult:
    """`sign_flip_test` of the labels of these items: hypothesis, distribution and names are there."""
    totals = ItemTotals(patterns.labels, patterns.score)
    return sign_flip_of_totals(totals, patterns.items.astype(np.int64), seed)
