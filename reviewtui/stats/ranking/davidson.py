"""The likelihood of paired comparisons with ties, and its maximum, for many samples at once.

Davidson (1970, JASA 65:317): with strengths π = exp(θ), models i and j come out as

    P(i wins) = π_i / D,  P(tie) = ν·√(π_i π_j) / D,  D = π_i + π_j + ν·√(π_i π_j)

ν = 0 is the model of Zermelo (1929, Math. Z. 29:436) and Bradley & Terry (1952, Biometrika 39:324). The
likelihood depends on the votes through n, the comparisons by pair, each model's wins plus half of its ties,
and the number of ties; so do all solvers here. With a prior, each model has half a win and half a loss
against an opponent of strength 1 in addition (Caron & Doucet 2012, JCGS 21:174, use a prior of that kind).

Newton steps are shortened to log(1 + r)/r, r the most that a step changes any log-odds, with which they
never fail: log-odds of exponential families are self-concordant in that sense (Sun & Tran-Dinh 2019, Math.
Program. 178:145).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.ranking.comparisons import PairCounts

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]

# Half a win and half a loss.
PRIOR = 1.0
# Size of the last step of a log-strength. The error left is that of the next one: about its square for
# Newton, less than half of it, and a fiftieth where votes are many, for the chord.
TOLERANCE = 1e-9
CHORD_TOLERANCE = 1e-7
_NEWTON_STEPS = 200
_CHORD_STEPS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Sufficient:
    """What the likelihood needs of the votes, of several samples.

    Attributes:
        n: shape (n_samples, models, models), comparisons, symmetric.
        score: shape (n_samples, models), wins and half of the ties.
        ties: shape (n_samples,); all 0 where the tie parameter is held at 0.
        prior: weight of the prior, 0 or `PRIOR`.
    """

    n: Floats
    score: Floats
    ties: Floats
    prior: float

    def where(self, samples: Booleans) -> "Sufficient":
        """Some of the samples."""
        return Sufficient(self.n[samples], self.score[samples], self.ties[samples], self.prior)


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Parameters of several samples: log-strengths (n_samples, models) and ν (n_samples,)."""

    theta: Floats
    nu: Floats

    def where(self, samples: Booleans) -> "Point":
        """Some of the samples."""
        return Point(self.theta[samples], self.nu[samples])


def sufficient(counts: PairCounts, with_ties: bool, prior: float = 0.0) -> Sufficient:
    """Of counts of shape (n_samples, n_pairs); without ties' own parameter a tie is half a win each way."""
    half = counts.dense(counts.wins_i + counts.ties / 2)
    upper = counts.dense(counts.totals)
    score = half.sum(axis=2) + (upper - half).sum(axis=1)
    ties = counts.ties.sum(axis=1) if with_ties else np.zeros(upper.shape[0])
    upper += np.swapaxes(upper, 1, 2).copy()
    return Sufficient(upper, score, ties, prior)


def gradient(data: Sufficient, at: Point) -> tuple[Floats, Floats]:
    """Of the log-likelihood by θ, shape (n_samples, models), and by log ν, shape (n_samples,).

    The latter is 0 where a sample has no tie: its ν is 0 and stays so.
    """
    root = np.exp(at.theta / 2)
    rate = (root**2)[:, :, None] + (root**2)[:, None, :]
    if at.nu.any():
        rate += (at.nu[:, None] * root)[:, :, None] * root[:, None, :]
    np.divide(data.n, rate, out=rate)
    sums = np.matmul(rate, np.stack([np.ones_like(root), root], axis=2))
    tied = at.nu[:, None] * root * sums[:, :, 1] / 2
    by_theta = data.score - root**2 * sums[:, :, 0] - tied
    if data.prior:
        by_theta += data.prior * (0.5 - 1 / (1 + np.exp(-at.theta)))
    return by_theta, np.where(data.ties > 0, data.ties - tied.sum(axis=1), 0.0)


def outcome_moments(theta_i: Floats, theta_j: Floats, nu: Floats | float) -> tuple[Floats, ...]:
    """Of one comparison: i's mean score (1, ½, 0), its variance, the rate of ties, the covariance of the two.

    All of the shape of theta_i − theta_j.
    """
    odds = np.exp(-np.abs(theta_i - theta_j) / 2)
    # In units of the stronger model's strength, so that nothing overflows.
    total = 1 + odds**2 + nu * odds
    tied = nu * odds / total
    stronger = 1 / total + tied / 2
    mean = np.where(theta_i >= theta_j, stronger, 1 - stronger)
    weaker = odds**2 / total + tied / 2
    variance = stronger * weaker - tied / 4
    return mean, variance, tied, tied * (0.5 - mean)


