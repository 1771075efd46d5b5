"""How often do the intervals of agreement hold the truth? Prints the table that the docstrings cite.

    python tests/benchmarks/coverage_agreement.py

Simulated with a fixed seed. Every item has a category, drawn with the given shares; each rater sees it with
a chance that makes any two raters' kappa what it is said to be, and else answers by the shares. Beside the
interval that is used stands the percentile bootstrap, for alpha and for the percent agreement. What it
printed:

Coverage of nominal 95 % intervals of agreement, 500 samples a cell
statistic                      items  cells    mean   least  where the least is
krippendorff_alpha                30     36  0.9515  0.9117  2 raters, 2, one a tenth, high; 2 below .92
krippendorff_alpha               100     36  0.9508  0.9260  3 raters, 4 uneven, moderate; 0 below .92
krippendorff_alpha               300     36  0.9508  0.9220  3 raters, 4 even, chance; 0 below .92
krippendorff_alpha               all    108  0.9510  0.9117  2 raters, 2, one a tenth, high; 2 below .92
  krippendorff_alpha, percentile    30     12  0.8842  0.6600  3 raters, 2, one a tenth, chance; 8 below .92
  krippendorff_alpha, percentile   100     12  0.9340  0.8840  3 raters, 2, one a tenth, chance; 1 below .92
  krippendorff_alpha, percentile   300     12  0.9470  0.9200  3 raters, 4 even, chance; 0 below .92
  krippendorff_alpha, percentile   all     36  0.9217  0.6600  3 raters, 2, one a tenth, chance; 9 below .92
gwet_ac1                          30     12  0.9590  0.9380  3 raters, 4 uneven, moderate; 0 below .92
gwet_ac1                         100     12  0.9525  0.9440  3 raters, 2 even, high; 0 below .92
gwet_ac1                         300     12  0.9505  0.9300  3 raters, 4 even, chance; 0 below .92
gwet_ac1                         all     36  0.9540  0.9300  3 raters, 4 even, chance; 0 below .92
fleiss_kappa                      30     12  0.9529  0.9135  3 raters, 2, one a tenth, high; 1 below .92
fleiss_kappa                     100     12  0.9498  0.9280  3 raters, 4 uneven, moderate; 0 below .92
fleiss_kappa                     300     12  0.9518  0.9240  3 raters, 4 even, chance; 0 below .92
fleiss_kappa                     all     36  0.9515  0.9135  3 raters, 2, one a tenth, high; 1 below .92
cohen_kappa                       30     12  0.9505  0.9140  2 raters, 2, one a tenth, chance; 1 below .92
cohen_kappa                      100     12  0.9515  0.9180  2 raters, 4 uneven, chance; 1 below .92
cohen_kappa                      300     12  0.9478  0.9320  2 raters, 4 even, moderate; 0 below .92
cohen_kappa                      all     36  0.9500  0.9140  2 raters, 2, one a tenth, chance; 2 below .92
percent                           30     36  0.9647  0.9360  3 raters, 4 even, moderate; 0 below .92
percent                          100     36  0.9548  0.9400  2 raters, 2 even, chance; 0 below .92
percent                          300     36  0.9519  0.9260  3 raters, 4 even, chance; 0 below .92
percent                          all    108  0.9571  0.9260  3 raters, 4 even, chance; 0 below .92
  percent, percentile             30     12  0.9197  0.8220  3 raters, 2, one a tenth, high; 3 below .92
  percent, percentile            100     12  0.9462  0.9120  3 raters, 2, one a tenth, high; 1 below .92
  percent, percentile            300     12  0.9465  0.9260  3 raters, 4 even, chance; 0 below .92
  percent, percentile            all     36  0.9374  0.8220  3 raters, 2, one a tenth, high; 4 below .92
"""

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from reviewtui.stats.agreement.alpha import _metric
from reviewtui.stats.agreement.distances import distances
from reviewtui.stats.agreement.ratings import RatingPatterns
from reviewtui.stats.bootstrap import percentile_interval, resampled
from reviewtui.stats.estimate import Estimate, MaybeEstimate

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Bounds = tuple[float, float]
Interval = Callable[[Counts, Counts], Bounds | None]

RUNS = 500
SEED = 22
ITEMS = (30, 100, 300)
RATERS = (2, 3, 5)
SHARES = {
    "2 even": (0.5, 0.5),
    "2, one a tenth": (0.9, 0.1),
    "4 even": (0.25, 0.25, 0.25, 0.25),
    "4 uneven": (0.6, 0.25, 0.1, 0.05),
}
KAPPAS = {"chance": 0.0, "moderate": 0.5, "high": 0.8}


@dataclass(frozen=True, slots=True)
class Cell:
    items: int
    raters: int
    shares: str
    kappa: str


def cells() -> Iterator[Cell]:
    for items, raters, shares, kappa in itertools.product(ITEMS, RATERS, SHARES, KAPPAS):
        yield Cell(items, raters, shares, kappa)


@cache
def answers(cell: Cell) -> tuple[Counts, Floats]:
    """Every sequence of the raters' answers to an item, and its probability."""
    shares, sees = np.array(SHARES[cell.shares]), math.sqrt(KAPPAS[cell.kappa])
    sequences = np.array(list(itertools.product(range(shares.size), repeat=cell.raters)))
    probability = np.zeros(len(sequences))
    for category, share in enumerate(shares):
        answer = (1 - sees) * shares + sees * (np.arange(shares.size) == category)
        probability += share * answer[sequences].prod(axis=1)
    return sequences, probability / probability.sum()


