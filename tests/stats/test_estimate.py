"""A number always comes with a sound interval."""

import math

import pytest

from reviewtui.stats import Estimate


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [
        (math.nan, 0.0, 1.0),
        (0.5, math.nan, 1.0),
        (0.5, 0.0, math.nan),
        (0.5, 0.6, 1.0),
        (0.5, 0.0, 0.4),
    ],
)
def test_refuses_nan_and_intervals_without_the_value(value: float, low: float, high: float) -> None:
    with pytest.raises(ValueError, match="interval"):
        Estimate(value, low, high, 0.95, "wilson", 10)
