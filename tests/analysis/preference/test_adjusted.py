"""Sides, length and looks taken out of preferences."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from reviewtui.analysis.preference import adjusted
from reviewtui.analysis.preference.adjusted import adjusted_win_rates, effects_of
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from tests.analysis.tables import Said, table_of

AGRESTI = ["Milwaukee", "Detroit", "Toronto", "New York", "Boston", "Cleveland", "Baltimore"]


def estimate(one: MaybeEstimate) -> Estimate:
    assert isinstance(one, Estimate), one
    return one


def drawn(
    n: int,
    left: float = 0.0,
    length: float = 0.0,
    markdown: float = 0.0,
    strengths: tuple[float, ...] = (0.0, 0.0),
    seed: int = 2,
) -> list[Said]:
    """Labels of models with these strengths; the stronger ones write more."""
    rng = np.random.default_rng(seed)
    names = [f"m{i}" for i in range(len(strengths))]
    said = []
    for prompt in range(n):
        a, b = sorted(rng.choice(len(strengths), 2, replace=False).tolist())
        chars = tuple(int(1000 + 150 * strengths[i] + 200 * rng.standard_normal()) for i in (a, b))
        marks = tuple(int(rng.poisson(5)) for _ in "ab")
        on_left = bool(rng.random() < 0.5)
        log_odds = (
            strengths[a]
            - strengths[b]
            + (left if on_left else -left)
            + length * np.tanh((chars[0] - chars[1]) / 300)
            + markdown * np.tanh((marks[0] - marks[1]) / 3.2)
        )
        said.append(
            Said(
                prompt,
                "a" if rng.random() < 1 / (1 + np.exp(-log_odds)) else "b",
                models=(names[a], names[b]),
                left="a" if on_left else "b",
                chars=(chars[0], chars[1]),
                marks=(marks[0], marks[1]),
            )
        )
    return said


def near(one: MaybeEstimate, truth: float) -> bool:
    found = estimate(one)
    return abs(found.value - truth) < 0.2 and found.low < truth < found.high


@pytest.mark.parametrize("strengths", [(0.0, 0.0), (1.0, 0.0), (1.0, 0.0, -0.5, 0.3)])
def test_effects_are_found_whatever_the_models_strengths(strengths: tuple[float, ...]) -> None:
    found = effects_of(table_of(drawn(3000, 0.4, 0.7, -0.3, strengths)))
    assert near(found.left, 0.4)
    assert near(found.length, 0.7)
    assert near(found.markdown, -0.3)
    assert estimate(found.left).n == 3000


def test_what_looks_like_a_liking_for_length_can_be_one_for_a_model() -> None:
    labels = table_of(drawn(4000, strengths=(1.5, 0.0)))
    found = effects_of(labels)
    assert near(found.length, 0.0)
    chosen = (labels.preference == 0) == (labels.chars[:, 0] > labels.chars[:, 1])
    assert chosen.mean() > 0.6


def test_baseball_at_home() -> None:
    """Agresti (2002, Categorical Data Analysis, table 10.11): .302, standard error .131, for playing at home;
    the team at home stands on the left. Rows are homes, columns those who visit: (home wins, home losses)."""
    table = [
        [None, (4, 3), (4, 2), (4, 3), (6, 1), (4, 2), (6, 0)],
        [(3, 3), None, (4, 2), (4, 3), (6, 0), (6, 1), (4, 3)],
        [(2, 5), (4, 3), None, (2, 4), (4, 3), (4, 2), (6, 0)],
        [(3, 3), (5, 1), (2, 5), None, (4, 3), (4, 2), (6, 1)],
        [(5, 1), (2, 5), (3, 3), (4, 2), None, (5, 2), (6, 0)],
        [(2, 5), (3, 3), (3, 4), (4, 3), (4, 2), None, (2, 4)],
        [(2, 5), (1, 5), (1, 6), (2, 4), (1, 6), (3, 4), None],
    ]
    said = []
    for home, visitor in itertools.permutations(range(7), 2):
        cell = table[home][visitor]
        assert cell is not None
        models = sorted((AGRESTI[home], AGRESTI[visitor]))
        at_home = "ab"[models.index(AGRESTI[home])]
        away = "ab"[models.index(AGRESTI[visitor])]
        for winner, games in zip((at_home, away), cell, strict=True):
            said += [Said(0, winner, models=(models[0], models[1]), left=at_home)] * games
    said = [replace(one, prompt=game) for game, one in enumerate(said)]
    found = estimate(effects_of(table_of(said)).left)
    assert found.value == pytest.approx(0.302, abs=0.0005)
    assert (found.high - found.low) / 2 / 1.97 == pytest.approx(0.131, abs=0.01)


def test_a_model_that_never_lost_does_not_hide_the_sides() -> None:
    said = drawn(1500, 0.5, strengths=(0.5, 0.0))
    said += [
        Said(p, "a", models=("king", "m0"), left="ab"[p % 2], chars=(100 + p % 7, 103))
        for p in range(2000, 2060)
    ]
    assert near(effects_of(table_of(said)).left, 0.5)


def test_what_the_labels_do_not_determine_has_its_reason() -> None:
    said = drawn(200, 0.4)
    alike = [replace(one, chars=(9, 9), marks=(1, 1)) for one in said]
    found = effects_of(table_of(alike))
    assert estimate(found.left).n == 200
    assert found.length == Undefined("the outputs of every pair are of the same length")
    assert found.markdown == Undefined("the outputs of every pair have equally much Markdown")
    always = effects_of(table_of([replace(one, chars=(12, 9)) for one in said]))
    assert isinstance(always.length, Undefined)
    assert always.length.reason.startswith("the outputs of every pair differ by as much")
    without = effects_of(table_of([replace(one, left=None) for one in said]))
    assert without.left == Undefined("no sides recorded")
    assert estimate(without.length).n == 200
    half = [replace(one, left=None) if one.prompt % 3 else one for one in said]
    assert effects_of(table_of(half)).left == Undefined("sides recorded for less than half of the labels")
    assert effects_of(table_of([Said(1, "tie")])).length == Undefined("nothing decided")
    all_won = effects_of(table_of([replace(one, preference="a") for one in said]))
    assert all(isinstance(one, Undefined) for one in (all_won.left, all_won.length, all_won.markdown))


def test_length_and_markdown_that_go_together_are_told_as_length() -> None:
    said = [replace(one, marks=one.chars) for one in drawn(500, 0.4, 0.5)]
    found = effects_of(table_of(said))
    assert estimate(found.left).n == 500
    assert estimate(found.length).n == 500
    assert isinstance(found.markdown, Undefined)


def test_the_adjusted_win_rate_is_that_of_even_sides_and_lengths() -> None:
    """`new` wins because it stands on the left three times in four and writes more."""
    rng = np.random.default_rng(5)
    said = []
    for prompt in range(4000):
        on_left, more = bool(rng.random() < 0.75), bool(rng.random() < 0.9)
        log_odds = (0.5 if on_left else -0.5) + (0.6 if more else -0.6)
        won = rng.random() < 1 / (1 + np.exp(-log_odds))
        said.append(
            Said(
                prompt,
                "a" if won else "b",
                left="a" if on_left else "b",
                chars=(300, 100) if more else (100, 300),
            )
        )
    labels = table_of(said)
    found = adjusted_win_rates(labels)["new", "old"]
    assert found.adjusted_for == ("left", "length")
    assert (labels.preference == 0).mean() > 0.6
    rate = estimate(found.win_rate_a)
    assert rate.low < 0.5 < rate.high
    assert rate.value == pytest.approx(0.5, abs=0.04)


def test_ties_count_as_halves() -> None:
    said = [
        Said(p, ("a", "b", "tie", "both_bad")[p % 4], left="ab"[p // 4 % 2], chars=(p % 5, 2))
        for p in range(400)
    ]
    rate = estimate(adjusted_win_rates(table_of(said))["new", "old"].win_rate_a)
    assert rate.value == pytest.approx(0.5, abs=0.01)


def test_what_can_not_be_adjusted_says_why() -> None:
    said = drawn(200)
    of = {
        "fixed": [replace(one, left="a") for one in said],
        "no sides": [replace(one, left=None) for one in said],
        "neither": [replace(one, left=None, chars=(5, 5)) for one in said],
        "silent": [replace(one, preference=None) for one in said],
    }
    found = {name: adjusted_win_rates(table_of(labels))["m0", "m1"] for name, labels in of.items()}
    assert isinstance(found["fixed"].win_rate_a, Undefined)
    assert found["fixed"].win_rate_a.reason.startswith("sides were not drawn")
    assert (found["no sides"].adjusted_for, estimate(found["no sides"].win_rate_a).n) == (("length",), 200)
    assert found["neither"].win_rate_a == Undefined(
        "nothing to adjust for: no sides recorded, and the outputs of every pair are of the same length"
    )
    assert found["silent"].win_rate_a == Undefined("no label has a preference")
    assert adjusted_win_rates(table_of([])) == {}


def test_of_very_many_labels_prompts_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adjusted, "MOST_LABELS", 1000)
    said = drawn(3000, 0.4)
    labels = table_of([one for each in said for one in (each, replace(each, annotator="ben"))])
    found = estimate(effects_of(labels).left)
    assert 400 < found.n < 600
    assert near(found, 0.4)
    assert effects_of(labels).left == found
