"""The covariance of fitted strengths when votes of one cluster hang together, whatever the model's faults.

The sandwich B·M·B (Huber 1967, Proc. 5th Berkeley Symp. 1:221; White 1980, Econometrica 48:817): B the
inverse information, M = Σ u·uᵀ over clusters, u the gradient of a cluster's votes (Liang & Zeger 1986,
Biometrika 73:13). As it stands it is too small with few clusters, since the fit has followed each of them a
little. To take that out, with H_g the information in cluster g, u becomes

    (1 − H_g·B)^(−power) u

power 1/2 makes the sum unbiased under the model (CR2: Bell & McCaffrey 2002, Survey Methodology 28:169),
power 1 is the jackknife in one step (CR3), which errs to the safe side. Both are computed as a power series,
whose terms shrink by the share of its own fit that a cluster decides (its leverage, an eigenvalue of H_g·B).

Where a model was compared on one prompt alone, that share is 1: the fit follows the prompt entirely, u is 0
in that direction, and the sandwich would call certain what rests on one prompt. So in directions of which one
cluster decides more than nine tenths, u·uᵀ gives way to what the model expects of it, H_g, times the most
votes that the cluster has on one pair, as if all of these were one vote repeated.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.ranking.comparisons import ClusterCounts
from reviewtui.stats.ranking.davidson import Point, outcome_moments

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Leverage from which a cluster can't be compared with the others.
_HEAVY = 0.9
# The power series is broken off where what is left of it is smaller.
_SMALL = 1e-4
# Numbers of a block of patterns times models: 4 MB.
_BLOCK = 500_000


def meat(counts: ClusterCounts, at: Point, inverse: Floats, power: float) -> Floats:
    """Σ u·uᵀ over clusters by (θ, log ν), shape (models + 1, models + 1).

    Args:
        at: the fit, one sample.
        inverse: B, shape (models + 1, models + 1).
        power: of the correction; 0 leaves it out.
    """
    total = np.zeros(inverse.shape)
    for block in _blocks(counts, at):
        u = block.gathered(block.score, block.tied)
        if power:
            leverage = block.leverage(inverse)
            heavy = leverage > _HEAVY
            for one in np.flatnonzero(heavy).tolist():
                total += _heavy(block, one, u[one], inverse, power)
            u = _corrected(block, u, inverse, power, float(leverage.max(initial=0, where=~heavy)))
            u[heavy] = 0
        total += (u * block.clusters[:, None]).T @ u
    return total


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Some patterns, and of each of their entries what is left of the votes after the fit.

    Attributes:
        clusters: shape (n_patterns,).
        pattern, i, j: shape (n_entries,).
        n: the same shape, votes.
        score, tied: the same shape, i's score and the ties, each less what the fit expects.
        variance, covariance, tie_variance: the same shape, of these under the fit.
        models: how many there are.
    """

    clusters: Integers
    pattern: Integers
    i: Integers
    j: Integers
    n: Integers
    score: Floats
    tied: Floats
    variance: Floats
    covariance: Floats
    tie_variance: Floats
    models: int

    def gathered(self, score: Floats, tied: Floats) -> Floats:
        """Σ over each pattern's entries of score·(e_i − e_j), and of tied in the last column."""
        patterns, width = self.clusters.size, self.models + 1
        row = self.pattern * width
        where = np.concatenate([row + self.i, row + self.j, row + self.models])
        sums = np.bincount(where, np.concatenate([score, -score, tied]), patterns * width)
        return np.asarray(sums, dtype=np.float64).reshape(patterns, width)

    def curved(self, change: Floats) -> Floats:
        """H_g times a change of parameters, both by pattern: shape (n_patterns, models + 1)."""
        by_score = change[self.pattern, self.i] - change[self.pattern, self.j]
        by_tie = change[self.pattern, -1]
        return self.gathered(
            self.variance * by_score + self.covariance * by_tie,
            self.covariance * by_score + self.tie_variance * by_tie,
        )

    def leverage(self, inverse: Floats) -> Floats:
        """The trace of H_g·B, shape (n_patterns,), which no eigenvalue exceeds."""
        own = np.diag(inverse)
        by_score = own[self.i] + own[self.j] - 2 * inverse[self.i, self.j]
        by_both = inverse[self.i, -1] - inverse[self.j, -1]
        decided = self.variance * by_score + 2 * self.covariance * by_both + self.tie_variance * own[-1]
        return np.asarray(np.bincount(self.pattern, decided, self.clusters.size), dtype=np.float64)

    def information(self, pattern: int) -> Floats:
        """H_g of one pattern, shape (models + 1, models + 1)."""
        here = self.pattern == pattern
        rows = np.zeros((2, np.count_nonzero(here), self.models + 1))
        entry = np.arange(rows.shape[1])
        rows[0, entry, self.i[here]], rows[0, entry, self.j[here]], rows[1, :, -1] = 1, -1, 1
        mixed = rows[0].T @ (rows[1] * self.covariance[here, None])
        found: Floats = rows[0].T @ (rows[0] * self.variance[here, None]) + mixed + mixed.T
        found[-1, -1] += self.tie_variance[here].sum()
        return found


