"""Tests of preference, against enumeration and exact integers."""

import itertools
import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Undefined, sign_flip_test, sign_test

labels = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])), min_size=1, max_size=30
)


def enumerated(rows: list[tuple[int, float]]) -> float:
    """The share of all sign flips of item means whose sum is at least as far from 0 as the observed one."""
    by_item: dict[int, list[Fraction]] = {}
    for item, score in rows:
        by_item.setdefault(item, []).append(Fraction(score) - Fraction(1, 2))
    deviations = [sum(scores, Fraction(0)) / len(scores) for scores in by_item.values()]
    observed = abs(sum(deviations))
    flips = list(itertools.product((-1, 1), repeat=len(deviations)))
    as_far = sum(
        abs(sum(sign * deviation for sign, deviation in zip(flip, deviations, strict=True))) >= observed
        for flip in flips
    )
    return as_far / len(flips)


def columns(rows: list[tuple[int, float]]) -> tuple[list[float], list[int]]:
    return [score for _, score in rows], [item for item, _ in rows]


@pytest.mark.parametrize(
    ("wins", "losses", "p"),
    [
        (9, 1, 22 / 1024),
        (1, 4, 0.375),
        (5, 5, 1.0),
        (0, 1, 1.0),
        # The discordant pairs of "McNemar's test" (Wikipedia), computed with scipy.
        (59, 121, 4.4344492637551645e-06),
    ],
)
def test_known_sign_tests(wins: int, losses: int, p: float) -> None:
    result = sign_test(wins, losses)
    assert (result.name, result.n) == ("sign_exact", wins + losses)
    assert result.p == pytest.approx(p, rel=1e-10)


def test_computed_sign_tests(cases: dict[str, dict[str, Any]]) -> None:
    for row in cases["proportion_grid"]["data"]:
        assert sign_test(row["x"], row["n"] - row["x"]).p == pytest.approx(row["sign_p"], rel=1e-9)


@given(st.integers(0, 150), st.integers(0, 150))
def test_sign_test_is_the_exact_one_and_knows_no_side(wins: int, losses: int) -> None:
    n = wins + losses
    result = sign_test(wins, losses)
    assert result == sign_test(losses, wins)
    if n:
        tail = sum(math.comb(n, k) for k in range(min(wins, losses) + 1))
        assert result.p == pytest.approx(min(1.0, float(Fraction(2 * tail, 2**n))), rel=1e-10)


def test_a_p_value_is_never_zero() -> None:
    for result in (sign_test(0, 5000), sign_flip_test([1.0] * 5000, range(5000))):
        assert isinstance(result.p, float)
        assert 0 < result.p < 1e-300


def test_ties_alone_decide_nothing() -> None:
    for result in (sign_test(0, 0), sign_flip_test([0.5, 1.0, 0.0], [1, 2, 2]), sign_flip_test([], [])):
        assert isinstance(result.p, Undefined)
        assert "no item is decided" in result.p.reason
        assert result.n == 0


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="counts"):
        sign_test(3, -1)


@given(labels)
def test_sign_flip_test_is_the_enumeration(rows: list[tuple[int, float]]) -> None:
    result = sign_flip_test(*columns(rows))
    if isinstance(result.p, Undefined):
        assert enumerated(rows) == 1
    else:
        assert result.name == "sign_flip_exact"
        assert result.p == pytest.approx(enumerated(rows), rel=1e-9)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_with_one_label_an_item_it_is_the_sign_test(wins: int, losses: int, ties: int) -> None:
    scores = [1.0] * wins + [0.0] * losses + [0.5] * ties
    flip, sign = sign_flip_test(scores, range(len(scores))), sign_test(wins, losses)
    assert flip.n == sign.n
    if isinstance(sign.p, float):
        assert flip.p == pytest.approx(sign.p, rel=1e-9)
    else:
        assert flip.p == sign.p


@given(labels)
def test_labels_that_repeat_others_of_their_item_add_nothing(rows: list[tuple[int, float]]) -> None:
    once, thrice = sign_flip_test(*columns(rows)), sign_flip_test(*columns(rows * 3))
    assert thrice.n == once.n
    if isinstance(once.p, float):
        assert thrice.p == pytest.approx(once.p, rel=1e-9)


def test_draws_agree_with_the_enumeration_where_fractions_have_no_common_one() -> None:
    rows = [
        (item, float(k < wins))
        for item, (wins, size) in enumerate([(19, 23), (20, 29), (9, 31), (30, 37), (23, 41), (30, 43)])
        for k in range(size)
    ]
    result = sign_flip_test(*columns(rows))
    assert (result.name, result.n) == ("sign_flip_monte_carlo", 6)
    assert result.p == pytest.approx(enumerated(rows), abs=0.005)
    assert result == sign_flip_test(*columns(rows))
    assert result != sign_flip_test(*columns(rows), seed=1)


def test_draws_where_the_exact_distribution_would_be_long() -> None:
    rng = np.random.default_rng(5)
    item = np.repeat(np.arange(4000), np.arange(4000) % 7 + 1)
    even = sign_flip_test(rng.integers(0, 3, item.size) / 2, item)
    assert even.name == "sign_flip_monte_carlo"
    assert isinstance(even.p, float)
    assert even.p > 0.01
    # Here no draw comes near the observed sum, which is counted itself.
    assert sign_flip_test(rng.integers(1, 3, item.size) / 2, item).p == 1 / 100_000
