"""What a typed line asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.errors import ReviewError
from reviewtui.plain.commands import TAKES, WORDS, Commands, Step
from reviewtui.review.actions import ACTIONS, BY_NAME, SEARCH
from reviewtui.review.keymap import DEFAULT, Keymap

COMMANDS = Commands(DEFAULT)


def names(line: str) -> list[str]:
    return [step.name for step in COMMANDS.steps(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("f", ["prefer_left"]),
        ("ekf", ["correct_left", "incorrect_right", "prefer_left"]),
        ("e k f", ["correct_left", "incorrect_right", "prefer_left"]),
        ("ek  f", ["correct_left", "incorrect_right", "prefer_left"]),
        ("prefer_left", ["prefer_left"]),
        ("correct_left f", ["correct_left", "prefer_left"]),
        ("!", ["flag"]),
        ("+", ["confidence_up"]),
        ("?", ["help"]),
        ("PgDn", ["page_down"]),
        ("tab", ["flip"]),
        ("", ["next_unlabeled"]),
        (" ", ["page_down"]),
        ("n", ["next_criterion"]),
    ],
)
def test_keys_and_names(line: str, expected: list[str]) -> None:
    assert names(line) == expected


@pytest.mark.parametrize("word", [*WORDS, "tie", "raw", "flip", "up"])
def test_a_word_is_never_taken_for_keys_that_run_together(word: str) -> None:
    assert len(names(word)) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("c both are: vague", Step("note", "both are: vague")),
        ("note  two  blanks ", Step("note", "two  blanks")),
        ("c", Step("note")),
        (":12", Step("goto", "12")),
        (": q 12", Step("goto", "q 12")),
        ("/f", Step("search", "f")),
        ("w language=de", Step("queue", "language=de")),
        ("s made-up source", Step("tag_left", "made-up source")),
        ("% results", Step("stats", "results")),
        ("more left", Step("more", "left")),
    ],
)
def test_what_takes_words_takes_the_rest_of_the_line(line: str, expected: Step) -> None:
    assert COMMANDS.steps(line) == (expected,)


def test_words_may_stand_behind_keys() -> None:
    assert COMMANDS.steps("ek c why") == (
        Step("correct_left"),
        Step("incorrect_right"),
        Step("note", "why"),
    )


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ö", "«ö» is no key"),
        ("f nonsense", "«nonsense» is no name; as a key, «s» takes"),
        ("ekc", "«c» takes the rest of its line"),
        ("wörter", "«wörter» is no key and no name; ? shows"),
        ("12", "goto 12"),
        ("ff", "more verdicts than there are questions"),
        ("rigth", "more verdicts than there are questions"),
        ("\x1b[A", "«␛[A» is no key"),
    ],
)
def test_a_line_that_is_not_understood_says_why(line: str, said: str) -> None:
    with pytest.raises(ReviewError) as caught:
        COMMANDS.steps(line)
    assert said in caught.value.message


def test_several_criteria_take_several_verdicts_in_a_row() -> None:
    commands = Commands(DEFAULT, verdicts=3)
    assert [step.name for step in commands.steps("fjt")] == ["prefer_left", "prefer_right", "tie"]


def test_the_keys_are_those_of_the_user() -> None:
    commands = Commands(Keymap({"prefer_left": ("ö", "at"), "help": ("H",)}))
    assert [step.name for step in commands.steps("ö")] == ["prefer_left"]
    with pytest.raises(ReviewError):
        commands.steps("f")
    with pytest.raises(ReviewError, match="H shows"):
        commands.steps("ä")


@given(st.text())
def test_any_line_is_understood_or_refused(line: str) -> None:
    try:
        steps = COMMANDS.steps(line)
    except ReviewError:
        return
    assert steps
    assert all(step.name in BY_NAME or step.name in WORDS for step in steps)
    assert all(step.name in TAKES for step in steps if step.argument)


def test_every_action_can_be_typed_by_its_name() -> None:
    for action in ACTIONS:
        assert names(action.name) == [action.name]


def test_every_action_with_a_letter_can_be_typed_by_it() -> None:
    for action in ACTIONS:
        for key in action.keys:
            if len(key) == 1 and action.context != SEARCH:
                assert names(key) == [action.name]
