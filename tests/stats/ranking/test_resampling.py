"""Bootstrap rounds: right draws, right fits, and what is said of those that have none."""

import os
from typing import Any

import numpy as np
import pytest

from reviewtui.stats.estimate import Estimate, Undefined
from reviewtui.stats.ranking import resampling
from reviewtui.stats.ranking.bradley_terry import (
    NO_SPREAD,
    NOT_COMPARED,
    ONE_CLUSTER,
    BradleyTerry,
    fit_bradley_terry,
)
from reviewtui.stats.ranking.comparisons import ClusterCounts, PairCounts, count_votes
from reviewtui.stats.ranking.connectivity import Ties
from reviewtui.stats.ranking.davidson import PRIOR, newton, start, sufficient
from reviewtui.stats.ranking.resampling import (
    BootstrapRounds,
    bootstrap_rounds,
    bootstrap_score,
    drawn_counts,
    fit_samples,
)


def votes(prompts: int, each: int, models: int = 4, ties: float = 0.2, seed: int = 3) -> ClusterCounts:
    rng = np.random.default_rng(seed)
    prompt = np.repeat(np.arange(prompts), each)
    i = rng.integers(models, size=prompt.size)
    j = (i + rng.integers(1, models, size=prompt.size)) % models
    up = (1 - ties) / (1 + np.exp(0.4 * (i - j)))
    uniform = rng.random(prompt.size)
    outcome = np.where(uniform < up, 1.0, np.where(uniform < 1 - ties, 0.0, 0.5))
    return count_votes(i, j, outcome, prompt, models)


def fitted(counts: ClusterCounts, ties: Ties = "davidson") -> BradleyTerry:
    fit = fit_bradley_terry(counts, ties)
    assert isinstance(fit, BradleyTerry)
    return fit


def rounds_of(counts: ClusterCounts, fit: BradleyTerry, **settings: Any) -> BootstrapRounds:
    found = bootstrap_rounds(counts, fit, **settings)
    assert isinstance(found, BootstrapRounds)
    return found


@pytest.mark.parametrize(("prompts", "each"), [(400, 1), (150, 3), (10, 2)])
def test_draws_have_the_moments_of_resampled_prompts(prompts: int, each: int) -> None:
    """Means are the counts, covariances Σ over prompts of (count − mean)·(count − mean)ᵀ."""
    counts = votes(prompts, each, models=3)
    drawn = drawn_counts(counts, np.random.default_rng(1), 4000)
    assert (drawn.totals.sum(axis=1) == prompts * each).all()
    rows = np.zeros((counts.clusters.size, 3 * counts.i.size))
    for number, column in enumerate((counts.wins_i, counts.wins_j, counts.ties)):
        rows[counts.pattern, number * counts.i.size + counts.pair] = column
    total = counts.clusters @ rows
    products = (rows.T * counts.clusters) @ rows - np.outer(total, total) / prompts
    cells = np.concatenate([drawn.wins_i, drawn.wins_j, drawn.ties], axis=1)
    error = np.sqrt(np.diag(products) / 4000)
    assert (np.abs(cells.mean(axis=0) - total) < 4.5 * error + 1e-9).all()
    scale = np.sqrt(np.outer(np.diag(products), np.diag(products))) + 1e-9
    assert (np.abs(np.cov(cells, rowvar=False) - products) < 0.11 * scale).all()


@pytest.mark.parametrize("ties", ["half", "davidson"])
@pytest.mark.parametrize("prompts", [60, 3000])
def test_every_round_is_its_own_maximum(ties: Ties, prompts: int) -> None:
    counts = votes(prompts, 2)
    fit = fitted(counts, ties)
    drawn = drawn_counts(counts, np.random.default_rng(2), 100)
    point, found = fit_samples(drawn, ties, fit)
    data = sufficient(drawn, ties == "davidson")
    exact, arrived = newton(data, start(data))
    assert found.all()
    assert arrived.all()
    np.testing.assert_allclose(point.theta, exact.theta, atol=1e-7)
    np.testing.assert_allclose(point.nu, exact.nu, atol=1e-7)


def test_rounds_without_ties_have_no_tie_parameter() -> None:
    counts = votes(60, 1, models=3, ties=0.03)
    fit = fitted(counts)
    drawn = drawn_counts(counts, np.random.default_rng(3), 200)
    point, found = fit_samples(drawn, "davidson", fit)
    none = (drawn.ties.sum(axis=1) == 0) & found
    assert 0 < none.sum() < 200
    assert (point.nu[none] == 0).all()
    assert (point.nu[found & ~none] > 0).all()
    half, _ = fit_samples(drawn, "half", fitted(counts, "half"))
    np.testing.assert_allclose(point.theta[none], half.theta[none], atol=1e-7)


