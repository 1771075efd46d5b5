"""Coverage of differences, means and adjusted rates. Prints the table.

    python tests/benchmarks/coverage_differences.py

The paired difference of two rates with one row an item: exact, over all tables of that many items. All else
is simulated with a fixed seed.
"""

import itertools
import math
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.estimate import Estimate, MaybeEstimate
from reviewtui.stats.rates.adjustment import adjusted_rate
from reviewtui.stats.rates.means import bootstrap_mean, mean_of_values
from reviewtui.stats.rates.paired import PairedCounts, newcombe_paired, paired_difference

Floats = NDArray[np.float64]
Generator = np.random.Generator
Row = tuple[str, str, float, float, float]

SEED = 21
RUNS = 2000
CORRELATIONS = (0.0, 0.4, 0.8)
RATES = (0.05, 0.2, 0.5, 0.8, 0.95)


def cell_chances(rates: tuple[float, ...] = RATES) -> Iterator[Floats]:
    """Chances of both, a alone, b alone, neither, where two such rates can be correlated so."""
    for p, q in itertools.product(rates, rates):
        for rho in CORRELATIONS:
            both = p * q + rho * math.sqrt(p * (1 - p) * q * (1 - q))
            chances = np.array([both, p - both, q - both, 1 - p - q + both])
            if chances.min() >= 0:
                yield chances


def exact_paired(n: int) -> list[float]:
    """Coverage of `newcombe_paired` for each cell of the grid."""
    tables, intervals = [], []
    for both, a, b in itertools.product(range(n + 1), repeat=3):
        if both + a + b <= n:
            found = newcombe_paired(PairedCounts(both, a, b, n - both - a - b))
            assert isinstance(found, Estimate)
            tables.append((both, a, b, n - both - a - b))
            intervals.append((found.low, found.high))
    counts, bounds = np.array(tables), np.array(intervals)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = log_factorial[n] - log_factorial[counts].sum(axis=1)
    cells = []
    for chances in cell_chances():
        probability = np.exp(ways + counts @ np.log(np.maximum(chances, 1e-300)))
        truth = float(chances[1] - chances[2])
        inside = (bounds[:, 0] <= truth + 1e-12) & (truth - 1e-12 <= bounds[:, 1])
        cells.append(float(probability[inside].sum()))
    return cells


def clusters(n: int, rng: Generator, most: int = 5) -> NDArray[np.int64]:
    """An item for every row: n items of 1 to `most` rows."""
    return np.repeat(np.arange(n), rng.integers(1, most + 1, n))


def shared(item: NDArray[np.int64], alike: float, rng: Generator, draw: Callable[[int], Floats]) -> Floats:
    """A draw for every row; in a share `alike` of the items all rows have the same one."""
    n = int(item.max()) + 1
    own, common = draw(item.size), draw(n)[item]
    same = (rng.random(n) < alike)[item]
    return np.where(same.reshape(-1, *[1] * (own.ndim - 1)), common, own)


def simulate(once: Callable[[Generator], tuple[MaybeEstimate, float]], runs: int = RUNS) -> float:
    """The share of runs whose estimate is defined and holds the truth, among those that are defined."""
    rng = np.random.default_rng(SEED)
    held = []
    for _ in range(runs):
        found, truth = once(rng)
        if isinstance(found, Estimate):
            held.append(found.low <= truth + 1e-12 and truth - 1e-12 <= found.high)
    return float(np.mean(held))


def paired_clusters(
    n: int, alike: float, chances: Floats
) -> Callable[[Generator], tuple[MaybeEstimate, float]]:
    def once(rng: Generator) -> tuple[MaybeEstimate, float]:
        item = clusters(n, rng)
        cell = shared(item, alike, rng, lambda size: rng.choice(4, size, p=chances / chances.sum()))
        return paired_difference(cell < 2, cell % 2 == 0, item), float(chances[1] - chances[2])

    return once


