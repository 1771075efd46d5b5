"""Several tests at once, by hand and by what the procedure promises."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Undefined
from reviewtui.stats.multiplicity import holm, simultaneous_level

p_values = st.lists(st.floats(0, 1), min_size=1, max_size=8)


def test_adjusted_by_hand() -> None:
    # As R's p.adjust(c(.01, .04, .03, .005), "holm").
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.5, 0.6]) == pytest.approx((1.0, 1.0))
    assert holm([0.2]) == (0.2,)
    assert holm([]) == ()


def test_what_is_undefined_stays_and_counts() -> None:
    nothing = Undefined("no item is decided")
    assert holm([0.01, nothing, 0.02]) == (pytest.approx(0.03), nothing, pytest.approx(0.04))
    assert holm([nothing]) == (nothing,)


@given(p_values)
def test_rejections_are_those_of_the_step_down_procedure(values: list[float]) -> None:
    adjusted = holm(values)
    rejected, left = set(), sorted(range(len(values)), key=lambda i: values[i])
    while left and values[left[0]] * len(left) <= 0.05:
        rejected.add(left.pop(0))
    assert {i for i, p in enumerate(adjusted) if p <= 0.05} == rejected  # type: ignore[operator] # all are numbers


@given(p_values, st.randoms())
def test_the_order_does_not_matter(values: list[float], random: object) -> None:
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    adjusted, shuffled = holm(values), holm([values[i] for i in order])
    assert [adjusted[i] for i in order] == list(shuffled)


def test_the_chance_of_a_false_call_is_kept() -> None:
    rng = np.random.default_rng(4)
    false = 0
    for _ in range(2000):
        p = [float(x) for x in rng.random(5)]
        false += any(value <= 0.05 for value in holm([*p, 1e-6])[:5])  # type: ignore[operator] # all are numbers
    assert false / 2000 < 0.06


def test_levels_of_intervals_that_hold_together() -> None:
    assert simultaneous_level(0.95, 1) == pytest.approx(0.95)
    assert simultaneous_level(0.95, 5) == pytest.approx(0.99)
    for level, intervals in itertools.product((0.9, 0.95), (2, 7)):
        assert intervals * (1 - simultaneous_level(level, intervals)) == pytest.approx(1 - level)


@pytest.mark.parametrize("value", [-0.1, 1.1, float("nan")])
def test_a_p_value_is_a_probability(value: float) -> None:
    with pytest.raises(ValueError, match="p-value"):
        holm([0.1, value])


def test_wrong_levels_are_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        simultaneous_level(95, 2)
    with pytest.raises(ValueError, match="interval"):
        simultaneous_level(0.95, 0)
