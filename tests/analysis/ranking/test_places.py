"""Rankings are the fits of `stats`, told of models by name."""

from __future__ import annotations

import math

import pytest

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.ranking.places import RankedModel, Ranking, ranking_of, ranking_slices
from reviewtui.stats import Estimate, Undefined
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted


def labels(*rounds: tuple[str, str, str, int]) -> list[CountedLabel]:
    """(model_a, model_b, preference, how often), each on a prompt of its own."""
    rows: list[CountedLabel] = []
    for one, other, preference, times in rounds:
        rows += [counted(len(rows) + place, preference, models=(one, other)) for place in range(1, times + 1)]
    return rows


def by_name(ranking: Ranking) -> dict[str, RankedModel]:
    return {one.model: one for one in ranking.models}


def score(one: RankedModel) -> float:
    assert isinstance(one.score, Estimate)
    return one.score.value


CHAIN = labels(
    ("ada", "bob", "a", 60), ("ada", "bob", "b", 20), ("bob", "cy", "a", 60), ("bob", "cy", "b", 20)
)


def test_two_steps_of_three_to_one_are_two_logs_of_three() -> None:
    ranking = ranking_of(labels_to_arrays(CHAIN))
    models = by_name(ranking)
    assert score(models["ada"]) - score(models["bob"]) == pytest.approx(math.log(3))
    assert score(models["bob"]) - score(models["cy"]) == pytest.approx(math.log(3))
    assert sum(map(score, ranking.models)) == pytest.approx(0)
    assert [(one.model, one.rank, one.rank_low, one.rank_high) for one in ranking.models] == [
        ("ada", 1, 1, 1),
        ("bob", 2, 2, 2),
        ("cy", 3, 3, 3),
    ]
    assert ranking.tied_for_first == ("ada",)
    assert (models["bob"].wins, models["bob"].losses, models["bob"].ties) == (80, 80, 0)
    assert not ranking.regularised


def test_both_bad_is_a_tie_and_ties_enter_as_asked() -> None:
    with_ties = CHAIN + [
        one._replace(pair_id=one.pair_id + 500, prompt_id=one.prompt_id + 500, preference=word)
        for one, word in zip(CHAIN[:40], ["tie", "both_bad"] * 20, strict=True)
    ]
    davidson = ranking_of(labels_to_arrays(with_ties), "davidson")
    half = ranking_of(labels_to_arrays(with_ties), "half")
    assert davidson.nu is not None
    assert davidson.nu > 0
    assert half.nu is None
    assert by_name(half)["ada"].ties == by_name(davidson)["ada"].ties == 40
    gap = {
        name: score(by_name(one)["ada"]) - score(by_name(one)["bob"])
        for name, one in (("davidson", davidson), ("half", half))
    }
    # Half wins draw strengths together: (60 + 20) to (20 + 20).
    assert gap["half"] == pytest.approx(math.log(2))
    assert gap["davidson"] > gap["half"]


def test_a_model_that_never_lost_is_told_and_not_infinite() -> None:
    ranking = ranking_of(
        labels_to_arrays(labels(("ada", "bob", "a", 40), ("bob", "cy", "a", 20), ("bob", "cy", "b", 20)))
    )
    assert ranking.regularised
    assert by_name(ranking)["ada"].never_lost
    assert 0 < score(by_name(ranking)["ada"]) < 10


def test_models_that_were_never_compared_have_rankings_of_their_own() -> None:
    rows = labels(
        ("ada", "bob", "a", 40), ("ada", "bob", "b", 20), ("cy", "dee", "a", 40), ("cy", "dee", "b", 20)
    )
    ranking = ranking_of(labels_to_arrays(rows))
    assert ranking.groups == (("ada", "bob"), ("cy", "dee"))
    assert {one.model: one.rank for one in ranking.models} == {"ada": 1, "bob": 2, "cy": 1, "dee": 2}
    alone = ranking_of(labels_to_arrays(rows[:60]))
    assert ranking.models[:2] == alone.models
    assert not ranking.regularised


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no label has a preference"),
        (labels(("ada", "ada", "a", 3)), "no label has a preference"),
        (labels(("ada", "bob", "tie", 3)), "every comparison is a tie"),
    ],
)
def test_without_a_winner_there_is_no_ranking(rows: list[CountedLabel], reason: str) -> None:
    ranking = ranking_of(labels_to_arrays(rows))
    assert ranking.undefined is not None
    assert ranking.undefined.startswith(reason)
    assert all(isinstance(one.score, Undefined) and one.rank is None for one in ranking.models)


def test_counts_stay_where_there_is_no_ranking() -> None:
    ranking = ranking_of(labels_to_arrays(labels(("ada", "bob", "tie", 3))))
    assert [(one.model, one.wins, one.losses, one.ties) for one in ranking.models] == [
        ("ada", 0, 0, 3),
        ("bob", 0, 0, 3),
    ]


def test_the_bootstrap_stands_beside_the_sandwich() -> None:
    ranking = ranking_of(labels_to_arrays(CHAIN), bootstrap=True)
    assert ranking.resampling is not None
    for one in ranking.models:
        assert isinstance(one.bootstrap, Estimate)
        assert isinstance(one.score, Estimate)
        assert one.bootstrap.value == pytest.approx(one.score.value)
        width = one.score.high - one.score.low
        assert one.bootstrap.high - one.bootstrap.low == pytest.approx(width, rel=0.25)


def test_slices_of_few_prompts_have_counts_alone() -> None:
    values = {one.prompt_id: "de" if one.prompt_id % 8 == 0 else "en" for one in CHAIN}
    de, en = ranking_slices(labels_to_arrays(CHAIN), "language", values)
    assert (de.value, en.value) == ("de", "en")
    assert (de.ranking.n_prompts, en.ranking.n_prompts) == (20, 140)
    assert all(isinstance(one.score, Undefined) for one in de.ranking.models)
    assert all(isinstance(one.score, Estimate) for one in en.ranking.models)
    assert sum(one.wins for one in de.ranking.models) == 20
