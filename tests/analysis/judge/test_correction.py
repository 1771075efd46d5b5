"""The win rate of a judge, corrected by people: which prompts are in which part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from reviewtui.analysis.judge.correction import Correction
from reviewtui.stats import Undefined
from reviewtui.stats.rates.prediction_powered import Corrected, prediction_powered_mean
from reviewtui.store.judged import Skipped
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import many
from tests.analysis.judge.conftest import drawn, figures, value, verdicts


def correction(people: Sequence[CountedLabel], judges: Sequence[CountedLabel], **rest: Any) -> Correction:
    (one,) = figures(people, judges, **rest).corrections
    return one


def test_the_correction_is_of_drawn_prompts_and_of_those_without_a_person() -> None:
    truth, judge = drawn(300)
    people = many(truth[:60]) + many(" " * 60 + truth[60:70], served_by="goto")
    found = correction(people, verdicts(judge))
    score = {"a": 1.0, "b": 0.0, "t": 0.5}
    human, said = ([score[one] for one in text] for text in (truth, judge))
    assert found.corrected == prediction_powered_mean(human[:60], said[:60], said[70:])
    assert (found.models, found.drawn, found.left_out) == (("new", "old"), 60, 10)
    assert value(found.judge) == pytest.approx(np.mean(said))
    assert value(found.people) == pytest.approx(np.mean(human[:60]))


def test_labels_of_one_prompt_count_as_one_prompt() -> None:
    truth, judge = drawn(200)
    people = many(truth[:60]) + many(truth[:30], "ben")
    once = correction(many(truth[:60]), verdicts(judge)).corrected
    assert correction(people, verdicts(judge)).corrected == once


def test_an_unparsed_verdict_is_worth_a_half() -> None:
    truth, judge = drawn(200)
    lost = tuple(Skipped(pair, pair, "bot", ("new", "old")) for pair in (3, 150))
    without = [row for row in verdicts(judge) if row.pair_id not in (3, 150)]
    as_tie = judge[:2] + "t" + judge[3:149] + "t" + judge[150:]
    found = correction(many(truth[:60]), without, skipped=lost)
    assert found.corrected == correction(many(truth[:60]), verdicts(as_tie)).corrected


@pytest.mark.parametrize("served_by", ["imported", "goto", "import-head", "filter:topic = math", "search"])
def test_what_was_chosen_is_no_draw(served_by: str) -> None:
    truth, judge = drawn(200)
    found = correction(many(truth[:100], served_by=served_by), verdicts(judge))
    assert isinstance(found.corrected, Undefined)
    told = "filter" if served_by.startswith("filter:") else served_by
    assert found.corrected.reason.startswith("0 prompts with a verdict of the judge")
    assert f"; other labels came up by: 100 {told}" in found.corrected.reason


def test_too_few_or_no_prompt_left_is_said() -> None:
    truth, judge = drawn(120)
    few = correction(many(truth[:49]), verdicts(judge)).corrected
    assert isinstance(few, Undefined)
    assert few.reason.startswith("49 prompts")
    everything = correction(many(truth), verdicts(judge)).corrected
    assert isinstance(everything, Undefined)
    assert "their own win rate is the answer" in everything.reason
    assert isinstance(correction(many(truth[:50]), verdicts(judge)).corrected, Corrected)


def test_two_samples_of_one_model_have_no_win_rate() -> None:
    assert figures([], verdicts("ab", models=("new", "new"))).corrections == ()
