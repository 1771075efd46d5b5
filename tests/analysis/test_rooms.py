"""Correctness and tendencies, from rows."""

from __future__ import annotations

import pytest

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.outcomes.correctness import correctness_by_model
from reviewtui.analysis.preference.tendencies import tendencies
from reviewtui.stats import Estimate, Undefined
from tests.analysis.conftest import counted


def test_correctness_follows_the_model_over_all_its_pairs() -> None:
    labels = [
        counted(1, "a", models=("m1", "m2"), correctness=("correct", "partial")),
        counted(2, "a", models=("m1", "m3"), correctness=("correct", None), prompt=1),
        counted(3, "b", models=("m2", "m3"), correctness=("incorrect", "correct"), prompt=2),
        counted(4, "b", models=("m1", "m2"), correctness=("incorrect", "correct"), prompt=3),
    ]
    found = {one.model: one for one in correctness_by_model(labels_to_arrays(labels))}
    assert {
        model: (one.n, one.correct, one.partial, one.incorrect, one.n_prompts) for model, one in found.items()
    } == {"m1": (3, 2, 0, 1, 2), "m2": (3, 1, 1, 1, 3), "m3": (1, 1, 0, 0, 1)}
    rate = found["m1"].rate
    assert isinstance(rate, Estimate)
    assert (rate.value, rate.n) == (pytest.approx(2 / 3), 2)


def test_a_model_that_nobody_judged_has_no_rate() -> None:
    (new, old) = correctness_by_model(labels_to_arrays([counted(1, "a", correctness=("correct", None))]))
    assert isinstance(new.rate, Estimate)
    assert (old.n, old.rate) == (0, Undefined("never judged"))


def test_left_is_chosen_where_the_preferred_output_was_there() -> None:
    labels = [
        counted(1, "a", left="a"),
        counted(2, "b", left="b"),
        counted(3, "b", left="a"),
        counted(4, "tie", left="a"),
        counted(5, "a", left=None),
        counted(1, "b", "ben", left=None),
        counted(1, "tie", "chi"),
    ]
    ana, ben, chi = tendencies(labels_to_arrays(labels))
    assert (ana.annotator.name, ana.n_labels, ana.n_decided) == ("ana", 5, 3)
    assert isinstance(ana.chose_left, Estimate)
    assert ana.chose_left.value == pytest.approx(2 / 3)
    assert ben.chose_left == Undefined("no sides recorded")
    assert chi.chose_left == Undefined("nothing decided")


def test_a_person_and_a_judge_of_one_name_are_two_annotators() -> None:
    labels = [counted(1, "a", "x"), counted(1, "b", "x", kind="judge")]
    assert [(one.annotator, one.n_labels) for one in tendencies(labels_to_arrays(labels))] == [
        (("x", "judge"), 1),
        (("x", "person"), 1),
    ]
