"""Fits against published and independently computed answers, and what is said where votes do not suffice."""

from typing import Any

import numpy as np
import pytest

from reviewtui.stats.distributions import two_sided_t
from reviewtui.stats.estimate import Estimate, Undefined
from reviewtui.stats.ranking.bradley_terry import (
    ALL_TIES,
    APART,
    NO_SPREAD,
    NO_VOTE,
    NOT_COMPARED,
    ONE_CLUSTER,
    ONE_MODEL,
    BradleyTerry,
    difference,
    fit_bradley_terry,
    score_estimate,
    uncorrected_covariance,
)
from reviewtui.stats.ranking.comparisons import ClusterCounts, count_rows, count_votes, single_votes
from reviewtui.stats.ranking.connectivity import Ties

Cases = dict[str, dict[str, Any]]


def fitted(counts: ClusterCounts, ties: Ties = "davidson") -> BradleyTerry:
    fit = fit_bradley_terry(counts, ties)
    assert isinstance(fit, BradleyTerry)
    return fit


def voted(
    votes: list[tuple[int, int, float]], models: int, prompts: list[int] | None = None
) -> ClusterCounts:
    i, j, outcome = zip(*votes, strict=True)
    return count_votes(i, j, outcome, prompts or range(len(votes)), models)


def estimate(found: Any) -> Estimate:
    assert isinstance(found, Estimate)
    return found


def to_first(covariance: np.ndarray | Undefined) -> np.ndarray:
    """Standard errors of the differences to the first model."""
    assert isinstance(covariance, np.ndarray)
    own = np.diag(covariance)
    return np.sqrt(own + own[0] - 2 * covariance[0])[1:]


def citations() -> ClusterCounts:
    """Stigler (1994): Biometrika, Comm. Statist., JASA, JRSS-B; [i][j]: i was cited by j."""
    wins = np.array([[0, 730, 498, 221], [33, 0, 68, 17], [320, 813, 0, 142], [284, 276, 325, 0]])
    i, j = np.triu_indices(4, 1)
    return count_rows(range(6), i, j, wins[i, j], wins[j, i], 0 * i, 4)


def pudding() -> ClusterCounts:
    """Davidson (1970), Example 2: six brands of chocolate pudding; wins of the first, of the second, ties."""
    i, j = np.triu_indices(6, 1)
    order = np.argsort([a + 10 * b for a, b in zip(i, j, strict=True)])
    rows = [
        (19, 22, 16), (16, 19, 12), (19, 19, 10), (18, 23, 13), (23, 19, 9), (19, 20, 15), (13, 19, 18),
        (16, 20, 12), (16, 15, 17), (17, 14, 16), (18, 21, 12), (22, 20, 12), (13, 18, 10), (14, 19, 18),
        (11, 21, 12),
    ]  # fmt: skip
    return count_rows(range(15), i[order], j[order], *zip(*rows, strict=True), 6)


def test_citations_as_turner_and_firth_publish_them() -> None:
    """Turner & Firth (2012, J. Stat. Softw. 48(9)), section 2."""
    fit = fitted(citations())
    np.testing.assert_allclose(fit.score - fit.score[0], [0, -2.9491, -0.4796, 0.2690], atol=6e-5)
    np.testing.assert_allclose(to_first(fit.fisher), [0.1025, 0.0606, 0.0708], atol=6e-5)
    assert fit.nu == 0
    assert isinstance(fit.log_nu_se, Undefined)
    np.testing.assert_array_equal(fit.score, fitted(citations(), "half").score)


def test_pudding_as_davidson_publishes_it() -> None:
    fit = fitted(pudding())
    worth = np.exp(fit.score) / np.exp(fit.score).sum()
    np.testing.assert_allclose(worth, [0.1388, 0.1730, 0.1617, 0.1654, 0.1587, 0.2024], atol=6e-5)
    assert fit.nu == pytest.approx(0.7468, abs=6e-5)
    half = fitted(pudding(), "half")
    worth = np.exp(half.score) / np.exp(half.score).sum()
    np.testing.assert_allclose(worth, [0.14607, 0.17147, 0.16328, 0.16594, 0.16102, 0.19221], atol=6e-6)


def test_reference_cases_computed_elsewhere(cases: Cases) -> None:
    expect = cases["bt_citations"]["expect"]["computed"]["statsmodels_GLM"]
    fit = fitted(citations())
    np.testing.assert_allclose(fit.score - fit.score[0], expect["coef"], atol=1e-6)
    np.testing.assert_allclose(to_first(fit.fisher), expect["se"][1:], atol=1e-6)
    expect = cases["davidson_pudding"]["expect"]["computed"]["davidson_MLE"]
    fit = fitted(pudding())
    np.testing.assert_allclose(fit.score - fit.score[0], expect["log_worth_vs_1"], atol=1e-6)
    np.testing.assert_allclose(to_first(fit.fisher), expect["se_log_worth"][1:], atol=1e-6)
    assert fit.nu == pytest.approx(expect["nu"], abs=1e-6)
    assert fit.log_nu_se == pytest.approx(expect["se_log_nu"], abs=1e-6)


