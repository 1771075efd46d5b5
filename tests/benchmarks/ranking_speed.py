"""Bradley-Terry with its bootstrap on a million votes over a hundred models, beside peers in the same run.

    python tests/benchmarks/ranking_speed.py [--rounds 1000] [--fastchat-rounds 1000] [--evalica-rounds 20]

The peers are evalica and FastChat's `compute_bootstrap_bt` (fastchat/serve/monitor/rating_systems.py), where
they can be imported; neither is a dependency, so run it with the Python of an environment that has them, and
with this checkout on PYTHONPATH. Both sides resample votes. Ours is timed after counting (which is printed):
fit with its intervals, and all rounds; theirs from a data frame or lists, as they are called. Seconds for
fewer rounds are scaled up, less those of the point estimate. The clustered bootstrap has no peer.
"""

import argparse
import importlib
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.ranking.bradley_terry import BradleyTerry, fit_bradley_terry
from reviewtui.stats.ranking.comparisons import ClusterCounts, count_votes
from reviewtui.stats.ranking.connectivity import Ties
from reviewtui.stats.ranking.davidson import newton, start, sufficient
from reviewtui.stats.ranking.resampling import bootstrap_rounds, drawn_counts, fit_samples

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Votes = tuple[Integers, Integers, Floats]

VOTES = 1_000_000
MODELS = 100
REPEATS = 5
SEED = 12


def votes(rng: np.random.Generator) -> Votes:
    """Any two models, the sides in any order; three in ten votes between equals are ties."""
    theta = rng.normal(0, 0.7, MODELS)
    i = rng.integers(MODELS, size=VOTES)
    j = (i + rng.integers(1, MODELS, size=VOTES)) % MODELS
    weights = np.stack([np.exp(theta[i]), np.exp(theta[j]), 0.85 * np.exp((theta[i] + theta[j]) / 2)])
    chances = weights / weights.sum(axis=0)
    uniform = rng.random(VOTES)
    outcome = np.where(uniform < chances[0], 1.0, np.where(uniform < chances[0] + chances[1], 0.0, 0.5))
    return i, j, outcome


class Seconds(NamedTuple):
    """Of the clock, and of all processors: the second counts on a machine that has other work to do."""

    wall: float
    cpu: float

    def of_rounds(self, point: "Seconds", rounds: int, scaled: int) -> "Seconds":
        """For more rounds than were run; the point estimate is made once."""
        return Seconds(*(one + (both - one) * scaled / rounds for both, one in zip(self, point, strict=True)))

    def __str__(self) -> str:
        return f"{self.wall:.3f} s ({self.cpu:.3f} s of processors)"


def timed(call: Callable[[], Any], repeats: int = REPEATS) -> tuple[Seconds, Any]:
    """Medians, and the last result."""
    wall, cpu = [], []
    for _ in range(repeats):
        begin, before = time.perf_counter(), os.times()
        result = call()
        wall.append(time.perf_counter() - begin)
        cpu.append(sum(os.times()[:4]) - sum(before[:4]))
    return Seconds(statistics.median(wall), statistics.median(cpu)), result


def fitted(counts: ClusterCounts, ties: Ties) -> BradleyTerry:
    fit = fit_bradley_terry(counts, ties)
    assert isinstance(fit, BradleyTerry)
    return fit


def ours(
    name: str, counts: ClusterCounts, ties: Ties, rounds: int, repeats: int = REPEATS
) -> tuple[Seconds, BradleyTerry]:
    fit_s, fit = timed(lambda: fitted(counts, ties), repeats)
    rounds_s, _ = timed(lambda: bootstrap_rounds(counts, fit, seed=SEED, rounds=rounds), repeats)
    print(f"{name}: fit {fit_s}, {rounds} rounds {rounds_s}", flush=True)
    return Seconds(fit_s.wall + rounds_s.wall, fit_s.cpu + rounds_s.cpu), fit


def largest_error(counts: ClusterCounts, fit: BradleyTerry, rounds: int = 20) -> float:
    """Of log-strengths against Newton's method for each round by itself."""
    drawn = drawn_counts(counts, np.random.default_rng(SEED), rounds)
    point, _ = fit_samples(drawn, fit.ties, fit)
    data = sufficient(drawn, fit.ties == "davidson")
    exact, _ = newton(data, start(data))
    return float(np.abs(point.theta - exact.theta).max())


def peer(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name}: missing ({error})")
        return None


