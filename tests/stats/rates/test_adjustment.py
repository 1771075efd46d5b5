"""The adjusted rate: the fit against its definition and by hand, what can't be told, and coverage."""

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from reviewtui.stats import Estimate, Undefined
from reviewtui.stats.distributions import two_sided_t
from reviewtui.stats.rates.adjustment import (
    SEPARATED,
    LogisticFit,
    adjusted_rate,
    effect,
    fit_logistic,
    length_covariate,
)

# Wins at home and losses there of each pair of the American League's Eastern Division in 1987 (Agresti 2002,
# Categorical Data Analysis, Table 10.11): rows are home teams, columns visitors, in the order Milwaukee,
# Detroit, Toronto, New York, Boston, Cleveland, Baltimore.
AT_HOME = [
    ["", "4-3", "4-2", "4-3", "6-1", "4-2", "6-0"],
    ["3-3", "", "4-2", "4-3", "6-0", "6-1", "4-3"],
    ["2-5", "4-3", "", "2-4", "4-3", "4-2", "6-0"],
    ["3-3", "5-1", "2-5", "", "4-3", "4-2", "6-1"],
    ["5-1", "2-5", "3-3", "4-2", "", "5-2", "6-0"],
    ["2-5", "3-3", "3-4", "4-3", "4-2", "", "2-4"],
    ["2-5", "1-5", "1-6", "2-4", "1-6", "3-4", ""],
]


def fitted(result: Any) -> LogisticFit:
    assert isinstance(result, LogisticFit)
    return result


def defined(result: Any) -> Estimate:
    assert isinstance(result, Estimate)
    return result


def chance(log_odds: Any) -> Any:
    return 1 / (1 + np.exp(-np.asarray(log_odds)))


