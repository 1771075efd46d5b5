"""How many labels it takes to tell a rate from one half: planned beforehand, or from here on."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from reviewtui.stats.distributions import two_sided_z
from reviewtui.stats.estimate import Undefined
from reviewtui.stats.sequential.confidence_sequence import PRIOR, confidence_sequence, log_e_value, verdict

# No number of labels beyond this one is forecast.
MOST_LABELS = 100_000
_PATHS = 1000
# Labels between two looks of a simulated path, as a share of those it has: the resolution of a forecast.
_STRIDE = 0.015


@dataclass(frozen=True, slots=True)
class LabelsToGo:
    """Between `low` and `high` more labels; `high` is None for more than `MOST_LABELS`.

    Where both ends are beyond it, `low` is `MOST_LABELS`: "more than 100,000".
    """

    low: int
    high: int | None


def decided_for_power(rate: float, level: float = 0.95, power: float = 0.8) -> int | Undefined:
    """How many decided labels, one an item, a fixed-n comparison of `rate` with one half needs.

    n = [z·½ + z_power·√(p(1 − p))]² / (p − ½)², rounded up: the score test's sample size, and so the one at
    which Wilson's interval excludes one half with this power (Connor 1987, Biometrics 43:207). For all labels
    divide by the share of decided ones, and multiply by the design effect 1 + (m − 1)·ρ where items have m
    labels each. Undefined for a rate of one half.

    Raises:
        ValueError: unless 0 <= rate <= 1 and level and power lie in (0, 1).
    """
    if not (0 <= rate <= 1 and 0 < power < 1):
        raise ValueError(f"a rate of {rate} with power {power} can't be planned for")
    if rate == 0.5:
        return Undefined("a rate of one half can't be told from one half")
    z, z_power = two_sided_z(level), NormalDist().inv_cdf(power)
    n = ((z / 2 + z_power * math.sqrt(rate * (1 - rate))) / (rate - 0.5)) ** 2
    # A power below one half can make the root small or negative; one label is always needed.
    return max(1, math.ceil(n - 1e-9))


def labels_to_decide(
    wins: float,
    losses: float,
    decided_share: float = 1.0,
    margin: float | None = None,
    level: float = 0.95,
    seed: int = 0,
) -> LabelsToGo | None:
    """How many more labels it takes until the confidence sequence ends, if the rate stays.

    The 20th and the 80th percentile of the number of labels until the sequence (`confidence_sequence`)
    excludes one half or, with a margin, lies within 1/2 ± margin. Assumed is that every further decided label
    is a win with the rate so far, (S + 1/2)/(S + L + 1), that the share of decided labels stays, and that
    each label is of a new item. It says how the luck of the draw spreads the end; that the rate itself is
    known only roughly is in the interval, not in here. At a rate near one half and without a margin there is
    no end in sight, and that is what comes out.

    By 1,000 paths from a fixed seed, looked at every time that they have grown by 1.5 %: what comes out is a
    few percent too long where a path ends between two looks and comes back.

    Returns:
        None where nothing is decided yet (there is no rate that could stay) or the sequence has ended.

    Raises:
        ValueError: as `confidence_sequence` and `verdict`, and for a share outside [0, 1].
    """
    if not 0 <= decided_share <= 1:
        raise ValueError(f"a share of decided labels lies between 0 and 1, not at {decided_share}")
    now = verdict(confidence_sequence(wins, losses, level), margin)
    if wins + losses == 0 or decided_share == 0 or now.state != "open":
        return None
    rate = (wins + PRIOR) / (wins + losses + 2 * PRIOR)
    most = math.ceil(MOST_LABELS * decided_share)
    ends = decided_until_end(rate, (0.2, 0.8), wins, losses, margin, level, most, seed)
    low, high = (None if end is None else math.ceil(end / decided_share) for end in ends)
    return LabelsToGo(MOST_LABELS if low is None else min(low, MOST_LABELS), high)


def decided_until_end(
    rate: float,
    shares: Sequence[float],
    wins: float = 0,
    losses: float = 0,
    margin: float | None = None,
    level: float = 0.95,
    most: int = MOST_LABELS,
    seed: int = 0,
) -> tuple[int | None, ...]:
    """After how many more decided labels these shares of all sequences have ended, at a known rate.

    `shares` in ascending order; None for a share that has not ended after `most` more labels. See
    `labels_to_decide` for what ends a sequence and how it is simulated.
    """
    rng = np.random.default_rng(seed)
    paths = np.full(_PATHS, float(wins))
    n, added = float(wins + losses), 0
    found: list[int] = []
    while len(found) < len(shares) and added < most:
        step = min(max(1, round(_STRIDE * n)), most - added)
        paths += rng.binomial(step, rate, size=paths.size)
        n, added = n + step, added + step
        within, beyond = _ends(n, margin, level)
        surplus = np.abs(paths - n / 2)
        paths = paths[(surplus > within) & (surplus < beyond)]
        ended = 1 - paths.size / _PATHS
        # It happened at some label since the last look.
        found += [added - step // 2 for share in shares[len(found) :] if ended >= share]
    return tuple(found) + (None,) * (len(shares) - len(found))


def _ends(n: float, margin: float | None, level: float) -> tuple[float, float]:
    """A sequence of n labels has ended where |S − n/2| is at most the first or at least the second number."""
    bar = -math.log(1 - level)

    def against(surplus: float, rate: float) -> float:
        return log_e_value(n / 2 + surplus, n / 2 - surplus, rate)

    beyond = math.inf
    if against(n / 2, 0.5) >= bar:
        low, beyond = 0.0, n / 2
        while beyond - low > 0.1:
            middle = (low + beyond) / 2
            low, beyond = (low, middle) if against(middle, 0.5) >= bar else (middle, beyond)
    within = -1.0
    if margin is not None and against(0, 0.5 + margin) >= bar:
        within, high = 0.0, n * margin
        while high - within > 0.1:
            middle = (within + high) / 2
            within, high = (middle, high) if against(middle, 0.5 + margin) >= bar else (within, middle)
    return within, beyond
