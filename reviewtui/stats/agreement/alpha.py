"""Krippendorff's alpha."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement.chance import (
    NO_OVERLAP,
    ONE_CATEGORY,
    Corrected,
    category_shares,
    chance_corrected,
    corrected_patterns,
    disagreement_per_pattern,
    pairable,
)
from reviewtui.stats.agreement.distances import distances, largest_disagreement, metric_distances
from reviewtui.stats.agreement.ratings import Counts, RatingPatterns
from reviewtui.stats.estimate import MaybeEstimate

Floats = NDArray[np.float64]
AlphaScale: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]


def krippendorff_alpha(
    ratings: RatingPatterns,
    scale: AlphaScale = "nominal",
    level: float = 0.95,
    seed: int = 0,
    values: Sequence[float] | None = None,
) -> MaybeEstimate:
    """Krippendorff's alpha (1970, Educ. Psychol. Meas. 30:61; 2011, Computing Alpha-Reliability).

    α = 1 - Σ o_ck δ_ck / Σ e_ck δ_ck over pairs of categories, with coincidences
    o_ck = Σ_u n_uc(n_uk - [c = k]) / (m_u - 1) and e_ck = n_c(n_k - [c = k]) / (n - 1). Nominal δ is 1 for
    c ≠ k; ordinal δ is the square of the ratings that lie between c and k, half of those at c and k included,
    categories in the order of their codes; interval and ratio δ are (c - k)² and ((c - k)/(c + k))². Items
    with one rating are left out; missing ratings are allowed. Negative values are legal.

    Args:
        values: the number that each code stands for, for the interval and the ratio scale; else 0, 1, 2, …

    Returns:
        An estimate whose `n` is the number of items with two ratings or more; Undefined without such an item,
        or where everybody used one category.

    Raises:
        ValueError: unless there is one value a category; for a ratio scale with a value below 0.
    """
    rated_twice = pairable(ratings)
    if rated_twice.items.size == 0:
        return NO_OVERLAP
    if np.count_nonzero(category_shares(rated_twice)) == 1:
        return ONE_CATEGORY
    if scale == "ordinal":
        return chance_corrected(_ordinal(rated_twice), level, seed)
    return chance_corrected(_metric(rated_twice, _distance(ratings, scale, values)), level, seed)


def _itself(ratings: RatingPatterns) -> float:
    """How much of n a rating is that it can't be paired with: itself. In both orientations each rating is
    there twice, as half a rating, and only one of the halves is itself: as if 2n ratings were n."""
    return 1.0 if ratings.mirror is None else 0.5


def _distance(
    ratings: RatingPatterns, scale: Literal["nominal", "interval", "ratio"], values: Sequence[float] | None
) -> Floats:
    n_categories = ratings.counts.shape[1]
    if scale == "nominal":
        return distances("nominal", n_categories)
    numbers = range(n_categories) if values is None else values
    if len(numbers) != n_categories:
        raise ValueError(f"{len(numbers)} values are not one for each of {n_categories} categories")
    return metric_distances(scale, numbers)


def _metric(ratings: RatingPatterns, distance: Floats) -> Corrected:
    """For distances that are fixed beforehand: an item adds its disagreement and its counts."""

    def features(counts: Counts) -> Floats:
        # Each rating once: an item with m ratings weighs m.
        observed = disagreement_per_pattern(counts, distance) * counts.sum(axis=1)
        return np.column_stack([observed, counts])

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        margin = sums[:, 1:]
        n = margin.sum(axis=1)
        chance = ((margin @ distance) * margin).sum(axis=1) / (n * (n - _itself(ratings)))
        return sums[:, 0] / n, chance

    def most(sums: Floats) -> float:
        return largest_disagreement(sums[1:] / sums[1:].sum(), distance)

    return corrected_patterns(ratings, category_shares(ratings), features, disagreement, most)


def _ordinal(ratings: RatingPatterns) -> Corrected:
    """For distances that depend on how often each category is used: an item adds its coincidences."""
    q = ratings.counts.shape[1]

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        coincidences = sums.reshape(-1, q, q)
        margin = coincidences.sum(axis=2)
        distance = _ordinal_distance(margin)
        n = margin.sum(axis=1)
        expected = np.einsum("rc,rck,rk->r", margin, distance, margin)
        return (coincidences * distance).sum(axis=(1, 2)) / n, expected / (n * (n - _itself(ratings)))

    def most(sums: Floats) -> float:
        margin = sums.reshape(q, q).sum(axis=1)
        return largest_disagreement(margin / margin.sum(), _ordinal_distance(margin[None, :])[0])

    return corrected_patterns(ratings, category_shares(ratings), _coincidences, disagreement, most)


def _coincidences(counts: Counts) -> Floats:
    """Ordered pairs of ratings, each rating once in all: (n_patterns, n_categories²)."""
    pairs = counts[:, :, None] * (counts[:, None, :] - np.eye(counts.shape[1], dtype=np.int64))
    return np.asarray((pairs / (counts.sum(axis=1) - 1)[:, None, None]).reshape(len(counts), -1))


def _ordinal_distance(margin: Floats) -> Floats:
    """Krippendorff's ordinal difference for each row of marginal counts: (n, n_categories, n_categories)."""
    middle = np.cumsum(margin, axis=1) - margin / 2
    return np.asarray((middle[:, :, None] - middle[:, None, :]) ** 2)
