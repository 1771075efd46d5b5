"""The bootstrap over items, on counts of alike items, and how its rounds become an interval."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ROUNDS = 1000


def resampled(items: NDArray[np.int64] | Floats, seed: int, rounds: int = ROUNDS) -> Floats:
    """Draw as many items as there are, with replacement (Efron 1979, Ann. Statist. 7:1), `rounds` times.

    Args:
        items: shape (n_patterns,), how many items are alike; fractions are fine where they add up to a count.

    Returns:
        shape (rounds, n_patterns): how often each pattern was drawn. Items with the same pattern can't be
        told apart, so that a round is one multinomial draw over patterns.
    """
    total = items.sum()
    drawn = np.random.default_rng(seed).multinomial(round(total), items / total, size=rounds)
    return drawn.astype(np.float64)


def percentile_interval(values: Floats, value: float, level: float) -> tuple[float, float]:
    """The percentile interval of an agreement coefficient's rounds, NaN where a round is undefined.

    A round is undefined when everybody agrees on one category in it: perfect agreement, and nothing to
    compare it with. Leaving it out of both bounds would use only the rounds with disagreement and hide how
    little is known where one category is rare. So it counts as 1, the coefficient's largest value, in the
    upper bound, and is left out of the lower one, for which it says nothing. The interval is widened to hold
    `value` where the rounds lie to one side of it.
    """
    defined = values[~np.isnan(values)]
    low = np.quantile(defined, (1 - level) / 2)
    high = np.quantile(np.where(np.isnan(values), 1.0, values), (1 + level) / 2)
    return min(float(low), value), max(float(high), value)
