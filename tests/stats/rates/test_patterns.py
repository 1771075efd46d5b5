"""What is computed of counted items is what is computed of their labels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined, mean_of_scores, sign_flip_test
from reviewtui.stats.rates.items import item_totals
from reviewtui.stats.rates.patterns import (
    ItemPatterns,
    exchanged,
    item_patterns,
    mean_of_moments,
    mean_of_patterns,
    pattern_moments,
    sign_flip_of_patterns,
)

labels_of_items = st.lists(
    st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=4), min_size=1, max_size=12
)


def columns(items: list[list[float]]) -> tuple[list[float], list[int]]:
    return (
        [score for scores in items for score in scores],
        [item for item, scores in enumerate(items) for _ in scores],
    )


def counted(items: list[list[float]]) -> ItemPatterns:
    """Each pattern once, as a table of counts would hand them over."""
    totals = item_totals(*columns(items))
    patterns, counts = np.unique(np.stack([totals.labels, totals.score]), axis=1, return_counts=True)
    return item_patterns(*patterns, counts)


@settings(max_examples=40)
@given(labels_of_items)
def test_patterns_say_what_labels_say(items: list[list[float]]) -> None:
    one, other = mean_of_scores(*columns(items)), mean_of_patterns(counted(items))
    assert isinstance(one, Estimate)
    assert isinstance(other, Estimate)
    assert (other.method, other.n, other.value) == (one.method, one.n, pytest.approx(one.value))
    assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=1e-12)
    assert sign_flip_of_patterns(counted(items)) == sign_flip_test(*columns(items))


def test_drawn_tests_are_the_same_too() -> None:
    """Means in thirds to elevenths have no small common fraction with others: flips are drawn."""
    rng = np.random.default_rng(5)
    items = [
        list(rng.choice([0.0, 0.5, 1.0], size=size)) for size in (7, 9, 11, 13, 16, 17) for _ in range(3)
    ]
    result = sign_flip_of_patterns(counted(items), seed=3)
    assert result.name == "sign_flip_monte_carlo"
    expected = sign_flip_test(*columns(items), seed=3)
    assert result == expected


@settings(max_examples=40)
@given(labels_of_items, labels_of_items)
def test_items_can_be_exchanged(kept: list[list[float]], taken: list[list[float]]) -> None:
    given_back = [[1.0] for _ in taken]
    found = exchanged(
        pattern_moments(counted(kept + taken)),
        pattern_moments(counted(taken)),
        pattern_moments(counted(given_back)),
    )
    assert mean_of_moments(found) == mean_of_patterns(counted(kept + given_back))


def test_nothing_is_undefined() -> None:
    nothing = item_patterns([0.0, 2.0], [0.0, 1.0], [5, 0])
    assert nothing.items.size == 0
    assert mean_of_patterns(nothing) == Undefined("there is no label to count")
    assert sign_flip_of_patterns(nothing).p == Undefined("no item is decided")


@pytest.mark.parametrize(
    ("labels", "score", "items"),
    [([1], [1], [1, 2]), ([-1], [0], [1]), ([1], [0], [-1]), ([1], [1.5], [1]), ([1], [-0.5], [1])],
)
def test_what_is_no_table_of_items_is_refused(
    labels: list[int], score: list[float], items: list[int]
) -> None:
    with pytest.raises(ValueError, match=r"columns|negative|outside"):
        item_patterns(labels, score, items)