def graded(
    n: int, rate: float, interval: Callable[..., MaybeEstimate]
) -> Callable[[Generator], tuple[MaybeEstimate, float]]:
    """Five grades from −2 to 2, binomial around the rate."""

    def once(rng: Generator) -> tuple[MaybeEstimate, float]:
        item = clusters(n, rng, 3)
        values = shared(item, 0.5, rng, lambda size: rng.binomial(4, rate, size) - 2.0)
        return interval(values, item), 4 * rate - 2

    return once


def costs(
    n: int, rare: float, interval: Callable[..., MaybeEstimate]
) -> Callable[[Generator], tuple[MaybeEstimate, float]]:
    """Mostly 0, a fifth costs 1, and a rare answer 20."""

    def once(rng: Generator) -> tuple[MaybeEstimate, float]:
        values = rng.choice([0.0, 1.0, 20.0], n, p=[0.8 - rare, 0.2, rare])
        return interval(values, np.arange(n)), 0.2 + 20 * rare

    return once


def adjusted(
    n: int, log_odds: float, side: float, length: float
) -> Callable[[Generator], tuple[MaybeEstimate, float]]:
    def once(rng: Generator) -> tuple[MaybeEstimate, float]:
        item = clusters(n, rng, 3)
        left = rng.choice([-0.5, 0.5], item.size)
        longer = np.tanh(rng.normal(0.3, 1, n))[item]
        chance = 1 / (1 + np.exp(-(log_odds + side * left + length * longer)))
        won = (rng.random(item.size) < chance).astype(float)
        return adjusted_rate(won, np.stack([left, longer], axis=1), item), 1 / (1 + math.exp(-log_odds))

    return once


def row(what: str, where: str, cells: list[float]) -> Row:
    return what, where, float(np.mean(cells)), min(cells), max(cells)


def rows() -> Iterator[Row]:
    for n in (30, 50):
        yield row("newcombe_paired (exact)", f"{n} items", exact_paired(n))
    sparse = [c for c in cell_chances((0.1, 0.5, 0.9)) if c.min() > 0.005]
    for alike in (0.0, 0.5, 1.0):
        for n in (30, 100):
            cells = [simulate(paired_clusters(n, alike, chances)) for chances in sparse]
            yield row("paired_difference", f"{n} items of 1 to 5, {alike:.0%} alike", cells)
    bounded = lambda values, item: mean_of_values(values, item, bounds=(-2, 2))  # noqa: E731 (a name for a table)
    for name, interval in (
        ("cluster_t", mean_of_values),
        ("with bounds", bounded),
        ("bootstrap", bootstrap_mean),
    ):
        for n in (30, 100):
            cells = [simulate(graded(n, rate, interval), 1000) for rate in (0.1, 0.3, 0.5)]
            yield row(f"graded mean, {name}", f"{n} items of 1 to 3", cells)
    priced = lambda values, item: mean_of_values(values, item, bounds=(0, 20))  # noqa: E731 (a name for a table)
    for name, interval in (("cluster_t", mean_of_values), ("with bounds", priced)):
        for n in (30, 100, 500):
            cells = [simulate(costs(n, rare, interval)) for rare in (0.005, 0.02, 0.05)]
            yield row(f"cost, {name}", f"{n} items", cells)
    for n in (50, 200):
        cells = [
            simulate(adjusted(n, *effects), 1000)
            for effects in ((0.0, 0.5, 0.8), (0.8, 0.5, 0.8), (1.5, 0, 0))
        ]
        yield row("adjusted_rate", f"{n} items of 1 to 3", cells)


def main() -> None:
    print("Coverage of nominal 95 % intervals of differences, means and adjusted rates")
    print(f"{'interval':28}{'where':36}{'mean':>9}{'least':>9}{'most':>9}")
    for what, where, mean, least, most in rows():
        print(f"{what:28}{where:36}{mean:>9.4f}{least:>9.4f}{most:>9.4f}", flush=True)


if __name__ == "__main__":
    main()
