"""A threshold on a score at which being wrong costs least, and what it can be expected to cost."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.rates.means import mean_of_values

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

FOLDS = 5

NO_SCORE = Undefined("nothing has a score")
FREE = Undefined("no mistake costs anything")


@dataclass(frozen=True, slots=True)
class Threshold:
    """Scores at or above `value` count as positive; None: none do, since that costs least.

    All costs are means per case. `cost` is what the threshold costs on the cases that chose it, too low for
    others; `expected` is the cross-fitted one.
    """

    value: float | None
    cost: float
    expected: MaybeEstimate
    cost_of_all: float
    """Of taking every case for positive."""
    cost_of_none: float
    fold_values: tuple[float | None, ...]
    positives: int
    """How many cases are at or above `value`."""
    n: int


def least_cost_threshold(
    score: ArrayLike,
    positive: ArrayLike,
    item: ArrayLike,
    costs: tuple[float, float] = (1.0, 1.0),
    folds: int = FOLDS,
    level: float = 0.95,
    seed: int = 0,
) -> Threshold | Undefined:
    """The threshold t of least cost for "positive where score >= t", and its cost on cases it has not seen.

    cost(t) = (c₊·#{score >= t, negative} + c₋·#{score < t, positive}) / n, least over the scores that
    occur and over "none". Of several that cost the same the lowest is taken.

    A threshold chosen on the cases that it is judged by looks too good. So items are dealt into folds, by a
    permutation from the seed; each fold's cases are judged by the threshold of least cost on the other folds
    (cross-validation: Stone 1974, JRSS-B 36:111), and `expected` is the mean of those costs, with an interval
    over items (`mean_of_values` within what a case can cost).

    Args:
        score: shape (n,), finite. positive: shape (n,), bool. item: shape (n,), the sampling unit.
        costs: of a false positive and of a false negative, in any unit.

    Returns:
        Undefined without a case, or where both costs are 0. `expected` is undefined for fewer items than
        folds.

    Raises:
        ValueError: for unequal shapes, a score that is not finite, a negative cost, or fewer than 2 folds.
    """
    scores, truth = np.asarray(score, dtype=np.float64), np.asarray(positive, dtype=bool)
    items = np.asarray(item)
    if scores.ndim != 1 or not scores.shape == truth.shape == items.shape:
        raise ValueError(
            f"shapes {scores.shape}, {truth.shape} and {items.shape} are not three equal columns"
        )
    if not np.isfinite(scores).all():
        raise ValueError("a score is not a finite number")
    if min(costs) < 0 or folds < 2:
        raise ValueError(f"costs {costs} of {folds} folds: costs are not negative, folds at least 2")
    if scores.size == 0:
        return NO_SCORE
    if max(costs) == 0:
        return FREE
    value = _least(scores, truth, costs)
    expected, fold_values = _cross_fitted(scores, truth, items, costs, folds, level, seed)
    return Threshold(
        value=value,
        cost=float(_costs(scores, truth, value, costs).mean()),
        expected=expected,
        cost_of_all=float(np.where(truth, 0.0, costs[0]).mean()),
        cost_of_none=float(np.where(truth, costs[1], 0.0).mean()),
        fold_values=fold_values,
        positives=0 if value is None else int(np.count_nonzero(scores >= value)),
        n=int(scores.size),
    )


def _least(scores: Floats, truth: NDArray[np.bool_], costs: tuple[float, float]) -> float | None:
    """Counts below and above each score that occurs: one sort, whatever the number of thresholds."""
    values, place = np.unique(scores, return_inverse=True)
    yes = np.bincount(place, weights=truth, minlength=values.size)
    no = np.bincount(place, weights=~truth, minlength=values.size)
    # One more threshold than values: above all of them.
    missed = np.concatenate([[0.0], np.cumsum(yes)])
    let_in = no.sum() - np.concatenate([[0.0], np.cumsum(no)])
    best = int(np.argmin(costs[0] * let_in + costs[1] * missed))
    return float(values[best]) if best < values.size else None


def _costs(
    scores: Floats, truth: NDArray[np.bool_], value: float | None, costs: tuple[float, float]
) -> Floats:
    """What each case costs at a threshold."""
    taken = np.zeros(scores.shape, dtype=bool) if value is None else scores >= value
    return np.where(taken & ~truth, costs[0], np.where(~taken & truth, costs[1], 0.0))


def _cross_fitted(
    scores: Floats,
    truth: NDArray[np.bool_],
    items: Codes,
    costs: tuple[float, float],
    folds: int,
    level: float,
    seed: int,
) -> tuple[MaybeEstimate, tuple[float | None, ...]]:
    distinct, item = np.unique(items, return_inverse=True)
    if distinct.size < folds:
        return Undefined(f"{distinct.size} prompts with a score, {folds} are needed to cross-fit"), ()
    fold = (np.random.default_rng(seed).permutation(distinct.size) % folds)[item]
    values, spent = [], np.zeros(scores.shape)
    for one in range(folds):
        held = fold == one
        value = _least(scores[~held], truth[~held], costs)
        spent[held] = _costs(scores[held], truth[held], value, costs)
        values.append(value)
    expected = mean_of_values(spent, item, level, bounds=(0.0, max(costs)))
    if isinstance(expected, Estimate):
        expected = replace(expected, method=f"cross_fitted_{expected.method}")
    return expected, tuple(values)
