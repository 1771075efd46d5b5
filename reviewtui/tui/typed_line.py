"""One line that is typed key by key. Not a widget with the focus: that would get keys past the screen, and
out of their order where they come in bursts."""

from __future__ import annotations

from collections.abc import Callable

from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from reviewtui.tui.bar import Part

LONGEST = 1_000
"""Characters; what is typed or pasted beyond is not taken."""


class TypedLine:
    """What stands before the caret, and what behind it."""

    def __init__(self, text: str = "") -> None:
        self._before = text
        self._behind = ""

    @property
    def text(self) -> str:
        return self._before + self._behind

    def press(self, key: str, character: str | None) -> bool:
        """Take a key, named as Textual names it; returns whether it means something here."""
        if key in _EDITS:
            self._before, self._behind = _EDITS[key](self._before, self._behind)
        elif character is not None and character.isprintable():
            self.insert(character)
        else:
            return False
        return True

    def insert(self, text: str) -> None:
        """Take what was typed or pasted; it stays on its line."""
        room = LONGEST - len(self.text)
        self._before += " ".join(text.splitlines())[: max(room, 0)]

    def parts(self, room: int) -> list[Part]:
        """As parts of a bar: the end of what stands before the caret, the caret, and what stands behind."""
        before, under = safe(self._before), safe(self._behind[:1]) or " "
        while before and cell_width(before) + cell_width(under) > room:
            before = before[1:]
        return [(before, "plain"), (under, "caret"), (self._behind[1:], "plain")]


def _without_word(before: str, behind: str) -> tuple[str, str]:
    start = before.rstrip(" ").rfind(" ") + 1
    return before[:start], behind


_EDITS: dict[str, Callable[[str, str], tuple[str, str]]] = {
    "left": lambda before, behind: (before[:-1], before[-1:] + behind),
    "right": lambda before, behind: (before + behind[:1], behind[1:]),
    "home": lambda before, behind: ("", before + behind),
    "end": lambda before, behind: (before + behind, ""),
    "backspace": lambda before, behind: (before[:-1], behind),
    "delete": lambda before, behind: (before, behind[1:]),
    "ctrl+u": lambda before, behind: ("", behind),  # noqa: ARG005  one signature for all edits
    "ctrl+w": _without_word,
}
"""Keys that are no characters, and what they make of the two halves."""
