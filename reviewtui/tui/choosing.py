"""Choosing one of many in a panel: a list that typing filters. Tags, actions, themes, reasons, texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from reviewtui.text.cells import cell_width, pad
from reviewtui.text.display import one_line, safe
from reviewtui.tui.bar import Part, Row
from reviewtui.tui.tag_digits import DIGITS
from reviewtui.tui.typed_line import TypedLine

ROWS = len(DIGITS)

ROWS_OF_NUMBERED = 7
"""Of choices with digits of their own, which take them wherever they stand. A tag is taken hundreds of times
a day, and each row that the list covers is painted anew when it closes."""

KEYS = "1-9 ⏎ take · Esc back"
"""One part and one role: on a slow link each change of style is as long as ten letters."""

NEW_CELLS = 24
"""Room for what is typed, where it can become a choice."""


class Choice(NamedTuple):
    """`value` is what the screen gives, `text` what it shows, `more` what is said of it; `on`: it holds.
    `digit` takes it wherever it stands; where no choice has one, digits take what stands beside them."""

    value: str
    text: str
    more: str = ""
    on: bool = False
    digit: str = ""


def matching(choices: Iterable[Choice], typed: str) -> list[Choice]:
    """Those that have every word of what was typed, in any order; the best first, else in their order."""
    words = typed.casefold().split()
    ranked = [(_rank(choice, words), choice) for choice in choices]
    return [choice for rank, choice in sorted(ranked, key=lambda one: one[0]) if rank < _NONE]


_NONE = 4


def _rank(choice: Choice, words: Sequence[str]) -> int:
    """0: it is what was typed, 1: begins with it, 2: has its words, 3: has them in `more` too, 4: has not."""
    text = choice.text.casefold()
    if not all(word in text for word in words):
        both = f"{text}\n{choice.more.casefold()}"
        return 3 if all(word in both for word in words) else _NONE
    whole = " ".join(words)
    if text == whole:
        return 0
    return 1 if text.startswith(whole) else 2


class Choosing:
    """A panel's content. Gives the value of what was chosen, or what was typed where `new` allows it.

    Digits take a choice at once as long as nothing is typed. Only the rows in view are made.
    """

    half = True

    def __init__(
        self, title: str, choices: Sequence[Choice], chosen: Callable[[str], object], new: str = ""
    ) -> None:
        """`chosen` is called once the panel has closed, not where it was given up. `new`: the word for what
        may be made by typing its name, such as «tag»; empty: nothing may."""
        self._title = title
        self._choices = tuple(choices)
        self._chosen = chosen
        self._new = new
        self._line = TypedLine()
        self._numbered = any(one.digit for one in self._choices)
        self._found = list(self._choices)
        self._value: str | None = None
        self._cursor = 0
        self._top = 0
        widest = max((cell_width(safe(one.text)) for one in choices), default=0)
        self._widest = max(widest, NEW_CELLS) if new else widest
        self._in_view = ROWS

    def rows(self, width: int, most: int) -> list[Row]:
        rows = ROWS_OF_NUMBERED if self._numbered else ROWS
        self._in_view = max(min(rows, len(self._choices) + bool(self._new), most), 1)
        self._keep_cursor_in_view()
        line = self._line.parts(max(width - len(self._title) - len(KEYS) - 10, 8))
        return [
            ([(f"{self._title} › ", "strong"), *line], [(KEYS, "quiet")]),
            *((self._parts(number, width), ()) for number in range(self._in_view)),
        ]

    def press(self, key: str, character: str | None) -> bool:
        if key == "escape":
            return True
        if key == "enter":
            return self._take(self._cursor)
        if not self._line.text and character in DIGITS:
            return self._take_digit(character)
        if key in _STEPS:
            by = _STEPS[key] * (self._in_view if "page" in key else 1)
            self._cursor = max(0, min(self._cursor + by, len(self._found) - 1))
        elif self._line.press(key, character):
            self._filter()
        return False

    def paste(self, text: str) -> None:
        self._line.insert(text)
        self._filter()

    def closed(self) -> None:
        if self._value is not None:
            self._chosen(self._value)

    def _take(self, number: int) -> bool:
        if number >= len(self._found):
            return False
        self._value = self._found[number].value
        return True

    def _take_digit(self, digit: str) -> bool:
        if not self._numbered:
            number = DIGITS.index(digit)
            return number < self._in_view and self._take(self._top + number)
        own = (number for number, choice in enumerate(self._found) if choice.digit == digit)
        return self._take(next(own, len(self._found)))

    def _keep_cursor_in_view(self) -> None:
        self._top = max(self._cursor - self._in_view + 1, min(self._top, self._cursor))

    def _filter(self) -> None:
        typed = " ".join(self._line.text.split())
        self._found = matching(self._choices, typed)
        if self._new and typed and all(one.text != typed for one in self._found):
            self._found.append(Choice(typed, typed, f"a new {self._new}"))
        self._cursor = self._top = 0

    def _parts(self, number: int, width: int) -> list[Part]:
        at = self._top + number
        if at >= len(self._found):
            nothing = f"  type a new {self._new}" if self._new else "  nothing has these words"
            return [] if self._found or number else [(nothing, "quiet")]
        choice = self._found[at]
        here = at == self._cursor
        digit = choice.digit if self._numbered else DIGITS[number]
        beside = digit or " " if not self._line.text else " "
        # What is said of the choices begins in one column.
        column = min(self._widest, width * 3 // 5)
        start = f"{'▸' if here else ' '} {beside} {'✓' if choice.on else ' '} "
        parts = [(start + pad(one_line(choice.text, column), column), "strong" if here else "plain")]
        return [*parts, (f"  {choice.more}", "quiet")] if choice.more else parts


_STEPS = {"down": 1, "up": -1, "pagedown": 1, "pageup": -1}
