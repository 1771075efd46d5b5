"""Choosing one of many, by words, digits and arrows."""

from __future__ import annotations

import pytest

from reviewtui.tui.choosing import Choice, Choosing, matching

TAGS = (
    Choice("hallucination", "hallucination", "says what is not so"),
    Choice("leak", "leak", "names a person", on=True),
    Choice("tone", "tone", "rude, or too familiar"),
)
NUMBERS = tuple(Choice(str(number), f"choice {number}") for number in range(50))


class Chosen:
    """A list to choose from, and what came of it."""

    def __init__(self, choices: tuple[Choice, ...] = TAGS, new: str = "", most: int = 9) -> None:
        self.values: list[str] = []
        self.most = most
        self.content = Choosing("Tags", choices, self.values.append, new)
        self.rows()

    def rows(self) -> list[str]:
        """The list, without its title."""
        return self._shown()[1:]

    @property
    def typed(self) -> str:
        return self._shown()[0].removeprefix("Tags › ")

    def _shown(self) -> list[str]:
        rows = self.content.rows(80, self.most)
        return ["".join(text for text, _ in left).rstrip() for left, _ in rows]

    def press(self, *keys: str) -> bool:
        """Returns whether it has closed; nothing is pressed after that."""
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            if self.content.press(key, character):
                self.content.closed()
                return True
            self.rows()
        return False


def values(found: list[Choice]) -> list[str]:
    return [choice.value for choice in found]


def test_words_match_in_any_order_and_the_best_comes_first() -> None:
    choices = [
        Choice("1", "a long answer", "tone"),
        Choice("2", "tone of the answer"),
        Choice("3", "Tone"),
        Choice("4", "nothing"),
        Choice("5", "bad tone"),
    ]
    assert values(matching(choices, "tone")) == ["3", "2", "5", "1"]
    assert values(matching(choices, "answer tone")) == ["2", "1"]
    assert values(matching(choices, "")) == ["1", "2", "3", "4", "5"]
    assert matching(choices, "absent") == []


def test_it_shows_what_there_is_what_is_said_of_it_and_what_holds() -> None:
    assert Chosen().rows() == [
        "▸ 1   hallucination  says what is not so",
        "  2 ✓ leak           names a person",
        "  3   tone           rude, or too familiar",
    ]


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        (["2"], ["leak"]),
        (["enter"], ["hallucination"]),
        (["down", "down", "down", "up", "enter"], ["leak"]),
        ([*"ton", "enter"], ["tone"]),
        ([*"person", "enter"], ["leak"]),
        ([*"tonex", "backspace", "enter"], ["tone"]),
        (["escape"], []),
        ([*"absent", "enter", "escape"], []),
        (["9", "escape"], []),
    ],
)
def test_keys_choose_and_close(keys: list[str], chosen: list[str]) -> None:
    choosing = Chosen()
    assert not choosing.press(*keys[:-1])
    assert choosing.press(keys[-1])
    assert choosing.values == chosen


def test_a_digit_is_typed_once_something_else_is() -> None:
    choosing = Chosen((Choice("x", "gpt 4"), Choice("y", "gpt 5")))
    assert not choosing.press("g", "2")
    assert choosing.rows() == ["  nothing has these words", ""]
    assert choosing.typed == "g2"
    assert not choosing.press("backspace", "space", "5")
    assert choosing.press("enter")
    assert choosing.values == ["y"]


def test_a_new_one_can_be_made_where_it_may() -> None:
    choosing = Chosen(new="tag")
    choosing.press(*"tone")
    assert choosing.rows()[1:] == ["", "", ""], "a tag that there is can't be made"
    choosing.press(*" deaf")
    assert choosing.rows()[0].split() == ["▸", "tone", "deaf", "a", "new", "tag"]
    assert choosing.press("enter")
    assert choosing.values == ["tone deaf"]


def test_what_matches_goes_before_what_would_be_new() -> None:
    choosing = Chosen(new="tag")
    assert choosing.press(*"to", "enter")
    assert choosing.values == ["tone"]


def test_a_new_one_where_there_are_none_yet() -> None:
    choosing = Chosen((), new="reason")
    assert choosing.rows() == ["  type a new reason"]
    assert not choosing.press("enter")
    assert choosing.press(*"broken", "enter")
    assert choosing.values == ["broken"]


def test_pasting_types_on_the_one_line_and_takes_nothing() -> None:
    choosing = Chosen(new="tag")
    choosing.content.paste("1\ntwo")
    assert choosing.typed == "1 two"
    assert choosing.values == []


def test_of_many_only_those_in_view_are_made_and_digits_take_what_stands_beside_them() -> None:
    choosing = Chosen(NUMBERS)
    assert len(choosing.rows()) == 9
    choosing.press(*["pagedown"] * 3)
    assert choosing.rows()[8] == "▸ 9   choice 27"
    assert choosing.press("1")
    assert choosing.values == ["19"]


def test_the_marked_one_stays_in_view_where_there_is_less_room() -> None:
    choosing = Chosen(NUMBERS)
    choosing.press(*["down"] * 8)
    choosing.most = 4
    rows = choosing.rows()
    assert len(rows) == 4
    assert rows[3] == "▸ 4   choice 8"
    assert not choosing.press("5"), "there is no fifth row"
