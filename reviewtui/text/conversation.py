"""A conversation as one document, so that one pane, one search and one set of offsets serve all its turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from reviewtui.text.display import one_line
from reviewtui.text.document import Document, Piece, Span

_HEADING_CELLS = 40
_SUMMARY_CELLS = 48


class Kind(StrEnum):
    """What a part of a turn is. All but `text` is folded to one line until it is opened."""

    TEXT = "text"
    SYSTEM = "instructions"
    REASONING = "reasoning"
    TOOL_CALL = "tool call"
    TOOL_RESULT = "tool result"


class Part(NamedTuple):
    text: str
    kind: Kind = Kind.TEXT


class Turn(NamedTuple):
    """One message: its role and what it is made of."""

    role: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "\n".join(part.text for part in self.parts)

    @property
    def foldable(self) -> bool:
        return any(part.kind is not Kind.TEXT for part in self.parts)


class Layout:
    """Turns one below the other at any width, each under its role where there are several.

    Texts are taken as they are; a role is made display-safe, because it has to stay on its line.
    """

    def __init__(self, turns: Sequence[Turn], *, raw: bool = False, opened: bool = False) -> None:
        """`raw`: texts as they were written, not typeset. `opened`: folded parts are shown whole."""
        self.form = (tuple(turns), raw, opened)
        """What it is a layout of: the turns, whether they are raw, whether they are opened."""
        self._at: dict[int, Document] = {}

    @classmethod
    def of_text(cls, text: str, *, raw: bool = False) -> Layout:
        return cls((Turn("", (Part(text),)),), raw=raw)

    def at(self, width: int) -> Document:
        """The document for rows of this width, made as far as someone has looked."""
        if width not in self._at:
            # While measuring, more than one width is asked for; after a resize the old ones never are.
            while len(self._at) > 1:
                del self._at[next(iter(self._at))]
            self._at[width] = self.copy(width)
        return self._at[width]

    def copy(self, width: int) -> Document:
        """The same document anew: for another thread."""
        return Document(self._pieces(width), self._length)

    @property
    def turns(self) -> tuple[Turn, ...]:
        return self.form[0]

    def start_of(self, turn: int) -> int:
        """Where in the source a turn starts, its heading with it."""
        return sum(len(part.text) + 1 for turn in self.turns[:turn] for part in turn.parts)

    @property
    def _length(self) -> int:
        return self.start_of(len(self.turns))

    def _pieces(self, width: int) -> Iterator[Piece]:
        source = 0
        ended = True
        for number, turn in enumerate(self.turns):
            if number:
                yield Piece("\n" if ended else "\n\n", source=source - 1)
            if len(self.turns) > 1:
                heading = f"{one_line(turn.role, _HEADING_CELLS)}:"
                yield Piece(f"{heading}\n", (Span(0, len(heading), "role"),), source=source)
            ended = True
            for part in turn.parts:
                if not ended:
                    yield Piece("\n", source=source - 1)
                for piece in self._part(part, width):
                    ended = piece.text.endswith("\n")
                    yield piece._replace(source=source + piece.source)
                source += len(part.text) + 1

    def _part(self, part: Part, width: int) -> Iterator[Piece]:
        _, raw, opened = self.form
        if part.kind is not Kind.TEXT:
            line = _folded(part) if not opened else f"▾ {part.kind.value}"
            yield Piece(f"{line}\n", (Span(0, len(line), "fold"),))
            if not opened:
                return
        if raw:
            yield Piece(part.text)
        else:
            from reviewtui.text.typesetting.typeset import typeset

            yield from typeset(part.text, width)


def _folded(part: Part) -> str:
    """One line that stands for a part: what it is, how it begins, how long it is."""
    text = part.text.strip()
    lines = text.count("\n") + 1
    size = f"{lines:,} lines" if lines > 1 else f"{len(text):,} characters"
    start = text[: 4 * _SUMMARY_CELLS].partition("\n")[0]
    return f"▸ {part.kind.value}: {one_line(start, _SUMMARY_CELLS)} ({size})"
