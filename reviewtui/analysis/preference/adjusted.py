"""What sides, length and looks do to preferences, and win rates with that taken out.

These answer another question than the raw figures, beside which they belong: if better outputs are longer
because they say more, taking length out takes merit out too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, B, Codes, LabelArrays
from reviewtui.analysis.labels.outputs import by_comparison, models_in
from reviewtui.analysis.labels.tallies import SCORE, dense
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.rates.adjustment import (
    LogisticFit,
    adjusted_rate,
    effect,
    fit_logistic,
    length_covariate,
)

Sides = Literal["drawn", "fixed", "unrecorded"]

NOTHING_DECIDED = "nothing decided"
NO_SIDES = "no sides recorded"
FEW_SIDES = "sides recorded for less than half of the labels"
SAME_LENGTH = "the outputs of every pair are of the same length"
SAME_MARKS = "the outputs of every pair have equally much Markdown"
SAME_DIFFERENCE = (
    "the outputs of every pair differ by as much, which can't be told from a preference for a model"
)
SIDES_NOT_DRAWN = (
    "sides were not drawn: of every two models the same one stood on the left in every label, so that a"
    " preference for a side can't be told from one for a model"
)
NO_PREFERENCE = "no label has a preference"
TOO_MANY = "too many pairs of models to adjust each on its own"

MOST_LABELS = 100_000
"""Of more than that, prompts are drawn at random for a fit, with all their labels: `n` says how many."""
_MOST_CELLS = 4_000_000
MOST_COMPARISONS = 100
# Labels beyond the first of every two models that stood the same way round: 1 in 1,000 by chance.
_SURELY_FIXED = 10

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Effects:
    """Log-odds that an output is preferred to one of an equal model because of how it was shown or looks.

    `left`: for standing on the left. `length` and `markdown`: for a unit of tanh(difference / its standard
    deviation), in characters and in Markdown marks; the unit is "very much more", and a typical difference
    is tanh(1) = .76 of it. All in one logistic regression on decided labels, with a strength for each model
    (Bradley & Terry 1952) or, where those don't do, one for every two models.
    """

    left: MaybeEstimate
    length: MaybeEstimate
    markdown: MaybeEstimate


@dataclass(frozen=True, slots=True)
class AdjustedWinRate:
    """The win rate to expect if sides were even and outputs equally long; `adjusted_for` says for which of
    `left` and `length` the labels allow it."""

    model_a: str
    model_b: str
    adjusted_for: tuple[str, ...]
    win_rate_a: MaybeEstimate


def sides_in(labels: LabelArrays) -> Sides:
    """`fixed`: of every two models the same one always stood on the left, which chance does not do."""
    return _sides(labels.comparison, labels.left)


def _sides(comparison: Codes, left: Codes) -> Sides:
    # Of every two models how often the first stood on the left, and how often on the right.
    cells = 3 * (int(comparison.max(initial=-1)) + 1)
    on_left, on_right = np.bincount(3 * comparison + left + 1, minlength=cells).reshape(-1, 3).T[1:]
    n = on_left + on_right
    if not n.any():
        return "unrecorded"
    constant = bool(((on_left == 0) | (on_right == 0)).all())
    beyond = int(n.sum()) - int(np.count_nonzero(n))
    return "fixed" if constant and beyond >= _SURELY_FIXED else "drawn"


def effects_of(labels: LabelArrays) -> Effects:
    """Of all decided labels; one that the labels don't determine comes back with the reason."""
    rows = np.flatnonzero((labels.preference != MISSING) & (labels.preference <= B))
    if not rows.size:
        return Effects(*[Undefined(NOTHING_DECIDED)] * 3)
    left = _why_no_left(labels, rows)
    if left is None:
        rows = rows[labels.left[rows] != MISSING]
    models = len(models_in(labels))
    rows = _drawn(labels, rows, min(MOST_LABELS, _MOST_CELLS // models))
    found: dict[str, MaybeEstimate] = {}
    columns: dict[str, Floats] = {}
    for name, column, without in (
        ("left", _side(labels, rows), left),
        ("length", _more(labels.chars, rows), _why_no_more(labels.chars, rows, SAME_LENGTH)),
        ("markdown", _more(labels.marks, rows), _why_no_more(labels.marks, rows, SAME_MARKS)),
    ):
        if column.any() and (name != "left" or left is None):
            columns[name] = column
        else:
            found[name] = Undefined(without or NO_SIDES)
    return Effects(**found, **_fitted(labels, rows, columns))


def adjusted_win_rates(labels: LabelArrays) -> Mapping[tuple[str, str], AdjustedWinRate]:
    """By (model_a, model_b), for every two models that these labels compare."""
    parts = list(by_comparison(labels, labels.preference != MISSING))
    if len(parts) > MOST_COMPARISONS:
        return {models: AdjustedWinRate(*models, (), Undefined(TOO_MANY)) for models, _ in parts}
    return {models: AdjustedWinRate(*models, *_adjusted(labels, rows)) for models, rows in parts}


def _adjusted(labels: LabelArrays, rows: Codes) -> tuple[tuple[str, ...], MaybeEstimate]:
    """What could be adjusted for, and the rate."""
    if not rows.size:
        return (), Undefined(NO_PREFERENCE)
    without = _why_no_left(labels, rows)
    if without == SIDES_NOT_DRAWN:
        return (), Undefined(without)
    if without is None:
        rows = rows[labels.left[rows] != MISSING]
    rows = _drawn(labels, rows, MOST_LABELS)
    columns = {"length": _more(labels.chars, rows)}
    if without is None:
        columns = {"left": _side(labels, rows), **columns}
    columns = {name: column for name, column in columns.items() if column.any()}
    if not columns:
        alike = _why_no_more(labels.chars, rows, SAME_LENGTH)
        return (), Undefined(f"nothing to adjust for: {without or NO_SIDES}, and {alike}")
    scores = SCORE[labels.preference[rows]]
    estimate = adjusted_rate(scores, np.column_stack(list(columns.values())), labels.prompt[rows])
    return tuple(columns), estimate


def _why_no_left(labels: LabelArrays, rows: Codes) -> str | None:
    """Why sides can't be taken out of these labels; None where they can."""
    left = labels.left[rows]
    known = int(np.count_nonzero(left != MISSING))
    if 2 * known < rows.size:
        return FEW_SIDES if known else NO_SIDES
    return SIDES_NOT_DRAWN if _sides(labels.comparison[rows], left) == "fixed" else None


def _drawn(labels: LabelArrays, rows: Codes, most: int) -> Codes:
    """These rows, or those of prompts drawn at random, about as many as wanted: the same each time."""
    if rows.size <= most:
        return rows
    codes, n = dense(labels.prompt[rows])
    kept = np.random.default_rng(0).random(n) < most / rows.size
    return rows[kept[codes]]


def _side(labels: LabelArrays, rows: Codes) -> Floats:
    """1 where model_a's output stood on the left, -1 where it stood on the right, 0 where none knows."""
    left = labels.left[rows]
    return np.where(left == MISSING, 0.0, np.where(left == 0, 1.0, -1.0))


def _more(measure: Codes, rows: Codes) -> Floats:
    return length_covariate((measure[rows, 0] - measure[rows, 1]).astype(np.float64))


def _why_no_more(measure: Codes, rows: Codes, same: str) -> str:
    """Why `_more` says nothing, where it is 0 everywhere."""
    return SAME_DIFFERENCE if bool((measure[rows, 0] != measure[rows, 1]).any()) else same


def _fitted(labels: LabelArrays, rows: Codes, columns: Mapping[str, Floats]) -> dict[str, MaybeEstimate]:
    """The effects of these covariates together; where they can't be told apart, without the last ones."""
    names, found = list(columns), dict[str, MaybeEstimate]()
    while names:
        fit = _fit(labels, rows, np.column_stack([columns[name] for name in names]))
        tried = {name: effect(fit, index - len(names)) for index, name in enumerate(names)}
        if len(names) == 1 or not any(isinstance(one, Undefined) for one in tried.values()):
            return found | tried
        last = names.pop()
        found[last] = tried[last]
    return found


def _fit(labels: LabelArrays, rows: Codes, covariates: Floats) -> LogisticFit | Undefined:
    """The covariates are the last coefficients."""
    chosen, prompt = (labels.preference[rows] == 0).astype(np.float64), labels.prompt[rows]
    strengths = _strengths(labels, rows)
    if strengths.size <= _MOST_CELLS:
        fit = fit_logistic(np.column_stack([strengths, covariates]), chosen, prompt)
        if isinstance(fit, LogisticFit) and not fit.separated:
            return fit
    # A model that never lost has no strength, and models that never met none in common; of every two models
    # that both won, one can still tell what a covariate does.
    return fit_logistic(covariates, chosen, prompt, strata=labels.comparison[rows])


def _strengths(labels: LabelArrays, rows: Codes) -> Floats:
    """A column for every model but the first: 1 where it is model_a, -1 where it is model_b."""
    models = sorted(
        {name for code in np.unique(labels.comparison[rows]) for name in labels.comparisons[code]}
    )
    place = {name: index for index, name in enumerate(models)}
    of_comparison = np.zeros((len(labels.comparisons), len(models)))
    for code in np.unique(labels.comparison[rows]).tolist():
        model_a, model_b = labels.comparisons[code]
        of_comparison[code, place[model_a]] += 1
        of_comparison[code, place[model_b]] -= 1
    return of_comparison[:, 1:][labels.comparison[rows]]
