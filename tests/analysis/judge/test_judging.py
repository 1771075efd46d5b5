"""A judge against people: what counts as what, and that every figure is of the cases it says it is of."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from reviewtui.analysis.judge.against import Constant
from reviewtui.analysis.judge.headline import judge_headline
from reviewtui.analysis.judge.judging import judging, judging_of
from reviewtui.analysis.judge.orders import Orders
from reviewtui.analysis.judge.prices import prices_of
from reviewtui.domain.errors import UsageError
from reviewtui.domain.vocabulary import AnnotatorKind, Status
from reviewtui.stats import Estimate, Undefined, cohen_kappa, gwet_ac1, rating_patterns, wilson
from reviewtui.store import Store
from reviewtui.store.judged import Skipped
from tests.analysis.conftest import counted, many, put_label
from tests.analysis.judge.conftest import beside, figures, skips, value, verdicts, voices


def test_the_judge_against_one_person_pair_by_pair() -> None:
    found = beside(figures(many("aaabbtxa"), verdicts("aabbbta ")), "ana")
    assert found.matrix == ((2, 1, 0, 0, 0), (0, 2, 0, 0, 0), (0, 0, 1, 0, 0), (1, 0, 0, 0, 0))
    assert (found.n, found.unparsed) == (7, 0)
    assert found.accuracy == found.accuracy_parsed == wilson(5, 7)
    a = dict(found.classes)["a"]
    assert (a.precision, a.recall) == (wilson(2, 3), wilson(2, 3))
    assert value(found.macro_f) == pytest.approx(np.mean([2 / 3, 2 * 2 / 5, 1, 0]))
    person, judge = [0, 0, 0, 1, 1, 2, 3], [0, 0, 1, 1, 1, 2, 0]
    table = np.zeros((5, 5), dtype=int)
    np.add.at(table, (person, judge), 1)
    assert found.kappa == cohen_kappa(table)
    assert found.kappa_symmetrised == cohen_kappa(table, mirror=(1, 0, 2, 3, 4))
    assert value(found.ac1) == pytest.approx(
        value(gwet_ac1(rating_patterns(np.stack([person, judge], axis=1), 5)))
    )


def test_the_base_rate_is_what_the_best_constant_judge_gets() -> None:
    found = beside(figures(many("aaaaaaabtt"), verdicts("aaaaabbbtt")), "ana").constant
    assert isinstance(found, Constant)
    assert (found.answer, found.accuracy) == ("a", wilson(7, 10))
    assert value(found.gain) == pytest.approx(0.1)


def test_unparsed_verdicts_are_a_class_of_their_own() -> None:
    rows = [*verdicts("aab  t"), counted(4, None, "bot", kind="judge")]
    skipped = (Skipped(5, 5, "bot", ("new", "old")), Skipped(9, 9, "other", ("new", "old")))
    both = judging_of(voices(many("aabbtt"), rows, skipped=skipped))
    assert [one.judge.name for one in both.judges] == ["bot", "other"]
    bot, other = both.judges
    assert (bot.n_verdicts, bot.n_unparsed) == (6, 2)
    found = beside(bot, "ana")
    assert found.matrix[1] == (0, 1, 0, 0, 1)
    assert found.matrix[2] == (0, 0, 1, 0, 1)
    assert (found.n, found.unparsed) == (6, 2)
    assert (found.accuracy, found.accuracy_parsed) == (wilson(4, 6), wilson(4, 4))
    assert found.accuracy_as_tie == wilson(5, 6)
    assert dict(found.classes)["b"].precision == wilson(1, 1)
    assert dict(found.classes)["b"].recall == wilson(1, 2)
    # A judge that answered nothing at all can't be asked about any field.
    assert other.against == ()
    assert "none of its 1 verdict has a preference" in judge_headline(other, both.comparisons)


def test_correctness_is_judged_by_output_and_prompts_are_the_items() -> None:
    people = [
        counted(1, None, correctness=("correct", "incorrect")),
        counted(2, None, correctness=("incorrect", "incorrect")),
        counted(3, None, correctness=("partial", None)),
        counted(4, None, correctness=("incorrect", "correct")),
    ]
    judge = [
        counted(1, None, "bot", kind="judge", correctness=("correct", "correct")),
        counted(2, None, "bot", kind="judge", correctness=("incorrect", None)),
        counted(3, None, "bot", kind="judge", correctness=("incorrect", "correct")),
    ]
    one = figures(people, judge, skipped=(Skipped(4, 4, "bot", ("new", "old")),))
    assert {row.field for row in one.against} == {"correctness"}
    assert (one.n_unparsed, one.left_open) == (1, 1)
    found = beside(one, "ana", "correctness")
    assert found.matrix == ((1, 0, 0, 1), (0, 0, 1, 0), (1, 0, 1, 1))
    assert (found.n, found.unparsed) == (6, 2)
    incorrect = dict(found.classes)["incorrect"]
    assert value(incorrect.precision) == pytest.approx(1 / 2)
    assert value(incorrect.recall) == pytest.approx(1 / 3)
    assert isinstance(found.accuracy, Estimate)
    assert (found.accuracy.value, found.accuracy.n) == (pytest.approx(2 / 6), 4)
    # One wrongly found, two missed, one of them unparsed.
    assert value(found.cost) == pytest.approx(3 / 6)
    dearer = judging_of(voices(people, judge), prices=prices_of((1.0, 10.0))).judges[0]
    assert value(beside(dearer, "ana", "correctness").cost) == pytest.approx(11 / 4)


def test_the_consensus_leaves_out_what_people_do_not_settle_and_says_how_much() -> None:
    people = many("aaab") + many("abba", "ben") + many("a bb", "chi")
    one = figures(people, verdicts("aabb"))
    found = beside(one)
    # Pairs 1, 3, 4 are settled (a, b, b); pair 2 is split.
    assert (found.n, found.split, found.matrix[0][0], found.matrix[1][1]) == (3, 1, 1, 2)


def test_nobody_nothing_and_no_overlap_are_said() -> None:
    assert judging_of(voices(many("aab"), [])).judges == ()
    for people in ([], many("   ab")):
        one = figures(people, verdicts("aab"))
        (consensus,) = one.against
        assert consensus.accuracy == Undefined("no pair has both an answer of the judge and one of people")
        assert isinstance(consensus.kappa, Undefined)
        assert isinstance(consensus.constant, Undefined)
        assert isinstance(one.ceilings[0].judge, Undefined)
        assert isinstance(one.orders, Undefined)
        assert one.threshold is None
        assert "can't be compared with people" in judge_headline(one, [("new", "old")])


def test_one_category_leaves_no_kappa_and_a_share_all_the_same() -> None:
    found = beside(figures(many("aaaa"), verdicts("aaaa")))
    assert found.kappa == Undefined("judge and people gave the same answer everywhere: agreement 100 %")
    assert found.accuracy == wilson(4, 4)
    all_lost = beside(figures(many("aaaa"), [counted(9, "a", "bot", kind="judge")], skipped=skips(1, 2)))
    assert all_lost.accuracy_parsed == Undefined("no verdict could be read")


def test_it_is_read_from_a_project(store: Store) -> None:
    for pair, (person, judge) in enumerate(zip("aabb", "aaab", strict=True), 1):
        put_label(store, pair, person, "ana")
        put_label(store, pair, person, "ben")
        put_label(store, pair, judge, "bot", kind=AnnotatorKind.JUDGE, left="a")
        put_label(store, pair, "a", "bot", kind=AnnotatorKind.JUDGE, left="b", pass_=1)
    put_label(store, 5, None, "bot", kind=AnnotatorKind.JUDGE, status=Status.SKIPPED, left=None)
    put_label(store, 5, "tie", "ana")
    put_label(store, 6, "b", "ana", kind=AnnotatorKind.JUDGE)
    both = judging(store)
    assert [one.judge.name for one in both.judges] == ["ana", "bot"]
    (bot,) = judging(store, ["bot"]).judges
    found = beside(bot)
    assert found.matrix == ((2, 0, 0, 0, 0), (1, 1, 0, 0, 0), (0, 0, 0, 0, 1), (0, 0, 0, 0, 0))
    assert isinstance(bot.orders, Orders)
    assert (bot.orders.n_pairs, bot.orders.same) == (4, 3)
    assert bot.orders.right_in_both == wilson(2, 4)
    only_ben = judging(store, ["bot"], ["ben"])
    assert [one.name for one in only_ben.people] == ["ben"]
    assert beside(only_ben.judges[0]).n == 4


def test_wrong_names_and_numbers_are_refused(store: Store) -> None:
    put_label(store, 1, "a", "ana")
    put_label(store, 1, "a", "bot", kind=AnnotatorKind.JUDGE)
    with pytest.raises(UsageError, match="no judge model is called «ana»"):
        judging(store, ["ana"])
    with pytest.raises(UsageError, match="no person is called «bot»"):
        judging(store, annotators=["bot"])
    with pytest.raises(UsageError, match="beta"):
        judging(store, beta=0)
    with pytest.raises(UsageError, match="less than nothing"):
        judging(store, costs=(1, -1))


def test_figures_do_not_hang_on_the_order_of_the_rows() -> None:
    people, judge = many("abtxab") + many("bbtxaa", "ben"), verdicts("aatxbb")
    forward = judging_of(voices(people, judge))
    assert judging_of(voices(people[::-1], judge[::-1])) == forward
    assert replace(forward) == forward
