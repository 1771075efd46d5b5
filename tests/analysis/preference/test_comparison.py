"""Win rates and tests against values computed by hand or published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import Comparison, labels_to_arrays
from reviewtui.analysis.labels.tallies import votes_by_comparison
from reviewtui.analysis.preference.comparison import compare, comparison_of
from reviewtui.stats import Estimate, MaybeEstimate, Undefined, mean_of_scores
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted, many


def only(labels: list[CountedLabel]) -> Comparison:
    (comparison,) = compare(labels_to_arrays(labels))
    return comparison


def win_rate(labels: list[CountedLabel]) -> MaybeEstimate:
    """Alone: the forecast of how many labels are missing takes much longer."""
    ((_, votes),) = votes_by_comparison(labels_to_arrays(labels))
    return comparison_of(("new", "old"), votes).win_rate_a


def defined(estimate: object) -> Estimate:
    assert isinstance(estimate, Estimate)
    return estimate


def test_a_win_rate_without_ties_is_plain_wilson_and_the_sign_test() -> None:
    one = only(many("aaaaaaabbb"))
    assert (one.model_a, one.model_b, one.n_pairs, one.n_labels) == ("new", "old", 10, 10)
    assert (one.wins_a, one.wins_b, one.ties, one.both_bad) == (7, 3, 0, 0)
    win_rate = defined(one.win_rate_a)
    # Wilson's bounds of 7 in 10; 2·P(X <= 3) = 2·176/1024.
    assert (win_rate.value, win_rate.method, win_rate.n) == (0.7, "wilson", 10)
    assert (win_rate.low, win_rate.high) == pytest.approx((0.396778, 0.892209), abs=1e-6)
    assert (one.test.name, one.test.p) == ("sign_exact", pytest.approx(0.34375))


def test_ties_and_both_bad_are_half_a_win_and_counted_apart() -> None:
    one = only(many("aaabttxx"))
    assert (one.wins_a, one.wins_b, one.ties, one.both_bad) == (3, 1, 2, 2)
    assert defined(one.win_rate_a).value == (3 + 0.5 * 4) / 8
    assert defined(one.decided_win_rate_a).value == 3 / 4
    assert defined(one.decided_win_rate_a).n == 4
    assert defined(one.tie_rate).value == defined(one.both_bad_rate).value == 2 / 8
    # Ties are left out of the sign test: 2·P(X <= 1), X ~ binomial(4, 1/2).
    assert one.test.p == pytest.approx(2 * 5 / 16)
    assert one.test.n == 4


def test_a_second_annotator_who_agrees_adds_no_items() -> None:
    alone = only(many("aaaaaabbtx"))
    both = only(many("aaaaaabbtx") + many("aaaaaabbtx", "ben"))
    assert (both.n_labels, both.n_pairs, both.n_prompts) == (20, 10, 10)
    for estimate, same in ((alone.win_rate_a, both.win_rate_a), (alone.tie_rate, both.tie_rate)):
        one, two = defined(estimate), defined(same)
        assert (two.value, two.low, two.high, two.n) == pytest.approx((one.value, one.low, one.high, one.n))
    assert both.test.name == "sign_flip_exact"
    assert both.test.p == pytest.approx(alone.test.p)


def test_pairs_of_one_prompt_are_one_item() -> None:
    apart = [counted(pair, "a" if pair % 3 else "b") for pair in range(1, 13)]
    together = [label._replace(prompt_id=label.pair_id // 7) for label in apart]
    one, two = only(apart), only(together)
    assert (two.n_pairs, two.n_prompts, defined(two.win_rate_a).n) == (12, 2, 2)
    assert defined(two.win_rate_a).value == defined(one.win_rate_a).value == 8 / 12
    assert two.test.name == "sign_flip_exact"
    assert two.test.n == 2


def test_annotators_who_disagree_make_an_undecided_item() -> None:
    one = only([counted(1, "a"), counted(1, "b", "ben"), counted(2, "a"), counted(2, "tie", "ben")])
    assert defined(one.win_rate_a).value == 2.5 / 4
    assert one.test.n == 1


def test_every_two_models_are_compared_apart() -> None:
    labels = [
        counted(1, "a", models=("m1", "m2")),
        counted(2, "b", models=("m1", "m3"), prompt=1),
        counted(3, "tie", models=("m2", "m3"), prompt=1),
    ]
    found = compare(labels_to_arrays(labels))
    assert [(one.model_a, one.model_b, one.wins_a, one.wins_b, one.ties) for one in found] == [
        ("m1", "m2", 1, 0, 0),
        ("m1", "m3", 0, 1, 0),
        ("m2", "m3", 0, 0, 1),
    ]


def test_two_samples_of_one_model_are_no_comparison() -> None:
    assert compare(labels_to_arrays([counted(1, "a", models=("m", "m"))])) == ()


def test_nothing_decided_is_said() -> None:
    one = only(many("ttxx"))
    assert defined(one.win_rate_a).value == 0.5
    assert one.decided_win_rate_a == Undefined("no label prefers one of the two")
    assert one.test.p == Undefined("no prompt favours one of the two")
    assert not one.clear


def test_labels_of_correctness_alone_have_no_preference() -> None:
    one = only([counted(1, None, correctness=("correct", "incorrect"))])
    assert one.n_labels == one.n_pairs == 0
    for estimate in (one.win_rate_a, one.tie_rate, one.both_bad_rate, one.test.p):
        assert estimate == Undefined("no label has a preference")


def test_a_winner_is_clear_where_interval_and_test_both_say_so() -> None:
    assert only(many("a" * 12)).clear
    # 41 of 66: Wilson's interval is above one half, the exact test has p = 0.064.
    close = only(many("a" * 41 + "b" * 25))
    assert close.interval_excludes_half
    assert not close.significant
    assert not close.clear
    assert not only(many("ab" * 20)).clear


@settings(max_examples=20)
@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["a", "b", "tie", "both_bad"])), min_size=1))
def test_naming_the_models_the_other_way_mirrors_every_figure(rows: list[tuple[int, str]]) -> None:
    """What is computed of mirrored labels is what `mirrored` says, up to rounding."""
    turned = {"a": "b", "b": "a"}
    labels = [counted(n, said, prompt=prompt) for n, (prompt, said) in enumerate(rows)]
    other = [
        label._replace(preference=turned.get(label.preference or "", label.preference)) for label in labels
    ]
    one, two = only(labels), only(other)
    mirrored = replace(one.mirrored, model_a="new", model_b="old")
    for name in ("wins_a", "wins_b", "ties", "both_bad", "n_labels", "tie_rate", "both_bad_rate"):
        assert getattr(mirrored, name) == getattr(two, name)
    for name in ("win_rate_a", "decided_win_rate_a"):
        expected, found = getattr(mirrored, name), getattr(two, name)
        if isinstance(expected, Undefined):
            assert found == expected
        else:
            assert (found.value, found.low, found.high) == pytest.approx(
                (expected.value, expected.low, expected.high), abs=1e-12
            )
    assert one.leader_first.wins_a >= one.leader_first.wins_b


# What a win rate rests on


def test_identical_outputs_and_leaks_are_told_with_and_without() -> None:
    labels = many("aaabtx")
    labels[4] = labels[4]._replace(identical=True)
    labels[0] = labels[0]._replace(leak=True)
    one = only(labels)
    without = one.without_identical
    assert without is not None
    assert (without.n_pairs, without.n_labels) == (5, 5)
    assert (without.wins_a, without.wins_b, without.ties, without.both_bad) == (3, 1, 0, 1)
    assert without.win_rate_a == only([*labels[:4], labels[5]]).win_rate_a
    assert one.without_leaks is not None
    assert one.without_leaks.win_rate_a == only(labels[1:]).win_rate_a
    clean = only(many("aaab"))
    assert (clean.without_identical, clean.without_leaks) == (None, None)
    nothing = only([label._replace(identical=True) for label in labels]).without_identical
    assert nothing is not None
    assert nothing.win_rate_a == Undefined("no label has a preference")


rows = st.tuples(st.integers(1, 6), st.sampled_from(["a", "b", "tie", "both_bad"]), st.sampled_from("xyz"))


@settings(max_examples=25)
@given(st.lists(rows, min_size=1, max_size=30))
def test_leaving_one_out_is_as_if_that_one_had_not_labeled(said: list[tuple[int, str, str]]) -> None:
    labels = [counted(n, preference, who, prompt=prompt) for n, (prompt, preference, who) in enumerate(said)]
    one = only(labels)
    annotators = sorted({who for _, _, who in said})
    if len(annotators) < 2:
        assert one.leave_one_out == ()
        return
    assert [left.annotator.name for left in one.leave_one_out] == annotators
    for left in one.leave_one_out:
        others = [label for label in labels if label.annotator != left.annotator.name]
        assert left.n_labels == len(labels) - len(others)
        assert left.rest == len(others)
        expected, found = defined(win_rate(others)), defined(left.win_rate_a)
        assert (found.method, found.n) == (expected.method, expected.n)
        assert (found.value, found.low, found.high) == pytest.approx(
            (expected.value, expected.low, expected.high), abs=1e-12
        )


@settings(max_examples=25)
@given(st.lists(rows, min_size=1, max_size=30))
def test_counted_by_prompt_it_is_what_the_labels_say(said: list[tuple[int, str, str]]) -> None:
    """Every rate and the test as they come out of one row a label."""
    labels = [
        counted(n, preference, who, prompt=10**9 * prompt) for n, (prompt, preference, who) in enumerate(said)
    ]
    one = only(labels)
    worth = {"a": 1.0, "b": 0.0, "tie": 0.5, "both_bad": 0.5}
    prompts = [prompt for prompt, _, _ in said]
    expected = defined(mean_of_scores([worth[preference] for _, preference, _ in said], prompts))
    found = defined(one.win_rate_a)
    assert (found.value, found.low, found.high, found.n, found.method) == pytest.approx(
        (expected.value, expected.low, expected.high, expected.n, expected.method)
    )
    ties = defined(mean_of_scores([float(preference == "tie") for _, preference, _ in said], prompts))
    assert (defined(one.tie_rate).low, defined(one.tie_rate).high) == pytest.approx((ties.low, ties.high))
    decided = [(worth[preference], prompt) for prompt, preference, _ in said if preference in "ab"]
    if decided:
        of_decided = defined(mean_of_scores(*zip(*decided, strict=True)))
        assert defined(one.decided_win_rate_a).low == pytest.approx(of_decided.low)


def test_a_graded_preference_is_a_mean_from_clearly_b_to_clearly_a() -> None:
    strengths = {"a": 2, "b": 1}
    labels = [label._replace(strength=strengths.get(label.preference or "")) for label in many("aaabtx")]
    one = only(labels)
    graded = defined(one.graded_a)
    assert graded.value == pytest.approx((3 * 2 - 1) / 6)
    assert -2 <= graded.low < graded.value < graded.high <= 2
    assert defined(one.mirrored.graded_a).low == -graded.high
    assert only(many("aab")).graded_a is None


def test_the_bootstrap_is_a_check_on_request() -> None:
    labels = labels_to_arrays(many("ab" * 30 + "aat" * 10))
    (one,) = compare(labels, bootstrap=True)
    win_rate, bootstrap = defined(one.win_rate_a), defined(one.bootstrap)
    assert bootstrap.method == "cluster_bootstrap"
    assert bootstrap.value == pytest.approx(win_rate.value)
    assert (bootstrap.low, bootstrap.high) == pytest.approx((win_rate.low, win_rate.high), abs=0.02)
    (nothing,) = compare(labels_to_arrays([counted(1, None)]), bootstrap=True)
    assert nothing.bootstrap == Undefined("no label has a preference")
