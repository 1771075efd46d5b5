"""A plan and its costs come back from what is stored of them."""

from __future__ import annotations

import pytest

from reviewtui.domain.messages import canonical
from reviewtui.domain.plan import Costs, Plan, PlannedSlice
from reviewtui.domain.rubric import Rubric

PLAN = Plan(
    candidate="new",
    baseline="old",
    pairs=200,
    margin=0.05,
    slices=(PlannedSlice("language", "de"), PlannedSlice("tier")),
    checks=("labels > 1",),
)
COSTS = Costs(5.0, 1.0, 20.0, (("rude", 0.5), ("unsafe", 100.0)), "EUR")


def test_documents_hold_what_is_said_and_come_back() -> None:
    assert PLAN.document() == {
        "candidate": "new",
        "baseline": "old",
        "pairs": 200,
        "margin": 0.05,
        "slices": ["language=de", "tier"],
        "checks": ["labels > 1"],
    }
    assert Plan.from_document(PLAN.document()) == PLAN
    assert Costs.from_document(COSTS.document()) == COSTS
    assert Plan(candidate="new").document() == {"candidate": "new"}
    assert Costs(partial=1.0).document() == {"partial": 1.0}


def test_a_price_of_nothing_for_the_confidently_wrong_is_a_price() -> None:
    costs = Costs(incorrect=5.0, confidently_wrong=0.0)
    assert Costs.from_document(costs.document()) == costs


def test_a_rubric_without_plan_and_costs_is_stored_as_before() -> None:
    assert not {"plan", "costs"} & set(Rubric().document())
    rubric = Rubric(plan=PLAN, costs=COSTS)
    assert Rubric.from_document(rubric.document()) == rubric
    assert rubric.hash != Rubric().hash
    assert rubric.asked == Rubric()


def test_the_order_in_which_prices_stand_is_not_part_of_the_rubric() -> None:
    swapped = dict(reversed(COSTS.document()["tags"].items()))
    again = Costs.from_document({**COSTS.document(), "tags": swapped})
    assert canonical(again.document()) == canonical(COSTS.document())
    assert again == COSTS


@pytest.mark.parametrize(
    ("text", "slice_"),
    [
        ("tier", PlannedSlice("tier")),
        (" language = de ", PlannedSlice("language", "de")),
        ("query=a=b", PlannedSlice("query", "a=b")),
    ],
)
def test_a_slice_is_a_field_or_a_field_and_its_value(text: str, slice_: PlannedSlice) -> None:
    assert PlannedSlice.read(text) == slice_
    assert PlannedSlice.read(slice_.text) == slice_


@pytest.mark.parametrize("text", ["", " ", "=de", "language="])
def test_half_a_slice_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"names no (metadata field|value)"):
        PlannedSlice.read(text)


def test_a_field_plans_all_of_its_values() -> None:
    assert PLAN.plans_slice("tier", "pro")
    assert PLAN.plans_slice("language", "de")
    assert not PLAN.plans_slice("language", "en")
    assert not PLAN.plans_slice("topic", "de")
