"""Looking up the figure that a condition names, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reviewtui.analysis.agreement.measuring import Agreement
from reviewtui.analysis.outcomes.correctness import CorrectnessDifference, ModelCorrectness
from reviewtui.analysis.outcomes.costs import CostDifference
from reviewtui.analysis.preference.comparison import Comparison
from reviewtui.analysis.slices import Slice
from reviewtui.analysis.summary import Summary
from reviewtui.domain.conditions import AGREEMENT, Check, InSlice, Metric
from reviewtui.stats import MaybeEstimate, Undefined

PREFERENCE = "preference"
"""The field of agreement where a condition names none."""

Number = MaybeEstimate | float

Row = TypeVar("Row", Comparison, CorrectnessDifference, CostDifference)


@dataclass(frozen=True, slots=True)
class Figure:
    number: Number
    sequence: MaybeEstimate | None = None
    """The figure with an interval that stays true however often one looks; None where there is no such."""
    reached: bool = False
    """Whether the plan's number of labels is there, so that `number` has the interval to read."""
    blocker: bool = False
    """It counts what must never happen."""


def find(check: Check, summary: Summary, agreement: Agreement | None = None) -> Figure:
    """The figure of the summary, or of one of its planned slices."""
    if check.metric in AGREEMENT:
        return Figure(_agreement(check, agreement))
    part = summary if check.within is None else _slice(summary, check.within)
    if isinstance(part, Undefined):
        return Figure(part)
    found = _figure(check, summary, part)
    return replace(found, reached=_reached(summary, check))


def _figure(check: Check, summary: Summary, part: Summary | Slice) -> Figure:
    metric = check.metric
    if metric in _COMPARED:
        return _compared(check, part)
    if metric in _JUDGED:
        return _judged(check, part)
    if metric in (Metric.TAG, Metric.BLOCKERS):
        return _tagged(check, summary)
    if metric in (Metric.COST, Metric.COST_DIFFERENCE):
        return Figure(_cost(check, summary))
    if metric is Metric.CORRECT_DIFFERENCE:
        return Figure(_difference(check, summary))
    return Figure(float(part.n_labels if metric is Metric.LABELS else summary.n_pairs))


def _reached(summary: Summary, check: Check) -> bool:
    """Whether the plan is about the models of this condition and its number of labels is there."""
    models = set(check.arguments[1:] if check.metric is Metric.TAG else check.arguments)
    return any(
        one.decision.by == "fixed_n" and models <= {one.model_a, one.model_b} for one in summary.preference
    )


def _slice(summary: Summary, wanted: InSlice) -> Slice | Undefined:
    text = f"{wanted.field}={wanted.value}"
    found = [one for one in summary.slices if (one.field, one.value) == (wanted.field, wanted.value)]
    if any(one.planned for one in found):
        return found[0]
    if found or all(one.field != wanted.field for one in summary.slices if one.planned):
        return Undefined(f"{text} is not among the plan's slices; what was not planned is exploratory")
    return Undefined(f"no label is of a prompt with {text}")


# Two models


_COMPARED: Mapping[Metric, Callable[[Comparison], Number]] = {
    Metric.WIN_RATE: lambda one: one.win_rate_a,
    Metric.DECIDED_WIN_RATE: lambda one: one.decided_win_rate_a,
    Metric.TIE_RATE: lambda one: one.tie_rate,
    Metric.BOTH_BAD_RATE: lambda one: one.both_bad_rate,
    Metric.P: lambda one: one.test.p,
    Metric.PROMPTS: lambda one: float(one.n_prompts),
}


def _compared(check: Check, part: Summary | Slice) -> Figure:
    one = _comparison(check, part)
    if isinstance(one, Undefined):
        return Figure(one)
    if check.metric is Metric.P and isinstance(part, Slice):
        return Figure(_adjusted_p(part, one))
    figure = Figure(_COMPARED[check.metric](one))
    if check.metric is Metric.DECIDED_WIN_RATE:
        return replace(figure, sequence=one.sequence)
    return replace(figure, sequence=one.sequence_with_ties) if check.metric is Metric.WIN_RATE else figure


def _comparison(check: Check, part: Summary | Slice) -> Comparison | Undefined:
    return _of_two(check, part.preference, "no label compares {0} with {1}")


def _of_two(check: Check, rows: Sequence[Row], without: str) -> Row | Undefined:
    """Said of the first model that the condition names. `without` is the reason where there is none."""
    first, second = check.arguments
    for one in rows:
        if (one.model_a, one.model_b) == (first, second):
            return one
        if (one.model_b, one.model_a) == (first, second):
            return one.mirrored
    known = [f"{one.model_a} with {one.model_b}" for one in rows]
    return Undefined(without.format(first, second) + _instead(known))


