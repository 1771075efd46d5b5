"""The items that are added before the spread of a coefficient is measured."""

import numpy as np
import pytest

from reviewtui.stats.agreement.chance import added_items, both_ways, category_shares, disagreement_per_pattern
from reviewtui.stats.agreement.distances import distances
from reviewtui.stats.agreement.ratings import RatingPatterns


def test_one_item_is_added_on_which_raters_agree_and_one_by_chance() -> None:
    first, second, weights = added_items(np.array([0.75, 0.25, 0.0]))
    added = dict(zip(zip(first.tolist(), second.tolist(), strict=True), weights.tolist(), strict=True))
    assert added == {
        (0, 0): pytest.approx(1 / 2 + 9 / 16),
        (0, 1): pytest.approx(6 / 16),
        (1, 1): pytest.approx(1 / 2 + 1 / 16),
    }
    assert weights.sum() == pytest.approx(2)


def test_shares_are_of_ratings_in_one_orientation_or_both() -> None:
    ratings = RatingPatterns(np.array([[2, 0, 1], [1, 0, 0]]), np.array([2, 3]))
    assert category_shares(ratings) == pytest.approx([7 / 9, 0, 2 / 9])
    both = RatingPatterns(ratings.counts, ratings.items, np.array([1, 0, 2]))
    assert category_shares(both) == pytest.approx([7 / 18, 7 / 18, 2 / 9])


def test_features_are_the_mean_over_both_orientations() -> None:
    counts = np.array([[2, 0, 1]])
    linear = distances("linear", 3)
    one = disagreement_per_pattern(counts, linear)
    other = disagreement_per_pattern(counts[:, [1, 0, 2]], linear)
    mean = both_ways(lambda c: disagreement_per_pattern(c, linear), counts, np.array([1, 0, 2]))
    assert one == pytest.approx([2 / 3])
    assert other == pytest.approx([1 / 3])
    assert mean == pytest.approx([1 / 2])
