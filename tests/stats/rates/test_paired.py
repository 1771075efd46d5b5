"""Differences of rates: published intervals, their symmetries, and how often they hold the truth."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined, sign_flip_test, sign_test
from reviewtui.stats.rates.paired import (
    PairedCounts,
    mcnemar_exact,
    mcnemar_mid_p,
    newcombe_independent,
    newcombe_paired,
    paired_counts,
    paired_difference,
    paired_test,
)

# Newcombe (1998), Stat. Med. 17:2635, Table III, method 10: both, a, b, neither.
NEWCOMBE_PAIRED = [
    ((36, 12, 2, 0), 0.0569, 0.3404),
    ((20, 12, 2, 16), 0.0562, 0.3292),
    ((18, 12, 2, 18), 0.0562, 0.3290),
    ((36, 14, 0, 0), 0.1528, 0.4167),
    ((35, 14, 0, 1), 0.1461, 0.4175),
    ((18, 14, 0, 18), 0.1441, 0.3963),
    ((2, 97, 1, 0), 0.8721, 0.9854),
    ((0, 29, 1, 0), 0.6666, 0.9882),
    ((2, 98, 0, 0), 0.9178, 0.9945),
    ((0, 30, 0, 0), 0.8395, 1.0),
    ((54, 0, 0, 0), -0.0664, 0.0664),
    ((53, 0, 0, 1), -0.0729, 0.0729),
    ((30, 0, 0, 24), -0.0358, 0.0358),
    ((27, 0, 0, 27), -0.0351, 0.0351),
]

tables = st.builds(PairedCounts, *[st.integers(0, 30)] * 4)


def defined(result: Any) -> Estimate:
    assert isinstance(result, Estimate)
    return result


def columns(counts: PairedCounts) -> tuple[list[float], list[float]]:
    cells = [(1.0, 1.0), (1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]
    sizes = (counts.both, counts.only_a, counts.only_b, counts.neither)
    rows = [cell for cell, size in zip(cells, sizes, strict=True) for _ in range(size)]
    return [a for a, _ in rows], [b for _, b in rows]


@pytest.mark.parametrize(("cells", "low", "high"), NEWCOMBE_PAIRED)
def test_published_paired_intervals(cells: tuple[int, int, int, int], low: float, high: float) -> None:
    counts = PairedCounts(*cells)
    result = defined(newcombe_paired(counts))
    assert (result.low, result.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert (result.method, result.n) == ("newcombe_paired", sum(cells))
    a, b = columns(counts)
    assert paired_difference(a, b, range(len(a))) == result


def test_published_independent_intervals(cases: dict[str, dict[str, Any]]) -> None:
    found = 0
    for name, case in cases.items():
        if name.startswith("newcombe1998_diff"):
            data, expect = case["data"], case["expect"]
            result = defined(newcombe_independent(data["x1"], data["n1"], data["x2"], data["n2"]))
            bounds = [result.low, result.high]
            assert bounds == pytest.approx(expect["published"]["newcombe_wilson"], abs=6e-5)
            assert bounds == pytest.approx(expect["computed"]["statsmodels_newcomb"], abs=1e-9)
            found += 1
    assert found == 6


def test_known_independent_interval() -> None:
    """Newcombe (1998), Stat. Med. 17:873, Table II: 56/70 − 48/80."""
    result = defined(newcombe_independent(56, 70, 48, 80))
    assert [result.low, result.high] == pytest.approx([0.0524, 0.3339], abs=6e-5)
    assert (result.value, result.method, result.n) == (pytest.approx(0.2), "newcombe_independent", 150)


@given(tables)
def test_the_paired_interval_mirrors_and_is_one(counts: PairedCounts) -> None:
    if counts.n == 0:
        return
    result = defined(newcombe_paired(counts))
    turned = defined(newcombe_paired(PairedCounts(counts.both, counts.only_b, counts.only_a, counts.neither)))
    negated = defined(
        newcombe_paired(PairedCounts(counts.neither, counts.only_b, counts.only_a, counts.both))
    )
    assert -1 <= result.low < result.high <= 1
    assert [turned.low, turned.high] == pytest.approx([-result.high, -result.low], abs=1e-12)
    assert [negated.low, negated.high] == pytest.approx([-result.high, -result.low], abs=1e-12)


def test_agreement_makes_the_paired_interval_narrower() -> None:
    paired = defined(newcombe_paired(PairedCounts(40, 10, 4, 30)))
    apart = defined(newcombe_independent(50, 84, 44, 84))
    assert paired.high - paired.low < 0.75 * (apart.high - apart.low)


@given(tables, st.integers(2, 4))
def test_rows_that_repeat_add_no_information(counts: PairedCounts, times: int) -> None:
    a, b = columns(counts)
    if not a:
        return
    item = list(range(len(a)))
    once, again = (
        defined(paired_difference(a, b, item)),
        defined(paired_difference(a * times, b * times, item * times)),
    )
    assert [again.value, again.low, again.high] == pytest.approx([once.value, once.low, once.high], abs=1e-9)
    assert again.n == once.n
    assert again.method == "newcombe_paired_effective_n"


def test_labels_of_one_item_count_for_less_than_labels_of_several() -> None:
    a, b = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0] * 6, [0.0, 0.0, 0.0, 1.0, 0.0, 1.0] * 6
    together = defined(paired_difference(a, b, np.repeat(np.arange(12), 3)))
    apart = defined(paired_difference(a, b, range(36)))
    assert together.high - together.low > 1.4 * (apart.high - apart.low)
    assert (together.value, together.n) == (pytest.approx(apart.value), 12)


def test_partly_right_answers_are_allowed() -> None:
    result = defined(paired_difference([1, 0.5, 0.5, 0, 1], [0.5, 0.5, 0, 0, 1], range(5)))
    assert result.value == pytest.approx(0.2)
    assert -1 <= result.low < 0.2 < result.high <= 1


def test_exact_coverage_of_the_paired_interval() -> None:
    n, cells = 20, []
    every = [t for t in itertools.product(range(n + 1), repeat=3) if sum(t) <= n]
    intervals = [defined(newcombe_paired(PairedCounts(*t, n - sum(t)))) for t in every]
    counts = np.array([(*t, n - sum(t)) for t in every])
    low, high = (np.array([getattr(x, side) for x in intervals]) for side in ("low", "high"))
    log_ways = math.lgamma(n + 1) - np.vectorize(lambda k: math.lgamma(k + 1))(counts).sum(axis=1)
    for chances in (
        [0.4, 0.1, 0.2, 0.3],
        [0.2, 0.3, 0.3, 0.2],
        [0.7, 0.15, 0.05, 0.1],
        [0.45, 0.04, 0.04, 0.47],
    ):
        inside = (low <= chances[1] - chances[2] + 1e-12) & (chances[1] - chances[2] - 1e-12 <= high)
        cells.append(np.exp(log_ways + counts @ np.log(chances))[inside].sum())
    assert np.mean(cells) > 0.945
    assert min(cells) > 0.92


def test_computed_mcnemar_tests(cases: dict[str, dict[str, Any]]) -> None:
    for name in ("mcnemar_wikipedia", "mcnemar_small"):
        (_, b), (c, _) = cases[name]["data"]["table"]
        expect = cases[name]["expect"]["computed"]
        assert mcnemar_exact(b, c).p == pytest.approx(expect["exact"]["p"], rel=1e-9)
        assert mcnemar_mid_p(b, c).p == pytest.approx(expect["mid_p"], rel=1e-9)


@given(st.integers(0, 80), st.integers(0, 80))
def test_the_mid_p_value_leaves_half_of_the_last_term_out_on_each_side(b: int, c: int) -> None:
    result = mcnemar_mid_p(b, c)
    if b + c == 0:
        assert result.p == Undefined("no discordant pair: the two never differ")
        return
    terms = [math.comb(b + c, k) for k in range(min(b, c) + 1)]
    if b == c:
        assert result.p == pytest.approx(1 - terms[-1] / 2 ** (b + c) / 2, rel=1e-9)
        return
    assert result.p == pytest.approx((2 * sum(terms) - terms[-1]) / 2 ** (b + c), rel=1e-9)
    assert result.n == b + c
    assert mcnemar_mid_p(c, b) == result
    assert result.p <= sign_test(b, c).p  # type: ignore[operator] # both are numbers with a discordant pair


def test_without_a_discordant_pair_there_is_a_reason() -> None:
    for result in (mcnemar_exact(0, 0), mcnemar_mid_p(0, 0), paired_test([1, 0, 1], [1, 0, 1], range(3))):
        assert result.p == Undefined("no discordant pair: the two never differ")
        assert result.n == 0


def test_a_p_value_is_never_zero() -> None:
    p = mcnemar_mid_p(5000, 0).p
    assert isinstance(p, float)
    assert 0 < p < 1e-300


def test_the_paired_test_takes_items_as_a_whole() -> None:
    a, b = [1, 1, 0, 1, 0, 1], [0, 1, 0, 0, 1, 0]
    assert paired_test(a, b, range(6)) == mcnemar_mid_p(3, 1)
    item = [1, 1, 1, 2, 2, 3]
    clustered = paired_test(a, b, item)
    assert clustered.name == "sign_flip_exact"
    assert clustered == sign_flip_test([1, 0.5, 0.5, 1, 0, 1], item)


def test_without_items_there_is_a_reason() -> None:
    assert newcombe_paired(PairedCounts(0, 0, 0, 0)) == Undefined("no item has both")
    assert paired_difference([], [], []) == Undefined("no item has both")
    assert newcombe_independent(0, 0, 3, 5) == Undefined("one of the two has no label to count")


def test_wrong_input_is_refused() -> None:
    with pytest.raises(ValueError, match="counts"):
        PairedCounts(1, 2, -1, 0)
    with pytest.raises(ValueError, match="counts"):
        mcnemar_mid_p(-1, 2)
    with pytest.raises(ValueError, match="proportions"):
        newcombe_independent(5, 4, 0, 3)
    with pytest.raises(ValueError, match="equal columns"):
        paired_counts([0, 1], [1])
    with pytest.raises(ValueError, match="0 and 1"):
        paired_counts([0, 0.5], [1, 1])
    with pytest.raises(ValueError, match="score"):
        paired_difference([0, 1], [1, 2], [1, 2])
    with pytest.raises(ValueError, match="level"):
        newcombe_paired(PairedCounts(1, 2, 3, 4), 95)
