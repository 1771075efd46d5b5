"""Which interval is read, when it decides, and what is said while it does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewtui.analysis import Comparison, labels_to_arrays
from reviewtui.analysis.preference.comparison import FORECASTS, compare
from reviewtui.analysis.preference.headlines import preference_headline
from reviewtui.analysis.summary import summary_of
from reviewtui.domain.plan import Plan
from reviewtui.stats import Estimate, Undefined
from reviewtui.stats.sequential.confidence_sequence import confidence_sequence
from reviewtui.stats.sequential.planning import LabelsToGo, labels_to_decide
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted, many


def only(labels: list[CountedLabel], plan: Plan | None = None) -> Comparison:
    (comparison,) = compare(labels_to_arrays(labels), plan)
    return comparison


PLAN = Plan(candidate="new", baseline="old", pairs=40, margin=0.05)


def test_without_a_plan_it_is_the_sequence_of_decided_labels() -> None:
    one = only(many("a" * 30 + "b" * 10 + "tx"))
    assert one.sequence == confidence_sequence(30, 10)
    assert one.sequence_with_ties == confidence_sequence(31, 11)
    decision = one.decision
    assert (decision.by, decision.interval, decision.state) == ("anytime", one.sequence, "decided")
    assert (decision.favours, decision.margin, decision.planned_pairs) == ("new", None, None)
    assert (decision.reached, decision.labels_to_go, decision.exploratory) == (42, None, False)


def test_what_wilson_would_decide_can_be_open_at_any_time() -> None:
    """27 of 40: Wilson's interval is above one half and p = .038, but one may have looked 40 times."""
    one = only(many("a" * 27 + "b" * 13))
    assert one.clear
    assert one.decision.state == "open"
    assert one.decision.favours is None
    assert one.decision.labels_to_go == labels_to_decide(27, 13)


def test_the_plans_number_makes_it_the_interval_of_a_fixed_number() -> None:
    reached = only(many("a" * 28 + "b" * 12), PLAN)
    assert (reached.decision.by, reached.decision.interval) == ("fixed_n", reached.win_rate_a)
    assert (reached.decision.state, reached.decision.favours) == ("decided", "new")
    before = only(many("a" * 27 + "b" * 12), PLAN)
    assert (before.decision.by, before.decision.interval) == ("anytime", before.sequence)
    assert (before.decision.planned_pairs, before.decision.reached) == (40, 39)


def test_at_a_fixed_number_the_test_has_to_agree() -> None:
    """41 of 66: Wilson's interval is above one half, the exact test has p = .064."""
    one = only(many("a" * 41 + "b" * 25), replace(PLAN, pairs=66))
    assert one.interval_excludes_half
    assert (one.decision.by, one.decision.state, one.decision.favours) == ("fixed_n", "open", None)
    assert one.decision.labels_to_go is None


def test_a_plan_about_other_models_makes_it_exploratory() -> None:
    one = only(many("a" * 40), Plan(candidate="new", baseline="other", pairs=10, margin=0.05))
    assert (one.decision.by, one.decision.exploratory, one.decision.margin) == ("anytime", True, None)
    of_any = only(many("a" * 40), Plan(margin=0.05))
    assert (of_any.decision.exploratory, of_any.decision.margin) == (False, 0.05)


def test_no_practical_difference_is_within_the_margin() -> None:
    plan = Plan(candidate="new", baseline="old", pairs=4000, margin=0.04)
    labels = many("ab" * 2000)
    assert only(labels, plan).decision.state == "no_practical_difference"
    assert only(labels, replace(plan, margin=0.01)).decision.state == "open"
    assert only(labels, replace(plan, margin=None)).decision.state == "open"
    before = only(labels, replace(plan, pairs=4001, margin=0.1)).decision
    assert (before.by, before.state) == ("anytime", "no_practical_difference")


def test_the_first_label_of_a_prompt_is_the_one_that_came_first() -> None:
    """ben was first on both; ana's later labels are no new evidence. A first tie decides nothing."""
    labels = [
        counted(1, "a", "ana")._replace(number=3),
        counted(1, "b", "ben")._replace(number=1),
        counted(2, "a", "ana")._replace(number=4),
        counted(2, "tie", "ben")._replace(number=2),
    ]
    one = only(labels)
    assert one.sequence == confidence_sequence(0, 1)
    assert one.sequence_with_ties == confidence_sequence(0.5, 1.5)
    assert only([labels[2], labels[3]]).sequence == Undefined(
        "no prompt's first label prefers one of the two"
    )


