"""How long do agreement and its interval take? Prints seconds, memory and ratios.

    PYTHONPATH=. python tests/benchmarks/agreement_speed.py

Run by an interpreter that has `krippendorff` (0.9.0), it is timed in the same run: 1,000 rounds that draw the
items with replacement, for both from the same table of codes, and both the value and the interval. It is
GPL-3.0, so no dependency, and nothing in reviewtui is made from it; an environment apart is the place for it.
"""

import importlib.util
import statistics
import time
import tracemalloc
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement import fleiss_kappa, gwet_ac1, krippendorff_alpha
from reviewtui.stats.agreement.ratings import RatingPatterns, rating_patterns
from reviewtui.stats.bootstrap import ROUNDS
from reviewtui.stats.estimate import Estimate, MaybeEstimate

Codes = NDArray[np.int64]

CATEGORIES = 4
ITEMS, RATERS, MISSING = 100_000, 5, 0.3
REPEATS = 9


def made_up(items: int, missing: float) -> Codes:
    """Ratings of which half are the item's category and half are guessed."""
    rng = np.random.default_rng(7)
    codes = np.where(
        rng.random((items, RATERS)) < 0.5,
        rng.integers(0, CATEGORIES, (items, 1)),
        rng.integers(0, CATEGORIES, (items, RATERS)),
    )
    codes[rng.random(codes.shape) < missing] = -1
    return codes


def timed(call: Callable[[], object], repeats: int = REPEATS) -> list[float]:
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return seconds


def row(what: str, seconds: list[float], more: str = "") -> float:
    median = statistics.median(seconds)
    print(f"{what:56}{median * 1000:>11.1f}{min(seconds) * 1000:>11.1f}  {more}", flush=True)
    return median


def ours(codes: Codes, statistic: Callable[[RatingPatterns], MaybeEstimate]) -> Estimate:
    result = statistic(rating_patterns(codes, CATEGORIES))
    assert isinstance(result, Estimate)
    return result


def peer_rounds(codes: Codes) -> tuple[float, NDArray[np.float64]]:
    """The peer's value and its rounds, from counts of each item, which is its fastest way in."""
    import krippendorff

    counts = np.stack([(codes == c).sum(axis=1) for c in range(CATEGORIES)], axis=1)
    rng = np.random.default_rng(0)
    alpha = lambda table: krippendorff.alpha(value_counts=table, level_of_measurement="nominal")  # noqa: E731 (a name)
    rounds = [alpha(counts[rng.integers(0, len(counts), len(counts))]) for _ in range(ROUNDS)]
    return float(alpha(counts)), np.array(rounds)


def against_the_peer(codes: Codes, alpha: Estimate, seconds: list[float]) -> None:
    start = time.perf_counter()
    value, rounds = peer_rounds(codes)
    peer = row("krippendorff 0.9.0, the same", [time.perf_counter() - start])
    low, high = np.quantile(rounds, [0.025, 0.975])
    print(f"  value {alpha.value:.9f} and {value:.9f}, apart by {abs(alpha.value - value):.1e}")
    print(f"  interval {alpha.low:.5f} to {alpha.high:.5f}, its percentiles {low:.5f} to {high:.5f}")
    print(
        f"  times faster: {peer / statistics.median(seconds):.0f} (median), {peer / min(seconds):.0f} (best)"
    )


def main() -> None:
    print(f"{'codes to value and interval':56}{'median ms':>11}{'best ms':>11}")
    codes = made_up(ITEMS, MISSING)
    row(f"counting patterns, {ITEMS:,} items by {RATERS}", timed(lambda: rating_patterns(codes, CATEGORIES)))
    alpha = ours(codes, krippendorff_alpha)
    seconds = timed(lambda: ours(codes, krippendorff_alpha))
    row(f"alpha, nominal, {ROUNDS:,} rounds, counting included", seconds)
    if importlib.util.find_spec("krippendorff"):
        against_the_peer(codes, alpha, seconds)
    else:
        print("  krippendorff is not installed beside this interpreter")
    row("alpha, ordinal", timed(lambda: ours(codes, lambda r: krippendorff_alpha(r, "ordinal"))))
    row("Fleiss' kappa", timed(lambda: ours(codes, fleiss_kappa)))
    row("Gwet's AC1", timed(lambda: ours(codes, gwet_ac1)))
    million = made_up(200_000, 0.0)
    tracemalloc.start()
    ours(million, krippendorff_alpha)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    more = f"{peak:.0f} MB at the peak beside the {million.nbytes / 2**20:.0f} MB of codes"
    row(
        "alpha, nominal, 1,000,000 labels (200,000 by 5)",
        timed(lambda: ours(million, krippendorff_alpha)),
        more,
    )


if __name__ == "__main__":
    main()
