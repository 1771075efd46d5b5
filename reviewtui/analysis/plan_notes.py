"""What a reader has to know of the plan: what became of it, and where the labels do not keep to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from reviewtui.analysis.preference.comparison import Comparison
from reviewtui.analysis.preference.decision import is_planned
from reviewtui.domain.messages import Json
from reviewtui.domain.plan import Plan
from reviewtui.store.rubrics import PlanChange
from reviewtui.text.numbers import count

PLAN_CHANGED = "plan_changed"
"""The code of the note on a change of the plan after the first label."""

LATE = " That many labels were there already: results are not read as if the number had been planned."

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
        yield PLAN_CHANGED, plan_change_in_words(change) + (LATE if change.number_came_late else "")
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
    """What became of the plan and of the costs. What was there before is said with the settings that are
    others now; what was not needs no list, as it is told where it is in force."""
    when = f"after {count(change.labels, 'label')}, on {change.at[:10]}"
    became: dict[str, list[str]] = {}
    settings: list[str] = []
    for key in ("plan", "costs"):
        before, after = change.before[key] or {}, change.after[key] or {}
        if before != after:
            verb = "made" if not before else "changed" if after else "taken away"
            became.setdefault(verb, []).append(f"the {key}")
            settings += _differences(before, after) if verb == "changed" else ()
    said = []
    for verb, parts in became.items():
        what = " and ".join(parts)
        said_as = "set" if verb == "made" and parts == ["the costs"] else verb
        plural = len(parts) > 1 or parts == ["the costs"]
        listed = f": {'; '.join(settings)}" if verb == "changed" else ""
        said.append(f"{what[0].upper()}{what[1:]} {'were' if plural else 'was'} {said_as} {when}{listed}.")
    return " ".join(said)


_IN_SHORT = {"checks": "other conditions", "slices": "other slices", "tags": "other prices of tags"}
"""Settings that are lists: too long to be quoted in a note."""


def _differences(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[str]:
    for key in dict.fromkeys([*before, *after]):
        if before.get(key) != after.get(key):
            yield _IN_SHORT.get(key) or f"{key} from {_said(before.get(key))} to {_said(after.get(key))}"


def _said(value: Json) -> str:
    return "nothing" if value is None else str(value)
