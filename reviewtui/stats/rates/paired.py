"""Two rates compared: the difference with its interval, and tests of "no difference".

Paired rates are of the same items (two models that answered the same prompts), independent ones of
different items.
"""

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.distributions import fair_coin_lower_tail, fair_coin_pmf
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.rates.items import item_totals
from reviewtui.stats.rates.proportions import effective_items, moments, wilson_bounds
from reviewtui.stats.rates.sign_tests import TestResult, sign_flip_test, sign_test

Floats = NDArray[np.float64]

NO_COMMON_ITEM = Undefined("no item has both")
NO_DISCORDANT_PAIR = Undefined("no discordant pair: the two never differ")
EMPTY_SIDE = Undefined("one of the two has no label to count")


@dataclass(frozen=True, slots=True)
class PairedCounts:
    """Items by what is true of each side: of both, of a alone, of b alone, of neither."""

    both: int
    only_a: int
    only_b: int
    neither: int

    def __post_init__(self) -> None:
        if min(self.both, self.only_a, self.only_b, self.neither) < 0:
            raise ValueError(f"{self} are not counts")

    @property
    def n(self) -> int:
        return self.both + self.only_a + self.only_b + self.neither


def newcombe_independent(x1: int, n1: int, x2: int, n2: int, level: float = 0.95) -> MaybeEstimate:
    """x1/n1 − x2/n2 for different items, with method 10 of Newcombe (1998, Stat. Med. 17:873).

    With Wilson's bounds l, u of each rate: d − √((p1 − l1)² + (u2 − p2)²) to d + √((u1 − p1)² + (p2 − l2)²).
    `n` is n1 + n2; undefined where one of them is 0.

    Raises:
        ValueError: for counts that are not proportions or a level outside (0, 1).
    """
    if not (0 <= x1 <= n1 and 0 <= x2 <= n2):
        raise ValueError(f"{x1} of {n1} and {x2} of {n2} are not proportions")
    if n1 == 0 or n2 == 0:
        return EMPTY_SIDE
    p, n = np.array([x1 / n1, x2 / n2]), np.array([n1, n2], dtype=np.float64)
    low, high = _square_and_add(p, n, 0.0, level)
    return Estimate(float(p[0] - p[1]), low, high, level, "newcombe_independent", n1 + n2)


def newcombe_paired(counts: PairedCounts, level: float = 0.95) -> MaybeEstimate:
    """The rate of a minus that of b over the same items: method 10 of Newcombe (1998, Stat. Med. 17:2635).

    As `newcombe_independent`, less twice φ times the product under each root, where φ is the correlation of
    the two outcomes, drawn towards 0 by Newcombe's continuity correction where it is positive:

        φ = max(e·h − f·g − n/2, 0) / √((e + f)(g + h)(e + g)(f + h)),  e, f, g, h = both, a, b, neither

    and φ = (e·h − f·g)/√… where that is negative, 0 where the root is. Undefined without an item. Without a
    discordant pair the difference is 0 and its interval is that of rates that could still differ.

    Raises:
        ValueError: for a level outside (0, 1).
    """
    n = counts.n
    if n == 0:
        return NO_COMMON_ITEM
    p = np.array([counts.both + counts.only_a, counts.both + counts.only_b]) / n
    products = counts.both * counts.neither - counts.only_a * counts.only_b
    root = n * n * math.sqrt(float(np.prod(p * (1 - p))))
    phi = _towards_zero(products / root, n / 2 / root) if root > 0 else 0.0
    low, high = _square_and_add(p, np.array([n, n], dtype=np.float64), phi, level)
    return Estimate((counts.only_a - counts.only_b) / n, low, high, level, "newcombe_paired", n)


def paired_difference(
    score_a: ArrayLike, score_b: ArrayLike, item: ArrayLike, level: float = 0.95
) -> MaybeEstimate:
    """Mean score of a minus mean score of b, where each row scored both and rows may share an item.

    With one row an item and scores of 0 and 1 it is `newcombe_paired`. Else its formula with what the
    clusters leave: Wilson's bounds of each mean on its `effective_items`, and for φ the correlation of the
    two means over items, Σ rᵃ·rᵇ / √(Σ rᵃ² Σ rᵇ²) with r = s − k·mean the residual of an item with k rows and
    sum s; the continuity correction 1 / (2·n_eff·√(p1·q1·p2·q2)) takes the geometric mean of the two
    effective sizes. This is the square-and-add of Zou & Donner (2008, Stat. Med. 27:1693), named
    `newcombe_paired_effective_n`.

    Coverage of the nominal 95 % (tests/benchmarks/coverage.md): with one row an item, enumerated, 96.6 % on
    average over 30 items and 96.2 % over 50, least 93.4 %; with 1 to 5 rows an item, alike or not, simulated
    for 30 and 100 items, 96.5 % on average and least 93.7 %.

    Args:
        score_a, score_b: shape (n_rows,), each in [0, 1].
        item: integers of shape (n_rows,), equal for rows of the same item.

    Returns:
        An estimate whose `n` is the number of items, or Undefined without a row.

    Raises:
        ValueError: for unequal shapes, a score outside [0, 1], or a level outside (0, 1).
    """
    a, b = item_totals(score_a, item), item_totals(score_b, item)
    k, items = a.labels, a.labels.size
    if items == 0:
        return NO_COMMON_ITEM
    if k.sum() == items and _binary(a.score) and _binary(b.score):
        return newcombe_paired(paired_counts(a.score, b.score), level)
    means = np.array([a.score.sum(), b.score.sum()]) / k.sum()
    n_eff = np.array([float(effective_items(moments(side))) for side in (a, b)])
    residuals = a.score - k * means[0], b.score - k * means[1]
    root = math.sqrt(float(residuals[0] @ residuals[0]) * float(residuals[1] @ residuals[1]))
    binomial = math.sqrt(max(0.0, float(np.prod(means * (1 - means)))))
    phi = 0.0
    if root > 0 and binomial > 0:
        correction = 1 / (2 * math.sqrt(float(np.prod(n_eff))) * binomial)
        phi = _towards_zero(float(residuals[0] @ residuals[1]) / root, correction)
    low, high = _square_and_add(means, n_eff, phi, level)
    return Estimate(float(means[0] - means[1]), low, high, level, "newcombe_paired_effective_n", items)


