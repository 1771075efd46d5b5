"""Drawing items, and reading an interval off the rounds."""

import numpy as np
import pytest

from reviewtui.stats.bootstrap import percentile_interval, resampled


def test_a_round_draws_as_many_items_as_there_are_in_their_proportions() -> None:
    drawn = resampled(np.array([60, 30, 10, 0]), seed=0)
    assert drawn.shape == (1000, 4)
    assert set(drawn.sum(axis=1)) == {100.0}
    assert drawn.mean(axis=0) == pytest.approx([60, 30, 10, 0], abs=1)
    assert drawn[:, 0].std() == pytest.approx(np.sqrt(100 * 0.6 * 0.4), rel=0.1)


def test_the_interval_is_between_the_percentiles() -> None:
    assert percentile_interval(np.linspace(0, 0.8, 1001), 0.4, 0.95) == pytest.approx((0.02, 0.78))
    assert percentile_interval(np.linspace(0, 0.8, 1001), 0.4, 0.5) == pytest.approx((0.2, 0.6))


def test_undefined_rounds_raise_the_upper_bound_alone() -> None:
    defined = np.linspace(0, 0.8, 1001)
    few = np.concatenate([defined, np.full(10, np.nan)])
    many = np.concatenate([defined, np.full(100, np.nan)])
    assert percentile_interval(few, 0.4, 0.95) == pytest.approx((0.02, 0.788), abs=1e-3)
    assert percentile_interval(many, 0.4, 0.95) == pytest.approx((0.02, 1.0))


def test_rounds_to_one_side_of_the_value_widen_to_it() -> None:
    assert percentile_interval(np.linspace(0, 0.8, 1001), 0.9, 0.95) == pytest.approx((0.02, 0.9))
    assert percentile_interval(np.linspace(0.1, 0.8, 1001), 0.05, 0.95)[0] == 0.05