@cache
def patterns(cell: Cell) -> tuple[Counts, Floats]:
    """The same for counts, where it does not matter who answered."""
    sequences, probability = answers(cell)
    counts = (sequences[:, :, None] == np.arange(len(SHARES[cell.shares]))).sum(axis=1)
    distinct, which = np.unique(counts, axis=0, return_inverse=True)
    return distinct, np.bincount(which.ravel(), probability)


def bounds(result: MaybeEstimate) -> Bounds | None:
    return (result.low, result.high) if isinstance(result, Estimate) else None


def used(counts: Counts, items: Counts) -> RatingPatterns:
    return RatingPatterns(counts[items > 0], items[items > 0])


def percentile_alpha(counts: Counts, items: Counts) -> Bounds | None:
    ratings = used(counts, items)
    value = krippendorff_alpha(ratings)
    if not isinstance(value, Estimate):
        return None
    statistic = _metric(ratings, distances("nominal", counts.shape[1]))
    observed, expected = statistic.disagreement(resampled(ratings.items, 0) @ statistic.features)
    ratio = np.divide(observed, expected, out=np.full_like(expected, np.nan), where=expected > 0)
    return percentile_interval(1 - ratio, value.value, 0.95)


def percentile_percent(counts: Counts, items: Counts) -> Bounds | None:
    ratings = used(counts, items)
    raters = counts[0].sum()
    agreement = (ratings.counts * (ratings.counts - 1)).sum(axis=1) / (raters * (raters - 1))
    rounds = resampled(ratings.items, 0) @ agreement / items.sum()
    return percentile_interval(rounds, float(ratings.items @ agreement / items.sum()), 0.95)


def table(sequences: Counts, items: Counts) -> Counts:
    q = int(sequences.max()) + 1
    cross = np.zeros((q, q), dtype=np.int64)
    np.add.at(cross, (sequences[:, 0], sequences[:, 1]), items)
    return cross


# Name, of counts or of answers, for how many raters, statistic.
STATISTICS: tuple[tuple[str, bool, tuple[int, ...], Callable[[Counts, Counts], MaybeEstimate]], ...] = (
    ("krippendorff_alpha", True, RATERS, lambda c, n: krippendorff_alpha(used(c, n))),
    ("gwet_ac1", True, (3,), lambda c, n: gwet_ac1(used(c, n), categories="declared")),
    ("fleiss_kappa", True, (3,), lambda c, n: fleiss_kappa(used(c, n))),
    ("cohen_kappa", False, (2,), lambda s, n: cohen_kappa(table(s, n))),
    ("percent", True, RATERS, lambda c, n: percent_agreement(used(c, n))),
)
PERCENTILES: dict[str, Interval] = {"krippendorff_alpha": percentile_alpha, "percent": percentile_percent}


def coverage(space: tuple[Counts, Floats], n: int, truth: float, interval: Interval) -> float:
    """The share of samples whose interval holds the truth, among those that have one."""
    kinds, probability = space
    known: dict[bytes, bool | None] = {}
    held = []
    for items in np.random.default_rng(SEED).multinomial(n, probability, size=RUNS):
        if items.tobytes() not in known:
            found = interval(kinds, items)
            known[items.tobytes()] = found and found[0] - 1e-9 <= truth <= found[1] + 1e-9
        held.append(known[items.tobytes()])
    return float(np.mean([h for h in held if h is not None]))


def main() -> None:
    print(f"Coverage of nominal 95 % intervals of agreement, {RUNS} samples a cell")
    print(f"{'statistic':30}{'items':>6}{'cells':>7}{'mean':>8}{'least':>8}  where the least is")
    for name, of_counts, raters, statistic in STATISTICS:
        found: defaultdict[str, dict[Cell, float]] = defaultdict(dict)
        for cell in cells():
            if cell.raters not in raters:
                continue
            space = patterns(cell) if of_counts else answers(cell)
            everything = statistic(space[0], np.round(space[1] * 1e9).astype(np.int64))
            assert isinstance(everything, Estimate)
            interval = lambda kinds, items: bounds(statistic(kinds, items))  # noqa: E731, B023 (called at once)
            found[name][cell] = coverage(space, cell.items, everything.value, interval)
            if name in PERCENTILES and cell.raters == 3:
                label = f"  {name}, percentile"
                found[label][cell] = coverage(space, cell.items, everything.value, PERCENTILES[name])
        for label, by_cell in found.items():
            for n in (*ITEMS, None):
                show(label, n, {c: v for c, v in by_cell.items() if n in (None, c.items)})


def show(label: str, n: int | None, by_cell: dict[Cell, float]) -> None:
    least = min(by_cell, key=lambda cell: by_cell[cell])
    low = [c for c, v in by_cell.items() if v < 0.92]
    where = f"{least.raters} raters, {least.shares}, {least.kappa}; {len(low)} below .92"
    print(
        f"{label:30}{n or 'all':>6}{len(by_cell):>7}{np.mean(list(by_cell.values())):>8.4f}"
        f"{by_cell[least]:>8.4f}  {where}",
        flush=True,
    )


if __name__ == "__main__":
    main()