def test_the_bootstrap_agrees_with_the_sandwich_on_many_prompts() -> None:
    counts = votes(1500, 2)
    fit = fitted(counts)
    rounds = rounds_of(counts, fit, rounds=2000)
    assert rounds.not_estimable == 0
    assert isinstance(fit.covariance, np.ndarray)
    np.testing.assert_allclose(rounds.score.std(axis=0), np.sqrt(np.diag(fit.covariance)), rtol=0.06)
    interval = bootstrap_score(rounds, fit, 1)
    assert isinstance(interval, Estimate)
    assert interval.value == fit.score[1]
    low, high = np.quantile(rounds.score[:, 1], [0.025, 0.975])
    assert (interval.low, interval.high) == pytest.approx((low, high), abs=1e-12)
    assert (interval.method, interval.n) == ("cluster_bootstrap", 1500)


def test_the_seed_decides_and_the_number_of_cores_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "_TABLES", 1000)  # several blocks of rounds
    counts = votes(100, 1, seed=4)
    fit = fitted(counts)
    first = rounds_of(counts, fit, seed=5, rounds=400)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    np.testing.assert_array_equal(first.score, rounds_of(counts, fit, seed=5, rounds=400).score)
    assert not np.array_equal(first.score, rounds_of(counts, fit, seed=6, rounds=400).score)
    assert first.rounds == 400


def few_losses() -> ClusterCounts:
    """Model 0 lost twice of fifty: in about an eighth of the rounds not at all."""
    i, j = [0] * 50 + [1] * 50, [1] * 50 + [2] * 50
    return count_votes(i, j, [1.0] * 48 + [0.0] * 2 + [1.0, 0.0] * 25, range(100), 3)


def test_rounds_that_are_not_estimable_are_counted_and_left_out() -> None:
    counts = few_losses()
    fit = fitted(counts)
    assert not fit.regularised
    rounds = rounds_of(counts, fit, rounds=2000)
    # (1 − 2/100)^100 = .1326
    assert rounds.not_estimable / 2000 == pytest.approx(0.1326, abs=0.03)
    assert rounds.score.shape == (2000 - rounds.not_estimable, 3)
    assert np.abs(rounds.score).max() < 8
    interval = bootstrap_score(rounds, fit, 0)
    assert isinstance(interval, Undefined)
    assert f"{rounds.not_estimable:,} of 2,000 rounds" in interval.reason
    assert isinstance(bootstrap_score(rounds, fit, 0, level=0.8), Estimate)


def test_a_regularised_fit_has_the_prior_in_every_round() -> None:
    i, j = [0] * 30 + [1] * 30, [1] * 30 + [2] * 30
    counts = count_votes(i, j, [1.0] * 30 + [1.0, 0.0] * 15, range(60), 4)
    fit = fitted(counts)
    rounds = rounds_of(counts, fit, rounds=300)
    assert fit.regularised
    assert rounds.not_estimable == 0
    drawn = drawn_counts(counts, np.random.default_rng(8), 50)
    point, _ = fit_samples(drawn, "davidson", fit)
    data = sufficient(drawn, with_ties=True, prior=PRIOR)
    exact, _ = newton(data, start(data))
    np.testing.assert_allclose(point.theta, exact.theta, atol=1e-7)
    interval = bootstrap_score(rounds, fit, 0)
    assert isinstance(interval, Estimate)
    assert interval.method == "cluster_bootstrap_regularised"
    assert bootstrap_score(rounds, fit, 3) == NOT_COMPARED


def test_one_prompt_and_prompts_that_are_alike_have_no_bootstrap() -> None:
    one = count_votes([0, 0, 0], [1, 1, 1], [1.0, 0.0, 1.0], [7, 7, 7], 2)
    assert bootstrap_rounds(one, fitted(one)) == ONE_CLUSTER
    alike = count_votes([0, 0, 0] * 9, [1, 1, 1] * 9, [1.0, 0.0, 1.0] * 9, np.repeat(range(9), 3), 2)
    fit = fitted(alike)
    assert bootstrap_score(rounds_of(alike, fit, rounds=50), fit, 0) == NO_SPREAD


def test_a_value_beside_its_rounds_is_held() -> None:
    fit = fitted(few_losses())
    high = BootstrapRounds(np.full((100, 3), 9.0) + np.arange(100)[:, None], np.zeros(100), 100, 0)
    interval = bootstrap_score(high, fit, 0)
    assert isinstance(interval, Estimate)
    assert interval.low == interval.value


def test_wrong_settings_are_refused() -> None:
    counts = few_losses()
    fit = fitted(counts)
    with pytest.raises(ValueError, match="rounds"):
        bootstrap_rounds(counts, fit, rounds=0)
    with pytest.raises(ValueError, match="level"):
        bootstrap_score(rounds_of(counts, fit, rounds=5), fit, 0, level=1.0)
    assert isinstance(drawn_counts(counts, np.random.default_rng(1), 2), PairCounts)
