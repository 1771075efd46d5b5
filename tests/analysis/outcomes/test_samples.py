"""Models that were asked the same thing several times."""

from __future__ import annotations

import pytest

from reviewtui.analysis.outcomes.correctness import correctness_by_model
from reviewtui.analysis.outcomes.samples import samples_by_model, verdict_samples
from reviewtui.stats import Estimate, MaybeEstimate, wilson
from tests.analysis.tables import Said, table_of

YES, NO = "correct", "incorrect"


def sampled(prompt: int, *correct: bool) -> list[Said]:
    """One label a sample of `new`, each beside the same output of `old`."""
    return [
        Said(prompt, outputs=(sample, 99), correctness=(YES if one else NO, None))
        for sample, one in enumerate(correct)
    ]


def value(estimate: MaybeEstimate) -> float:
    assert isinstance(estimate, Estimate)
    return estimate.value


def test_consistency_flips_and_pass_at_k() -> None:
    said = [
        *sampled(1, True, True, True),
        *sampled(2, True, False, False),
        *sampled(3, False, False, False, False),
    ]
    labels = table_of(said)
    found = samples_by_model(labels)
    assert list(found) == ["new"]
    new = found["new"]
    assert (new.n_prompts, new.n_repeated, new.n_samples) == (3, 3, 10)
    assert new.consistency == wilson(2, 3)
    assert new.flips == wilson(1, 3)
    # Of the second prompt's three pairs of samples two differ.
    assert value(new.redraw_change) == pytest.approx(2 / 9)
    assert [k for k, _ in new.pass_at] == [1, 2, 3]
    assert [value(one) for _, one in new.pass_at] == pytest.approx([4 / 9, (1 + 2 / 3) / 3, 2 / 3])
    by_model = {one.model: one.samples for one in correctness_by_model(labels)}
    assert by_model == {"new": new, "old": None}


def test_a_sample_that_several_judged_is_one() -> None:
    said = [
        Said(1, annotator=who, outputs=(sample, 9), correctness=(level, None))
        for sample, levels in ((1, (YES, YES, NO)), (2, (YES, NO, "partial")), (3, (YES, NO, None)))
        for who, level in zip("xyz", levels, strict=True)
    ]
    new = samples_by_model(table_of(said))["new"]
    # Half of the judgements is not more than half of them.
    assert (new.n_samples, value(new.pass_at[0][1])) == (3, pytest.approx(1 / 3))


def test_pass_at_k_is_told_only_as_far_as_every_prompt_goes() -> None:
    found = samples_by_model(table_of([*sampled(1, True, False, True), *sampled(2, False)]))["new"]
    assert (found.n_prompts, found.n_repeated, [k for k, _ in found.pass_at]) == (2, 1, [1])


def test_the_highest_common_k_is_there() -> None:
    found = samples_by_model(table_of([*sampled(1, *[True] * 7), *sampled(2, *[False] * 8)]))["new"]
    assert [k for k, _ in found.pass_at] == [1, 2, 3, 5, 7]


def test_one_output_a_prompt_is_no_sample() -> None:
    assert samples_by_model(table_of([Said(p, correctness=(YES, NO)) for p in range(5)])) == {}
    assert samples_by_model(table_of([Said(1), Said(1, outputs=(5, 6))])) == {}
    assert samples_by_model(table_of([])) == {}


def test_the_two_outputs_of_a_pair_of_one_model_are_two_samples() -> None:
    found = samples_by_model(table_of([Said(1, models=("m", "m"), correctness=(YES, NO))]))["m"]
    assert (found.n_samples, value(found.flips)) == (2, 1)


def test_verdicts_that_another_sample_changes() -> None:
    said = [
        # Three pairs of one prompt: a, a and (of two annotators who differ) neither.
        Said(1, "a", outputs=(1, 1)),
        Said(1, "a", outputs=(2, 1)),
        Said(1, "a", outputs=(3, 1)),
        Said(1, "b", "ben", outputs=(3, 1)),
        # Two of another one: a tie and both bad both favour neither.
        Said(2, "tie", outputs=(1, 1)),
        Said(2, "both_bad", outputs=(1, 2)),
        Said(3, "b"),
    ]
    (one,) = verdict_samples(table_of(said))
    assert (one.model_a, one.model_b, one.n_prompts) == ("new", "old", 2)
    assert value(one.changes) == pytest.approx((2 / 3 + 0) / 2)
    assert verdict_samples(table_of([Said(1), Said(2)])) == ()
    assert verdict_samples(table_of([])) == ()
