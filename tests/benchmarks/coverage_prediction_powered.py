"""Coverage of a win rate by few people's labels and many of a judge's. Prints the table.

    python tests/benchmarks/coverage_prediction_powered.py

Simulated with a fixed seed. A judge that is wrong says something else than people do, nine times in ten that
the first model is better where that is something else.
"""

import itertools
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.rates.prediction_powered import Corrected, prediction_powered_mean

Floats = NDArray[np.float64]
Row = tuple[int, int, list[float], list[float]]

SEED = 31
RUNS = 2000
SCORES = np.array([0.0, 0.5, 1.0])
RATES = (0.05, 0.2, 0.5, 0.8, 0.95)
TIES = (0.0, 0.3)
RIGHT = (1.0, 0.98, 0.9, 0.7)


def chances(rate: float, ties: float, right: float, lean: float = 0.9) -> Floats:
    """How likely people and the judge give each two scores: shape (3, 3), people's first."""
    people = np.array([(1 - ties) * (1 - rate), ties, (1 - ties) * rate])
    both = np.diag(people * right)
    for one in range(3):
        for said, share in ((2, lean), (0, 1 - lean)):
            both[one, said if said != one else 1] += people[one] * (1 - right) * share
    return both


def cell(labeled: int, alone: int, both: Floats, runs: int = RUNS) -> tuple[float, float]:
    """How often the interval holds the truth, and how often the paper's does."""
    rng = np.random.default_rng(SEED)
    truth = float(both.sum(axis=1) @ SCORES)
    human, judge = np.repeat(SCORES, 3), np.tile(SCORES, 3)
    held = by_paper = 0
    for _ in range(runs):
        counts = rng.multinomial(labeled, both.ravel())
        rest = np.repeat(SCORES, rng.multinomial(alone, both.sum(axis=0)))
        found = prediction_powered_mean(np.repeat(human, counts), np.repeat(judge, counts), rest)
        assert isinstance(found, Corrected)
        held += found.estimate.low <= truth + 1e-12 and truth - 1e-12 <= found.estimate.high
        by_paper += found.normal_low <= truth <= found.normal_high
    return held / runs, by_paper / runs


def rows(runs: int = RUNS) -> Iterator[Row]:
    """(labeled, by the judge alone, coverage of every cell, the paper's)."""
    for labeled, alone in itertools.product((50, 100, 300), (200, 2000)):
        cells = [
            cell(labeled, alone, chances(rate, ties, right), runs)
            for rate, ties, right in itertools.product(RATES, TIES, RIGHT)
        ]
        yield labeled, alone, [one for one, _ in cells], [one for _, one in cells]


def main() -> None:
    print("Coverage of the nominal 95 % interval of prediction_powered_mean, and of value ± z·SE")
    print(f"{'labeled':>8}{'alone':>8}{'cells':>8}{'mean':>9}{'least':>9}{'z mean':>9}{'z least':>9}")
    for labeled, alone, ours, paper in rows():
        figures = np.mean(ours), min(ours), np.mean(paper), min(paper)
        print(
            f"{labeled:>8}{alone:>8}{len(ours):>8}" + "".join(f"{one:>9.4f}" for one in figures), flush=True
        )


if __name__ == "__main__":
    main()
