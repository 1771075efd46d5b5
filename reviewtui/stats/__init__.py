"""Statistics on plain arrays: numpy in, frozen dataclasses out.

This floor knows neither pairs nor models nor annotators, and does no input or output. A *label* is a score
or a category, an *item* is what labels share: the sampling unit of every interval and test. A statistic that
the data do not determine comes back as `Undefined` with the reason, never as NaN or as a made-up number.
"""

from reviewtui.stats.agreement import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from reviewtui.stats.agreement.ratings import RatingPatterns, cross_table, rating_patterns
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.rates.proportions import mean_of_scores, wilson
from reviewtui.stats.rates.sign_tests import TestResult, sign_flip_test, sign_test

__all__ = [
    "Estimate",
    "MaybeEstimate",
    "RatingPatterns",
    "TestResult",
    "Undefined",
    "cohen_kappa",
    "cross_table",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "mean_of_scores",
    "percent_agreement",
    "rating_patterns",
    "sign_flip_test",
    "sign_test",
    "wilson",
]