@pytest.mark.parametrize("case", ["bt_random_seed11", "bt_random_seed13"])
def test_reference_cases_with_clusters(cases: Cases, case: str) -> None:
    data, expect = cases[case]["data"], cases[case]["expect"]["computed"]
    i, j, outcome, item = np.array(data["votes"]).T
    counts = count_votes(i, j, outcome, item, data["K"])
    half, glm = fitted(counts, "half"), expect["glm_vs_item0"]
    np.testing.assert_allclose(half.score, expect["half_win_theta_centred"]["evalica"], atol=1e-6)
    np.testing.assert_allclose(to_first(half.fisher), glm["se_fisher"], atol=1e-6)
    np.testing.assert_allclose(
        to_first(uncorrected_covariance(counts, half)), glm["se_cluster_item_no_correction"], atol=1e-6
    )
    single = single_votes(counts.by_pair())
    alone = uncorrected_covariance(single, fitted(single, "half"))
    np.testing.assert_allclose(to_first(alone), glm["se_HC0"], atol=1e-6)
    davidson = fitted(counts)
    np.testing.assert_allclose(davidson.score, expect["davidson_scipy_MLE"]["theta_centred"], atol=1e-6)
    assert davidson.nu == pytest.approx(expect["davidson_scipy_MLE"]["nu"], abs=1e-6)


def random_counts(ties: float, seed: int = 5, prompts: int = 40) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    prompt = np.repeat(np.arange(prompts), 3)
    i = rng.integers(4, size=prompt.size)
    j = (i + rng.integers(1, 4, size=prompt.size)) % 4
    outcome = rng.choice([0.0, 0.5, 1.0], size=prompt.size, p=[(1 - ties) / 2, ties, (1 - ties) / 2])
    return i, j, outcome, prompt


@pytest.mark.parametrize("ties", ["half", "davidson"])
def test_the_corrected_covariance_is_nearly_the_jackknife(ties: Ties) -> None:
    """Leaving each prompt out in turn and fitting again, which the correction does in one step."""
    i, j, outcome, prompt = random_counts(0.3, prompts=60)
    counts = count_votes(i, j, outcome, prompt, 4)
    fit = fitted(counts, ties)
    left_out = []
    for one in range(60):
        rest = prompt != one
        left_out.append(fitted(count_votes(i[rest], j[rest], outcome[rest], prompt[rest], 4), ties).score)
    spread = np.array(left_out) - fit.score
    jackknife = 59 / 60 * spread.T @ spread
    np.testing.assert_allclose(fit.covariance, jackknife, atol=0.02 * np.diag(jackknife).max())
    assert np.abs(np.diag(uncorrected_covariance(counts, fit)) / np.diag(jackknife) - 1).min() > 0.03


def test_votes_repeated_on_a_prompt_add_no_certainty() -> None:
    i, j, outcome, prompt = random_counts(0.2)
    counts = count_votes(i, j, outcome, prompt, 4)
    counts_5 = count_votes(*(np.tile(c, 5) for c in (i, j, outcome, prompt)), 4)
    once, fivefold = fitted(counts), fitted(counts_5)
    np.testing.assert_allclose(fivefold.score, once.score, atol=1e-8)
    plain, plain_5 = uncorrected_covariance(counts, once), uncorrected_covariance(counts_5, fivefold)
    np.testing.assert_allclose(plain_5, plain, atol=1e-8)
    np.testing.assert_allclose(fivefold.covariance, once.covariance, atol=1e-6)
    np.testing.assert_allclose(fivefold.fisher, once.fisher / 5, atol=1e-8)


def test_the_numbers_of_the_models_do_not_matter() -> None:
    i, j, outcome, prompt = random_counts(0.2)
    new = np.array([2, 0, 3, 1])
    one, other = (fitted(count_votes(a, b, outcome, prompt, 4)) for a, b in ((i, j), (new[i], new[j])))
    np.testing.assert_allclose(other.score[new], one.score, atol=1e-9)
    np.testing.assert_allclose(other.covariance[np.ix_(new, new)], one.covariance, atol=1e-9)


def test_intervals_come_from_the_covariance() -> None:
    fit = fitted(count_votes(*random_counts(0.2), 4))
    score = estimate(score_estimate(fit, 2, 0.9))
    half = two_sided_t(0.9, 39) * np.sqrt(fit.covariance[2, 2])
    assert (score.low, score.high) == pytest.approx((fit.score[2] - half, fit.score[2] + half))
    assert (score.method, score.n, score.level) == ("sandwich_clustered", 40, 0.9)
    apart, back = estimate(difference(fit, 2, 0)), estimate(difference(fit, 0, 2))
    assert apart.value == pytest.approx(fit.score[2] - fit.score[0])
    assert (back.low, back.high) == pytest.approx((-apart.high, -apart.low))


