"""The cluster bootstrap of ranked models: all rounds drawn as counts and fitted together.

A round draws as many clusters as there are, with replacement and all their votes (Efron 1979, Ann. Statist.
7:1; Field & Welsh 2007, JRSS-B 69:369). Rounds lie near the fit of all votes, so that the steps of
`davidson.chord`, which need no equations solved, do for most; the others get Newton's method. Each round's
result is its own maximum to 1e-7 at least.

Rounds are done in blocks, each with a generator of its own, on as many threads as there are cores: results
depend on the seed alone.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.bootstrap import ROUNDS
from reviewtui.stats.distributions import two_sided_z
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.ranking.bradley_terry import (
    NO_SPREAD,
    NOT_COMPARED,
    ONE_CLUSTER,
    BradleyTerry,
)
from reviewtui.stats.ranking.comparisons import ClusterCounts, PairCounts
from reviewtui.stats.ranking.connectivity import Ties, estimable
from reviewtui.stats.ranking.davidson import PRIOR, Point, Sufficient, chord, newton, sufficient

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Draw = Callable[[np.random.Generator, int], PairCounts]

# Numbers of a block's tables of model against model, which are gone through several times: 2 MB; and of its
# tables of counts: 16 MB.
_TABLES = 250_000
_COUNTS = 2_000_000
# A pattern that is expected so often a round is cheaper to draw as a number than one by one.
_COMMON = 8
# Standard deviations by which the sum of those numbers falls short of all.
_SHORT = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class BootstrapRounds:
    """The rounds of a bootstrap.

    Attributes:
        score: shape (rounds that were estimable, models), centred log-strengths.
        nu: the same rounds' tie parameter.
        rounds: how many were drawn.
        not_estimable: how many of them did not determine finite strengths, and are not in `score`. With the
            prior, which all rounds get when the fit needed it, every round is determined unless all its
            votes are ties.
    """

    score: Floats
    nu: Floats
    rounds: int
    not_estimable: int


def bootstrap_rounds(
    counts: ClusterCounts, fit: BradleyTerry, seed: int = 0, rounds: int = ROUNDS
) -> BootstrapRounds | Undefined:
    """Draw and fit.

    Args:
        counts: what `fit` was fitted to.

    Returns:
        The rounds. Undefined for one cluster.

    Raises:
        ValueError: for less than one round.
    """
    if rounds < 1:
        raise ValueError(f"{rounds} rounds are none")
    if fit.clusters == 1:
        return ONE_CLUSTER
    draw = _draws(counts)
    block = _block_size(counts)
    seeds = np.random.SeedSequence(seed).spawn(-(-rounds // block))

    def one(number: int) -> tuple[Point, Booleans]:
        size = min(block, rounds - number * block)
        return fit_samples(draw(np.random.default_rng(seeds[number]), size), fit.ties, fit)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(one, range(len(seeds))))
    theta = np.concatenate([point.theta[found] for point, found in done])
    return BootstrapRounds(
        score=theta - theta.mean(axis=1, keepdims=True),
        nu=np.concatenate([point.nu[found] for point, found in done]),
        rounds=rounds,
        not_estimable=rounds - theta.shape[0],
    )


def bootstrap_score(
    bootstrap: BootstrapRounds, fit: BradleyTerry, model: int, level: float = 0.95
) -> MaybeEstimate:
    """The fit's log-strength of a model with the percentile interval of the rounds.

    Rounds that are not estimable have strengths without bound and are left out; that narrows the interval,
    so where they are more than 1 − level of all there is none. The interval is widened to hold the fit's
    value where the rounds lie to one side of it.

    Raises:
        ValueError: for a level outside (0, 1).
    """
    two_sided_z(level)  # refuses what is no level
    if not fit.compared(model):
        return NOT_COMPARED
    if bootstrap.not_estimable > (1 - level) * bootstrap.rounds:
        return Undefined(
            f"in {bootstrap.not_estimable:,} of {bootstrap.rounds:,} rounds the votes drawn"
            " do not determine the strengths"
        )
    values = bootstrap.score[:, model]
    if np.ptp(values) < 1e-9:
        return NO_SPREAD
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    value = float(fit.score[model])
    method = "cluster_bootstrap_regularised" if fit.regularised else "cluster_bootstrap"
    return Estimate(value, min(float(low), value), max(float(high), value), level, method, fit.clusters)


def fit_samples(counts: PairCounts, ties: Ties, near: BradleyTerry) -> tuple[Point, Booleans]:
    """Fit several samples of votes at once; which of them determine finite strengths.

    Args:
        counts: of shape (n_samples, n_pairs).
        near: the fit of all votes: where the search begins, and whether the prior is used.
    """
    prior = PRIOR if near.regularised else 0.0
    data = sufficient(counts, ties == "davidson", prior)
    found = _determined(counts, data, ties)
    samples = found.size
    tied = data.ties > 0
    at = Point(
        np.repeat(near.point.theta, samples, axis=0),
        np.where(tied, near.nu or 1.0, 0.0),
    )
    point, arrived = chord(data, at, near.inverse, found & (tied == bool(near.nu)))
    rest = found & ~arrived
    if rest.any():
        exact, arrived_too = newton(data.where(rest), at.where(rest))
        point.theta[rest], point.nu[rest] = exact.theta, exact.nu
        assert arrived_too.all(), "a strictly concave likelihood has its maximum"
    return point, found


def drawn_counts(counts: ClusterCounts, rng: np.random.Generator, rounds: int) -> PairCounts:
    """The votes by pair of several rounds of drawing as many clusters as there are, with replacement."""
    return _draws(counts)(rng, rounds)


def _determined(counts: PairCounts, data: Sufficient, ties: Ties) -> Booleans:
    any_win = np.asarray((counts.wins_i + counts.wins_j).any(axis=1))
    if data.prior:
        return any_win
    won = counts.beaten() > 0
    return any_win & estimable(won, won | (counts.tied() > 0), ties)


def _block_size(counts: ClusterCounts) -> int:
    entries = max(3 * counts.i.size, 1)
    return max(1, min(_TABLES // counts.models**2, _COUNTS // entries))


def _draws(counts: ClusterCounts) -> Draw:
    """Multinomial draws over patterns, added up by pair and outcome.

    A multinomial draw binomial by binomial is slow. Independent Poisson numbers, given their sum, are one as
    well. So the common patterns, and the rare ones as one, get Poisson numbers whose sum falls a little short
    of the clusters (drawn again where it does not, which leaves the distribution given the sum as it is),
    and what is missing is drawn cluster by cluster.
    """
    total = int(counts.clusters.sum())
    order = np.argsort(-counts.clusters, kind="stable")
    every = np.repeat(order, counts.clusters[order])
    common = order[counts.clusters[order] >= _COMMON]
    rare = every[int(counts.clusters[common].sum()) :]
    short = max(0.0, 1 - _SHORT / np.sqrt(total))
    means = short * np.append(counts.clusters[common], rare.size)
    pattern, where, votes = _cells(counts)

    def drawn(rng: np.random.Generator) -> Floats:
        while (missing := total - int((numbers := rng.poisson(means)).sum())) < 0:
            pass
        one_by_one = [every[rng.integers(total, size=missing)]]
        if rare.size:
            one_by_one.append(rare[rng.integers(rare.size, size=numbers[-1])])
        clusters = np.bincount(np.concatenate(one_by_one), minlength=counts.clusters.size)
        clusters[common] += numbers[:-1]
        return clusters.astype(np.float64)

    def draw(rng: np.random.Generator, rounds: int) -> PairCounts:
        cells = np.empty((rounds, 3 * counts.i.size))
        for row in cells:
            row[:] = np.bincount(where, weights=drawn(rng)[pattern] * votes, minlength=row.size)
        won, lost, tied = np.split(cells, 3, axis=1)
        return PairCounts(counts.models, counts.i, counts.j, won, lost, tied)

    return draw


def _cells(counts: ClusterCounts) -> tuple[Integers, Integers, Floats]:
    """The pattern, the cell and the votes of everything that is not 0."""
    columns = np.stack([counts.wins_i, counts.wins_j, counts.ties])
    outcome, entry = np.nonzero(columns)
    where = outcome * counts.i.size + counts.pair[entry]
    return counts.pattern[entry], where, columns[outcome, entry].astype(np.float64)
