"""Strengths of models from comparisons of two at a time: Bradley-Terry, with ties as Davidson or half wins.

The point estimate is the maximum of the likelihood (`davidson`). Its covariance is the sandwich clustered by
prompt (`sandwich`), which needs neither independent votes of a prompt nor a true model, with Student's t on
as many degrees of freedom as there are prompts less one.

Where the votes alone do not determine finite strengths (`connectivity`), every model gets a weak prior: half
a win and half a loss against an average opponent, one comparison's worth, so that the order is the votes'
and only the size of what they can't tell is the prior's. It is symmetric, so favours nobody; its size is that
of Agresti's half count for an empty cell. The result says `regularised`, and the comparisons of the prior
count in the covariance as votes of their own, without which a model that never lost would seem certain.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.distributions import two_sided_t
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.ranking.comparisons import ClusterCounts, PairCounts
from reviewtui.stats.ranking.connectivity import Connection, Ties, connection
from reviewtui.stats.ranking.davidson import PRIOR, Point, Sufficient, information, newton, start, sufficient
from reviewtui.stats.ranking.sandwich import meat

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NO_VOTE = Undefined("no comparison of two models yet")
ONE_MODEL = Undefined("one model has nothing to be compared with")
ALL_TIES = Undefined("every comparison is a tie: no model was ever preferred, and nothing says by how much")
ONE_CLUSTER = Undefined("one prompt says nothing about how prompts differ")
NO_SPREAD = Undefined("every prompt says the same: nothing shows how prompts differ")
NOT_COMPARED = Undefined("the model was compared with no other")
APART = Undefined("the two models were never compared, nor linked by others")

# Of the correction for leverage; see `sandwich`.
POWER = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class BradleyTerry:
    """A fit.

    Attributes:
        ties: how ties entered.
        score: shape (models,), log-strengths (natural logarithm), mean 0.
        nu: Davidson's tie parameter; 0 without any tie or with ties as half wins.
        covariance: of the scores, shape (models, models), sandwich clustered by prompt and corrected for
            leverage; undefined for one prompt.
        fisher: the inverse information: the covariance if votes were independent and the model true.
        log_nu_se: the standard error of log ν from the information; undefined where ν is 0.
        clusters, votes: how many prompts and votes there were.
        wins, losses, ties_of: by model, shape (models,).
        connection: how the models hang together.
        regularised: whether the weak prior was needed.
        point, inverse: the fit before centring and its inverse information, for `resampling`.
    """

    ties: Ties
    score: Floats
    nu: float
    covariance: Floats | Undefined
    fisher: Floats
    log_nu_se: float | Undefined
    clusters: int
    votes: int
    wins: Floats
    losses: Floats
    ties_of: Floats
    connection: Connection
    regularised: bool
    point: Point
    inverse: Floats

    @property
    def method(self) -> str:
        """How intervals are made, for tables."""
        return "sandwich_clustered_regularised" if self.regularised else "sandwich_clustered"

    def compared(self, model: int) -> bool:
        """Whether the model has any comparison."""
        return bool(self.wins[model] + self.losses[model] + self.ties_of[model])

    def linked(self, model: int, other: int) -> bool:
        """Whether comparisons, however indirect, link two models."""
        return any(model in group and other in group for group in self.connection.groups)


def fit_bradley_terry(counts: ClusterCounts, ties: Ties = "davidson") -> BradleyTerry | Undefined:
    """Fit strengths to votes.

    ties="davidson" gives ties a parameter of their own, the same for all pairs (ν, see `davidson`); "half"
    counts a tie as half a win each way, as the arenas do, which draws strengths together the more ties there
    are. Orders rarely differ, scales do. Without any tie both are the same.

    Returns:
        The fit. Undefined without votes, for one model, and where every vote is a tie.
    """
    if counts.models == 1:
        return ONE_MODEL
    by_pair = counts.by_pair()
    if by_pair.i.size == 0:
        return NO_VOTE
    if not (by_pair.wins_i.any() or by_pair.wins_j.any()):
        return ALL_TIES
    found = connection(by_pair, ties)
    data = sufficient(one_sample(by_pair), ties == "davidson", 0.0 if found.estimable else PRIOR)
    point, arrived = newton(data, start(data))
    assert arrived[0], "a strictly concave likelihood has its maximum"
    return _result(counts, by_pair, ties, found, data, point)


def score_estimate(fit: BradleyTerry, model: int, level: float = 0.95) -> MaybeEstimate:
    """A model's log-strength against the mean of all, with its interval; `n` is the number of prompts.

    Two intervals that overlap are no test of two models: use `difference`.
    """
    if not fit.compared(model):
        return NOT_COMPARED
    contrast = np.full(fit.score.size, -1 / fit.score.size)
    contrast[model] += 1
    return _interval(fit, contrast, level)


def difference(fit: BradleyTerry, model: int, other: int, level: float = 0.95) -> MaybeEstimate:
    """score[model] − score[other] with its interval: the log-odds of model against other, ties aside.

    Undefined where no comparisons link the two.
    """
    if not fit.linked(model, other):
        return APART
    contrast = np.zeros(fit.score.size)
    contrast[model] += 1
    contrast[other] -= 1
    return _interval(fit, contrast, level)


def one_sample(counts: PairCounts) -> PairCounts:
    """The counts as one of several samples."""
    return PairCounts(
        counts.models, counts.i, counts.j, counts.wins_i[None], counts.wins_j[None], counts.ties[None]
    )


def _result(
    counts: ClusterCounts,
    by_pair: PairCounts,
    ties: Ties,
    found: Connection,
    data: Sufficient,
    point: Point,
) -> BradleyTerry:
    inverse = np.linalg.inv(information(data, point)[0])
    clusters = int(counts.clusters.sum())
    won, tied = by_pair.beaten(), by_pair.tied()
    nu = float(point.nu[0])
    return BradleyTerry(
        ties=ties,
        score=point.theta[0] - point.theta[0].mean(),
        nu=nu,
        covariance=sandwich_covariance(counts, point, inverse, data.prior),
        fisher=_centred(inverse),
        log_nu_se=math.sqrt(inverse[-1, -1]) if nu else Undefined("there is no tie parameter"),
        clusters=clusters,
        votes=int(by_pair.totals.sum()),
        wins=won.sum(axis=1),
        losses=won.sum(axis=0),
        ties_of=tied.sum(axis=1),
        connection=found,
        regularised=not found.estimable,
        point=point,
        inverse=inverse,
    )


def sandwich_covariance(
    counts: ClusterCounts, at: Point, inverse: Floats, prior: float, power: float = POWER
) -> Floats | Undefined:
    """Of centred log-strengths, shape (models, models); corrected ones with the (G − 1)/G of the jackknife.

    Args:
        counts, prior: what was fitted, and the weight of the prior in it.
        at, inverse: the fit and its inverse information.
        power: of the correction for few clusters (`sandwich`); 0 leaves it out.

    Returns:
        Undefined for one cluster.
    """
    clusters = int(counts.clusters.sum())
    if clusters == 1:
        return ONE_CLUSTER
    chance = 1 / (1 + np.exp(-at.theta[0]))
    # Half a win with gradient 1 − p and half a loss with −p.
    of_prior = np.append(prior / 2 * ((1 - chance) ** 2 + chance**2), 0.0)
    share = (clusters - 1) / clusters if power else 1.0
    middle = share * meat(counts, at, inverse, power) + np.diag(of_prior)
    return _centred(inverse @ middle @ inverse)


def uncorrected_covariance(counts: ClusterCounts, fit: BradleyTerry) -> Floats | Undefined:
    """The sandwich of a fit to `counts` without any correction for few prompts, as other programs have it."""
    return sandwich_covariance(counts, fit.point, fit.inverse, PRIOR if fit.regularised else 0.0, 0.0)


def _centred(covariance: Floats) -> Floats:
    """Of log-strengths less their mean, from that of (θ, log ν)."""
    of_theta = covariance[:-1, :-1]
    across = of_theta - of_theta.mean(axis=0)
    centred: Floats = across - across.mean(axis=1, keepdims=True)
    return centred


def _interval(fit: BradleyTerry, contrast: Floats, level: float) -> MaybeEstimate:
    if isinstance(fit.covariance, Undefined):
        return fit.covariance
    value = float(contrast @ fit.score)
    variance = float(contrast @ fit.covariance @ contrast)
    if variance <= 1e-12:
        return NO_SPREAD if contrast.any() else Estimate(0.0, 0.0, 0.0, level, fit.method, fit.clusters)
    half = two_sided_t(level, fit.clusters - 1) * math.sqrt(variance)
    return Estimate(value, value - half, value + half, level, fit.method, fit.clusters)
