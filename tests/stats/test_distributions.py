"""The fair coin against exact integers, quantiles against tables."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats.distributions import (
    fair_coin_lower_tail,
    fair_coin_pmf,
    two_sided_p,
    two_sided_t,
    two_sided_z,
)


def exact_tail(k: int, n: int) -> float:
    return float(Fraction(sum(math.comb(n, j) for j in range(k + 1)), 2**n))


@given(st.integers(0, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_tail_is_the_exact_one(count: tuple[int, int]) -> None:
    assert fair_coin_lower_tail(*count) == pytest.approx(exact_tail(*count), rel=1e-11)


@pytest.mark.parametrize("k", [0, 400, 900, 990, 1000, 1010, 1500])
def test_tail_keeps_its_precision_at_two_thousand(k: int) -> None:
    assert fair_coin_lower_tail(k, 2000) == pytest.approx(exact_tail(k, 2000), rel=1e-10)


def test_tail_at_a_million_is_the_normal_one_with_continuity_correction() -> None:
    z = (498_500 + 0.5 - 500_000) / 500
    normal = math.erfc(-z / math.sqrt(2)) / 2
    assert fair_coin_lower_tail(498_500, 1_000_000) == pytest.approx(normal, rel=1e-4)


@given(st.integers(0, 400))
def test_pmf_is_the_exact_one(n: int) -> None:
    exact = [float(Fraction(math.comb(n, k), 2**n)) for k in range(n + 1)]
    np.testing.assert_allclose(fair_coin_pmf(n), exact, rtol=1e-11)


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (6, 5)])
def test_a_count_outside_its_range_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="not a count"):
        fair_coin_lower_tail(k, n)


def test_z_is_the_tabled_one() -> None:
    assert two_sided_z(0.95) == pytest.approx(1.959963984540054, abs=1e-12)
    assert two_sided_z(0.90) == pytest.approx(1.644853626951472, abs=1e-12)


@pytest.mark.parametrize(
    ("df", "t"),
    # Abramowitz & Stegun (1964), Table 26.10, and the same to more digits.
    [(1, 12.7062047), (2, 4.3026527), (3, 3.1824463), (4, 2.7764451), (10, 2.2281389), (30, 2.0422725)],
)
def test_t_is_the_tabled_one(df: int, t: float) -> None:
    assert two_sided_t(0.95, df) == pytest.approx(t, abs=1e-7)


def test_t_of_one_and_two_degrees_in_closed_form() -> None:
    for level in (0.1, 0.9, 0.999):
        assert two_sided_t(level, 1) == pytest.approx(math.tan(math.pi * level / 2), rel=1e-9)
        assert two_sided_t(level, 2) == pytest.approx(level * math.sqrt(2 / (1 - level**2)), rel=1e-9)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.9999])
def test_t_falls_to_z_without_a_step_where_the_method_changes(level: float) -> None:
    t = [two_sided_t(level, df) for df in (198, 199, 200, 201, 202, 203)]
    steps = np.diff(t)
    assert np.all(steps < 0)
    assert steps == pytest.approx(np.full(5, steps.mean()), rel=0.05)
    assert two_sided_t(level, 10_000_000) == pytest.approx(two_sided_z(level), abs=1e-5)


def test_no_degree_of_freedom_is_refused() -> None:
    with pytest.raises(ValueError, match="degrees"):
        two_sided_t(0.95, 0)


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0, math.nan])
def test_a_level_is_a_probability(level: float) -> None:
    for quantile in (two_sided_z, lambda level: two_sided_t(level, 3)):
        with pytest.raises(ValueError, match="level"):
            quantile(level)


@pytest.mark.parametrize("df", [1, 2, 3, 10, 57, 200, 201, 500, 100_000])
@pytest.mark.parametrize("level", [0.3, 0.95, 0.999])
def test_p_values_are_the_inverse_of_quantiles(df: int, level: float) -> None:
    t = two_sided_t(level, df)
    assert two_sided_p(np.array([[t]]), df)[0, 0] == pytest.approx(1 - level, rel=1e-8)


def test_p_values_of_known_distributions() -> None:
    t = np.array([0.0, 0.5, 1.0, 12.7062047361747])
    # One degree of freedom is Cauchy's distribution; two have a closed form.
    np.testing.assert_allclose(two_sided_p(t, 1), 1 - 2 / math.pi * np.arctan(t), atol=1e-12)
    np.testing.assert_allclose(two_sided_p(t, 2), 1 - t / np.sqrt(2 + t**2), atol=1e-12)
    with pytest.raises(ValueError, match="degrees"):
        two_sided_p(t, 0)
