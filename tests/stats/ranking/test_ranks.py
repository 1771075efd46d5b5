"""Ranks no finer than the tests allow."""

import numpy as np
import pytest

from reviewtui.stats.distributions import two_sided_p
from reviewtui.stats.estimate import Undefined
from reviewtui.stats.multiplicity import holm
from reviewtui.stats.ranking.bradley_terry import BradleyTerry, fit_bradley_terry
from reviewtui.stats.ranking.comparisons import count_votes
from reviewtui.stats.ranking.ranks import Ranks, ranks

Votes = list[tuple[int, int, float]]


def fitted(votes: Votes, models: int, prompts: list[int] | None = None) -> BradleyTerry:
    i, j, outcome = zip(*votes, strict=True)
    fit = fit_bradley_terry(count_votes(i, j, outcome, prompts or range(len(votes)), models))
    assert isinstance(fit, BradleyTerry)
    return fit


def ranked(fit: BradleyTerry, level: float = 0.95) -> Ranks:
    places = ranks(fit, level)
    assert isinstance(places, Ranks)
    return places


def record(i: int, j: int, wins: int, losses: int) -> Votes:
    return [(i, j, 1.0)] * wins + [(i, j, 0.0)] * losses


CLEAR = record(0, 1, 21, 19) + record(0, 2, 70, 10) + record(1, 2, 70, 10)


def test_two_that_can_not_be_told_apart_share_the_first_place() -> None:
    places = ranked(fitted(CLEAR, 3))
    assert places.position.tolist() == [1, 2, 3]
    assert places.rank.tolist() == [1, 1, 3]
    assert places.low.tolist() == [1, 1, 3]
    assert places.high.tolist() == [2, 2, 3]
    assert places.tied_for_first == (0, 1)
    assert places.better.tolist() == [[False, False, True], [False, False, True], [False] * 3]


def test_all_tests_are_taken_together_by_holm() -> None:
    votes = record(0, 1, 18, 8) + record(1, 2, 19, 8) + record(2, 3, 17, 9) + record(0, 3, 20, 5)
    fit = fitted(votes, 4)
    places = ranked(fit)
    assert isinstance(fit.covariance, np.ndarray)
    own = np.diag(fit.covariance)
    a, b = np.triu_indices(4, 1)
    t = np.abs(fit.score[a] - fit.score[b]) / np.sqrt(own[a] + own[b] - 2 * fit.covariance[a, b])
    single = two_sided_p(t, len(votes) - 1)
    np.testing.assert_allclose(places.p[a, b], holm(single.tolist()))
    np.testing.assert_array_equal(places.p, places.p.T)
    # Some difference passes by itself and not with the others.
    assert ((single < 0.05) & (places.p[a, b] > 0.05)).any()
    assert places.better.sum() == (places.p[a, b] <= 0.05).sum()


def test_a_wider_level_leaves_more_ranks_open() -> None:
    votes = record(0, 1, 30, 12) + record(1, 2, 30, 12) + record(0, 2, 34, 8)
    narrow, wide = ranked(fitted(votes, 3), 0.6), ranked(fitted(votes, 3), 0.9999)
    assert (narrow.low >= wide.low).all()
    assert (narrow.high <= wide.high).all()
    assert (narrow.high - narrow.low).sum() < (wide.high - wide.low).sum()


def test_equal_scores_stand_in_the_order_of_their_numbers() -> None:
    votes = record(2, 1, 5, 5) + record(1, 0, 5, 5) + record(0, 2, 5, 5)
    places = ranked(fitted(votes, 3))
    assert places.position.tolist() == [1, 2, 3]
    assert places.tied_for_first == (0, 1, 2)
    assert places.high.tolist() == [3, 3, 3]


def test_groups_that_never_met_have_ranks_of_their_own() -> None:
    votes = record(0, 1, 60, 10) + record(2, 3, 10, 60)
    places = ranked(fitted(votes, 4))
    assert places.groups == ((0, 1), (2, 3))
    assert places.position.tolist() == [1, 2, 2, 1]
    assert places.rank.tolist() == [1, 2, 2, 1]
    assert places.high.tolist() == [1, 2, 2, 1]
    assert places.p[0, 2] == places.p[1, 3] == 1


def test_one_prompt_gives_no_ranks() -> None:
    assert isinstance(ranks(fitted(record(0, 1, 2, 1), 2, prompts=[0, 0, 0])), Undefined)


def test_prompts_that_all_say_the_same_give_no_test() -> None:
    votes = record(0, 1, 2, 1) * 12
    places = ranked(fitted(votes, 2, prompts=[k // 3 for k in range(36)]))
    assert not places.better.any()


def test_a_wrong_level_is_refused() -> None:
    with pytest.raises(ValueError, match="level"):
        ranks(fitted(CLEAR, 3), 0.0)