def fastchat(columns: Votes, fit: BradleyTerry, rounds: int, scaled: int) -> Seconds | None:
    module, pandas = peer("fastchat.serve.monitor.rating_systems"), peer("pandas")
    if module is None or pandas is None:
        return None
    i, j, outcome = columns
    winner = np.where(outcome == 1, "model_a", np.where(outcome == 0, "model_b", "tie"))
    battles = pandas.DataFrame({"model_a": i, "model_b": j, "winner": winner})
    point_s, _ = timed(lambda: module.compute_bt(battles), 1)
    # Its own tolerance leaves larger errors; even with a smaller one it stops after 100 steps or once the
    # likelihood hardly changes, a few 1e-6 from the maximum.
    point = module.compute_bt(battles, tol=1e-10, base=np.e, scale=1.0, init_rating=0.0)
    theirs = point.reindex(range(MODELS)).to_numpy()
    seconds, _ = timed(lambda: module.compute_bootstrap_bt(battles, rounds), 1)
    print(f"FastChat: point {point_s}, {rounds} rounds {seconds}, both with counting")
    print(f"FastChat's point estimate differs by {np.abs(theirs - theirs.mean() - fit.score).max():.1e}")
    return seconds.of_rounds(point_s, rounds, scaled)


def evalica(columns: Votes, fit: BradleyTerry, rounds: int, scaled: int) -> Seconds | None:
    module = peer("evalica")
    if module is None:
        return None
    i, j, outcome = columns
    winner = np.array([module.Winner.X, module.Winner.Y, module.Winner.Draw], dtype=object)
    xs, ys, winners = (
        i.tolist(),
        j.tolist(),
        winner[((outcome == 0) + 2 * (outcome == 0.5)).astype(int)].tolist(),
    )
    point_s, _ = timed(lambda: module.bradley_terry(xs, ys, winners), 1)
    point = module.bradley_terry(xs, ys, winners, tolerance=1e-12, limit=10_000)
    theirs = np.log(point.scores.reindex(range(MODELS)).to_numpy())

    def resampled() -> None:
        module.bootstrap(
            module.bradley_terry, xs, ys, winners, n_resamples=rounds, bootstrap_method="percentile"
        )

    seconds, _ = timed(resampled, 1)
    print(f"evalica: point {point_s}, {rounds} rounds {seconds}")
    print(f"evalica's point estimate differs by {np.abs(theirs - theirs.mean() - fit.score).max():.1e}")
    return seconds.of_rounds(point_s, rounds, scaled)


def clustered(rounds: int) -> None:
    """One to five labels a prompt: by several annotators on one pair, or each on another pair."""
    rng = np.random.default_rng(SEED + 1)
    size = rng.integers(1, 6, size=VOTES)
    prompt = np.repeat(np.arange(VOTES), size)[:VOTES]
    i, j, outcome = votes(rng)
    first = np.flatnonzero(np.diff(prompt, prepend=-1))[prompt]
    for name, left, right in (("one pair a prompt", i[first], j[first]), ("several pairs a prompt", i, j)):
        count_s, counts = timed(lambda a=left, b=right: count_votes(a, b, outcome, prompt, MODELS), 1)
        print(f"{name}: {int(counts.clusters.sum())} prompts, {counts.clusters.size} patterns, {count_s}")
        _, fit = ours(f"  clustered, {name}", counts, "davidson", rounds, 3)
        print(f"  largest error of 20 rounds {largest_error(counts, fit):.1e}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--fastchat-rounds", type=int, default=1000)
    parser.add_argument("--evalica-rounds", type=int, default=20)
    parser.add_argument("--clustered", action="store_true", help="only that, for its peak of memory")
    args = parser.parse_args()
    if args.clustered:
        clustered(args.rounds)
        return
    columns = votes(np.random.default_rng(SEED))
    count_s, counts = timed(lambda: count_votes(*columns, np.arange(VOTES), MODELS), 1)
    print(f"{VOTES:,} votes over {MODELS} models: counted in {count_s}, {counts.clusters.size} patterns")
    seconds, fit = ours("ties as half wins", counts, "half", args.rounds)
    print(f"largest error of 20 rounds {largest_error(counts, fit):.1e}")
    _, davidson = ours("Davidson", counts, "davidson", args.rounds)
    print(f"largest error of 20 rounds {largest_error(counts, davidson):.1e}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB", flush=True)
    for name, run, rounds in (
        ("FastChat", fastchat, args.fastchat_rounds),
        ("evalica", evalica, args.evalica_rounds),
    ):
        theirs = run(columns, fit, rounds, args.rounds)
        if theirs is not None:
            # Once more after it: other work on the machine may have come or gone.
            again, _ = ours("ties as half wins", counts, "half", args.rounds)
            wall, cpu = (2 * peer_s / (a + b) for peer_s, a, b in zip(theirs, seconds, again, strict=True))
            print(f"{name} takes {wall:.0f} times as long, {cpu:.0f} times the processors' time", flush=True)
            seconds = again
    # Its own process, so that the peak is its own.
    subprocess.run([sys.executable, __file__, "--clustered", "--rounds", str(args.rounds)], check=True)


if __name__ == "__main__":
    main()