def information(data: Sufficient, at: Point) -> Floats:
    """Expected information by (θ, log ν), shape (n_samples, models + 1, models + 1).

    Without a tie the row and column of log ν are those of the unit matrix: nothing moves it. Without a prior
    the direction in which all θ move together, which changes nothing, gets the mean curvature, so that the
    matrix can be inverted; gradients have no part in that direction.
    """
    samples, models = at.theta.shape
    _, variance, tied, covariance = outcome_moments(
        at.theta[:, :, None], at.theta[:, None, :], at.nu[:, None, None]
    )
    weight = data.n * variance
    matrix = np.zeros((samples, models + 1, models + 1))
    matrix[:, :models, :models] = -weight
    diagonal = np.arange(models)
    curvature = weight.sum(axis=2)
    if data.prior:
        chance = 1 / (1 + np.exp(-at.theta))
        curvature = curvature + data.prior * chance * (1 - chance)
    else:
        matrix[:, :models, :models] += (curvature.mean(axis=1) / models)[:, None, None]
    matrix[:, diagonal, diagonal] += curvature
    any_tie = data.ties > 0
    matrix[:, :models, models] = np.where(any_tie[:, None], (data.n * covariance).sum(axis=2), 0.0)
    matrix[:, models, :models] = matrix[:, :models, models]
    own = (data.n * tied * (1 - tied)).sum(axis=(1, 2)) / 2
    matrix[:, models, models] = np.where(any_tie, own, 1.0)
    return matrix


def start(data: Sufficient) -> Point:
    """Equal strengths, and the ν under which as many ties are expected as there were."""
    comparisons = data.n.sum(axis=(1, 2)) / 2
    decided = np.maximum(comparisons - data.ties, 0.5)
    return Point(np.zeros(data.score.shape), 2 * data.ties / decided)


def newton(data: Sufficient, at: Point) -> tuple[Point, Booleans]:
    """Newton's method for every sample; where it arrived. `at` has ν > 0 exactly where there are ties.

    A sample without a finite maximum does not arrive.
    """
    theta, nu = at.theta.copy(), at.nu.copy()
    arrived = np.zeros(theta.shape[0], dtype=bool)
    for _ in range(_NEWTON_STEPS):
        todo = ~arrived
        if not todo.any():
            break
        some, point = data.where(todo), Point(theta[todo], nu[todo])
        by_theta, by_nu = gradient(some, point)
        steps = np.concatenate([by_theta, by_nu[:, None]], axis=1)
        steps = np.linalg.solve(information(some, point), steps[:, :, None])[:, :, 0]
        point, size = _moved(point, steps, some.prior, damped=True)
        theta[todo], nu[todo] = point.theta, point.nu
        arrived[todo] = size < TOLERANCE
    return Point(theta, nu), arrived


def chord(data: Sufficient, at: Point, inverse: Floats, suited: Booleans) -> tuple[Point, Booleans]:
    """Newton's method with one inverse information for all samples; where it arrived.

    For samples drawn from one large set, whose maxima lie near each other: a step costs a gradient and no
    solution of equations, and gains two digits or so. Samples in which a step does not halve the error
    before are given up.

    Args:
        inverse: shape (models + 1, models + 1), of the information of the whole set.
        suited: shape (n_samples,), which to try: those with a maximum, with ties where the whole set has any.
    """
    theta, nu = at.theta.copy(), at.nu.copy()
    arrived = np.zeros(theta.shape[0], dtype=bool)
    todo = suited.copy()
    last = np.full(theta.shape[0], np.inf)
    for _ in range(_CHORD_STEPS):
        if not todo.any():
            break
        whole = bool(todo.all())
        some, point = (data, Point(theta, nu)) if whole else (data.where(todo), Point(theta[todo], nu[todo]))
        by_theta, by_nu = gradient(some, point)
        steps = np.concatenate([by_theta, by_nu[:, None]], axis=1) @ inverse
        point, size = _moved(point, steps, some.prior, damped=False)
        theta[todo], nu[todo] = point.theta, point.nu
        arrived[todo] = size < CHORD_TOLERANCE
        halved = size < last[todo] / 2
        last[todo] = size
        todo[todo] = halved & (size >= CHORD_TOLERANCE)
    return Point(theta, nu), arrived


def _moved(at: Point, steps: Floats, prior: float, damped: bool) -> tuple[Point, Floats]:
    """The point after a step of (θ, log ν), and the size of that step."""
    by_theta, by_nu = steps[:, :-1], steps[:, -1]
    size = np.maximum(np.abs(by_theta).max(axis=1), np.abs(by_nu))
    if damped:
        reach = np.maximum(np.ptp(by_theta, axis=1), size) + np.abs(by_nu)
        length = np.log1p(reach) / np.maximum(reach, 1e-300)
        by_theta, by_nu = by_theta * np.where(reach > 0, length, 1.0)[:, None], by_nu * length
    # Limits that no finite maximum comes near, so that samples without one can't overflow.
    theta = np.clip(at.theta + by_theta, -300, 300)
    if not prior:
        theta -= theta.mean(axis=1, keepdims=True)
    return Point(theta, at.nu * np.exp(np.clip(by_nu, -100, 100))), size
