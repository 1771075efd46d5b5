"""A plan that changes after the first label leaves a trace."""

from __future__ import annotations

import pytest

from reviewtui.domain.plan import Costs, Plan
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import AnnotatorKind, Status
from reviewtui.store import Store
from reviewtui.store.rubrics import PlanChange
from tests.analysis.conftest import put_label

FIRST = Rubric(plan=Plan(candidate="new", baseline="old", pairs=6))
LATER = Rubric(plan=Plan(candidate="new", baseline="old", pairs=3), costs=Costs(incorrect=5.0))


def use(store: Store, rubric: Rubric) -> PlanChange | None:
    with store.transaction():
        return store.rubrics.use(rubric)


def test_before_the_first_label_a_plan_changes_freely(store: Store) -> None:
    assert use(store, FIRST) is None
    assert use(store, LATER) is None
    assert store.rubrics.plan_changes() == ()
    assert store.rubrics.current() == LATER


def test_after_the_first_label_a_change_is_kept(store: Store) -> None:
    use(store, FIRST)
    put_label(store, 1, "a")
    put_label(store, 2, "b")
    change = use(store, LATER)
    assert change is not None
    assert (change.labels, change.plans, change.costs) == (2, (FIRST.plan, LATER.plan), (None, LATER.costs))
    (kept,) = store.rubrics.plan_changes()
    assert kept._replace(at="") == change._replace(at="")
    assert store.rubrics.current() == LATER
    use(store, FIRST)
    assert [one.plans[1] for one in store.rubrics.plan_changes()] == [LATER.plan, FIRST.plan]


def test_a_plan_that_is_made_after_the_first_label_is_a_change(store: Store) -> None:
    put_label(store, 1, "a")
    change = use(store, FIRST)
    assert change is not None
    assert change.plans == (None, FIRST.plan)
    assert change.before == {"plan": None, "costs": None}


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": AnnotatorKind.JUDGE, "annotator": "gpt"},
        {"pass_": 1},
        {"revealed": True},
        {"preference": None, "status": Status.SKIPPED},
    ],
)
def test_labels_that_do_not_count_fix_nothing(store: Store, changes: dict[str, object]) -> None:
    put_label(store, 1, **{"preference": "a", **changes})  # type: ignore[arg-type]  # fields of any kind
    assert use(store, FIRST) is None


def test_another_question_under_the_same_plan_is_no_change(store: Store) -> None:
    use(store, FIRST)
    put_label(store, 1, "a")
    question = Rubric(question="Which is safer?", plan=FIRST.plan)
    assert use(store, question) is None
    assert use(store, question) is None
    assert store.rubrics.plan_changes() == ()


def test_a_number_that_was_reached_when_it_was_set_came_late() -> None:
    def change(labels: int, before: int | None, after: int | None, candidate: str = "new") -> PlanChange:
        plans = (
            Plan(candidate="new", baseline="old", pairs=before).document(),
            Plan(candidate=candidate, baseline="old", pairs=after).document(),
        )
        return PlanChange("2026-03-31", labels, *({"plan": plan, "costs": None} for plan in plans))

    assert change(40, None, 40).number_came_late
    assert change(40, 300, 40).number_came_late
    assert change(40, 40, 40, candidate="newer").number_came_late
    assert not change(39, None, 40).number_came_late
    assert not change(40, 40, 40).sets_number
    assert not change(40, 40, None).number_came_late
