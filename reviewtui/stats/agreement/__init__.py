"""Agreement between raters: percent, and by name the coefficients that correct it for chance.

The coefficients are 1 - observed / expected disagreement, each with another idea of what to expect. Missing
ratings are allowed everywhere. All are defined on counts of patterns (`ratings.RatingPatterns`), and Cohen's
kappa, which asks who rated, on a cross table; in one orientation or in both (`ratings.symmetrised`).

Undefined, with the reason: no item with two raters; everybody used one category, where chance agreement is
1 as well (peers return 1, 0, NaN or raise); two raters with no category in common, which two different
scales would look like.
"""

from reviewtui.stats.agreement.alpha import krippendorff_alpha
from reviewtui.stats.agreement.chance import (
    NO_COMMON_CATEGORY,
    NO_OVERLAP,
    ONE_CATEGORY,
    disagreement_per_pattern,
    pairable,
)
from reviewtui.stats.agreement.cohen import cohen_kappa
from reviewtui.stats.agreement.distances import distances
from reviewtui.stats.agreement.kappas import fleiss_kappa, gwet_ac1, gwet_ac2, randolph_kappa
from reviewtui.stats.agreement.ratings import RatingPatterns
from reviewtui.stats.estimate import MaybeEstimate
from reviewtui.stats.rates.proportions import Moments, mean_from_moments

__all__ = [
    "NO_COMMON_CATEGORY",
    "NO_OVERLAP",
    "ONE_CATEGORY",
    "cohen_kappa",
    "fleiss_kappa",
    "gwet_ac1",
    "gwet_ac2",
    "krippendorff_alpha",
    "percent_agreement",
    "randolph_kappa",
]


def percent_agreement(ratings: RatingPatterns, level: float = 0.95) -> MaybeEstimate:
    """The share of pairs of raters who agree, averaged over items with two or more ratings.

    Σ_c n_uc(n_uc - 1) / (m_u(m_u - 1)) an item: a mean of scores in [0, 1], one an item. It has the interval
    of `mean_of_scores` (Wilson on an effective sample size) and not the percentile bootstrap, which claims
    certainty where all agree and covers less (tests/benchmarks/coverage_agreement.py: 93.7 % on average and
    82 % at the least, with three raters; Wilson's 95.7 % and 92.6 %, over all numbers of raters).
    """
    rated_twice = pairable(ratings)
    if rated_twice.items.size == 0:
        return NO_OVERLAP
    nominal = distances("nominal", ratings.counts.shape[1])
    agreement = 1 - disagreement_per_pattern(rated_twice.counts, nominal)
    n, total = float(rated_twice.items.sum()), float(rated_twice.items @ agreement)
    score_squared = float(rated_twice.items @ agreement**2)
    return mean_from_moments(Moments(n, n, total, n, total, score_squared), level)