def _adjusted_p(part: Slice, one: Comparison) -> Number:
    """Of a planned slice: adjusted for the number of them."""
    for other, p in zip(part.preference, part.p_holm, strict=True):
        if {other.model_a, other.model_b} == {one.model_a, one.model_b} and p is not None:
            return p
    return one.test.p


def _difference(check: Check, summary: Summary) -> Number:
    found = _of_two(check, summary.correctness_differences, "no label judges the answers of both {0} and {1}")
    return found if isinstance(found, Undefined) else found.difference


# One model


_JUDGED: Mapping[Metric, Callable[[ModelCorrectness], Number]] = {
    Metric.CORRECT: lambda one: one.rate,
    Metric.PARTIAL: lambda one: one.partial_rate,
    Metric.INCORRECT: lambda one: one.incorrect_rate,
    Metric.CONFIDENTLY_WRONG: lambda one: (
        one.confidently_wrong or Undefined("no label says whether an answer warned that it might be wrong")
    ),
}


def _judged(check: Check, part: Summary | Slice) -> Figure:
    (model,) = check.arguments
    found = next((one for one in part.correctness if one.model == model), None)
    if found is None:
        known = [one.model for one in part.correctness]
        return Figure(Undefined(f"no label is of {model}{_instead(known)}"))
    return Figure(_JUDGED[check.metric](found))


def _tagged(check: Check, summary: Summary) -> Figure:
    if check.metric is Metric.BLOCKERS:
        return Figure(_blockers(check, summary), blocker=True)
    name, model = check.arguments
    rows = [one for one in summary.tags if one.tag == name]
    found = next((one for one in rows if one.model == model), None)
    if found is not None:
        return Figure(found.rate, blocker=found.blocker)
    if not rows:
        known = [one.tag for one in summary.tags]
        return Figure(Undefined(f"neither a label nor the rubric has the tag {name}{_instead(known)}"))
    models = [one.model for one in rows if one.model is not None]
    if not models:
        return Figure(Undefined(f"the tag {name} is said of pairs, not of a model's answers"))
    return Figure(Undefined(f"no label is of {model}{_instead(models)}"))


def _blockers(check: Check, summary: Summary) -> Number:
    if not summary.blockers:
        return Undefined("the rubric has no tag that is a blocker, or there is no label")
    return _of_one(check, {one.model: one.rate for one in summary.blockers})


def _cost(check: Check, summary: Summary) -> Number:
    costs = summary.costs
    if costs is None:
        return Undefined("the rubric has no [costs]")
    if check.metric is Metric.COST:
        return _of_one(check, {one.model: one.per_1000 for one in costs.models})
    found = _of_two(check, costs.differences, "no label tells the costs of both {0} and {1}")
    return found if isinstance(found, Undefined) else found.per_1000


def _of_one(check: Check, figures: Mapping[str, MaybeEstimate]) -> MaybeEstimate:
    (model,) = check.arguments
    return figures.get(model, Undefined(f"no label is of {model}{_instead(figures)}"))


# Agreement


_STATISTICS = {
    Metric.ALPHA: "krippendorff_alpha",
    Metric.AC1: "gwet_ac1",
    Metric.FLEISS: "fleiss_kappa",
    Metric.PERCENT: "percent",
}


def _agreement(check: Check, agreement: Agreement | None) -> MaybeEstimate:
    """`kappa` is Cohen's where there are exactly two annotators, who each have habits of their own; of more
    there is no one Cohen's kappa, and it is Fleiss'."""
    assert agreement is not None, "a condition asks for it"
    field = check.arguments[0] if check.arguments else PREFERENCE
    if check.metric is Metric.KAPPA and len(agreement.annotators) == 2:
        between = {(row.field, row.statistic): row.estimate for row in agreement.between}
        found = between.get((field, "cohen_kappa"))
    else:
        overall = {(row.field, row.statistic): row.estimate for row in agreement.overall}
        found = overall.get((field, _STATISTICS.get(check.metric, "fleiss_kappa")))
    if found is None:
        known = dict.fromkeys(row.field for row in agreement.overall)
        return Undefined(f"nobody answered {field}{_instead(known)}")
    return found


def _instead(known: Iterable[str]) -> str:
    names = list(dict.fromkeys(known))
    return f"; there are: {', '.join(names)}" if names else ""