def _blocks(counts: ClusterCounts, at: Point) -> Iterator[_Block]:
    """A few patterns at a time, so that memory does not grow with them."""
    size = max(1, _BLOCK // (counts.models + 1))
    for first in range(0, counts.clusters.size, size):
        start = counts.start[first : first + size + 1]
        here = slice(int(start[0]), int(start[-1]))
        i, j = counts.i[counts.pair[here]], counts.j[counts.pair[here]]
        wins, losses, ties = counts.wins_i[here], counts.wins_j[here], counts.ties[here]
        n = wins + losses + ties
        mean, variance, tied, covariance = outcome_moments(at.theta[0, i], at.theta[0, j], float(at.nu[0]))
        any_tie = float(at.nu[0] > 0)
        yield _Block(
            clusters=counts.clusters[first : first + size],
            pattern=np.repeat(np.arange(start.size - 1), np.diff(start)),
            i=i,
            j=j,
            n=n,
            score=wins + ties / 2 - n * mean,
            tied=any_tie * (ties - n * tied),
            variance=n * variance,
            covariance=n * covariance,
            tie_variance=n * tied * (1 - tied),
            models=counts.models,
        )


def _corrected(block: _Block, gradient: Floats, inverse: Floats, power: float, leverage: float) -> Floats:
    """Each pattern's gradient, corrected for what the fit has followed of it: at most `leverage`."""
    term = total = gradient
    left, k = leverage, 1
    while left > _SMALL:
        # H_g·B of the last term, times the next factor of the binomial series.
        term = (power + k - 1) / k * block.curved(term @ inverse)
        total = total + term
        left, k = left * leverage, k + 1
    return total


def _heavy(block: _Block, pattern: int, gradient: Floats, inverse: Floats, power: float) -> Floats:
    """What the clusters of one pattern add to the sum, direction by direction of H_g·B."""
    root = np.linalg.cholesky(inverse)
    share, directions = np.linalg.eigh(root.T @ block.information(pattern) @ root)
    # In these directions, in units of B, the gradient has the variance `share` if votes are independent.
    directions = np.linalg.solve(root.T, directions)
    of_cluster = np.linalg.solve(directions, gradient)
    decides = share > _HEAVY
    seen = np.where(decides, 0.0, of_cluster * (1 - np.where(decides, 0.0, share)) ** -power)
    repeated = block.n[block.pattern == pattern].max()
    middle = np.outer(seen, seen) + np.diag(np.where(decides, repeated * share, 0.0))
    added: Floats = block.clusters[pattern] * directions @ middle @ directions.T
    return added
