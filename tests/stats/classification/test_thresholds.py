"""The threshold of least cost against trying every one of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined
from reviewtui.stats.classification.thresholds import FREE, NO_SCORE, Threshold, least_cost_threshold


def found(*arguments: object, **rest: object) -> Threshold:
    threshold = least_cost_threshold(*arguments, **rest)  # type: ignore[arg-type]  # of any kind
    assert isinstance(threshold, Threshold)
    return threshold


def cost_at(score: list[float], positive: list[bool], t: float, costs: tuple[float, float]) -> float:
    spent = 0.0
    for one, true in zip(score, positive, strict=True):
        spent += costs[0] * (one >= t and not true) + costs[1] * (one < t and true)
    return spent / len(score)


@given(
    st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=30),
    st.tuples(st.integers(0, 5), st.integers(1, 5)),
)
def test_no_threshold_costs_less(rows: list[tuple[int, bool]], costs: tuple[int, int]) -> None:
    score, positive = [float(one) for one, _ in rows], [true for _, true in rows]
    threshold = found(score, positive, list(range(len(rows))), costs)
    tried = {t: cost_at(score, positive, t, costs) for t in (*score, np.inf)}
    assert threshold.cost == pytest.approx(min(tried.values()))
    chosen = np.inf if threshold.value is None else threshold.value
    assert tried[chosen] == pytest.approx(threshold.cost)
    assert all(cost > threshold.cost - 1e-12 for t, cost in tried.items() if t < chosen)
    assert all(cost > threshold.cost + 1e-12 for t, cost in tried.items() if t < chosen)
    assert threshold.cost_of_all == pytest.approx(cost_at(score, positive, -np.inf, costs))
    assert threshold.cost_of_none == pytest.approx(tried[np.inf])


def test_costs_move_the_threshold() -> None:
    score = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    positive = [False, True, False, True, False, True]
    item = list(range(6))
    assert found(score, positive, item, (10, 1)).value == 0.6
    assert found(score, positive, item, (1, 10)).value == 0.2
    never = found(score, [False] * 6, item)
    assert (never.value, never.positives, never.cost) == (None, 0, 0)


def test_scores_that_say_nothing_look_better_on_the_cases_that_chose_them() -> None:
    rng = np.random.default_rng(3)
    inside, outside = [], []
    for _ in range(60):
        threshold = found(rng.random(30), rng.random(30) < 0.5, np.arange(30))
        assert isinstance(threshold.expected, Estimate)
        inside.append(threshold.cost)
        outside.append(threshold.expected.value)
    # Any threshold costs 0.5 on average on what it has not seen.
    assert np.mean(inside) < 0.43
    assert np.mean(outside) == pytest.approx(0.5, abs=0.05)


def test_items_are_kept_together_and_every_case_is_held_out_once() -> None:
    rng = np.random.default_rng(8)
    item = np.repeat(np.arange(20), 3)
    score, positive = rng.random(60), rng.random(60) < 0.6
    threshold = found(score, positive, item, (2.0, 1.0), seed=4)
    fold = (np.random.default_rng(4).permutation(20) % 5)[item]
    spent = 0.0
    for one in range(5):
        held = fold == one
        value = found(score[~held], positive[~held], item[~held], (2.0, 1.0)).value
        assert value == threshold.fold_values[one]
        t = np.inf if value is None else value
        spent += held.sum() * cost_at(score[held].tolist(), positive[held].tolist(), t, (2.0, 1.0))
    assert isinstance(threshold.expected, Estimate)
    assert threshold.expected.value == pytest.approx(spent / 60)
    assert threshold.expected.n == 20
    assert 0 <= threshold.expected.low < threshold.expected.value < threshold.expected.high <= 2


def test_the_same_seed_deals_the_same_folds() -> None:
    rng = np.random.default_rng(1)
    arguments = rng.random(40), rng.random(40) < 0.5, np.arange(40)
    assert found(*arguments) == found(*arguments)


def test_what_is_undefined_is_said_and_what_can_not_be_is_refused() -> None:
    assert least_cost_threshold([], [], []) == NO_SCORE
    assert least_cost_threshold([1.0], [True], [0], (0, 0)) == FREE
    few = found([1.0, 2.0], [True, False], [0, 1])
    assert isinstance(few.expected, Undefined)
    assert few.fold_values == ()
    with pytest.raises(ValueError, match="three equal columns"):
        least_cost_threshold([1.0], [True, False], [0])
    with pytest.raises(ValueError, match="finite"):
        least_cost_threshold([np.nan], [True], [0])
    with pytest.raises(ValueError, match="not negative"):
        least_cost_threshold([1.0], [True], [0], (-1, 1))
