"""The confidence sequence: reference figures, its definition, and that it holds the rate at all times."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, Undefined, wilson
from reviewtui.stats.sequential.confidence_sequence import Verdict, confidence_sequence, log_e_value, verdict

halves = st.integers(0, 400).map(lambda k: k / 2)


def sequence(wins: float, losses: float, level: float = 0.95) -> Estimate:
    result = confidence_sequence(wins, losses, level)
    assert isinstance(result, Estimate)
    return result


def interval(low: float, high: float) -> Estimate:
    return Estimate((low + high) / 2, low, high, 0.95, "any", 10)


def test_computed_sequences(cases: dict[str, dict[str, Any]]) -> None:
    case = cases["confidence_sequences"]
    for name, data in case["data"].items():
        expected = case["expect"]["computed"][name]
        for at, bounds in zip(expected["at"], expected["beta_mixture_half_half"], strict=True):
            wins = sum(data["x"][:at])
            result = sequence(wins, at - wins)
            assert [result.low, result.high] == pytest.approx(bounds, abs=1e-9)


@pytest.mark.parametrize(
    ("wins", "losses", "log_e"),
    # By hand: B(½ + S, ½ + L)/B(½, ½) = Π (i − ½) over wins and losses, divided by (S + L)!.
    [
        (0, 0, 0.0),
        (1, 0, 0.0),
        (1, 1, math.log(1 / 8 * 4)),
        (2, 0, math.log(3 / 8 * 4)),
        (3, 0, math.log(2.5)),
    ],
)
def test_the_e_value_by_hand(wins: int, losses: int, log_e: float) -> None:
    assert log_e_value(wins, losses) == pytest.approx(log_e, abs=1e-12)


def test_the_e_value_is_a_fair_bet() -> None:
    """Under its rate the expected e-value stays 1, from label to label."""
    for rate in (0.1, 0.5, 0.8):
        for t in (1, 5, 40):
            chances = [math.comb(t, s) * rate**s * (1 - rate) ** (t - s) for s in range(t + 1)]
            e_values = [math.exp(log_e_value(s, t - s, rate)) for s in range(t + 1)]
            assert np.dot(chances, e_values) == pytest.approx(1, abs=1e-9)


@given(halves, halves, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_the_bounds_are_where_the_e_value_reaches_its_limit(wins: float, losses: float, level: float) -> None:
    if wins + losses == 0:
        return
    result = sequence(wins, losses, level)
    assert 0 <= result.low <= result.value <= result.high <= 1
    if wins:
        assert log_e_value(wins, losses, result.low) == pytest.approx(-math.log(1 - level), abs=1e-6)
    else:
        assert result.low == 0
    mirrored = sequence(losses, wins, level)
    assert [mirrored.low, mirrored.high] == pytest.approx([1 - result.high, 1 - result.low], abs=1e-12)


def test_it_is_wider_than_an_interval_that_is_looked_at_once() -> None:
    fixed = wilson(60, 100)
    assert isinstance(fixed, Estimate)
    result = sequence(60, 40)
    assert result.low < fixed.low < fixed.high < result.high
    assert (result.value, result.method, result.n, result.level) == (0.6, "beta_mixture_sequence", 100, 0.95)


def test_it_holds_the_rate_at_all_of_300_labels() -> None:
    """Exact: what leaves the interval is taken out of the distribution of wins as it grows."""
    for rate in (0.05, 0.5, 0.7):
        chance = np.ones(1)
        for t in range(1, 301):
            grown = np.append((1 - rate) * chance, 0.0)
            grown[1:] += rate * chance
            if t % 5 == 0:
                grown = np.where([log_e_value(s, t - s, rate) < math.log(20) for s in range(t + 1)], grown, 0)
            chance = grown
        assert 0.95 < chance.sum() < 1


def test_the_counts_of_a_large_project_are_no_problem() -> None:
    result = sequence(501_000, 499_000)
    assert result.low < 0.501 < result.high
    assert result.high - result.low < 0.01


def test_nothing_decided_has_a_reason() -> None:
    assert confidence_sequence(0, 0) == Undefined("no label prefers one of the two")


@pytest.mark.parametrize(("wins", "losses"), [(-1, 2), (1, -0.5), (math.nan, 1), (math.inf, 1)])
def test_wrong_counts_are_refused(wins: float, losses: float) -> None:
    with pytest.raises(ValueError, match="counts"):
        confidence_sequence(wins, losses)


def test_wrong_levels_and_rates_are_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        confidence_sequence(1, 2, 1.0)
    with pytest.raises(ValueError, match="rate"):
        log_e_value(1, 2, 1.5)
    assert log_e_value(1, 2, 0.0) == math.inf
    assert log_e_value(0, 2, 0.0) < 0


@pytest.mark.parametrize(
    ("low", "high", "margin", "state", "favours"),
    [
        (0.51, 0.9, None, "decided", "a"),
        (0.1, 0.49, 0.1, "decided", "b"),
        (0.4, 0.6, None, "open", None),
        (0.4, 0.6, 0.05, "open", None),
        (0.46, 0.54, 0.05, "no_practical_difference", None),
        (0.51, 0.54, 0.05, "no_practical_difference", "a"),
        (0.5, 0.9, None, "open", None),
        (0.46, 0.56, 0.05, "open", None),
    ],
)
def test_verdicts(low: float, high: float, margin: float | None, state: Any, favours: Any) -> None:
    assert verdict(interval(low, high), margin) == Verdict(state, favours)


def test_an_undefined_rate_is_open() -> None:
    assert verdict(Undefined("nothing"), 0.1) == Verdict("open", None)


@pytest.mark.parametrize("margin", [0.0, 0.5, -0.1, 5])
def test_a_margin_is_a_distance_from_one_half(margin: float) -> None:
    with pytest.raises(ValueError, match="margin"):
        verdict(interval(0.4, 0.6), margin)
