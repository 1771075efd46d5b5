"""The normal quantile and the fair coin: all of probability theory that the other modules need."""

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray


def two_sided_z(level: float) -> float:
    """The z for which a standard normal variable lies in [-z, z] with probability `level` (1.96 for 0.95).

    Raises:
        ValueError: unless 0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def fair_coin_pmf(n: int) -> NDArray[np.float64]:
    """P(X = k) for k = 0 … n (shape (n + 1,)), X ~ binomial(n, 1/2).

    Terms below about 1e-308 are 0. Logarithms of the ratios of neighbours are accumulated, and the sum is
    made 1, which takes the error that all terms share out again.
    """
    k = np.arange(1, n + 1)
    log_weights = np.concatenate([[0.0], np.cumsum(np.log((n - k + 1) / k))])
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum())


def fair_coin_lower_tail(k: int, n: int) -> float:
    """P(X <= k), X ~ binomial(n, 1/2), for 0 <= k <= n.

    The terms are products of ratios below one, counted down from the largest, so that a small tail keeps
    its relative precision: about 1e-12 for n of a thousand and 1e-8 for a million, where the error is that
    of the log-gamma function in the first term. Tails below 1e-308 are 0.

    Raises:
        ValueError: unless 0 <= k <= n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is not a count")
    if 2 * k >= n:
        # The largest term is not the last one here; the other tail is summed, which is at most one half.
        return 1.0 - fair_coin_lower_tail(n - k - 1, n) if k < n else 1.0
    largest = math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1) - n * math.log(2))
    j = np.arange(k, 0, -1)
    return float(largest * (1.0 + np.cumprod(j / (n - j + 1)).sum()))