def test_nothing_to_rank_is_said() -> None:
    assert fit_bradley_terry(count_votes([], [], [], [], 3)) == NO_VOTE
    assert fit_bradley_terry(count_votes([], [], [], [], 0)) == NO_VOTE
    assert fit_bradley_terry(count_votes([], [], [], [], 1)) == ONE_MODEL
    for ties in ("half", "davidson"):
        assert fit_bradley_terry(voted([(0, 1, 0.5), (1, 2, 0.5)], 3), ties) == ALL_TIES


def test_two_models_are_the_log_odds() -> None:
    counts = voted([(0, 1, 1)] * 30 + [(0, 1, 0)] * 10, 2)
    fit = fitted(counts)
    apart = estimate(difference(fit, 0, 1))
    assert apart.value == pytest.approx(np.log(3))
    assert not fit.regularised
    # The plain sandwich is Woolf's variance 1/30 + 1/10.
    assert to_first(uncorrected_covariance(counts, fit))[0] ** 2 == pytest.approx(1 / 30 + 1 / 10)


def test_a_model_that_never_lost_is_regularised_and_uncertain() -> None:
    votes = [(0, 1, 1.0)] * 20 + [(1, 2, 1.0), (2, 1, 1.0)] * 5
    fit = fitted(voted(votes, 3))
    assert fit.regularised
    assert fit.connection.unbeaten == (0,)
    assert fit.connection.components == ((0,), (1, 2))
    apart = estimate(difference(fit, 0, 1))
    assert apart.method == "sandwich_clustered_regularised"
    # Half a loss among twenty: log-odds near log(20.5/.5), and as uncertain as half a loss is.
    assert 2 < apart.value < 4
    assert 2 < apart.high - apart.low < 8
    assert estimate(score_estimate(fit, 0)).low < estimate(score_estimate(fit, 0)).value


def test_the_prior_is_weak_and_favours_nobody() -> None:
    fit = fitted(voted([(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0)] * 4, 3))
    assert fit.score[0] > fit.score[1] > fit.score[2]
    assert fit.score[0] == pytest.approx(-fit.score[2])
    assert fit.score[1] == pytest.approx(0, abs=1e-9)


def test_groups_that_never_met_are_not_compared() -> None:
    votes = [(0, 1, 1.0), (0, 1, 0.0), (0, 1, 1.0), (2, 3, 1.0), (2, 3, 0.0), (2, 3, 1.0)] * 5
    fit = fitted(voted(votes, 5))
    assert fit.regularised
    assert fit.connection.groups == ((0, 1), (2, 3), (4,))
    assert estimate(difference(fit, 0, 1)).value == pytest.approx(np.log(2), abs=0.1)
    assert difference(fit, 0, 2) == APART
    assert score_estimate(fit, 4) == NOT_COMPARED


def test_a_win_and_ties_alone_need_the_prior_for_davidson() -> None:
    votes = [(0, 1, 1.0)] * 3 + [(0, 1, 0.5)] * 2
    assert fitted(voted(votes, 2)).regularised
    assert not fitted(voted(votes, 2), "half").regularised


def test_one_prompt_has_no_interval() -> None:
    fit = fitted(voted([(0, 1, 1.0), (0, 1, 0.0), (0, 1, 1.0)], 2, prompts=[1, 1, 1]))
    assert fit.score[0] - fit.score[1] == pytest.approx(np.log(2))
    assert score_estimate(fit, 0) == ONE_CLUSTER
    assert fit.covariance == ONE_CLUSTER


def test_prompts_that_all_say_the_same_have_no_spread() -> None:
    votes = [(0, 1, 1.0), (0, 1, 1.0), (0, 1, 0.0)] * 12
    fit = fitted(voted(votes, 2, prompts=[k // 3 for k in range(36)]))
    assert difference(fit, 0, 1) == NO_SPREAD


def test_a_model_seen_on_one_prompt_is_not_certain() -> None:
    """The fit follows that prompt entirely, so that the plain sandwich sees no spread there."""
    rng = np.random.default_rng(9)
    votes = [(0, 1, float(win)) for win in rng.integers(2, size=60)]
    votes += [(2, 1, 1.0), (2, 1, 0.0), (2, 1, 0.0)]
    fit = fitted(voted(votes, 3, prompts=[*range(60), 60, 60, 60]))
    assert not fit.regularised
    # Three votes that may be one repeated: 3/(3·⅓·⅔), and a little for the others.
    apart = estimate(difference(fit, 2, 1))
    assert (apart.high - apart.low) / 2 / two_sided_t(0.95, 60) == pytest.approx(np.sqrt(4.5), rel=0.02)


def test_a_wrong_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        score_estimate(fitted(citations()), 0, 1.0)
