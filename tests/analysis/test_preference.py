"""Win rates and tests against values computed by hand or published."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.analysis import Comparison, labels_to_arrays
from reviewtui.analysis.preference import compare
from reviewtui.stats import Estimate, Undefined
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted, many


def only(labels: list[CountedLabel]) -> Comparison:
    (comparison,) = compare(labels_to_arrays(labels))
    return comparison


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
