"""Distances between categories, and how large a disagreement can be."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray

from reviewtui.stats.agreement.distances import distances, largest_disagreement, metric_distances

SCALES: list[Any] = ["nominal", "linear", "quadratic", "ordinal"]


def test_first_rows() -> None:
    assert distances("nominal", 4)[0].tolist() == [0, 1, 1, 1]
    assert distances("linear", 4)[0] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert distances("quadratic", 4)[0] == pytest.approx([0, 1 / 9, 4 / 9, 1])
    # Gwet (2014, ch. 3): 1, 3 and 6 of 6 pairs.
    assert distances("ordinal", 4)[0] == pytest.approx([0, 1 / 6, 3 / 6, 1])
    assert metric_distances("interval", [1, 2, 5])[0].tolist() == [0, 1, 16]
    assert metric_distances("ratio", [0, 0, 1, 3])[2] == pytest.approx([1, 1, 0, 0.25])


@pytest.mark.parametrize("scale", SCALES)
def test_one_category_is_no_distance_from_itself(scale: Any) -> None:
    assert distances(scale, 1).tolist() == [[0]]


def test_unknown_scales_and_negative_ratios_are_refused() -> None:
    unknown: Any = "cubic"
    with pytest.raises(ValueError, match="cubic"):
        distances(unknown, 3)
    with pytest.raises(ValueError, match="ratio"):
        metric_distances("ratio", [-1, 1])


@pytest.mark.parametrize("scale", SCALES)
@settings(max_examples=50)
@given(table=npst.arrays(np.int64, (4, 4), elements=st.integers(0, 9)).filter(lambda t: t.any()))
def test_no_table_disagrees_more_than_its_shares_allow(scale: Any, table: NDArray[np.int64]) -> None:
    share = (table.sum(axis=0) + table.sum(axis=1)) / (2 * table.sum())
    distance = distances(scale, 4)
    assert (table * distance).sum() / table.sum() <= largest_disagreement(share, distance) + 1e-12


def test_the_bound_is_reached() -> None:
    nominal = distances("nominal", 3)
    assert largest_disagreement(np.array([0.9, 0.1, 0]), nominal) == pytest.approx(0.2)
    assert largest_disagreement(np.array([0.4, 0.3, 0.3]), nominal) == 1
    assert largest_disagreement(np.array([0.5, 0, 0.5]), distances("quadratic", 3)) == 1
    assert largest_disagreement(np.array([0.0, 1, 0]), nominal) == 0
