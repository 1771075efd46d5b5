"""How often does the interval of `mean_of_scores` hold the truth? Prints the table that coverage.md keeps.

    python tests/benchmarks/coverage_win_rate.py

One label an item: exact, by adding up the probabilities of all counts of wins, ties and losses. Several
labels an item: simulated with a fixed seed. Labels of one item are correlated: with probability `icc` all
are the same draw, else they are independent.

The win rate p is given in two ways, because ties limit it: as the score itself (then ties <= 2·min(p, 1 - p))
and as the share of wins among decided labels.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.rates.proportions import Moments, effective_items, wilson_bounds

Floats = NDArray[np.float64]
Chances = tuple[float, float, float]  # of a loss, a tie and a win
# Labels an item, items, correlation, coverage for each cell.
Row = tuple[str, str, str, list[float]]

LEVEL = 0.95
RUNS = 20_000
SEED = 20
RATES = np.arange(1, 20) / 20
TIES = np.arange(9) / 10
ITEMS_EXACT = (30, 31, 33, 35, 40, 45, 50, 60, 70, 85, 100, 110, 150, 200, 300, 500, 1000)
ITEMS_SIMULATED = (30, 50, 100, 300, 1000)
ALIKE = (0.0, 0.3, 0.7)
# Number of labels an item -> share of the items that have it.
DESIGNS = {
    "2 each": {2: 1.0},
    "3 each": {3: 1.0},
    "4 each": {4: 1.0},
    "5 each": {5: 1.0},
    "1 to 3": {1: 1 / 3, 2: 1 / 3, 3: 1 / 3},
    "1 to 5": {1: 0.2, 2: 0.2, 3: 0.2, 4: 0.2, 5: 0.2},
    "1 or 5": {1: 0.5, 5: 0.5},
    "mostly 1, some 5": {1: 0.9, 5: 0.1},
}


def label_chances(rates: Floats, ties: Floats) -> Iterator[Chances]:
    for p in rates:
        for tie in ties:
            yield float((1 - p) * (1 - tie)), float(tie), float(p * (1 - tie))
            if 0 < tie <= 2 * min(p, 1 - p) + 1e-12:
                yield max(0.0, float(1 - p - tie / 2)), float(tie), max(0.0, float(p - tie / 2))


def bounds(m: Moments) -> tuple[Floats, Floats]:
    return wilson_bounds(m.score / m.labels, effective_items(m), LEVEL)


def holds(interval: tuple[Floats, Floats], truth: float) -> NDArray[np.bool_]:
    return (interval[0] <= truth + 1e-12) & (truth - 1e-12 <= interval[1])


def exact(n: int) -> list[float]:
    """Coverage for each cell of the grid, one label an item."""
    wins, ties = (grid.ravel() for grid in np.meshgrid(np.arange(n + 1), np.arange(n + 1)))
    wins, ties = wins[wins + ties <= n], ties[wins + ties <= n]
    losses = n - wins - ties
    score = wins + ties / 2
    one = np.full_like(score, n)
    interval = bounds(Moments(one, one, score, one, score, wins + ties / 4))
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = log_factorial[n] - log_factorial[wins] - log_factorial[ties] - log_factorial[losses]
    cells = []
    for loss, tie, win in label_chances(RATES, TIES):
        # A chance of 0 leaves only the counts without it.
        log_chance = np.log(np.maximum([loss, tie, win], 1e-300))
        probability = np.exp(ways + losses * log_chance[0] + ties * log_chance[1] + wins * log_chance[2])
        cells.append(float(probability[holds(interval, win + tie / 2)].sum()))
    return cells


def item_kinds(sizes: dict[int, float], chances: Chances, icc: float) -> tuple[Floats, Floats, Floats]:
    """The items there can be: number of labels, sum of scores, probability."""
    kinds: defaultdict[tuple[int, float], float] = defaultdict(float)
    for size, share in sizes.items():
        for score, chance in zip((0.0, 0.5, 1.0), chances, strict=True):
            kinds[size, size * score] += share * icc * chance
        independent = np.ones(1)
        for _ in range(size):
            independent = np.convolve(independent, chances)
        for halves, chance in enumerate(independent):
            kinds[size, halves / 2] += share * (1 - icc) * chance
    labels, score = np.array(list(kinds), dtype=float).T
    probability = np.array(list(kinds.values()))
    return labels, score, probability / probability.sum()


def simulated(n: int, sizes: dict[int, float], icc: float, rng: np.random.Generator) -> list[float]:
    """Coverage for each cell of a coarser grid (it is symmetric in p)."""
    cells = []
    for chances in label_chances(np.array([0.05, 0.1, 0.2, 0.35, 0.5]), TIES[::2]):
        k, s, probability = item_kinds(sizes, chances, icc)
        drawn = rng.multinomial(n, probability, size=RUNS).astype(float)
        items = np.full(RUNS, float(n))
        m = Moments(items, drawn @ k, drawn @ s, drawn @ k**2, drawn @ (k * s), drawn @ s**2)
        cells.append(float(holds(bounds(m), chances[2] + chances[1] / 2).mean()))
    return cells


def wilson_by_rate(n: int) -> list[float]:
    """Coverage of n items with one label each and no tie, for each rate of the grid: Wilson's own."""
    wins = np.arange(n + 1)
    low, high = wilson_bounds(wins / n, float(n), LEVEL)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = log_factorial[n] - log_factorial - log_factorial[::-1]
    return [
        float(np.exp(ways + wins * np.log(p) + (n - wins) * np.log(1 - p))[holds((low, high), p)].sum())
        for p in RATES
    ]


def exact_rows() -> Iterator[Row]:
    for n in ITEMS_EXACT:
        yield "1 (exact)", str(n), "", exact(n)


def simulated_rows(alike: Sequence[float] = ALIKE) -> Iterator[Row]:
    rng = np.random.default_rng(SEED)
    for design, sizes in DESIGNS.items():
        for icc in alike:
            cells = [cell for n in ITEMS_SIMULATED for cell in simulated(n, sizes, icc, rng)]
            yield design, "all", str(icc), cells


def show(row: Row) -> list[float]:
    design, n, icc, cells = row
    figures = f"{len(cells):>7}{np.mean(cells):>9.4f}{min(cells):>9.4f}{max(cells):>9.4f}"
    print(f"{design:18}{n:>6}{icc:>6}{figures}", flush=True)
    return cells


def main() -> None:
    print(f"Coverage of the nominal {LEVEL:.0%} interval of mean_of_scores")
    print(f"{'labels an item':18}{'items':>6}{'icc':>6}{'cells':>7}{'mean':>9}{'least':>9}{'most':>9}")
    show(("1 (exact)", "all", "", [cell for row in exact_rows() for cell in show(row)]))
    show(("several", "all", "all", [cell for row in simulated_rows() for cell in show(row)]))
    print("Beyond the grid: labels of an item always the same")
    for row in simulated_rows((1.0,)):
        show(row)
    cells = {
        (n, rate): cell for n in range(30, 1001) for rate, cell in zip(RATES, wilson_by_rate(n), strict=True)
    }
    show(("1, no tie (exact)", "any", "", list(cells.values())))
    print("Its cells below 93 %, by items and rate (p and 1 - p are alike):")
    for (n, rate), cell in sorted(cells.items(), key=lambda item: item[1]):
        if cell < 0.93 and rate <= 0.5:
            print(f"{n:>24}{rate:>13.2f}{cell:>9.4f}")


if __name__ == "__main__":
    main()