def test_mirrored_it_is_said_of_the_other_model() -> None:
    one = only(many("b" * 30 + "a" * 10 + "t" * 5))
    turned = one.leader_first
    assert (turned.model_a, turned.decision.favours) == ("old", "old")
    assert isinstance(turned.decision.interval, Estimate)
    assert isinstance(one.sequence, Estimate)
    assert turned.decision.interval.low == pytest.approx(1 - one.sequence.high)
    assert turned.decision.interval == turned.sequence


def test_with_many_comparisons_only_the_plan_has_a_forecast() -> None:
    labels = [
        counted(pair, preference, models=(f"m{model}", "z"))
        for model in range(FORECASTS + 1)
        for pair, preference in enumerate("ab" * 5, 10 * model)
    ]
    plan = Plan(candidate="m3", baseline="z")
    found = compare(labels_to_arrays(labels), plan)
    assert found[0].model_a == "m3"
    assert isinstance(found[0].decision.labels_to_go, LabelsToGo)
    assert all(one.decision.labels_to_go is None for one in found[1:])


# In words


def headline(labels: list[CountedLabel], plan: Plan | None = None) -> str:
    return preference_headline(only(labels, plan).leader_first)


def test_a_decided_comparison_says_so_first_and_always_how_many_were_bad() -> None:
    said = headline(many("b" * 30 + "a" * 5 + "x" * 5))
    assert said.startswith("old is preferred to new: it wins 85.7 % of prompts with a winner (95 % interval ")
    assert "valid however often one looks). Win rate with ties as half 81.2 %; both bad 12.5 %; " in said
    assert said.endswith("40 labels on 40 prompts.")


def test_at_the_planned_number_the_test_is_named() -> None:
    said = headline(many("a" * 28 + "b" * 12), PLAN)
    assert said.startswith("new is preferred to old: it has a win rate of 70.0 % (95 % interval ")
    assert ", the planned 40 pairs are reached); both bad 0.0 %; 40 labels on 40 prompts." in said
    assert said.endswith("Exact sign test: p = 0.017.")
    said = headline(many("ab" * 20), PLAN)
    assert said.startswith("Not decided between new and old: new has a win rate of 50.0 %")
    assert said.endswith(" The planned number was not enough to tell them apart.")


def test_an_open_one_says_what_it_takes() -> None:
    said = headline(many("a" * 27 + "b" * 12), PLAN)
    assert said.startswith("Not decided between new and old: new wins 69.2 % of prompts with a winner (")
    assert "valid however often one looks; 39 of 40 planned pairs). Between " in said
    assert " more prompts with a label would decide it, if the rate stays. " in said
    assert "more than 100,000 more prompts" in headline(many("ab" * 300))


def test_no_practical_difference_names_the_margin() -> None:
    said = headline(many("ab" * 2000), Plan(candidate="new", baseline="old", pairs=4000, margin=0.04))
    assert said.startswith("No practical difference between new and old: new has a win rate of 50.0 % (")
    assert "; a win rate between 46 and 54 % counts as no difference)" in said


def test_what_is_outside_the_plan_is_exploratory() -> None:
    said = headline(many("a" * 30), Plan(candidate="new", baseline="other"))
    assert said.startswith("new is preferred to old (outside the plan: exploratory): ")


def test_nothing_decided_is_said() -> None:
    assert headline(many("ttx")) == (
        "Not decided between new and old: only ties and both bad so far."
        " Win rate 50.0 %; both bad 33.3 %; 3 labels on 3 prompts."
    )
    assert headline(many("tt")).startswith("Not decided between new and old: all ties so far. Win rate ")
    later = [counted(1, "tie", "ana", number=1), counted(1, "a", "ben", number=2)]
    assert "the first label of every prompt is a tie or both bad. Win" in headline(later)
    assert headline([counted(1, None)]) == "new and old: no label has a preference."


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        (40, "if the rate stays; the project has 1 pair without a label left. "),
        (39, "if the rate stays; the project has no pair without a label left. "),
        (10**6, "if the rate stays. "),
    ],
)
def test_a_forecast_of_more_than_the_project_has_says_so(pairs: int, said: str) -> None:
    (one,) = summary_of(labels_to_arrays(many("a" * 25 + "b" * 14)), pairs).preference
    assert said in preference_headline(one)
