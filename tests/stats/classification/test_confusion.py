"""Precision, recall and F by hand, by Wilson, and by resampling cases one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined, mean_of_scores, wilson
from reviewtui.stats.classification.confusion import (
    NEITHER,
    NEVER_ANSWERED,
    NEVER_TRUE,
    NO_CASE,
    Cases,
    accuracy,
    baseline,
    cases,
    confusion_matrix,
    recognition,
)

# Rows: a, b, tie, both bad; the last column is an answer that is never right.
MATRIX = np.array([[40, 6, 1, 0, 3], [5, 30, 2, 0, 3], [4, 4, 2, 0, 0], [0, 0, 0, 0, 0]])


def of_matrix(matrix: np.ndarray, per_item: int = 1) -> Cases:
    rows, columns = np.nonzero(matrix)
    times = matrix[rows, columns]
    truth, answer = np.repeat(rows, times), np.repeat(columns, times)
    return cases(truth, answer, np.arange(truth.size) // per_item, *matrix.shape)


def estimate(value: object) -> Estimate:
    assert isinstance(value, Estimate)
    return value


def test_the_matrix_comes_back_and_missing_answers_are_left_out() -> None:
    found = of_matrix(MATRIX)
    np.testing.assert_array_equal(confusion_matrix(found), MATRIX)
    some = cases([0, -1, 1], [0, 1, -1], [1, 2, 3], 2, 2)
    np.testing.assert_array_equal(confusion_matrix(some), [[1, 0], [0, 0]])


def test_precision_and_recall_are_wilson_where_every_case_is_an_item() -> None:
    a, b, tie, _ = recognition(of_matrix(MATRIX)).classes
    assert (a.true, a.answered, a.right) == (50, 49, 40)
    assert a.precision == wilson(40, 49)
    assert a.recall == wilson(40, 50)
    assert b.precision == wilson(30, 40)
    assert b.recall == wilson(30, 40)
    assert tie.precision == wilson(2, 5)
    assert tie.recall == wilson(2, 10)


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_f_is_the_weighted_harmonic_mean(beta: float) -> None:
    a, b, tie, _ = recognition(of_matrix(MATRIX), beta).classes
    by_hand = [
        (1 + beta**2) * p * r / (beta**2 * p + r)
        for p, r in ((40 / 49, 40 / 50), (30 / 40, 30 / 40), (2 / 5, 2 / 10))
    ]
    assert [estimate(one.f).value for one in (a, b, tie)] == pytest.approx(by_hand)
    # A class that nobody used is none; an answer that is never right is no class.
    assert estimate(recognition(of_matrix(MATRIX), beta).macro_f).value == pytest.approx(np.mean(by_hand))


def test_an_answer_that_is_never_right_counts_against_recall_alone() -> None:
    without = MATRIX.copy()
    without[:, 4] = 0
    assert (
        recognition(of_matrix(without)).classes[0].precision
        == recognition(of_matrix(MATRIX)).classes[0].precision
    )
    assert recognition(of_matrix(without)).classes[0].recall == wilson(40, 47)
    assert estimate(accuracy(of_matrix(MATRIX))).value == pytest.approx(72 / 100)


def test_the_interval_of_f_is_that_of_resampled_items() -> None:
    found = of_matrix(MATRIX, per_item=2)
    f = estimate(recognition(found).classes[0].f)
    rng, values = np.random.default_rng(5), []
    items = np.unique(found.item)
    for _ in range(2000):
        drawn = np.concatenate([np.flatnonzero(found.item == one) for one in rng.choice(items, items.size)])
        truth, answer = found.truth[drawn] == 0, found.answer[drawn] == 0
        values.append(2 * (truth & answer).sum() / (truth.sum() + answer.sum()))
    assert (f.low, f.high) == pytest.approx(tuple(np.quantile(values, [0.025, 0.975])), abs=0.02)
    assert f.method == "bootstrap_items"


def test_cases_of_one_item_do_not_count_as_several() -> None:
    found = of_matrix(np.array([[30, 10], [10, 30]]), per_item=4)
    precise = estimate(recognition(found).classes[0].precision)
    said = found.answer == 0
    assert precise == mean_of_scores(found.truth[said] == 0, found.item[said])
    single = estimate(recognition(of_matrix(np.array([[30, 10], [10, 30]]))).classes[0].precision)
    assert precise.high - precise.low > single.high - single.low


def test_perfect_answers_leave_an_interval() -> None:
    found = of_matrix(np.diag([5, 3]))
    f = estimate(recognition(found).classes[0].f)
    assert (f.value, f.high, f.method) == (1, 1, "wilson_bounds")
    assert f.low == estimate(wilson(5, 5)).low
    assert estimate(recognition(found).macro_f).low < 0.75


def test_what_is_undefined_is_said() -> None:
    nothing = cases([], [], [], 2, 3)
    assert accuracy(nothing) == recognition(nothing).macro_f == baseline(nothing) == NO_CASE
    assert [one.f for one in recognition(nothing).classes] == [NEITHER, NEITHER]
    never_said, never_true = recognition(of_matrix(np.array([[0, 0, 4], [0, 3, 0], [0, 0, 0]]))).classes[0::2]
    assert never_said.precision == NEVER_ANSWERED
    assert never_said.recall == wilson(0, 4)
    assert estimate(never_said.f).value == 0
    assert never_true.recall == NEVER_TRUE
    assert never_true.precision == wilson(0, 4)


def test_the_baseline_is_the_most_frequent_truth() -> None:
    found = baseline(of_matrix(MATRIX))
    assert not isinstance(found, Undefined)
    assert (found.code, found.accuracy) == (0, wilson(50, 100))


def test_what_can_not_be_is_refused() -> None:
    with pytest.raises(ValueError, match="three equal columns"):
        cases([0], [0, 1], [0], 2, 2)
    with pytest.raises(ValueError, match="outside"):
        cases([2], [0], [0], 2, 2)
    with pytest.raises(ValueError, match="can't be right"):
        cases([0], [0], [0], 2, 1)
    with pytest.raises(ValueError, match="beta"):
        recognition(of_matrix(MATRIX), 0)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 5)), max_size=25))
def test_every_estimate_holds_its_value_whatever_the_cases(rows: list[tuple[int, int, int]]) -> None:
    truth, answer, item = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    found = cases(truth, answer, item, 3, 4)
    # Estimate itself refuses an interval without its value, and NaN.
    scores = recognition(found).classes
    assert sum(one.true for one in scores) == len(rows)
    assert isinstance(recognition(found).macro_f, Estimate) == bool(rows)
