"""Is one side preferred at all? Exact two-sided tests of "neither" for one or several labels an item."""

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.distributions import fair_coin_lower_tail, fair_coin_pmf
from reviewtui.stats.estimate import Undefined
from reviewtui.stats.rates.items import ItemTotals, item_totals

NO_DECIDED_ITEM = Undefined("no item is decided")

# Scores come in steps of a quarter (win, tie, loss, and the two slight preferences between them).
_STEPS = 4
# Additions that the exact distribution may cost: about half a second.
_EXACT_COST = 200_000_000
_DRAWS = 99_999


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test's name, its p-value or why there is none, and the number of decided items it rests on."""

    __test__ = False  # for pytest: not a test class

    name: str
    p: float | Undefined
    n: int


def sign_test(wins: int, losses: int) -> TestResult:
    """The exact two-sided sign test (Dixon & Mood 1946, JASA 41:557); ties are left out beforehand.

    p = min(1, 2·P(X <= min(wins, losses))), X ~ binomial(wins + losses, 1/2). A p-value too small for a
    float comes back as the smallest normal one, never as 0.

    Raises:
        ValueError: for a negative count.
    """
    n = wins + losses
    if min(wins, losses) < 0:
        raise ValueError(f"{wins} wins and {losses} losses are not counts")
    if n == 0:
        return TestResult("sign_exact", NO_DECIDED_ITEM, 0)
    return TestResult("sign_exact", _two_sided(fair_coin_lower_tail(min(wins, losses), n)), n)


def sign_flip_test(scores: ArrayLike, item: ArrayLike, seed: int = 0) -> TestResult:
    """The permutation test that flips the sign of whole items (Fisher 1935, Design of Experiments, ch. 3).

    Under the hypothesis an item's mean score minus 1/2 is as likely as its negative. The statistic is the
    sum of these deviations; labels of one item are flipped together, so that several annotators who agree do
    not count as several items. With one label an item this is the sign test.

    The distribution over all 2ⁿ flips is computed where that is cheap: deviations are multiples of a common
    fraction, and items of equal size of deviation add up to a binomial variable. Else 99,999 seeded draws,
    with p = (1 + exceeding) / (1 + draws) (Phipson & Smyth 2010), which can't be 0.

    Args:
        scores: shape (n_labels,), each in [0, 1]; a win is 1, a tie 1/2.
        item: integers of shape (n_labels,), equal for labels of the same item.

    Returns:
        `sign_flip_exact` or `sign_flip_monte_carlo`, with the number of items whose mean is not 1/2.

    Raises:
        ValueError: for unequal shapes or a score outside [0, 1].
    """
    totals = item_totals(scores, item)
    return sign_flip_of_totals(totals, np.ones(totals.labels.size, dtype=np.int64), seed)


def sign_flip_of_totals(totals: ItemTotals, items: NDArray[np.int64], seed: int = 0) -> TestResult:
    """`sign_flip_test` of items that are counted already: `items`, of the shape of the totals, says how many
    items have each of them."""
    lattice = _integer_deviations(totals)
    deviations = totals.score / totals.labels - 0.5 if lattice is None else lattice
    # Rounded so that equal deviations that were computed differently are one.
    sizes, place = np.unique(np.abs(deviations).round(12), return_inverse=True)
    counts = np.bincount(place, weights=items, minlength=sizes.size).astype(np.int64)
    sizes, counts = sizes[sizes > 0], counts[sizes > 0]
    n = int(counts.sum())
    if n == 0:
        return TestResult("sign_flip_exact", NO_DECIDED_ITEM, 0)
    observed = abs(float(deviations @ items))
    if lattice is not None:
        order = np.argsort(-counts, kind="stable")
        sizes, counts = sizes[order], counts[order]
        if _exact_cost(sizes, counts) <= _EXACT_COST:
            return TestResult("sign_flip_exact", _exact_p(round(observed), sizes, counts), n)
    return TestResult("sign_flip_monte_carlo", _drawn_p(observed, sizes, counts, seed), n)


def _two_sided(tail: float) -> float:
    return min(1.0, max(2 * tail, sys.float_info.min))


def _integer_deviations(totals: ItemTotals) -> NDArray[np.int64] | None:
    """Item means minus 1/2 in units of their greatest common fraction; None where they have no small one."""
    if totals.labels.size == 0:
        return np.zeros(0, dtype=np.int64)
    scale = _STEPS * math.lcm(*np.unique(totals.labels).astype(int).tolist())
    if scale > 1_000_000:
        return None
    scaled = (totals.score / totals.labels - 0.5) * scale
    integers = np.rint(scaled).astype(np.int64)
    if not np.allclose(scaled, integers, rtol=0, atol=1e-6):
        return None
    return integers // max(1, int(np.gcd.reduce(integers)))


def _exact_cost(sizes: NDArray[np.int64], counts: NDArray[np.int64]) -> int:
    """Additions that `_exact_p` makes: each item of a later group shifts the distribution of the former."""
    support = np.cumsum(sizes * counts) + 1
    return int(support[-1] + (counts[1:] * support[:-1]).sum())


def _exact_p(observed: int, sizes: NDArray[np.int64], counts: NDArray[np.int64]) -> float:
    """2·P(T >= observed), T = Σ ± size: U = (Σ size + T) / 2 is a sum of size times binomial variables."""
    distribution = np.ones(1)
    for size, count in zip(sizes.tolist(), counts.tolist(), strict=True):
        pmf = fair_coin_pmf(count)
        convolved = np.zeros(distribution.size + size * count)
        if distribution.size == 1:
            convolved[::size] = pmf
        else:
            for positive, probability in enumerate(pmf):
                start = size * positive
                convolved[start : start + distribution.size] += probability * distribution
        distribution = convolved
    if observed == 0:
        return 1.0
    return _two_sided(float(distribution[(distribution.size - 1 + observed) // 2 :].sum()))


def _drawn_p(observed: float, sizes: NDArray[np.float64], counts: NDArray[np.int64], seed: int) -> float:
    rng = np.random.default_rng(seed)
    sums = np.zeros(_DRAWS)
    for size, count in zip(sizes, counts, strict=True):
        sums += size * (2.0 * rng.binomial(count, 0.5, size=_DRAWS) - count)
    exceeding = int(np.count_nonzero(np.abs(sums) >= observed * (1 - 1e-9)))
    return (1 + exceeding) / (1 + _DRAWS)
