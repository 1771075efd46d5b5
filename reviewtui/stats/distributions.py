"""The normal, Student's t and the fair coin: all that the other modules need of distributions."""

import math
from statistics import NormalDist
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", float, NDArray[np.float64])

# Degrees of freedom up to which Student's distribution is summed term by term.
_SERIES_DEGREES = 200


def two_sided_z(level: float) -> float:
    """The z for which a standard normal variable lies in [-z, z] with probability `level` (1.96 for 0.95).

    Raises:
        ValueError: unless 0 < level < 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"a confidence level lies between 0 and 1, not at {level}")
    return NormalDist().inv_cdf((1 + level) / 2)


def two_sided_t(level: float, df: int) -> float:
    """The t for which Student's variable with df degrees of freedom lies in [-t, t] with probability `level`.

    Up to 200 degrees by halving on the finite series of Abramowitz & Stegun (1964, 26.7.3 and 26.7.4), above
    by their expansion 26.7.5, which is exact to about 1e-10 there.

    Raises:
        ValueError: unless 0 < level < 1 and df >= 1.
    """
    z = two_sided_z(level)
    if df < 1:
        raise ValueError(f"{df} degrees of freedom leave no spread to estimate")
    if df > _SERIES_DEGREES:
        return (
            z
            + (z**3 + z) / (4 * df)
            + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * df**2)
            + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * df**3)
            + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * df**4)
        )
    low, high = 0.0, math.pi / 2
    while low < (middle := (low + high) / 2) < high:
        within = _t_between(middle, math.sin(middle), math.cos(middle), df)
        low, high = (middle, high) if within < level else (low, middle)
    return math.sqrt(df) * math.tan(low)


def two_sided_p(t: NDArray[np.float64], df: int) -> NDArray[np.float64]:
    """P(|T| >= t) for Student's T with df degrees of freedom, an array of t >= 0.

    Up to 200 degrees the finite series of Abramowitz & Stegun (1964, 26.7.3 and 26.7.4), right to about
    1e-15; above, Hill's expansion (1970, Commun. ACM 13:617) towards the normal distribution.

    Raises:
        ValueError: unless df >= 1.
    """
    if df < 1:
        raise ValueError(f"{df} degrees of freedom leave no spread to estimate")
    if df > _SERIES_DEGREES:
        a = df - 0.5
        b = 48 * a**2
        z = np.sqrt(a * np.log1p(t**2 / df))
        z += (z**3 + 3 * z) / b - (4 * z**7 + 33 * z**5 + 240 * z**3 + 855 * z) / (
            10 * b * (b + 0.8 * z**4 + 100)
        )
        tails = [math.erfc(value / math.sqrt(2)) for value in z.ravel().tolist()]
        return np.array(tails).reshape(z.shape)
    angle = np.arctan(t / math.sqrt(df))
    return np.clip(1 - _t_between(angle, np.sin(angle), np.cos(angle), df), 0.0, 1.0)


def _t_between(angle: Number, sin: Number, cos: Number, df: int) -> Number:
    """P(|T| <= √df · tan(angle)) for Student's T with df degrees of freedom, the series of 26.7.3 and 26.7.4.

    Of one angle, or of many at once.
    """
    odd = df % 2
    term = cos if odd else cos * 0 + 1
    total = term if df > 1 else cos * 0
    for k in range(2 + odd, df - 1, 2):
        term = term * cos * cos * (k - 1) / k
        total = total + term
    return 2 / math.pi * (angle + sin * total) if odd else sin * total


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
