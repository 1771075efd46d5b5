"""How often outputs are correct, alone and side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewtui.analysis.outcomes.correctness import correctness_by_model, correctness_differences
from reviewtui.stats import Estimate, Undefined, wilson
from reviewtui.stats.rates.paired import PairedCounts, mcnemar_mid_p, newcombe_paired
from tests.analysis.tables import Said, table_of

YES, HALF, NO = "correct", "partial", "incorrect"


def side_by_side(both: int, only_a: int, only_b: int, neither: int) -> list[Said]:
    said = [(YES, YES)] * both + [(YES, NO)] * only_a + [(HALF, YES)] * only_b + [(HALF, NO)] * neither
    return [Said(prompt, correctness=one) for prompt, one in enumerate(said)]


def test_partial_is_not_correct_and_the_interval_is_wilsons() -> None:
    new, old = correctness_by_model(table_of(side_by_side(10, 5, 4, 1)))
    assert (new.model, new.n, new.correct, new.partial, new.incorrect) == ("new", 20, 15, 5, 0)
    assert new.rate == wilson(15, 20)
    assert old.rate == wilson(14, 20)


def test_labels_of_one_prompt_are_one_item() -> None:
    said = [
        Said(p, annotator=who, correctness=(YES if p % 3 else NO, None)) for p in range(30) for who in "xyz"
    ]
    new, old = correctness_by_model(table_of(said))
    assert (new.n, new.n_prompts) == (90, 30)
    assert isinstance(new.rate, Estimate)
    alone = wilson(20, 30)
    assert isinstance(alone, Estimate)
    assert (new.rate.n, new.rate.value) == (30, pytest.approx(2 / 3))
    # Three annotators who always agree tell little more than one.
    assert new.rate.high - new.rate.low == pytest.approx(alone.high - alone.low, rel=0.05)
    assert old.rate == Undefined("never judged")


def test_the_difference_is_newcombes_and_the_test_mcnemars() -> None:
    (one,) = correctness_differences(table_of(side_by_side(43, 15, 4, 8)))
    assert (one.model_a, one.model_b, one.n_prompts, one.n) == ("new", "old", 70, 70)
    assert (one.both, one.only_a, one.only_b, one.neither) == (43, 15, 4, 8)
    assert one.difference == newcombe_paired(PairedCounts(43, 15, 4, 8))
    assert one.test == mcnemar_mid_p(15, 4)
    assert isinstance(one.difference, Estimate)
    assert one.difference.value == pytest.approx(11 / 70)
    other = one.mirrored
    assert (other.model_a, other.only_a, other.only_b) == ("old", 4, 15)
    assert isinstance(other.difference, Estimate)
    assert (other.difference.low, other.difference.high) == (-one.difference.high, -one.difference.low)


def test_with_several_labels_a_prompt_prompts_are_tested() -> None:
    said = [replace(one, annotator=who) for one in side_by_side(20, 9, 3, 8) for who in ("ana", "ben")]
    (one,) = correctness_differences(table_of(said))
    assert (one.n_prompts, one.n, one.only_a) == (40, 80, 18)
    assert one.test.name.startswith("sign_flip")
    # The same answers twice are no more evidence than once.
    assert one.test.p == pytest.approx(2 * sum([1, 12, 66, 220]) / 4096)
    assert isinstance(one.difference, Estimate)
    assert one.difference.n == 40


def test_no_difference_without_a_prompt_where_they_differ() -> None:
    (one,) = correctness_differences(table_of(side_by_side(10, 0, 0, 5)))
    assert one.test.p == Undefined("no prompt where only one of the two is correct")
    assert isinstance(one.difference, Estimate)
    assert one.difference.low < 0 < one.difference.high


def test_outputs_that_were_not_judged_side_by_side_have_no_difference() -> None:
    said = [Said(1, correctness=(YES, None)), Said(2, correctness=(None, NO))]
    (one,) = correctness_differences(table_of(said))
    assert (one.n, one.difference) == (0, Undefined("no label judges the outputs of both"))
    assert one.test.p == one.difference
    assert correctness_differences(table_of([Said(1)])) == ()


def test_two_samples_of_one_model_are_no_comparison() -> None:
    said = [Said(1, models=("m", "m"), correctness=(YES, NO))]
    assert correctness_differences(table_of(said)) == ()
    (m,) = correctness_by_model(table_of(said))
    assert (m.n, m.correct) == (2, 1)


def test_confidently_wrong_is_incorrect_without_a_warning() -> None:
    said = [
        Said(1, correctness=(NO, NO), warned=(False, True)),
        Said(2, correctness=(HALF, NO), warned=(False, None)),
        Said(3, correctness=(YES, YES), warned=(False, False)),
        Said(4, correctness=(NO, None), warned=(True, False)),
    ]
    new, old = correctness_by_model(table_of(said))
    assert (new.n_warned, new.n_confidently_wrong) == (4, 1)
    assert new.confidently_wrong == wilson(1, 4)
    assert (old.n_warned, old.confidently_wrong) == (2, wilson(0, 2))


def test_where_nobody_was_asked_whether_it_warned_there_is_no_rate_of_it() -> None:
    new, _ = correctness_by_model(table_of([Said(1, correctness=(NO, NO))]))
    assert new.confidently_wrong is None
    said = [Said(1, correctness=(NO, NO), warned=(False, None))]
    _, old = correctness_by_model(table_of(said))
    assert isinstance(old.confidently_wrong, Undefined)


def test_each_of_many_models_has_its_own_outputs() -> None:
    pairs = [("m1", "m2"), ("m1", "m3"), ("m2", "m3")]
    said = [
        Said(
            p, models=models, correctness=(YES if "1" in models[0] else NO, NO if "3" in models[1] else HALF)
        )
        for p, models in enumerate(pairs * 4)
    ]
    found = {one.model: one for one in correctness_by_model(table_of(said))}
    assert {m: (o.n, o.correct, o.partial, o.incorrect) for m, o in found.items()} == {
        "m1": (8, 8, 0, 0),
        "m2": (8, 0, 4, 4),
        "m3": (8, 0, 0, 8),
    }
    assert [(one.model_a, one.model_b, one.n) for one in correctness_differences(table_of(said))] == [
        ("m1", "m2", 4),
        ("m1", "m3", 4),
        ("m2", "m3", 4),
    ]


def test_nothing_at_all() -> None:
    nothing = table_of([])
    assert (correctness_by_model(nothing), correctness_differences(nothing)) == ((), ())