def paired_counts(a: ArrayLike, b: ArrayLike) -> PairedCounts:
    """Count items by two columns of 0 and 1 (or false and true), one row an item.

    Raises:
        ValueError: for unequal shapes or another value.
    """
    first, second = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    if first.ndim != 1 or first.shape != second.shape or not (_binary(first) and _binary(second)):
        raise ValueError("paired counts are of two equal columns of 0 and 1")
    cells = np.bincount((2 * first + second).astype(np.int64), minlength=4)
    return PairedCounts(both=int(cells[3]), only_a=int(cells[2]), only_b=int(cells[1]), neither=int(cells[0]))


def mcnemar_exact(only_a: int, only_b: int) -> TestResult:
    """The exact test of McNemar (1947, Psychometrika 12:153): the sign test of the discordant pairs.

    Without one the p-value is undefined, with the reason (a program that gives 1 there means the same: there
    is nothing that speaks for a difference).

    Raises:
        ValueError: for a negative count.
    """
    result = sign_test(only_a, only_b)
    return TestResult("mcnemar_exact", result.p if result.n else NO_DISCORDANT_PAIR, result.n)


def mcnemar_mid_p(only_a: int, only_b: int) -> TestResult:
    """McNemar's test with the mid-p-value (Fagerland, Lydersen & Laake 2013, BMC Med. Res. Methodol. 13:91).

    2·P(X <= m) − P(X = m) = P(X <= m) + P(X < m), X ~ binomial(b + c, 1/2), m = min(b, c): less
    conservative than the exact test, with a size that hardly ever passes the nominal one. Where b = c it is
    1 - P(X = m)/2, as the authors have it; undefined without a discordant pair.

    Raises:
        ValueError: for a negative count.
    """
    if min(only_a, only_b) < 0:
        raise ValueError(f"{only_a} and {only_b} are not counts")
    n, least = only_a + only_b, min(only_a, only_b)
    if n == 0:
        return TestResult("mcnemar_mid_p", NO_DISCORDANT_PAIR, 0)
    if only_a == only_b:
        return TestResult("mcnemar_mid_p", 1 - float(fair_coin_pmf(n)[least]) / 2, n)
    below = fair_coin_lower_tail(least - 1, n) if least else 0.0
    return TestResult("mcnemar_mid_p", max(fair_coin_lower_tail(least, n) + below, sys.float_info.min), n)


def paired_test(score_a: ArrayLike, score_b: ArrayLike, item: ArrayLike, seed: int = 0) -> TestResult:
    """Is one of two scored sides better? McNemar's mid-p with one row an item and scores of 0 and 1.

    Else the sign-flip test of the items' mean differences, since rows of one item are not independent.

    Args:
        score_a, score_b: shape (n_rows,), each in [0, 1].
        item: integers of shape (n_rows,), equal for rows of the same item.

    Raises:
        ValueError: for unequal shapes or a score outside [0, 1].
    """
    a, b = item_totals(score_a, item), item_totals(score_b, item)
    if a.labels.sum() == a.labels.size and _binary(a.score) and _binary(b.score):
        counts = paired_counts(a.score, b.score)
        return mcnemar_mid_p(counts.only_a, counts.only_b)
    first, second = np.asarray(score_a, dtype=np.float64), np.asarray(score_b, dtype=np.float64)
    return sign_flip_test((1 + first - second) / 2, item, seed)


def _binary(values: Floats) -> bool:
    return bool(np.all((values == 0) | (values == 1)))


def _towards_zero(phi: float, correction: float) -> float:
    return min(1.0, max(phi - correction, 0.0)) if phi > 0 else max(-1.0, phi)


def _square_and_add(p: Floats, n: Floats, phi: float, level: float) -> tuple[float, float]:
    """Bounds of p[0] − p[1] from Wilson's bounds of each and the correlation of the two."""
    lows, highs = wilson_bounds(p, n, level)
    below, above = p - lows, highs - p
    difference = float(p[0] - p[1])

    def distance(x: float, y: float) -> float:
        return math.sqrt(max(0.0, x * x - 2 * phi * x * y + y * y))

    low = difference - distance(float(below[0]), float(above[1]))
    high = difference + distance(float(above[0]), float(below[1]))
    return max(-1.0, low), min(1.0, high)
