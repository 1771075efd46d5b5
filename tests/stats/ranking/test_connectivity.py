"""Whether votes determine strengths, against the likelihood itself."""

import numpy as np
import pytest

from reviewtui.stats.ranking.bradley_terry import one_sample
from reviewtui.stats.ranking.comparisons import PairCounts, count_votes
from reviewtui.stats.ranking.connectivity import Connection, Ties, connection, estimable
from reviewtui.stats.ranking.davidson import newton, start, sufficient

Votes = list[tuple[int, int, float]]


def by_pair(votes: Votes, models: int) -> PairCounts:
    i, j, outcome = zip(*votes, strict=True)
    return count_votes(i, j, outcome, range(len(votes)), models).by_pair()


def examined(votes: Votes, models: int, ties: Ties = "half") -> Connection:
    return connection(by_pair(votes, models), ties)


def test_a_cycle_of_wins_is_one_component() -> None:
    found = examined([(0, 1, 1), (1, 2, 1), (2, 0, 1)], 3)
    assert found.estimable
    assert found.components == ((0, 1, 2),)
    assert (found.unbeaten, found.winless) == ((), ())


def test_an_unbeaten_model_stands_first() -> None:
    found = examined([(1, 2, 1), (2, 1, 1), (0, 1, 1), (0, 2, 1), (1, 3, 1)], 4)
    assert not found.estimable
    assert found.groups == ((0, 1, 2, 3),)
    assert found.components == ((0,), (1, 2), (3,))
    assert (found.unbeaten, found.winless) == ((0,), (3,))


def test_groups_that_never_met() -> None:
    found = examined([(0, 2, 1), (2, 0, 1), (1, 3, 1), (3, 1, 0)], 5)
    assert not found.estimable
    assert found.groups == ((0, 2), (1, 3), (4,))
    # The model without any comparison is neither unbeaten nor winless.
    assert (found.unbeaten, found.winless) == ((1,), (3,))


def test_a_tie_connects_both_ways_for_half_wins() -> None:
    votes: Votes = [(0, 1, 1), (0, 1, 0.5)]
    assert examined(votes, 2, "half").estimable
    # A win and a tie are fitted perfectly by a strength and a tie parameter without bound.
    assert not examined(votes, 2, "davidson").estimable


def test_more_wins_than_ties_round_a_cycle_bound_the_tie_parameter() -> None:
    assert examined([(0, 1, 1), (1, 2, 1), (2, 0, 0.5)], 3, "davidson").estimable
    assert not examined([(0, 1, 1), (1, 2, 0.5), (2, 0, 0.5)], 3, "davidson").estimable


@pytest.mark.parametrize("ties", ["half", "davidson"])
def test_the_rule_says_whether_newton_arrives(ties: Ties) -> None:
    """Random small samples: the solver finds a maximum near by exactly where the rule says there is one.

    Where groups never met there is a maximum, but not one alone.
    """
    rng = np.random.default_rng(7)
    seen = set()
    for _ in range(40):
        models = int(rng.integers(2, 5))
        votes = int(rng.integers(2, 9))
        i = rng.integers(models, size=votes)
        j = (i + rng.integers(1, models, size=votes)) % models
        outcome = rng.choice([0.0, 0.5, 1.0], size=votes, p=[0.35, 0.3, 0.35])
        if (outcome == 0.5).all():
            continue
        counts = count_votes(i, j, outcome, range(votes), models).by_pair()
        data = sufficient(one_sample(counts), ties == "davidson")
        try:
            point, arrived = newton(data, start(data))
            finite = bool(arrived[0] and np.abs(point.theta).max() < 12)
        except np.linalg.LinAlgError:
            finite = False
        found = connection(counts, ties)
        assert found.estimable == (finite and len(found.groups) == 1), (i, j, outcome)
        seen.add(finite)
    assert seen == {True, False}


def test_many_samples_at_once_are_as_one_by_one() -> None:
    rng = np.random.default_rng(8)
    won = rng.random((200, 6, 6)) < 0.25
    won[:, range(6), range(6)] = False
    tied = rng.random((200, 6, 6)) < 0.05
    edges = won | tied | np.swapaxes(tied, 1, 2)
    edges[:, range(6), range(6)] = False
    for ties in ("half", "davidson"):
        together = estimable(won, edges, ties)
        apart = [estimable(won[k : k + 1], edges[k : k + 1], ties)[0] for k in range(200)]
        np.testing.assert_array_equal(together, apart)
        assert set(together.tolist()) == {True, False}


def test_several_samples_are_refused() -> None:
    counts = by_pair([(0, 1, 1)], 2)
    with pytest.raises(ValueError, match="one sample"):
        connection(PairCounts(2, counts.i, counts.j, *(np.ones((2, 1)) for _ in range(3))), "half")
