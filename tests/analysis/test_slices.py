"""Slices: planned ones with joint intervals, others as questions, small ones as counts."""

from __future__ import annotations

import pytest

from reviewtui.analysis import Slice, labels_to_arrays
from reviewtui.analysis.labels.by_field import COUNTS_ALONE
from reviewtui.analysis.preference.comparison import compare
from reviewtui.analysis.slices import slices_of
from reviewtui.domain.plan import Plan, PlannedSlice
from reviewtui.stats import Estimate, Undefined, sign_test
from reviewtui.stats.multiplicity import holm
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted, many

WORDS = {"a": "a", "b": "b", "t": "tie"}


def labels_of(**slices: str) -> tuple[list[CountedLabel], dict[int, str]]:
    """One label a prompt, slice by slice, and the value of each prompt; `none` has no value."""
    labels, values = [], {}
    for value, preferences in slices.items():
        for letter in preferences:
            prompt = len(labels) + 1
            labels.append(counted(prompt, WORDS[letter], correctness=("correct", "partial")))
            if value != "none":
                values[prompt] = value
    return labels, values


def sliced(
    labels: tuple[list[CountedLabel], dict[int, str]], by: tuple[str, ...] = (), *planned: str
) -> tuple[Slice, ...]:
    rows, values = labels
    plan = Plan("new", "old", slices=tuple(map(PlannedSlice.read, planned)))
    return slices_of(labels_to_arrays(rows), {"language": values}, by, plan)


def of(value: str | None, slices: tuple[Slice, ...]) -> Slice:
    (found,) = [one for one in slices if one.value == value]
    return found


SOME = labels_of(fr="a" * 40 + "b" * 20, de="a" * 50 + "b" * 10, none="a" * 31)


def test_what_was_not_planned_is_exploratory_at_the_plain_level() -> None:
    slices = sliced(SOME, ("language",))
    assert [(one.field, one.value, one.planned, one.p_holm) for one in slices] == [
        ("language", "de", False, (None,)),
        ("language", "fr", False, (None,)),
        ("language", None, False, (None,)),
    ]
    german = of("de", slices).preference[0]
    (alone,) = compare(labels_to_arrays(many("a" * 50 + "b" * 10)))
    assert german.win_rate_a == alone.win_rate_a
    assert german.sequence == alone.sequence
    assert of(None, slices).n_labels == 31


def test_planned_slices_come_first_and_hold_together() -> None:
    slices = sliced(SOME, ("language",), "language=fr", "language=de")
    assert [(one.value, one.planned) for one in slices] == [("fr", True), ("de", True), (None, False)]
    french, german = slices[:2]
    for part in (french, german):
        for estimate in (
            part.preference[0].win_rate_a,
            part.preference[0].sequence,
            *(one.rate for one in part.correctness),
        ):
            assert isinstance(estimate, Estimate)
            assert estimate.level == pytest.approx(0.975)
    tests = sign_test(40, 20), sign_test(50, 10)
    assert (*french.p_holm, *german.p_holm) == holm([one.p for one in tests])


def test_a_field_alone_plans_all_its_values_but_not_prompts_without_one() -> None:
    slices = sliced(SOME, (), "language")
    assert [(one.value, one.planned) for one in slices] == [("de", True), ("fr", True)]
    assert [one.value for one in sliced(SOME, (), "language=de", "language")] == ["de", "fr"]


def test_a_planned_slice_without_a_label_counts_among_the_questions() -> None:
    slices = sliced(SOME, (), "language=de", "language=it", "mood=glad")
    italian = of("it", slices)
    assert (italian.n_labels, italian.preference, italian.correctness, italian.planned) == (0, (), (), True)
    assert [one.field for one in slices] == ["language", "language", "mood"]
    win_rate = of("de", slices).preference[0].win_rate_a
    assert isinstance(win_rate, Estimate)
    assert win_rate.level == pytest.approx(1 - 0.05 / 3)
    p = sign_test(50, 10).p
    assert isinstance(p, float)
    assert of("de", slices).p_holm == (pytest.approx(3 * p),)


def test_below_30_prompts_there_are_counts_alone() -> None:
    slices = sliced(labels_of(de="a" * 20 + "bt" * 4 + "b", fr="a" * 30), ("language",), "language=de")
    german = of("de", slices)
    (one,) = german.preference
    assert (one.n_prompts, one.wins_a, one.wins_b, one.ties) == (29, 20, 5, 4)
    for figure in (one.win_rate_a, one.decided_win_rate_a, one.tie_rate, one.both_bad_rate, one.sequence):
        assert figure == COUNTS_ALONE == Undefined("fewer than 30 prompts: counts alone")
    assert (one.test.p, german.p_holm) == (COUNTS_ALONE, (COUNTS_ALONE,))
    assert [(model.correct, model.rate) for model in german.correctness] == [
        (29, COUNTS_ALONE),
        (0, COUNTS_ALONE),
    ]
    assert (one.decision.state, one.decision.favours) == ("open", None)
    assert isinstance(of("fr", slices).preference[0].win_rate_a, Estimate)


def test_the_adjustment_is_for_every_two_models_by_themselves() -> None:
    labels, values = labels_of(de="a" * 40, fr="a" * 22 + "b" * 18)
    others = [counted(1000 + prompt, "a", models=("new", "third"), prompt=prompt) for prompt in range(1, 41)]
    german, french = slices_of(
        labels_to_arrays([*labels, *others]),
        {"language": values},
        (),
        Plan(slices=(PlannedSlice("language"),)),
    )
    p = sign_test(40, 0).p
    assert isinstance(p, float)
    assert german.p_holm == (pytest.approx(2 * p), pytest.approx(2 * p))
    assert len(french.p_holm) == 1
