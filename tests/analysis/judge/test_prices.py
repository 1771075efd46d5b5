"""What mistakes cost: the rubric's prices, and what is said for once."""

from __future__ import annotations

import pytest

from reviewtui.analysis.judge.prices import prices_of
from reviewtui.domain.errors import UsageError
from reviewtui.domain.plan import Costs

RUBRIC = Costs(incorrect=5.0, partial=2.0, confidently_wrong=20.0, unit="EUR")


def test_without_any_price_every_mistake_costs_one() -> None:
    found = prices_of()
    assert found.matrix == ((0, 0, 1, 0), (0, 0, 1, 0), (1, 1, 0, 1))
    assert (found.of_verdicts, found.of_rubric, found.unit) == ((1.0, 1.0), False, "")
    assert prices_of((2.0, None)).matrix == ((0, 0, 2, 0), (0, 0, 2, 0), (1, 1, 0, 1))


def test_the_rubric_prices_missed_failures_and_no_others() -> None:
    found = prices_of(rubric=RUBRIC)
    assert found.matrix == ((0, 0, 0, 0), (2, 0, 0, 2), (5, 5, 0, 5))
    assert (found.of_rubric, found.unit) == (True, "EUR")
    # A person's time has no price in the rubric.
    assert found.of_verdicts == (1.0, 1.0)
    assert prices_of((3.0, None), RUBRIC).matrix == ((0, 0, 3, 0), (2, 0, 3, 2), (5, 5, 0, 5))
    assert prices_of((3.0, None), RUBRIC).of_verdicts == (3.0, 1.0)


def test_a_price_that_is_given_stands_before_the_rubric() -> None:
    assert prices_of((None, 7.0), RUBRIC) == prices_of((None, 7.0))
    assert prices_of((None, 0.0), RUBRIC).matrix[2] == (0, 0, 0, 0)


def test_a_rubric_without_a_price_of_incorrect_answers_prices_nothing() -> None:
    assert prices_of(rubric=Costs(partial=2.0, tags=(("unsafe", 9.0),))) == prices_of()


@pytest.mark.parametrize("asked", [(-1.0, None), (None, -0.5), (float("nan"), None), (None, float("inf"))])
def test_what_is_no_price_is_refused(asked: tuple[float | None, float | None]) -> None:
    with pytest.raises(UsageError, match="less than nothing"):
        prices_of(asked)
