"""Means of numbers: by hand, against rates, and how often their intervals hold the truth."""

import math
import statistics
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined, mean_of_scores, wilson
from reviewtui.stats.distributions import two_sided_t
from reviewtui.stats.rates.means import bootstrap_mean, difference_of_means, mean_of_values

grades = st.lists(st.tuples(st.integers(0, 6), st.integers(-2, 2)), min_size=2, max_size=30)


def defined(result: Any) -> Estimate:
    assert isinstance(result, Estimate)
    return result


def columns(rows: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [grade for _, grade in rows], [item for item, _ in rows]


def test_with_one_label_an_item_it_is_students_interval() -> None:
    values = [0.3, 1.5, 2.25, -4.0, 0.0, 7.5]
    result = defined(mean_of_values(values, range(6)))
    half = 2.5705818 * statistics.stdev(values) / math.sqrt(6)
    assert result.value == pytest.approx(statistics.mean(values))
    assert [result.low, result.high] == pytest.approx([result.value - half, result.value + half], abs=1e-6)
    assert (result.method, result.n) == ("cluster_t", 6)


def test_clusters_by_hand() -> None:
    values, item = [1.0, 3.0, 2.0, 6.0, 0.0, 0.0], [1, 1, 2, 3, 3, 3]
    # Sums 4, 2, 6 of 2, 1, 3 labels; the mean is 2, no item differs from it.
    assert isinstance(mean_of_values(values, item), Undefined)
    result = defined(mean_of_values([*values, 8.0], [*item, 4]))
    m = 20 / 7
    variance = 4 / 3 * ((4 - 2 * m) ** 2 + (2 - m) ** 2 + (6 - 3 * m) ** 2 + (8 - m) ** 2) / 49
    assert result.value == pytest.approx(m)
    assert result.high - m == pytest.approx(3.1824463 * math.sqrt(variance), abs=1e-6)


@given(grades, st.floats(-5, 5), st.floats(0.1, 10))
def test_another_unit_gives_the_same_interval_in_it(
    rows: list[tuple[int, int]], shift: float, scale: float
) -> None:
    values, item = columns(rows)
    moved = [shift + scale * v for v in values]
    bounds = (shift - 2 * scale - 1e-9, shift + 2 * scale + 1e-9)
    for one, other in (
        (mean_of_values(values, item), mean_of_values(moved, item)),
        (mean_of_values(values, item, bounds=(-2, 2)), mean_of_values(moved, item, bounds=bounds)),
    ):
        if isinstance(one, Undefined):
            assert isinstance(other, Undefined)
            continue
        result = defined(other)
        expected = [shift + scale * x for x in (one.low, one.value, one.high)]
        assert [result.low, result.value, result.high] == pytest.approx(expected, abs=1e-4)


def test_two_values_that_are_the_bounds_are_a_rate() -> None:
    wins = defined(wilson(7, 40))
    result = defined(mean_of_values([30.0] * 7 + [10.0] * 33, range(40), bounds=(10, 30)))
    assert [result.low, result.value, result.high] == pytest.approx(
        [10 + 20 * x for x in (wins.low, wins.value, wins.high)]
    )
    item = [0, 0, 0, 1, 1, 2, 3, 4, 4]
    scores = [1, 1, 0, 1, 0, 0, 1, 0, 0]
    clustered, rate = (
        defined(mean_of_values(scores, item, bounds=(0, 1))),
        defined(mean_of_scores(scores, item)),
    )
    assert [clustered.low, clustered.high] == pytest.approx([rate.low, rate.high])
    assert (clustered.method, clustered.n) == ("wilson_steps", 5)


@given(grades)
def test_three_steps_by_hand(rows: list[tuple[int, int]]) -> None:
    """Step by step with the rates' own intervals; the correlation from the residuals item by item."""
    values, item = (np.array(column) for column in columns(rows))
    values = np.clip(values, -1, 1)
    result = defined(mean_of_values(values, item, bounds=(-1, 3)))
    steps = [(-1, 0), (0, 1), (1, 3)] if 0 in values else [(-1, 1), (1, 3)]
    if 1 not in values:
        steps = [(-1, 0), (0, 3)] if 0 in values else [(-1, 3)]
    rates = [defined(mean_of_scores(values > low, item)) for low, _ in steps]
    residuals = [
        [sum((values[item == i] > low) - rate.value) for i in np.unique(item)]
        for (low, _), rate in zip(steps, rates, strict=True)
    ]
    below = above = 0.0
    for i, (low, high) in enumerate(steps):
        for j, (other_low, other_high) in enumerate(steps):
            size = math.sqrt(np.dot(residuals[i], residuals[i]) * np.dot(residuals[j], residuals[j]))
            rho = 1.0 if i == j else np.dot(residuals[i], residuals[j]) / size if size > 1e-9 else 0.0
            widths = rho * (high - low) * (other_high - other_low)
            below += widths * (rates[i].value - rates[i].low) * (rates[j].value - rates[j].low)
            above += widths * (rates[i].high - rates[i].value) * (rates[j].high - rates[j].value)
    assert result.value == pytest.approx(values.mean())
    assert result.low == pytest.approx(max(-1, values.mean() - math.sqrt(below)), abs=1e-6)
    assert result.high == pytest.approx(min(3, values.mean() + math.sqrt(above)), abs=1e-6)


def test_a_price_that_never_came_up_leaves_its_mark() -> None:
    """0 of 200 is below 1.88 %; at a price of 50 that is .94 on top of what was seen."""
    costs = [0.0] * 150 + [1.0] * 50
    seen = defined(mean_of_values(costs, range(200), bounds=(0, 1)))
    with_price = defined(mean_of_values(costs, range(200), bounds=(0, 50)))
    assert (seen.value, with_price.value) == (0.25, 0.25)
    assert with_price.low == pytest.approx(seen.low)
    unseen = defined(wilson(0, 200)).high * 49
    assert with_price.high - 0.25 == pytest.approx(math.hypot(unseen, seen.high - 0.25))
    assert isinstance(mean_of_values([0.0] * 200, range(200)), Undefined)
    nothing = defined(mean_of_values([0.0] * 200, range(200), bounds=(0, 50)))
    assert (nothing.low, nothing.value) == (0, 0)
    assert nothing.high == pytest.approx(50 * 0.01885, abs=1e-2)


def test_many_different_values_are_measurements() -> None:
    values = np.random.default_rng(1).random(300)
    assert mean_of_values(values, range(300), bounds=(0, 1)) == mean_of_values(values, range(300))


@given(grades, st.integers(2, 3))
def test_repeating_every_label_adds_no_information(rows: list[tuple[int, int]], times: int) -> None:
    for bounds in (None, (-2, 2)):
        once = mean_of_values(*columns(rows), bounds=bounds)
        again = mean_of_values(*columns(rows * times), bounds=bounds)
        if isinstance(once, Estimate):
            result = defined(again)
            assert [result.low, result.value, result.high] == pytest.approx(
                [once.low, once.value, once.high], abs=1e-9
            )
        else:
            assert again == once


def coverage(draw: Any, truth: float, runs: int = 1500) -> float:
    rng, held = np.random.default_rng(6), 0
    for _ in range(runs):
        result = defined(draw(rng))
        held += result.low <= truth <= result.high
    return held / runs


def test_coverage_of_a_mean_of_clusters() -> None:
    def draw(rng: np.random.Generator) -> Any:
        item = np.repeat(np.arange(25), rng.integers(1, 5, 25))
        return mean_of_values(rng.normal(size=25)[item] + rng.normal(size=item.size) + 3, item)

    assert coverage(draw, 3.0) == pytest.approx(0.95, abs=0.02)


def test_coverage_of_costs_with_a_rare_dear_one() -> None:
    def draw(rng: np.random.Generator) -> Any:
        return mean_of_values(rng.choice([0, 1, 20], 60, p=[0.77, 0.2, 0.03]), range(60), bounds=(0, 20))

    assert coverage(draw, 0.8) > 0.93


def test_a_difference_is_the_mean_of_the_rows_differences() -> None:
    a, b, item = [2.0, 0.0, 5.0, 1.0], [1.0, 0.0, 2.0, 3.0], [1, 2, 2, 3]
    assert difference_of_means(a, b, item) == mean_of_values([1.0, 0.0, 3.0, -2.0], item)
    bounded = difference_of_means(a, b, item, bounds=(0, 5))
    assert bounded == mean_of_values([1.0, 0.0, 3.0, -2.0], item, bounds=(-5, 5))
    with pytest.raises(ValueError, match="outside"):
        difference_of_means([2.0, -1.0], [1.0, 0.0], [1, 2], bounds=(0, 5))
    with pytest.raises(ValueError, match="same rows"):
        difference_of_means([2.0], [1.0, 0.0], [1, 2])


def test_the_bootstrap_agrees_where_there_is_much_to_draw_from() -> None:
    rng = np.random.default_rng(2)
    item = np.repeat(np.arange(400), rng.integers(1, 4, 400))
    scores = rng.choice([0, 0.5, 1], item.size, p=[0.3, 0.2, 0.5])
    drawn, rate = defined(bootstrap_mean(scores, item)), defined(mean_of_scores(scores, item))
    assert drawn.value == pytest.approx(rate.value)
    assert (drawn.method, drawn.n) == ("cluster_bootstrap", 400)
    assert [drawn.low, drawn.high] == pytest.approx([rate.low, rate.high], abs=0.006)
    assert drawn == bootstrap_mean(scores, item)
    assert drawn != bootstrap_mean(scores, item, seed=1)


def test_the_bootstrap_draws_items_not_patterns() -> None:
    """Against drawing rows of items one by one."""
    values, item = np.array([3.0, 1, 1, 0, 2, 2, 5]), np.array([0, 0, 1, 2, 3, 3, 4])
    rng, rounds = np.random.default_rng(0), []
    for _ in range(4000):
        drawn = rng.integers(0, 5, 5)
        rows = np.concatenate([values[item == i] for i in drawn])
        rounds.append(rows.mean())
    result = defined(bootstrap_mean(values, item, rounds=4000))
    assert [result.low, result.high] == pytest.approx(np.quantile(rounds, [0.025, 0.975]), abs=0.1)


def test_blocks_give_what_the_whole_does(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.random.default_rng(3).random(50)
    whole = bootstrap_mean(values, range(50))
    graded, item = np.round(4 * values), np.arange(50) // 3
    steps = defined(mean_of_values(graded, item, bounds=(0, 5)))
    monkeypatch.setattr("reviewtui.stats.rates.means._BLOCK", 77)
    assert bootstrap_mean(values, range(50)) == whole
    blocked = defined(mean_of_values(graded, item, bounds=(0, 5)))
    assert [blocked.low, blocked.value, blocked.high] == pytest.approx([steps.low, steps.value, steps.high])


def test_what_shows_no_spread_is_said() -> None:
    for of_one in (mean_of_values([1, 2], [3, 3]), bootstrap_mean([1, 2], [3, 3])):
        assert of_one == Undefined("one prompt says nothing about how prompts differ")
    for alike in (mean_of_values([2, 1, 3], [1, 2, 2]), bootstrap_mean([2, 1, 3], [1, 2, 2])):
        assert alike == Undefined("every prompt has the same value, 2: nothing shows how prompts differ")
    for nothing in (mean_of_values([], []), bootstrap_mean([], []), mean_of_values([], [], bounds=(0, 1))):
        assert nothing == Undefined("there is no label to count")
    assert defined(mean_of_values([1, 2], [3, 3], bounds=(0, 2))).n == 1


@pytest.mark.parametrize(
    ("values", "bounds", "message"),
    [
        ([1, math.nan], None, "finite"),
        ([1, math.inf], (0, 5), "finite"),
        ([1, 9], (0, 5), "outside"),
        ([1, 2], (5, 0), "lies between"),
        ([1, 2, 3], None, "columns"),
    ],
)
def test_wrong_input_is_refused(values: Any, bounds: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mean_of_values(values, [1, 2], bounds=bounds)


def test_wrong_levels_are_refused() -> None:
    for bounds in (None, (0, 3)):
        with pytest.raises(ValueError, match="level"):
            mean_of_values([1, 2], [1, 2], 95, bounds)
    with pytest.raises(ValueError, match="level"):
        bootstrap_mean([1, 2], [1, 2], 95)
    assert two_sided_t(0.95, 1) > 12