def simulated(
    n: int, beta: list[float], seed: int, labels: int = 3
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    rng = np.random.default_rng(seed)
    cluster = np.repeat(np.arange(n), labels)
    side = rng.choice([-0.5, 0.5], cluster.size)
    length = np.tanh(rng.normal(0.4, 1, n))[cluster]
    x = np.column_stack([np.ones(cluster.size), side, length])
    y = (rng.random(cluster.size) < chance(x @ beta)).astype(float)
    return x, y, cluster


def test_home_advantage_with_the_teams_strengths_taken_out() -> None:
    """Agresti (2002), section 10.6.4: .302, with the model's own standard error .131."""
    x, y, cluster = [], [], []
    for home, row in enumerate(AT_HOME):
        for away, games in enumerate(row):
            won, lost = map(int, games.split("-")) if games else (0, 0)
            strengths = np.eye(7)[home] - np.eye(7)[away]
            for outcome in [1.0] * won + [0.0] * lost:
                x.append([1.0, *strengths[:6]])
                y.append(outcome)
                cluster.append(len(cluster))
    fit = fitted(fit_logistic(x, y, cluster))
    assert fit.coefficients[0] == pytest.approx(0.302, abs=6e-4)
    # With one game a cluster, the sandwich is near the model's own error.
    assert math.sqrt(fit.covariance[0, 0]) == pytest.approx(0.131, abs=0.006)


def test_one_binary_covariate_by_hand() -> None:
    """The coefficient is the log-odds ratio of the two groups."""
    x = np.column_stack([np.ones(40), [0] * 20 + [1] * 20])
    y = [1] * 5 + [0] * 15 + [1] * 12 + [0] * 8
    fit = fitted(fit_logistic(x, y, range(40)))
    assert fit.coefficients == pytest.approx([math.log(5 / 15), math.log(12 / 8) - math.log(5 / 15)])
    # HC0 of two groups is the binomial variance of each; times G/(G − 1).
    variance = 40 / 39 * (1 / 5 + 1 / 15 + 1 / 12 + 1 / 8)
    assert fit.covariance[1, 1] == pytest.approx(variance)
    assert not fit.separated
    low, high = defined(effect(fit, 1)).low, defined(effect(fit, 1)).high
    assert high - low == pytest.approx(2 * two_sided_t(0.95, 38) * math.sqrt(variance))


def test_the_slope_is_zero_at_the_fit() -> None:
    x, y, cluster = simulated(200, [0.4, 0.6, 1.0], 1)
    fit = fitted(fit_logistic(x, y, cluster))
    assert x.T @ (y - chance(x @ fit.coefficients)) == pytest.approx(np.zeros(3), abs=1e-8)


def test_a_tie_is_half_a_win_and_half_a_loss() -> None:
    x, y, cluster = simulated(60, [0.4, 0.6, 1.0], 2)
    y[::4] = 0.5
    halves = np.concatenate([np.ceil(y), np.floor(y)])
    doubled = fitted(fit_logistic(np.concatenate([x, x]), halves, np.concatenate([cluster, cluster])))
    once = fitted(fit_logistic(x, y, cluster))
    assert once.coefficients == pytest.approx(doubled.coefficients)
    assert once.covariance == pytest.approx(doubled.covariance)


def test_labels_that_repeat_others_of_their_cluster_add_nothing() -> None:
    x, y, cluster = simulated(50, [0.0, 0.5, 1.0], 3)
    once = fitted(fit_logistic(x, y, cluster))
    thrice = fitted(fit_logistic(np.tile(x, (3, 1)), np.tile(y, 3), np.tile(cluster, 3)))
    assert thrice.covariance == pytest.approx(once.covariance)
    apart = fitted(fit_logistic(np.tile(x, (3, 1)), np.tile(y, 3), range(3 * y.size)))
    assert apart.covariance[0, 0] < 0.6 * once.covariance[0, 0]


def test_strata_are_intercepts_of_their_own() -> None:
    rng = np.random.default_rng(50)
    x, _, cluster = simulated(400, [0.0, 0.0, 0.0], 5)
    strata = rng.integers(0, 6, cluster.size)
    y = (rng.random(cluster.size) < chance(x[:, 1:] @ [0.6, 1.0] + np.linspace(-1, 2, 6)[strata])).astype(
        float
    )
    columns = fitted(fit_logistic(np.column_stack([x[:, 1:], np.eye(6)[strata]]), y, cluster))
    absorbed = fitted(fit_logistic(x[:, 1:], y, cluster, strata))
    assert absorbed.coefficients == pytest.approx(columns.coefficients[:2])
    assert absorbed.covariance == pytest.approx(columns.covariance[:2, :2])
    # A stratum that always comes out alike says nothing about what else matters.
    more = fitted(
        fit_logistic(
            np.concatenate([x[:, 1:], x[:9, 1:]]),
            np.concatenate([y, np.ones(9)]),
            np.concatenate([cluster, np.arange(1000, 1009)]),
            np.concatenate([strata, np.full(9, 77)]),
        )
    )
    assert more.coefficients == pytest.approx(absorbed.coefficients)
    assert more.clusters == absorbed.clusters


def test_what_separates_wins_from_losses_is_said() -> None:
    x = np.array([[1.0, -1.0], [1.0, -0.5], [1.0, 0.5], [1.0, 1.0]] * 3)
    y = (x[:, 1] > 0).astype(float)
    fit = fitted(fit_logistic(x, y, range(12)))
    assert fit.separated
    assert np.all(np.isfinite(fit.coefficients))
    assert fit.coefficients[1] > 1
    assert effect(fit, 1) == SEPARATED
    assert adjusted_rate(y, x[:, 1:], range(12)) == SEPARATED
    assert adjusted_rate(np.ones(12), x[:, 1:], range(12)) == SEPARATED
    assert fit_logistic(x[:, 1:], np.ones(12), range(12), np.zeros(12)) == SEPARATED


def test_what_can_not_be_told_has_a_reason() -> None:
    ones, y = np.ones((6, 1)), [1, 0, 1, 1, 0, 1]
    assert fit_logistic(np.zeros((0, 1)), [], []) == Undefined("there is no label to count")
    assert isinstance(fit_logistic(ones, y, [3] * 6), Undefined)
    twice = fit_logistic(np.column_stack([ones, 2 * ones]), y, range(6))
    assert isinstance(twice, Undefined)
    assert "tell these effects apart" in twice.reason
    assert isinstance(fit_logistic(0 * ones, y, range(6)), Undefined)
    # What is the same throughout a stratum is its intercept's.
    assert isinstance(fit_logistic(ones, y, range(6), [0, 0, 0, 1, 1, 1]), Undefined)
    wide = np.random.default_rng(0).normal(size=(6, 3))
    assert fit_logistic(wide, y, [0, 0, 0, 1, 1, 1]) == Undefined("too few prompts for so many effects")
    as_many = fit_logistic(wide[:, :2], [1, 0, 1, 0, 1, 0], [0, 0, 0, 1, 1, 1])
    assert effect(fitted(as_many), 0) == Undefined("too few prompts for so many effects")


def test_the_adjusted_rate_takes_side_and_length_out() -> None:
    x, y, cluster = simulated(4000, [0.3, 0.8, 1.2], 7)
    result = defined(adjusted_rate(y, x[:, 1:], cluster))
    assert result.low < chance(0.3) < result.high
    assert result.high - result.low < 0.05
    assert y.mean() > result.high
    assert (result.method, result.n) == ("logistic_cluster_sandwich", 4000)
    mirrored = defined(adjusted_rate(1 - y, -x[:, 1:], cluster))
    assert [mirrored.low, mirrored.high] == pytest.approx([1 - result.high, 1 - result.low])


def test_without_anything_to_adjust_it_is_the_raw_rate() -> None:
    y = [1.0] * 30 + [0.0] * 12
    result = defined(adjusted_rate(y, np.zeros((42, 2)), range(42)))
    assert result.value == pytest.approx(30 / 42)
    assert result.low < 30 / 42 < result.high


def test_coverage_of_the_adjusted_rate() -> None:
    held = 0
    for seed in range(400):
        x, y, cluster = simulated(60, [0.5, 0.5, 0.8], seed, labels=2)
        result = defined(adjusted_rate(y, x[:, 1:], cluster))
        held += result.low <= chance(0.5) <= result.high
    assert 0.925 <= held / 400 <= 0.985


def test_the_covariate_of_a_difference() -> None:
    found = length_covariate([10, -10, 1000, 0])
    sd = np.std([10, -10, 1000, 0])
    assert found == pytest.approx(np.tanh(np.array([10, -10, 1000, 0]) / sd))
    assert length_covariate([5, 5]).tolist() == [0, 0]
    assert length_covariate([]).size == 0


@pytest.mark.parametrize(
    ("x", "y", "cluster", "message"),
    [
        ([[1.0]], [1, 0], [1, 2], "rows of columns"),
        ([1.0, 2.0], [1, 0], [1, 2], "rows of columns"),
        ([[1.0], [2.0]], [1, 2], [1, 2], "outcome"),
        ([[1.0], [math.nan]], [1, 0], [1, 2], "finite"),
        ([[1.0], [2.0]], [1, 0], [1], "equal columns"),
    ],
)
def test_wrong_input_is_refused(x: Any, y: Any, cluster: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_logistic(x, y, cluster)


def test_wrong_covariates_are_refused() -> None:
    with pytest.raises(ValueError, match="rows of columns"):
        adjusted_rate([1, 0], [1, 2], [1, 2])


def test_all_ties_have_no_adjusted_rate() -> None:
    side = np.tile([0.5, -0.5], 20)[:, None]
    found = adjusted_rate(np.full(40, 0.5), side, np.arange(40))
    assert isinstance(found, Undefined)
    assert found.reason.startswith("all labels say the same")
