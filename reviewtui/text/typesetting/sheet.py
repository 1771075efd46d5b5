"""Lines with roles, put together to the pieces of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reviewtui.text.cells import cell_width
from reviewtui.text.document import Hang, Piece, Span

# How many characters are enough for a piece: a screenful is made in a few steps, a long text in not too many.
_ENOUGH = 2048

# However deep a text is nested, so much of the width is left for its words.
_LEAST_ROOM = 16


class Run(NamedTuple):
    """Characters of one line with one role, none where it is empty."""

    text: str
    role: str = ""


class Line(NamedTuple):
    """One line of what is shown, without its newline, and where in the source it starts."""

    runs: Sequence[Run]
    source: int
    hang: str = ""


@dataclass(slots=True)
class _Margin:
    first: str
    rest: str
    role: str
    used: bool = False


class Sheet:
    """Takes lines, each behind the margins of the lists and quotes that it is in, and gives them as pieces.

    Texts are kept raw, one character for each that will be shown; `width`, in cells, is the reader's.
    """

    def __init__(self, width: int) -> None:
        self.length = 0
        self._width = width
        self._source = 0
        self._parts: list[str] = []
        self._spans: list[Span] = []
        self._hangs: list[Hang] = []
        self._margins: list[_Margin] = []

    @property
    def full(self) -> bool:
        """Whether there is enough for a piece."""
        return self.length >= _ENOUGH

    def take(self, source: int) -> Piece:
        """The piece made of all since the last one; what is added from now on stands at `source`."""
        piece = Piece("".join(self._parts), tuple(self._spans), tuple(self._hangs), self._source)
        self.length, self._source = 0, source
        self._parts, self._spans, self._hangs = [], [], []
        return piece

    @property
    def nested(self) -> bool:
        """Whether lines are in a list or a quote."""
        return bool(self._margins)

    @property
    def room(self) -> int:
        """The cells beside the margins, at least a few."""
        room = self._width - sum(cell_width(margin.rest) for margin in self._margins)
        return max(room, min(self._width, _LEAST_ROOM))

    def enter(self, first: str, rest: str, role: str = "") -> None:
        """Begin the first line from now on with `first`, all others with `rest`."""
        self._margins.append(_Margin(first, rest, role))

    def leave(self) -> None:
        """End the innermost margin; a list item or a quote of nothing is still seen."""
        if not self._margins[-1].used:
            self.line([])
        self._margins.pop()

    def line(self, runs: Iterable[Run], hang: str = "") -> None:
        """Add a line; its further rows begin `hang` to the right of the margins."""
        runs = tuple(runs)
        if not runs and all(margin.used for margin in self._margins):
            self._empty()
            return
        start = self.length
        for margin in self._margins:
            self._add(margin.rest if margin.used else margin.first, margin.role)
            margin.used = True
        for text, role in runs:
            self._add(text, role)
        prefix = "".join(margin.rest for margin in self._margins) + hang
        if prefix and self.length > start:
            self._hangs.append(Hang(start, self.length, prefix))
        self._add("\n")

    def gap(self) -> None:
        """Add an empty line, unless a piece would begin with it."""
        if self.length:
            self._empty()

    def written(self, text: str) -> None:
        """Add lines of the source as they are, outside of all margins."""
        self._add(text)

    def _empty(self) -> None:
        begun = [margin for margin in self._margins if margin.used]
        while begun and not begun[-1].rest.strip():
            begun.pop()
        for margin in begun:
            self._add(margin.rest, margin.role)
        self._add("\n")

    def _add(self, text: str, role: str = "") -> None:
        if not text:
            return
        start, end = self.length, self.length + len(text)
        self.length = end
        self._parts.append(text)
        if not role:
            return
        last = self._spans[-1] if self._spans else None
        if last and last.end == start and last.role == role:
            self._spans[-1] = Span(last.start, end, role)
        else:
            self._spans.append(Span(start, end, role))


def split_lines(runs: Iterable[Run], source: int = 0, hang: str = "") -> Iterator[Line]:
    """The lines of `runs`, which stand in the source one after the other from `source` on.

    A newline at the very end opens no further line.
    """
    line: list[Run] = []
    start = at = source
    for text, role in runs:
        first, *others = text.split("\n")
        if first:
            line.append(Run(first, role))
        at += len(first)
        for other in others:
            yield Line(line, start, hang)
            at += 1
            start = at
            line = [Run(other, role)] if other else []
            at += len(other)
    if line:
        yield Line(line, start, hang)
