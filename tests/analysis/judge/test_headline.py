"""What a judge is worth, in words."""

from __future__ import annotations

from reviewtui.analysis.judge.headline import judge_headline
from tests.analysis.conftest import counted, many
from tests.analysis.judge.conftest import beside, drawn, figures, value, verdicts


def test_the_headline_is_for_who_decides() -> None:
    truth, judge = drawn(300, seed=4)
    people = many(truth[:100]) + many(judge[:40], "ben")
    one = figures(people, verdicts(judge))
    words = judge_headline(one, [("new", "old")])
    found = beside(one)
    assert words.startswith(
        f"The judge bot says what most people say in {100 * value(found.accuracy):.1f} % (95 % int"
    )
    assert f"of {found.n} pairs" in words
    assert "Where two or more people judged (40 pairs), it agrees with one of them in " in words
    assert "On preference it does better than always preferring old: right in " in words
    assert "first" not in words, "it leans to no side"
    assert len(words) < 500


def test_one_person_is_called_by_name() -> None:
    words = judge_headline(figures(many("aabb"), verdicts("aaab")), [("new", "old")])
    assert words.startswith("The judge bot says what ana says in 75.0 %")
    assert "One person alone does not show how far people agree with each other." in words


def test_where_one_answer_everywhere_is_right_more_often_it_says_so() -> None:
    right, wrong = ("correct", "correct"), ("incorrect", "incorrect")
    people = [counted(pair, "a", "ana", correctness=right) for pair in range(1, 61)]
    judge = [
        counted(pair, "a", "bot", kind="judge", correctness=wrong if pair % 3 == 0 else right)
        for pair in range(1, 61)
    ]
    words = judge_headline(figures(people, judge), [("new", "old")])
    assert "On preference it is not shown to do better than always preferring new: right in 100.0 %" in words
    assert words.endswith(
        "On correctness it does WORSE than always saying «correct»: right in 66.7 % against 100.0 %."
    ), "of sides that were not drawn it says nothing"


def test_a_clear_lean_to_a_side_is_said() -> None:
    judge = [counted(pair, "ab"[pair % 2], "bot", kind="judge", left="ab"[pair % 2]) for pair in range(1, 21)]
    words = judge_headline(figures(many("ab" * 10), judge), [("new", "old")])
    assert words.endswith("It leans to the first output: chosen in 100.0 % of its decided verdicts.")


def test_models_of_several_comparisons_are_told_apart_by_their_place() -> None:
    words = judge_headline(figures(many("aabb"), verdicts("aaab")), [("new", "old"), ("new", "other")])
    assert "always preferring the candidate or the first by name: right in " in words
