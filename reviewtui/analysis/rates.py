"""The one kind of rate that every room uses, and the same said of the other of two."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.labels.arrays import Codes
from reviewtui.analysis.labels.tallies import dense
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.rates.patterns import item_patterns, mean_of_patterns

LEVEL = 0.95


def rate(
    scores: NDArray[np.float64] | NDArray[np.bool_], prompt: Codes, without: str, level: float = LEVEL
) -> MaybeEstimate:
    """The mean of scores in [0, 1] over labels, with an interval that takes prompts as the items.

    Labels of one prompt are not independent: the same words were judged, by several annotators or in several
    pairs. `without` is the reason why there is no rate where there is no label. It is `mean_of_scores`, to
    which prompts are handed over as counted by their codes: sorting a million of them takes longer.
    """
    if scores.size == 0:
        return Undefined(without)
    codes, n = dense(prompt)
    labels = np.bincount(codes, minlength=n)
    return mean_of_patterns(item_patterns(labels, np.bincount(codes, scores, n), np.ones(n)), level)


def complement(estimate: MaybeEstimate) -> MaybeEstimate:
    """One minus a rate: of two models, the rate of the other one."""
    if isinstance(estimate, Undefined):
        return estimate
    return replace(estimate, value=1 - estimate.value, low=1 - estimate.high, high=1 - estimate.low)


def negative(estimate: MaybeEstimate) -> MaybeEstimate:
    """A difference or a graded mean, the other way round."""
    if isinstance(estimate, Undefined):
        return estimate
    return replace(estimate, value=-estimate.value, low=-estimate.high, high=-estimate.low)
