"""The one kind of rate that every room uses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.arrays import Codes
from reviewtui.stats import MaybeEstimate, Undefined, mean_of_scores

LEVEL = 0.95


def rate(scores: NDArray[np.float64] | NDArray[np.bool_], prompt: Codes, without: str) -> MaybeEstimate:
    """The mean of scores in [0, 1] over labels, with an interval that takes prompts as the items.

    Labels of one prompt are not independent: the same words were judged, by several annotators or in several
    pairs. `without` is the reason why there is no rate where there is no label.
    """
    if scores.size == 0:
        return Undefined(without)
    return mean_of_scores(scores, prompt, LEVEL)
