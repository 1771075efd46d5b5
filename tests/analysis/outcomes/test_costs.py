"""Expected costs, from the prices of the rubric."""

from __future__ import annotations

import pytest

from reviewtui.analysis.outcomes.costs import costs_of
from reviewtui.domain.plan import Costs
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from tests.analysis.tables import Said, table_of

YES, HALF, NO = "correct", "partial", "incorrect"


def value(estimate: MaybeEstimate) -> float:
    assert isinstance(estimate, Estimate)
    return estimate.value


def test_levels_and_tags_cost_what_the_rubric_says() -> None:
    costs = Costs(incorrect=2.0, partial=0.5, tags=(("unsafe", 10.0),), unit="EUR")
    said = [
        Said(1, correctness=(YES, NO)),
        Said(2, correctness=(HALF, NO), tags=(("unsafe", "b"), ("unsafe", "b"), ("rude", "a"))),
        Said(3, correctness=(NO, None), tags=(("unsafe", "a"), ("unsafe", None))),
        Said(4, correctness=(YES, YES)),
    ]
    found = costs_of(table_of(said), costs)
    assert found is not None
    assert (found.unit, found.by_tags_alone, found.n_unwarned) == ("EUR", False, 0)
    new, old = found.models
    assert (new.model, new.n, new.n_prompts, old.n) == ("new", 4, 4, 3)
    # 0, 0.5, 2 + 10, 0; and 2, 2 + 10 (the tag twice in one label is there once), 0.
    assert value(new.per_1000) == pytest.approx(1000 * 12.5 / 4)
    assert value(old.per_1000) == pytest.approx(1000 * 14 / 3)
    (difference,) = found.differences
    assert (difference.n, value(difference.per_1000)) == (3, pytest.approx(1000 * (0.5 - 14) / 3))
    assert value(difference.mirrored.per_1000) == pytest.approx(1000 * (14 - 0.5) / 3)


def test_the_confidently_wrong_have_their_own_price() -> None:
    costs = Costs(incorrect=1.0, confidently_wrong=5.0)
    said = [
        Said(1, correctness=(NO, NO), warned=(False, True)),
        Said(2, correctness=(NO, YES), warned=(None, False)),
    ]
    found = costs_of(table_of(said), costs)
    assert found is not None
    assert [value(one.per_1000) for one in found.models] == pytest.approx([3000, 500])
    assert found.n_unwarned == 1
    free = costs_of(table_of(said), Costs(incorrect=1.0, confidently_wrong=0.0))
    assert free is not None
    assert [value(one.per_1000) for one in free.models] == pytest.approx([500, 500])


def test_where_only_tags_are_priced_every_output_counts() -> None:
    said = [Said(p, correctness=(NO, None), tags=(("unsafe", "a"),) if p == 1 else ()) for p in range(40)]
    found = costs_of(table_of(said), Costs(tags=(("unsafe", 3.0),)))
    assert found is not None
    new, old = found.models
    assert (found.by_tags_alone, new.n, old.n) == (True, 40, 40)
    assert value(new.per_1000) == pytest.approx(3000 / 40)
    # Never seen, and still possible: as far as 0 of 40 leaves it open.
    assert isinstance(old.per_1000, Estimate)
    assert (old.per_1000.value, old.per_1000.low) == (0, 0)
    assert old.per_1000.high == pytest.approx(3000 * 0.0876, rel=0.01)


def test_labels_of_one_prompt_are_one_item() -> None:
    said = [
        Said(p, annotator=who, correctness=(NO if p % 2 else YES, YES)) for p in range(40) for who in "wxyz"
    ]
    found = costs_of(table_of(said), Costs(incorrect=1.0))
    alone = costs_of(table_of(said[::4]), Costs(incorrect=1.0))
    assert found is not None
    assert alone is not None
    four, one = found.models[0].per_1000, alone.models[0].per_1000
    assert isinstance(four, Estimate)
    assert isinstance(one, Estimate)
    assert four.n == one.n == 40
    assert four.high - four.low == pytest.approx(one.high - one.low, rel=0.05)


def test_prices_that_add_up_to_a_little_more_than_their_sum() -> None:
    tags = (("a", 0.1), ("b", 0.2), ("c", 0.3))
    said = [Said(p, correctness=(NO, YES), tags=(("c", "a"), ("b", "a"), ("a", "a"))) for p in range(3)]
    found = costs_of(table_of(said), Costs(incorrect=0.7, tags=tags))
    assert found is not None
    assert value(found.models[0].per_1000) == pytest.approx(1300)


def test_without_prices_or_labels_there_is_no_cost() -> None:
    labels = table_of([Said(1)])
    assert costs_of(labels, None) is None
    found = costs_of(labels, Costs(incorrect=1.0))
    assert found is not None
    assert [one.per_1000 for one in found.models] == [Undefined("no output whose cost is known")] * 2
    assert found.differences[0].per_1000 == Undefined("no label from which the costs of both are known")
    free = costs_of(labels, Costs())
    assert free is not None
    assert {one.per_1000 for one in free.models} == {Undefined("every price is 0")}
    nothing = costs_of(table_of([]), Costs(incorrect=1.0))
    assert nothing is not None
    assert (nothing.models, nothing.differences) == ((), ())
