"""On which items raters disagree most, and whether one category explains a low coefficient."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement.chance import category_shares, pairable
from reviewtui.stats.agreement.ratings import Counts, RatingPatterns
from reviewtui.stats.estimate import Estimate, MaybeEstimate

# From where on agreement is called high, and by how much the coefficient falls short of balanced shares.
HIGH_AGREEMENT = 0.8
SHORTFALL = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class Disputed:
    """Items with two ratings or more, the most disputed first; the three arrays have one entry an item.

    `item` is the row in the table of counts, `score` the share of pairs of raters who disagree about it (0 to
    1), `raters` how many rated it.
    """

    item: NDArray[np.int64]
    score: NDArray[np.float64]
    raters: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Prevalence:
    """Why a coefficient is low although raters agree: most ratings are in one category.

    `share` of the ratings are in `category`. `balanced` is what the coefficient would be for the same
    percent agreement if all categories that were used were used equally often.
    """

    category: int
    share: float
    balanced: float


def most_disputed(counts: Counts) -> Disputed:
    """Items in the order of how much raters disagree about them.

    The score of an item with m ratings, n_c of them in category c, is 1 - Σ n_c(n_c - 1) / (m(m - 1)). The
    order is that of d / (p + 1), d the pairs of raters who disagree and p all pairs: of equal scores the one
    with more raters comes first, and two raters of whom one may have slipped do not outdo many who are split.
    Ties go by the order of the items.

    Args:
        counts: shape (n_items, n_categories), how many raters gave each category to each item.
    """
    raters = counts.sum(axis=1)
    item = np.flatnonzero(raters >= 2)
    counts, raters = counts[item], raters[item]
    pairs = raters * (raters - 1) / 2
    apart = pairs - (counts * (counts - 1)).sum(axis=1) / 2
    order = np.argsort(-apart / (pairs + 1), kind="stable")
    return Disputed(item[order], (apart / pairs)[order], raters[order])


def explained_by_prevalence(
    ratings: RatingPatterns, percent: MaybeEstimate, coefficient: MaybeEstimate
) -> Prevalence | None:
    """Whether a coefficient is low because one category prevails, which kappa's paradox is called.

    Feinstein & Cicchetti (1990, J. Clin. Epidemiol. 43:543): the rarer the other categories, the more
    agreement is expected by chance, and the less of it can be beyond chance. Said where percent agreement p
    is at least .8 and the coefficient is more than .2 below (p - 1/q) / (1 - 1/q), its value for q used
    categories of equal shares; else None.

    Args:
        ratings: what both were computed from; with `ratings.symmetrised` the shares are those of both ways.
        percent: of `percent_agreement`.
        coefficient: one whose chance agreement is that of the shares: alpha, Fleiss' or Cohen's kappa.
    """
    if not (isinstance(percent, Estimate) and isinstance(coefficient, Estimate)):
        return None
    share = category_shares(pairable(ratings))
    q = int(np.count_nonzero(share))
    balanced = 1 - (1 - percent.value) * q / (q - 1) if q > 1 else percent.value
    if percent.value < HIGH_AGREEMENT or coefficient.value >= balanced - SHORTFALL:
        return None
    category = int(share.argmax())
    return Prevalence(category, float(share[category]), balanced)
