"""What a reader has to know of the plan: what became of it, and where the labels do not keep to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reviewtui.analysis.decision import is_planned
from reviewtui.analysis.preference import Comparison
from reviewtui.domain.messages import Json
from reviewtui.domain.plan import Plan
from reviewtui.store.rubrics import PlanChange
from reviewtui.text.numbers import count

PLAN_CHANGED = "plan_changed"
"""The code of the note on a change of the plan after the first label."""

OVERSHOOT = 1.1
"""Somewhat more pairs than planned are the last ones of several annotators; more than that is going on."""


def in_time(plan: Plan | None, changes: Sequence[PlanChange]) -> Plan | None:
    """The plan as results are read by it: without a number of pairs that was set when there were as many
    labels already, since nobody can know any more that it does not come from the results."""
    last = next((change for change in reversed(changes) if change.sets_number), None)
    return replace(plan, pairs=None) if plan and last and last.number_came_late else plan


def plan_notes(
    plan: Plan | None, changes: Sequence[PlanChange], comparisons: Sequence[Comparison]
) -> Iterator[tuple[str, str]]:
    """(code, text) as of notes."""
    for change in changes:
        late = " That many labels were there already: results are not read as if the number had been planned."
        yield PLAN_CHANGED, plan_change_in_words(change) + (late if change.number_came_late else "")
    if plan is None:
        return
    if (
        plan.candidate
        and plan.baseline
        and not any(is_planned(plan, (one.model_a, one.model_b)) for one in comparisons)
    ):
        yield (
            "plan_not_labeled",
            f"The plan compares {plan.candidate} with {plan.baseline}: no label does so.",
        )
    for one in comparisons:
        decision = one.decision
        wanted = decision.planned_pairs
        if wanted is not None and decision.reached > OVERSHOOT * wanted:
            said = (
                f"{one.model_a} against {one.model_b}: {count(decision.reached, 'pair')} with a label where"
                f" {wanted:,} were planned. The interval is right only if it was not because of the results"
                " that labeling went on."
            )
            yield "beyond_plan", said


def plan_change_in_words(change: PlanChange) -> str:
    """Which settings of the plan and of the costs changed, from what to what."""
    settings = [
        *_differences(change.before["plan"], change.after["plan"], ""),
        *_differences(change.before["costs"], change.after["costs"], "costs."),
    ]
    day = change.at[:10]
    return f"The plan was changed after {count(change.labels, 'label')}, on {day}: {'; '.join(settings)}."


def _differences(
    before: Mapping[str, Json] | None, after: Mapping[str, Json] | None, prefix: str
) -> Iterator[str]:
    old, new = before or {}, after or {}
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield f"{prefix}{key} from {_said(old.get(key))} to {_said(new.get(key))}"


def _said(value: Json) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, list):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, dict):
        return f"[{', '.join(f'{key} {price}' for key, price in value.items())}]"
    return str(value)
