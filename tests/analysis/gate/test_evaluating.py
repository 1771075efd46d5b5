"""The gate: which number a condition is compared with, and what can't be evaluated."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from reviewtui.analysis import Summary, labels_to_arrays
from reviewtui.analysis.agreement.measuring import agreement_of
from reviewtui.analysis.gate.evaluating import Basis, Checked, asks_agreement, evaluate, passed
from reviewtui.analysis.outcomes.correctness import CorrectnessDifference, correctness_by_model
from reviewtui.analysis.outcomes.costs import CostDifference
from reviewtui.analysis.preference.comparison import compare
from reviewtui.analysis.slices import Slice, slices_of
from reviewtui.domain.conditions import Bound
from reviewtui.domain.plan import Plan, PlannedSlice
from reviewtui.query import read_check
from reviewtui.stats import Estimate, Undefined, sign_test, wilson
from tests.analysis.conftest import counted, many


def summary(preferences: str = "", plan: Plan | None = None, **parts: Any) -> Summary:
    """What the gate reads of a summary of one label a pair."""
    labels = labels_to_arrays(many(preferences))
    rest = {
        "preference": compare(labels, plan),
        "correctness": correctness_by_model(labels),
        "correctness_differences": (),
        "costs": None,
        "tags": (),
        "blockers": (),
        "slices": (),
        "n_labels": len(labels),
        "n_pairs": len(labels),
    }
    return cast(Summary, SimpleNamespace(**{**rest, **parts}))


def checked(text: str, of: Summary, **rest: Any) -> Checked:
    (one,) = evaluate([read_check(text)], of, **rest)
    return one


def reason(text: str, of: Summary, **rest: Any) -> str:
    one = checked(text, of, **rest)
    assert one.passed is None
    assert isinstance(one.value, Undefined)
    return one.value.reason


PLANNED = Plan(candidate="new", baseline="old", pairs=60)
CLEAR = "a" * 42 + "b" * 22 + "t" * 6
"""In a fixed number of labels a is better; looked at all the time, it is not known yet."""


def test_before_the_planned_number_the_interval_is_the_one_for_looking_often() -> None:
    for plan in (None, Plan(candidate="new", baseline="old", pairs=71), Plan(candidate="new")):
        one = checked("win_rate(new,old).low > 50%", summary(CLEAR, plan))
        assert (one.passed, one.basis) == (False, Basis.ANYTIME)
        assert isinstance(one.figure, Estimate)
        assert (one.figure.method, one.figure.n) == ("beta_mixture_sequence", 70)


def test_at_the_planned_number_the_interval_is_the_one_for_it() -> None:
    one = checked("win_rate(new,old).low > 50%", summary(CLEAR, PLANNED))
    (comparison,) = compare(labels_to_arrays(many(CLEAR)))
    assert (one.passed, one.basis, one.figure) == (True, Basis.FIXED_N, comparison.win_rate_a)
    assert isinstance(comparison.win_rate_a, Estimate)
    assert one.value == comparison.win_rate_a.low


@pytest.mark.parametrize("figure", ["win_rate", "decided_win_rate"])
@pytest.mark.parametrize("reached", [False, True])
def test_what_is_above_a_limit_is_above_every_lower_one(figure: str, *, reached: bool) -> None:
    """Of ties, 50 % was read on another figure than 49 %, which made it hold alone."""
    of = summary("a" * 40 + "b" * 14 + "t" * 56, PLANNED if reached else None)
    held = [checked(f"{figure}(new,old).low > {limit}%", of).passed for limit in range(30, 70)]
    assert held == sorted(held, reverse=True)
    assert {True, False} == set(held)
    one = checked(f"{figure}(new,old).low > 50%", of)
    assert isinstance(one.named, Estimate)
    assert one.named.value == pytest.approx(68 / 110 if figure == "win_rate" else 40 / 54)
    assert isinstance(one.figure, Estimate)
    assert one.figure.value == pytest.approx(one.named.value)


def test_other_limits_count_ties_as_halves() -> None:
    one = checked("win_rate(new,old).low > 45%", summary(CLEAR))
    assert one.basis is Basis.ANYTIME
    assert isinstance(one.figure, Estimate)
    assert (one.figure.n, one.figure.value) == (70, 45 / 70)
    one = checked("decided_win_rate(new,old).low > 45%", summary(CLEAR))
    assert (one.basis, one.passed) == (Basis.ANYTIME, True)


def test_a_plan_of_other_models_reaches_nothing() -> None:
    labels = labels_to_arrays(
        [counted(n, "a", models=("new", "old")) for n in range(1, 61)]
        + [counted(100 + n, "a", models=("new", "other")) for n in range(1, 61)]
    )
    of = summary(preference=compare(labels, PLANNED))
    assert checked("win_rate(new,old).low > 0.6", of).basis is Basis.FIXED_N
    assert checked("win_rate(new,other).low > 0.6", of).basis is Basis.ANYTIME
    assert checked("tie_rate(new,old).high < 0.6", of).basis is Basis.FIXED_N
    assert checked("tie_rate(new,other).high < 0.6", of).basis is Basis.ONE_LOOK


def test_values_counts_and_tests_need_no_interval() -> None:
    of = summary(CLEAR)
    for text, value in (
        ("win_rate(new,old) > 0.6", 45 / 70),
        ("win_rate(old,new) < 0.4", 25 / 70),
        ("tie_rate(old,new) > 0", 6 / 70),
        ("both_bad_rate(new,old) = 0", 0.0),
        ("win_rate(new,old).n = 70", 70.0),
        ("labels = 70", 70.0),
        ("pairs >= 70", 70.0),
        ("prompts(old,new) > 69", 70.0),
    ):
        one = checked(text, of)
        assert (one.passed, one.basis, one.value) == (True, None, pytest.approx(value))
    assert checked("p(new,old) < 0.05", of).basis is Basis.ONE_LOOK
    assert checked("p(new,old) < 0.05", summary(CLEAR, PLANNED)).basis is Basis.FIXED_N
    assert checked("p(new,old) < 0.05", of).passed is True
    assert checked("p(new,old) < 0.001", of).passed is False


def test_the_other_way_round_is_the_same_to_the_digit() -> None:
    of = summary("a" * 9 + "b")
    assert checked("win_rate(old,new) >= 10%", of).passed is True
    assert checked("win_rate(old,new) = 0.1", of).passed is True
    assert checked("win_rate(old,new) > 0.1", of).passed is False


def judged(correct: int, incorrect: int, partial: int = 0) -> Summary:
    levels = ["correct"] * correct + ["incorrect"] * incorrect + ["partial"] * partial
    rows = [counted(n, "a", correctness=(level, None)) for n, level in enumerate(levels, 1)]
    return summary(correctness=correctness_by_model(labels_to_arrays(rows)))


def test_correctness_by_its_level() -> None:
    of = judged(90, 6, 4)
    one = checked("correct(new).low >= 80%", of)
    assert (one.passed, one.figure, one.basis) == (True, wilson(90, 100), Basis.ONE_LOOK)
    assert checked("incorrect(new) <= 6%", of).passed is True
    assert checked("partial(new).high < 10%", of).figure == wilson(4, 100)
    assert checked("incorrect(new) < 6%", of).passed is False


def tag(name: str, count: int, n: int, *, blocker: bool = False) -> SimpleNamespace:
    return SimpleNamespace(tag=name, model="new", rate=wilson(count, n), blocker=blocker)


def test_a_blocker_gates_on_the_upper_end_where_nothing_else_is_said() -> None:
    tags = (tag("unsafe", 0, 200, blocker=True), tag("rude", 0, 200))
    of = summary(tags=tags, blockers=(tag("", 0, 200),))
    one = checked("tag(unsafe,new) < 1%", of)
    assert (one.passed, one.bound) == (False, Bound.HIGH)
    assert checked("tag(unsafe,new) < 2%", of).passed is True
    assert checked("tag(unsafe,new).value < 1%", of).passed is True
    assert checked("tag(rude,new) < 1%", of).bound is Bound.VALUE
    assert checked("blockers(new) <= 1%", of).passed is False
    assert checked("blockers(new) < 2%", of).bound is Bound.HIGH


def test_a_difference_is_what_the_first_has_more() -> None:
    difference = Estimate(0.05, 0.01, 0.09, 0.95, "newcombe", 100)
    row = CorrectnessDifference("new", "old", 100, 100, 80, 10, 5, 5, difference, sign_test(10, 5))
    price = Estimate(-5.0, -9.0, -1.0, 0.95, "mean", 100)
    costs = SimpleNamespace(
        models=(SimpleNamespace(model="new", per_1000=price),),
        differences=(CostDifference("new", "old", 100, 100, price),),
    )
    of = summary(correctness_differences=(row,), costs=costs)
    assert checked("correct_difference(new,old).low > 0", of).passed is True
    assert checked("correct_difference(old,new).high = -1%", of).passed is True
    assert checked("cost_difference(new,old).high < 0", of).passed is True
    assert checked("cost_difference(old,new).low > 0", of).passed is True
    assert checked("cost(new) = -5", of).passed is True
    assert reason("cost(old) < 5", of) == "no label is of old; there are: new"


def test_what_is_not_there_cannot_be_evaluated() -> None:
    of = summary("ab")
    assert (
        reason("win_rate(new,older) > 0", of) == "no label compares new with older; there are: new with old"
    )
    assert reason("correct(newer) > 0", of) == "no label is of newer; there are: new, old"
    assert reason("cost(new) < 5", of) == "the rubric has no [costs]"
    assert reason("correct(new).low > 0", of) == "never judged"
    assert reason("win_rate(new,old).low > 0", summary()) == "no label compares new with old"
    tags = summary(tags=(tag("rude", 1, 2),))
    assert reason("tag(unsafe,new) < 1%", tags) == (
        "neither a label nor the rubric has the tag unsafe; there are: rude"
    )
    assert reason("tag(rude,old) < 1%", tags) == "no label is of old; there are: new"
    pairs = summary(tags=(SimpleNamespace(tag="odd", model=None, rate=wilson(1, 2), blocker=False),))
    assert reason("tag(odd,new) < 1%", pairs) == "the tag odd is said of pairs, not of a model's answers"
    assert reason("blockers(new) < 1%", tags).startswith("the rubric has no tag that is a blocker")


def slices(*, planned: bool, prompts: int = 40) -> tuple[Slice, ...]:
    labels = labels_to_arrays([counted(n, "a", correctness=("correct", None)) for n in range(prompts)])
    part = Slice(
        field="language",
        value="de",
        planned=planned,
        n_labels=prompts,
        preference=compare(labels),
        correctness=correctness_by_model(labels),
        p_holm=(0.07 if planned else None,),
    )
    return (part,)


def test_planned_slices_alone_are_gated() -> None:
    of = summary("ab", slices=slices(planned=True))
    assert checked("slice(language=de).correct(new).low > 80%", of).passed is True
    assert checked("slice(language=de).labels = 40", of).passed is True
    assert checked("slice(language=de).incorrect(new).high < 20%", of).passed is True
    assert checked("slice(language=de).win_rate(new,old).low > 50%", of).basis is Basis.ANYTIME
    assert checked("slice(language=de).p(old,new) = 0.07", of).passed is True
    assert reason("slice(language=fr).labels > 1", of) == "no label is of a prompt with language=fr"
    for other in (summary("ab", slices=slices(planned=False)), summary("ab")):
        assert "not among the plan's slices" in reason("slice(language=de).correct(new) > 80%", other)


def test_few_prompts_of_a_slice_pass_nothing() -> None:
    labels = labels_to_arrays([counted(n, "a", correctness=("correct", None)) for n in range(1, 21)])
    planned = Plan(slices=(PlannedSlice("language"),))
    of = summary(slices=slices_of(labels, {"language": dict.fromkeys(range(1, 21), "de")}, (), planned))
    for figure in ("correct(new)", "partial(new)", "win_rate(new,old)", "p(new,old)"):
        assert "fewer than 30 prompts" in reason(f"slice(language=de).{figure} >= 0", of)
    assert checked("slice(language=de).labels = 20", of).passed is True


def test_kappa_is_cohens_of_two_annotators_and_fleiss_of_more() -> None:
    two = many("aabb") + many("aaba", "bo")
    three = two + many("abbb", "cy")
    for rows, statistic in ((two, "cohen_kappa"), (three, "fleiss_kappa")):
        agreement = agreement_of(labels_to_arrays(rows))
        rows_of = {
            row.statistic: row.estimate
            for row in (*agreement.between[:3], *agreement.overall)
            if row.field == "preference"
        }
        assert checked("kappa > 0", summary(), agreement=agreement).figure == rows_of[statistic]
        for name, other in (("alpha", "krippendorff_alpha"), ("ac1", "gwet_ac1"), ("percent", "percent")):
            assert checked(f"{name} > 0", summary(), agreement=agreement).figure == rows_of[other]
    agreement = agreement_of(labels_to_arrays(two))
    assert reason("kappa(tone) > 0", summary(), agreement=agreement).startswith("nobody answered tone; ")
    assert asks_agreement([read_check("kappa(correctness) > 0")])
    assert not asks_agreement([read_check("labels > 0")])


def test_one_failure_is_a_failure_and_one_unknown_is_no_pass() -> None:
    of = summary("ab")
    holds, fails, unknown = (checked(text, of) for text in ("labels = 2", "labels = 3", "correct(new) > 50%"))
    assert passed([holds]) is True
    assert passed([holds, unknown]) is None
    assert passed([unknown, fails, holds]) is False


def test_a_share_of_mistakes_knows_that_labels_share_prompts() -> None:
    """Ten labels of one prompt say little more than one: the interval is not that of so many prompts."""
    prompts = [1] * 10 + list(range(2, 32))
    labels = labels_to_arrays(
        counted(pair, "tie", prompt=prompt, correctness=("incorrect" if prompt == 1 else "correct", None))
        for pair, prompt in enumerate(prompts, 1)
    )
    figure = checked("incorrect(new) < 6%", summary(correctness=correctness_by_model(labels))).figure
    assert isinstance(figure, Estimate)
    assert (figure.value, figure.method, figure.n) == (0.25, "wilson_effective_n", 31)
    assert figure.high > 0.5
