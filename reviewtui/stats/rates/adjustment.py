"""What is left of a preference once the side, the length and the looks of the outputs are taken out."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.distributions import two_sided_t
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.rates.proportions import NO_LABEL

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ROUNDS = 50
# A step in log-odds below which the fit has arrived.
_ARRIVED = 1e-10
# Log-odds beyond which a fitted chance is 0 or 1 for good: the data separate wins from losses.
_SEPARATED = 20.0
# A Newton step from far off can overshoot; none is longer than so many log-odds.
_LONGEST = 2.0
# Precision of the stated prior where they do: log-odds of a covariate's unit within about ±2·√(1/ridge) = ±4.
RIDGE = 0.25

ONE_CLUSTER = Undefined("one prompt says nothing about how prompts differ")
TOO_FEW = Undefined("too few prompts for so many effects")
CONFOUNDED = Undefined("the labels can't tell these effects apart: they never differ independently")
SEPARATED = Undefined("the effects explain every label: no bound can be put on them")

# In log-odds: an interval that is narrower has no spread but that of rounding.
_NO_SPREAD = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class LogisticFit:
    """Log-odds per unit of each covariate, and their covariance over clusters.

    `separated` says that the likelihood has no maximum, and that the coefficients are drawn to 0 by a weak
    normal prior (mean 0, variance 1/`RIDGE`): their sizes are then the prior's, and no interval is right.
    """

    coefficients: Floats
    covariance: Floats
    clusters: int
    separated: bool


def length_covariate(difference: ArrayLike) -> Floats:
    """tanh(Δ/sd), of length or any other difference of two outputs (Dubois et al. 2024, arXiv 2404.04475).

    Δ is a's minus b's, shape (n_labels,), sd its root mean square about its own mean. The tanh keeps one very
    long output from being a lever. Differences that are all the same give zeros, since their effect can't be
    told from the preference itself.
    """
    values = np.asarray(difference, dtype=np.float64)
    sd = float(values.std()) if values.size else 0.0
    return np.tanh(values / sd) if sd > 0 else np.zeros_like(values)


def fit_logistic(
    x: ArrayLike, y: ArrayLike, cluster: ArrayLike, strata: ArrayLike | None = None
) -> LogisticFit | Undefined:
    """Logistic regression without an intercept, with a covariance that knows of labels sharing a cluster.

    P(y = 1) = 1/(1 + exp(−x·β − α)), by Newton's method (iteratively reweighted least squares; McCullagh &
    Nelder 1989). y may be a fraction: a tie is half a win and half a loss. The covariance is the sandwich
    H⁻¹ [G/(G − 1) Σ g·gᵀ] H⁻¹ (Huber 1967; White 1980; clusters as in Liang & Zeger 1986, Biometrika 73:13)
    with g the sum of a cluster's x·(y − p), G clusters.

    `strata` give each group of rows its own intercept α, and take it out: with the pair of models as stratum,
    β is what a covariate does whichever models meet. Strata of few rows bias β away from 0; those whose rows
    all come out alike say nothing about β and are left out. For one intercept over all, add a column of ones.

    Args:
        x: shape (n_labels, n_effects).
        y: shape (n_labels,), each in [0, 1].
        cluster: integers of shape (n_labels,), equal for labels of the same item.
        strata: integers of shape (n_labels,).

    Returns:
        The fit. Undefined without labels, for one cluster, fewer clusters than effects, or effects that the
        labels can't tell apart. Where they separate wins from losses, a fit that says so.

    Raises:
        ValueError: for unequal shapes, a covariate that is not finite, or an outcome outside [0, 1].
    """
    design, outcome, clusters, groups = _checked(x, y, cluster, strata)
    if outcome.size == 0:
        return NO_LABEL
    if groups is not None:
        design, outcome, clusters, groups = _informative(design, outcome, clusters, groups)
        if outcome.size == 0:
            return SEPARATED
    count = int(clusters.max()) + 1
    if count == 1:
        return ONE_CLUSTER
    if count < design.shape[1]:
        return TOO_FEW
    if _rank_deficient(_centred(design, np.ones_like(outcome), groups)):
        return CONFOUNDED
    solved = _newton(design, outcome, groups, ridge=0.0)
    separated = solved is None
    solved = solved or _newton(design, outcome, groups, ridge=RIDGE)
    if solved is None:
        return SEPARATED
    beta, residual, weight = solved
    within = _centred(design, weight, groups)
    bread = np.linalg.inv(within.T @ (within * weight[:, None]) + separated * RIDGE * np.eye(beta.size))
    scores = np.stack([np.bincount(clusters, weights=c * residual) for c in within.T], axis=1)
    meat = count / (count - 1) * scores.T @ scores
    return LogisticFit(beta, bread @ meat @ bread, count, separated)


def effect(fit: LogisticFit | Undefined, index: int, level: float = 0.95) -> MaybeEstimate:
    """One covariate's log-odds per unit, ± t of clusters − effects degrees of freedom times its error.

    Undefined where the fit is, where it is separated, or where there is no cluster to spare.
    """
    if isinstance(fit, Undefined):
        return fit
    if fit.separated:
        return SEPARATED
    df = fit.clusters - fit.coefficients.size
    if df < 1:
        return TOO_FEW
    value = float(fit.coefficients[index])
    half = two_sided_t(level, df) * math.sqrt(float(fit.covariance[index, index]))
    return Estimate(value, value - half, value + half, level, "logistic_cluster_sandwich", fit.clusters)


def adjusted_rate(
    scores: ArrayLike, covariates: ArrayLike, cluster: ArrayLike, level: float = 0.95
) -> MaybeEstimate:
    """The rate of wins that is to be expected where all covariates are 0: same side, length and looks.

    `fit_logistic` with an intercept; the rate is 1/(1 + exp(−intercept)), and its bounds are those of the
    intercept's `effect` brought to the same scale, so that they stay within [0, 1] (the delta method on the
    log-odds). Code covariates as a's minus b's: the side as +1/2 where a stood on the left and −1/2 where it
    stood on the right, the length by `length_covariate`. This is the length-controlled win rate of Dubois et
    al. (2024) without its term for the difficulty of a prompt, and with an interval that takes the error of
    the coefficients in.

    Coverage of the nominal 95 % (tests/benchmarks/coverage.md), simulated: 95.0 %, least 94.4 %.

    It answers another question than the raw rate, beside which it belongs: if better outputs are longer
    because they say more, taking length out takes merit out too.

    Args:
        scores: shape (n_labels,), each in [0, 1]; a win is 1, a tie 1/2.
        covariates: shape (n_labels, n_covariates).
        cluster: integers of shape (n_labels,), equal for labels of the same item.

    Returns:
        An estimate with method `logistic_cluster_sandwich` whose `n` is the number of clusters, or Undefined
        as `effect`, and where all scores are the same, such as ties. A covariate that is 0 everywhere has
        nothing to adjust and is left out.

    Raises:
        ValueError: as `fit_logistic`, and for a level outside (0, 1).
    """
    columns = np.asarray(covariates, dtype=np.float64)
    if columns.ndim != 2:
        raise ValueError(f"covariates {columns.shape} are not rows of columns")
    columns = columns[:, np.any(columns != 0, axis=0)]
    logit = effect(fit_logistic(np.column_stack([np.ones(len(columns)), columns]), scores, cluster), 0, level)
    if isinstance(logit, Undefined):
        return logit
    if logit.high - logit.low < _NO_SPREAD:
        return Undefined("all labels say the same: nothing shows what they would say otherwise")
    value, low, high = (float(_chance(np.array(x))) for x in (logit.value, logit.low, logit.high))
    return Estimate(value, low, high, level, logit.method, logit.n)


def _checked(
    x: ArrayLike, y: ArrayLike, cluster: ArrayLike, strata: ArrayLike | None
) -> tuple[Floats, Floats, Integers, Integers | None]:
    design, outcome = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    columns = [np.asarray(cluster)] + ([] if strata is None else [np.asarray(strata)])
    if outcome.ndim != 1 or any(column.shape != outcome.shape for column in columns):
        raise ValueError("outcomes, clusters and strata are not equal columns")
    if design.ndim != 2 or len(design) != outcome.size or design.shape[1] == 0:
        raise ValueError(f"covariates {design.shape} are not rows of columns for {outcome.size} outcomes")
    if not np.isfinite(design).all():
        raise ValueError("a covariate is not a finite number")
    if not np.all((outcome >= 0) & (outcome <= 1)):
        raise ValueError("an outcome lies outside [0, 1]")
    codes = [np.unique(column, return_inverse=True)[1] for column in columns]
    return design, outcome, codes[0], codes[1] if len(codes) > 1 else None


def _informative(
    design: Floats, outcome: Floats, clusters: Integers, groups: Integers
) -> tuple[Floats, Floats, Integers, Integers]:
    """The rows of strata with both outcomes, clusters and strata numbered anew."""
    share = np.bincount(groups, weights=outcome) / np.bincount(groups)
    keep = ((share > 0) & (share < 1))[groups]
    codes = [np.unique(column[keep], return_inverse=True)[1] for column in (clusters, groups)]
    return design[keep], outcome[keep], codes[0], codes[1]


def _rank_deficient(design: Floats) -> bool:
    scale = np.sqrt((design**2).mean(axis=0))
    if not np.all(scale > 1e-12):
        return True
    unit = design / scale
    return bool(np.linalg.eigvalsh(unit.T @ unit / len(unit))[0] < 1e-10)


def _chance(log_odds: Floats) -> Floats:
    return 0.5 * (1 + np.tanh(log_odds / 2))


def _centred(design: Floats, weight: Floats, groups: Integers | None) -> Floats:
    """Covariates less their weighted mean of the stratum: what a free intercept leaves of them."""
    if groups is None:
        return design
    total = np.bincount(groups, weights=weight)
    means = np.stack([np.bincount(groups, weights=weight * c) / total for c in design.T], axis=1)
    return design - means[groups]


def _newton(
    design: Floats, outcome: Floats, groups: Integers | None, ridge: float
) -> tuple[Floats, Floats, Floats] | None:
    """Coefficients, residuals and weights at the maximum; None where there is none."""
    beta = np.zeros(design.shape[1])
    alpha = np.zeros(1 if groups is None else int(groups.max()) + 1)
    for _ in range(_ROUNDS):
        log_odds = design @ beta + (0 if groups is None else alpha[groups])
        chance = _chance(log_odds)
        residual, weight = outcome - chance, chance * (1 - chance)
        if ridge == 0 and np.abs(log_odds).max() > _SEPARATED:
            return None
        within = _centred(design, weight, groups)
        slope = within.T @ residual - ridge * beta
        curve = within.T @ (within * weight[:, None]) + ridge * np.eye(beta.size)
        step = _limited(np.asarray(np.linalg.solve(curve, slope), dtype=np.float64))
        if groups is None:
            move = np.zeros(1)
        else:
            rest = np.bincount(groups, weights=residual - weight * (design @ step))
            move = np.clip(rest / np.bincount(groups, weights=weight), -_LONGEST, _LONGEST)
        if max(np.abs(step).max(), np.abs(move).max()) < _ARRIVED:
            return beta, residual, weight
        beta, alpha = beta + step, alpha + move
    return None


def _limited(step: Floats) -> Floats:
    return np.asarray(step * min(1.0, _LONGEST / max(float(np.abs(step).max()), _LONGEST)))
