"""Which items are disputed, and whether prevalence explains a low coefficient."""

from typing import Any

import numpy as np
import pytest

from reviewtui.stats import Undefined, fleiss_kappa, krippendorff_alpha, percent_agreement, rating_patterns
from reviewtui.stats.agreement.disagreement import Disputed, explained_by_prevalence, most_disputed
from reviewtui.stats.agreement.ratings import counts_per_item, symmetrised


def disputed(codes: Any, n_categories: int) -> Disputed:
    return most_disputed(counts_per_item(codes, n_categories))


def test_the_most_disputed_come_first() -> None:
    codes = [
        [0, 0, 0, -1],  # all agree
        [0, 1, -1, -1],  # two of two apart
        [0, 1, 2, -1],  # three of three apart
        [0, -1, -1, -1],  # nobody to disagree with
        [0, 0, 1, 1],  # four of six
        [0, 0, 0, 1],  # three of six
        [1, 0, -1, -1],  # as the second
        [-1, -1, -1, -1],
    ]
    found = disputed(codes, 3)
    assert found.item.tolist() == [2, 4, 1, 6, 5, 0]
    assert found.score == pytest.approx([1, 4 / 6, 1, 1, 3 / 6, 0])
    assert found.raters.tolist() == [3, 4, 2, 2, 4, 3]


def test_of_equal_scores_the_one_with_more_raters_comes_first() -> None:
    assert disputed([[0, 1, -1], [2, 1, 0]], 3).item.tolist() == [1, 0]


def test_ties_stay_in_the_order_of_the_items() -> None:
    assert disputed([[0, 1], [1, 0], [2, 1], [0, 0]] * 3, 3).item.tolist() == [
        *(0, 1, 2, 4, 5, 6, 8, 9, 10),
        *(3, 7, 11),
    ]


@pytest.mark.parametrize("codes", [np.zeros((0, 2)), [[0, -1]], [[0], [1]]])
def test_without_two_raters_nothing_is_disputed(codes: Any) -> None:
    assert disputed(codes, 2).item.size == 0


def test_a_prevailing_category_explains_a_low_coefficient() -> None:
    """Gwet (2008): 118 of 125 agree on one category, and kappa is below 0."""
    ratings = rating_patterns([[0, 0]] * 118 + [[0, 1]] * 5 + [[1, 0]] * 2, 2)
    percent, kappa = percent_agreement(ratings), fleiss_kappa(ratings)
    found = explained_by_prevalence(ratings, percent, kappa)
    assert found is not None
    assert (found.category, found.share) == (0, pytest.approx(243 / 250))
    assert found.balanced == pytest.approx(2 * 118 / 125 - 1)
    both = symmetrised(ratings, [1, 0])
    assert explained_by_prevalence(both, percent_agreement(both), krippendorff_alpha(both)) is None


@pytest.mark.parametrize(
    "codes",
    [
        [[0, 0], [1, 1]] * 20 + [[0, 1]] * 4,  # high and high
        [[0, 0]] * 20 + [[0, 1]] * 20,  # low percent, too
        [[0, 0]] * 20 + [[0, 1], [1, 0]] * 20,
    ],
)
def test_other_coefficients_need_no_such_explanation(codes: list[list[int]]) -> None:
    ratings = rating_patterns(codes, 2)
    assert explained_by_prevalence(ratings, percent_agreement(ratings), fleiss_kappa(ratings)) is None


def test_what_is_undefined_is_not_explained() -> None:
    ratings = rating_patterns([[0, 0]] * 5, 2)
    assert isinstance(fleiss_kappa(ratings), Undefined)
    assert explained_by_prevalence(ratings, percent_agreement(ratings), fleiss_kappa(ratings)) is None
