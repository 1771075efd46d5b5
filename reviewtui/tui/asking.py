"""Asking for one line in a panel, such as the pair to go to or what to search."""

from __future__ import annotations

from collections.abc import Callable

from reviewtui.tui.bar import Row, fitting
from reviewtui.tui.typed_line import TypedLine


class Asking:
    """A panel's content. Gives what was typed, unless the reviewer thought better of it."""

    half = False

    def __init__(self, question: str, verb: str, answered: Callable[[str], object]) -> None:
        """`verb`: what enter does. `answered` is called once the panel has closed."""
        self._question = question
        self._verb = verb
        self._answered = answered
        self._line = TypedLine()
        self._given = False

    def rows(self, width: int, most: int) -> list[Row]:
        keys = fitting([("⏎", self._verb), ("Esc", "back")], 30)
        return [([(f"{self._question}  ", "strong"), *keys], ()), (self._line.parts(width - 2), ())]

    def press(self, key: str, character: str | None) -> bool:
        if key in ("escape", "enter"):
            self._given = key == "enter"
            return True
        self._line.press(key, character)
        return False

    def paste(self, text: str) -> None:
        self._line.insert(text)

    def closed(self) -> None:
        if self._given and self._line.text:
            self._answered(self._line.text)
