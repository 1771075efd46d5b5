"""The likelihood against its own formula, and its two solvers against each other."""

import numpy as np
import pytest

from reviewtui.stats.ranking.bradley_terry import one_sample
from reviewtui.stats.ranking.comparisons import PairCounts, count_votes
from reviewtui.stats.ranking.davidson import (
    PRIOR,
    Point,
    chord,
    gradient,
    information,
    newton,
    outcome_moments,
    start,
    sufficient,
)

MODELS = 4


def counts() -> PairCounts:
    rng = np.random.default_rng(1)
    i = rng.integers(MODELS, size=120)
    j = (i + rng.integers(1, MODELS, size=120)) % MODELS
    return one_sample(count_votes(i, j, rng.integers(3, size=120) / 2, range(120), MODELS).by_pair())


def log_likelihood(votes: PairCounts, at: np.ndarray, prior: float) -> float:
    theta, log_nu, total = at[:-1], at[-1], 0.0
    columns = (votes.i, votes.j, votes.wins_i[0], votes.wins_j[0], votes.ties[0])
    for i, j, won, lost, tied in zip(*columns, strict=True):
        exponents = np.array([theta[i], theta[j], log_nu + (theta[i] + theta[j]) / 2])
        total += np.array([won, lost, tied]) @ (exponents - np.log(np.exp(exponents).sum()))
    return total + prior / 2 * float((theta - 2 * np.log1p(np.exp(theta))).sum())


@pytest.mark.parametrize("prior", [0.0, PRIOR])
def test_gradient_and_information_are_derivatives(prior: float) -> None:
    votes = counts()
    data = sufficient(votes, with_ties=True, prior=prior)
    x = np.array([0.3, -0.8, 0.1, 0.4, np.log(0.7)])

    def at(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        place = Point(point[None, :-1], np.exp(point[-1:]))
        by_theta, by_nu = gradient(data, place)
        return np.append(by_theta[0], by_nu[0]), information(data, place)[0]

    step = 1e-5 * np.eye(x.size)
    slope = [(log_likelihood(votes, x + d, prior) - log_likelihood(votes, x - d, prior)) / 2e-5 for d in step]
    np.testing.assert_allclose(at(x)[0], slope, atol=1e-6)
    # Observed and expected information are the same in an exponential family; along the direction that
    # changes nothing the matrix is filled up, so that is taken out.
    curvature = -np.array([(at(x + d)[0] - at(x - d)[0]) / 2e-5 for d in step])
    aside = np.eye(x.size)
    if not prior:
        aside[:-1, :-1] -= 1 / MODELS
    np.testing.assert_allclose(aside @ at(x)[1] @ aside, aside @ curvature @ aside, atol=1e-6)


def test_moments_of_an_outcome() -> None:
    mean, variance, tied, covariance = outcome_moments(np.array([0.5]), np.array([-1.0]), 0.7)
    weights = np.exp([0.5, -1.0, np.log(0.7) - 0.25])
    chances = weights / weights.sum()
    score, is_tie = np.array([1, 0, 0.5]), np.array([0, 0, 1])
    assert mean[0] == pytest.approx(chances @ score)
    assert variance[0] == pytest.approx(chances @ score**2 - (chances @ score) ** 2)
    assert tied[0] == pytest.approx(chances[2])
    assert covariance[0] == pytest.approx(chances @ (score * is_tie) - (chances @ score) * chances[2])


def test_moments_of_strengths_far_apart_do_not_overflow() -> None:
    mean, variance, tied, _ = outcome_moments(np.array([800.0, -800.0]), np.array([-800.0, 800.0]), 1.0)
    assert mean.tolist() == [1.0, 0.0]
    assert (variance >= 0).all()
    assert np.isfinite(tied).all()


@pytest.mark.parametrize("with_ties", [False, True])
def test_the_maximum_has_no_slope(with_ties: bool) -> None:
    data = sufficient(counts(), with_ties)
    point, arrived = newton(data, start(data))
    by_theta, by_nu = gradient(data, point)
    assert arrived.all()
    assert np.abs(by_theta).max() < 1e-10
    assert abs(by_nu[0]) < 1e-10
    assert abs(point.theta.mean()) < 1e-12
    assert (point.nu[0] > 0) == with_ties


def test_newton_arrives_from_lopsided_votes() -> None:
    """One loss among a million: a full first step would jump far past the maximum."""
    votes = PairCounts(
        2, np.array([0]), np.array([1]), np.array([[1e6]]), np.array([[1.0]]), np.array([[0.0]])
    )
    data = sufficient(votes, with_ties=False)
    point, arrived = newton(data, start(data))
    assert arrived[0]
    assert np.ptp(point.theta) == pytest.approx(np.log(1e6), abs=1e-9)


def test_the_chord_arrives_where_newton_does_or_says_that_it_did_not() -> None:
    votes = counts()
    votes = PairCounts(MODELS, votes.i, votes.j, 25 * votes.wins_i, 25 * votes.wins_j, 25 * votes.ties)
    rng = np.random.default_rng(2)
    drawn = PairCounts(
        MODELS,
        votes.i,
        votes.j,
        *(rng.poisson(np.repeat(c, 50, axis=0)) * 1.0 for c in (votes.wins_i, votes.wins_j, votes.ties)),
    )
    whole = sufficient(votes, with_ties=True)
    fit, _ = newton(whole, start(whole))
    data = sufficient(drawn, with_ties=True)
    at = Point(np.repeat(fit.theta, 50, axis=0), np.repeat(fit.nu, 50))
    exact, _ = newton(data, start(data))
    inverse = np.linalg.inv(information(whole, fit)[0])
    suited = np.arange(50) > 0
    found, arrived = chord(data, at, inverse, suited)
    assert 40 <= arrived.sum() <= 49
    assert not arrived[0]
    np.testing.assert_allclose(found.theta[arrived], exact.theta[arrived], atol=1e-7)
    np.testing.assert_allclose(found.nu[arrived], exact.nu[arrived], atol=1e-7)
    # With a matrix that is far too large every step overshoots.
    assert not chord(data, at, 5 * inverse, suited)[1].any()
