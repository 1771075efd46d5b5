"""How often does the confidence sequence hold the rate after every label? Prints its table.

    python tests/benchmarks/coverage_sequence.py

Exact: the number of wins after t labels is a Markov chain; its distribution is carried from label to label,
and what leaves the interval is taken out and counted. A tie moves it half a step. The Wilson interval, looked
at after every label, is beside it: the reason why there is a sequence at all.
"""

import math

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.rates.proportions import wilson_bounds
from reviewtui.stats.sequential.confidence_sequence import PRIOR

Floats = NDArray[np.float64]

LEVEL = 0.95
LABELS = 1000
RATES = [0.01, *(k / 20 for k in range(1, 20)), 0.99]
TIES = [0.0, 0.2, 0.4, 0.6, 0.8]

# log Γ(1/2 + k/2) for k half wins.
_LOG_GAMMA = np.array([math.lgamma(PRIOR + k / 2) for k in range(2 * LABELS + 1)])


def sequence_holds(t: int, rate: float) -> NDArray[np.bool_]:
    """For 0, 1/2, 1 … t wins of t labels: does the sequence hold the rate?"""
    half_wins = np.arange(2 * t + 1)
    log_mixture = _LOG_GAMMA[half_wins] + _LOG_GAMMA[2 * t - half_wins] - math.lgamma(2 * PRIOR + t)
    log_mixture -= 2 * math.lgamma(PRIOR) - math.lgamma(2 * PRIOR)
    wins = half_wins / 2
    log_e = log_mixture - wins * math.log(rate) - (t - wins) * math.log(1 - rate)
    return np.asarray(log_e < -math.log(1 - LEVEL))


def wilson_holds(t: int, rate: float) -> NDArray[np.bool_]:
    low, high = wilson_bounds(np.arange(2 * t + 1) / (2 * t), float(t), LEVEL)
    return np.asarray((low <= rate) & (rate <= high))


def held_throughout(
    rate: float, tie: float = 0.0, labels: int = LABELS, method: str = "sequence", first: int = 1
) -> float:
    """The chance that each interval from the first to the last label holds the rate.

    `rate` is the mean score: wins have the chance rate − tie/2.
    """
    holds = sequence_holds if method == "sequence" else wilson_holds
    win, loss = rate - tie / 2, 1 - rate - tie / 2
    chance = np.ones(1)
    for t in range(1, labels + 1):
        grown = np.zeros(2 * t + 1)
        grown[:-2] += loss * chance
        grown[1:-1] += tie * chance
        grown[2:] += win * chance
        chance = np.where(holds(t, rate), grown, 0.0) if t >= first else grown
    return float(chance.sum())


def possible(tie: float) -> list[float]:
    return [rate for rate in RATES if min(rate, 1 - rate) >= tie / 2]


def rows() -> list[tuple[float, str, list[float]]]:
    """Share of ties, what is looked at, coverage for each rate."""
    table = [
        (tie, "sequence, 1 to 1,000", [held_throughout(rate, tie) for rate in possible(tie)]) for tie in TIES
    ]
    wilson = [held_throughout(rate, labels=500, method="wilson", first=10) for rate in possible(0.0)]
    return [*table, (0.0, "Wilson, 10 to 500", wilson)]


def main() -> None:
    print(f"Chance that every {LEVEL:.0%} interval on the way holds the rate (exact)")
    print(f"{'ties':>5}  {'intervals after labels':24}{'rates':>6}{'mean':>9}{'least':>9}{'most':>9}")
    for tie, what, cells in rows():
        print(
            f"{tie:5.0%}  {what:24}{len(cells):>6}{np.mean(cells):>9.4f}{min(cells):>9.4f}{max(cells):>9.4f}"
        )
    print(f"Wilson at one half: {held_throughout(0.5, labels=500, method='wilson', first=10):.4f}")


if __name__ == "__main__":
    main()
