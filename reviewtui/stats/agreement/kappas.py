"""Kappas that do not ask who rated: Fleiss', Randolph's, and Gwet's AC1 and AC2.

All compare the mean disagreement of two ratings of an item with what the categories' shares π make one
expect; π_c is the mean over items of the share of ratings that are c. Items with one rating count in π
alone, and stay as they are in the bootstrap.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement.chance import (
    NO_OVERLAP,
    ONE_CATEGORY,
    both_ways,
    category_shares,
    chance_corrected,
    corrected_patterns,
    disagreement_per_pattern,
    pairable,
)
from reviewtui.stats.agreement.distances import Scale, distances, largest_disagreement
from reviewtui.stats.agreement.ratings import Counts, RatingPatterns
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined

Floats = NDArray[np.float64]
Categories = Literal["used", "declared"]


def fleiss_kappa(
    ratings: RatingPatterns, level: float = 0.95, seed: int = 0, scale: Scale = "nominal"
) -> MaybeEstimate:
    """Fleiss' kappa (1971, Psychol. Bull. 76:378), for unequal numbers of raters as in Gwet (2014, ch. 2).

    κ = 1 - mean_u D_u / Σ π_c π_k d_ck, D_u the mean distance d of two ratings of item u over items with two
    or more. For a nominal scale (d = 1 for c ≠ k) that is (p_a - Σπ_c²) / (1 - Σπ_c²), p_a the percent
    agreement. With two raters it is Scott's π. Other scales have the categories in the order of their codes
    (`distances.distances`).

    Returns:
        An estimate whose `n` is the number of items with two ratings or more; Undefined without such an item,
        or where everybody used one category.
    """
    if reason := _undefined(ratings):
        return reason
    distance = distances(scale, ratings.counts.shape[1])

    def expected(share: Floats) -> Floats:
        return np.asarray(((share @ distance) * share).sum(axis=1))

    return _estimate(ratings, distance, expected, level, seed, bounded=True)


def randolph_kappa(ratings: RatingPatterns, level: float = 0.95, seed: int = 0) -> MaybeEstimate:
    """The free-marginal kappa of Randolph (2005, ERIC ED490661), Brennan & Prediger's (1981, EPM 41:687).

    (p_a - 1/q) / (1 - 1/q), p_a the percent agreement and q the number of declared categories. Chance does
    not depend on the ratings, so that it is defined, and 1, where everybody used one of several categories.
    """
    q = ratings.counts.shape[1]
    reason = _undefined(ratings)
    if reason == NO_OVERLAP or q == 1:
        return reason or ONE_CATEGORY

    def expected(share: Floats) -> Floats:
        return np.full(len(share), 1 - 1 / q)

    return _estimate(ratings, distances("nominal", q), expected, level, seed, bounded=False)


def gwet_ac1(
    ratings: RatingPatterns, level: float = 0.95, seed: int = 0, categories: Categories = "used"
) -> MaybeEstimate:
    """Gwet's AC1 (2008, Br. J. Math. Stat. Psychol. 61:29), which a rare category does not pull to zero.

    (p_a - p_e) / (1 - p_e) with p_e = Σπ_c(1 - π_c) / (q - 1), p_a the percent agreement. q is the number of
    categories that were used, as in irrCAC without a list of categories, or of all that were `declared`.
    Undefined as `fleiss_kappa` is.
    """
    return gwet_ac2(ratings, "nominal", level, seed, categories)


def gwet_ac2(
    ratings: RatingPatterns,
    scale: Scale = "quadratic",
    level: float = 0.95,
    seed: int = 0,
    categories: Categories = "declared",
) -> MaybeEstimate:
    """Gwet's AC2 (2014, Handbook of Inter-Rater Reliability, ch. 3): AC1 for categories that have an order.

    (p_a - p_e) / (1 - p_e) with weights w = 1 - d (`distances.distances`), p_a = 1 - mean_u D_u as in
    `fleiss_kappa`, and p_e = T / (q(q - 1)) · Σπ_c(1 - π_c), T the sum of all weights. By default the scale
    is made of all q declared categories, in the order of their codes; with `used` of those alone that were
    used, as if they were neighbours. Undefined as `fleiss_kappa` is.
    """
    if reason := _undefined(ratings):
        return reason
    if categories == "used":
        ratings = _without_unused(ratings)
    q = ratings.counts.shape[1]
    distance = distances(scale, q)
    mean_weight = (1 - distance).sum() / (q * (q - 1))

    def expected(share: Floats) -> Floats:
        return np.asarray(1 - mean_weight * (share * (1 - share)).sum(axis=1))

    return _estimate(ratings, distance, expected, level, seed, bounded=False)


def _estimate(
    ratings: RatingPatterns,
    distance: Floats,
    expected: Callable[[Floats], Floats],
    level: float,
    seed: int,
    *,
    bounded: bool,
) -> Estimate:
    """1 - mean disagreement / expected(π); `bounded` where the shares of π bound the disagreement.

    They do for every coefficient, but where `expected` hardly moves with π the interval holds better
    (tests/benchmarks/coverage_agreement.py) if any disagreement counts as possible.
    """
    singles = _singles(ratings)

    def features(counts: Counts) -> Floats:
        shares = counts / counts.sum(axis=1, keepdims=True)
        return np.column_stack([disagreement_per_pattern(counts, distance), shares])

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        total = sums[:, 1:] + singles
        share = total / total.sum(axis=1, keepdims=True)
        return sums[:, 0] / sums[:, 1:].sum(axis=1), expected(share)

    def most(sums: Floats) -> float:
        if not bounded:
            return float(distance.max())
        total = sums[1:] + singles
        shares = (sums[1:] / sums[1:].sum(), total / total.sum())
        return max(largest_disagreement(share, distance) for share in shares)

    statistic = corrected_patterns(pairable(ratings), category_shares(ratings), features, disagreement, most)
    return chance_corrected(statistic, level, seed)


def _singles(ratings: RatingPatterns) -> Floats:
    """How many items with a single rating have each category: (n_categories,)."""
    single = ratings.counts.sum(axis=1) == 1
    per_pattern = both_ways(lambda counts: counts.astype(np.float64), ratings.counts[single], ratings.mirror)
    return np.asarray(ratings.items[single] @ per_pattern)


def _undefined(ratings: RatingPatterns) -> Undefined | None:
    if pairable(ratings).items.size == 0:
        return NO_OVERLAP
    return ONE_CATEGORY if np.count_nonzero(category_shares(pairable(ratings))) == 1 else None


def _without_unused(ratings: RatingPatterns) -> RatingPatterns:
    used = category_shares(ratings) > 0
    mirror = None if ratings.mirror is None else (np.cumsum(used) - 1)[ratings.mirror][used]
    return replace(ratings, counts=ratings.counts[:, used], mirror=mirror)
