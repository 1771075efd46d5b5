"""Notes say what weakens the numbers, and what became of the plan."""

from __future__ import annotations

from typing import Any

from reviewtui.analysis import Note, labels_to_arrays
from reviewtui.analysis.notes import notes_on
from reviewtui.analysis.plan_notes import plan_change_in_words
from reviewtui.analysis.preference.comparison import compare
from reviewtui.domain.plan import Costs, Plan
from reviewtui.store.results import CountedLabel
from reviewtui.store.rubrics import PlanChange
from tests.analysis.conftest import counted, many


def notes(labels: list[CountedLabel], plan: Plan | None = None, *changes: PlanChange) -> tuple[Note, ...]:
    arrays = labels_to_arrays(labels)
    return notes_on(arrays, compare(arrays, plan), plan, changes)


def codes(labels: list[CountedLabel], plan: Plan | None = None) -> list[str]:
    return [note.code for note in notes(labels, plan)]


def one_is(**other: Any) -> list[CountedLabel]:
    first, *rest = many("ab" * 20)
    return [first._replace(**other), *rest]


def test_notes_say_what_weakens_the_numbers() -> None:
    assert codes(many("ab" * 20)) == []
    assert codes(many("ab" * 14)) == ["few_prompts"]
    assert codes(one_is(identical=True)) == ["identical_outputs"]
    assert codes(one_is(leak=True)) == ["identity_leaks"]
    assert codes(one_is(left_output=None)) == ["sides_not_recorded"]
    assert codes([*many("ab" * 20), counted(99, "a", models=("m", "m"))]) == ["same_model"]
    # Wilson above one half, p = 0.064 (see test_preference).
    assert codes(many("a" * 41 + "b" * 25)) == ["interval_and_test_differ"]


def test_labels_under_several_rubrics_may_not_answer_the_same() -> None:
    labels = [label._replace(rubric="one") for label in many("ab" * 20)]
    assert [note.code for note in notes(labels)] == []
    labels[3] = labels[3]._replace(rubric="two")
    (note,) = notes(labels)
    assert note.code == "several_rubrics"
    assert "under 2 versions of the rubric" in note.text
    labels[3] = labels[3]._replace(rubric=None)
    assert notes(labels) == ()


PLAN = Plan(candidate="new", baseline="old", pairs=40)


def test_a_plan_that_no_label_is_about() -> None:
    assert codes(many("ab" * 20), PLAN) == []
    (note,) = notes(many("ab" * 20), Plan(candidate="new", baseline="third"))
    assert (note.code, note.text) == (
        "plan_not_labeled",
        "The plan compares new with third: no label does so.",
    )


def test_going_on_beyond_the_plan() -> None:
    assert codes(many("ab" * 22), PLAN) == []
    (note,) = notes(many("ab" * 23), PLAN)
    assert note.code == "beyond_plan"
    assert note.text.startswith("new against old: 46 pairs with a label where 40 were planned. ")


def test_a_changed_plan_is_named_with_what_changed() -> None:
    before = {"plan": None, "costs": None}
    after = {
        "plan": Plan(
            candidate="new", baseline="old", pairs=300, checks=("kappa > 0.6", "labels > 9")
        ).document(),
        "costs": Costs(incorrect=5.0, tags=(("unsafe", 100.0),)).document(),
    }
    change = PlanChange("2026-03-01T09:00:00Z", 40, before, after)
    assert plan_change_in_words(change) == "The plan and the costs were made after 40 labels, on 2026-03-01."
    assert [note.code for note in notes(many("ab" * 20), PLAN, change)] == ["plan_changed"]
    back = PlanChange("2026-03-02T09:00:00Z", 1, after, before)
    assert plan_change_in_words(back) == (
        "The plan and the costs were taken away after 1 label, on 2026-03-02."
    )
    other = {
        "plan": Plan(
            candidate="new", baseline="old", pairs=200, margin=0.05, checks=("pairs > 9",)
        ).document(),
        "costs": None,
    }
    assert plan_change_in_words(PlanChange("2026-03-03T09:00:00Z", 50, after, other)) == (
        "The plan was changed after 50 labels, on 2026-03-03: pairs from 300 to 200; other conditions; margin"
        " from nothing to 0.05. The costs were taken away after 50 labels, on 2026-03-03."
    )
    costs = {**other, "costs": Costs(incorrect=2.0).document()}
    assert plan_change_in_words(PlanChange("2026-03-03T09:00:00Z", 50, other, costs)) == (
        "The costs were set after 50 labels, on 2026-03-03."
    )
