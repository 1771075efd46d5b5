"""A text as it is shown, made piece by piece: only as much of it as someone looks at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Span(NamedTuple):
    """Characters from `start` to `end` that have a role, such as `strong` or `code`; several, separated by
    blanks, add up. `text` speaks of roles; how they look is the screens' business."""

    start: int
    end: int
    role: str


class Hang(NamedTuple):
    """One long line, from `start` to `end`: what its second and further rows begin with, such as the indent
    of a list. It is ours, never a piece of the text under review."""

    start: int
    end: int
    prefix: str


class Piece(NamedTuple):
    """A part of what is shown. It ends where a line ends, with the newline, unless it is the last one.

    Offsets of `spans` and `hangs` are into `text`; spans are in order and don't overlap. `source` is where
    what it shows starts in the text that it was made from.
    """

    text: str
    spans: tuple[Span, ...] = ()
    hangs: tuple[Hang, ...] = ()
    source: int = 0


class Document:
    """What is shown of a text so far. Each character of `text` is shown as one character."""

    def __init__(self, pieces: Iterable[Piece], source_length: int = 0) -> None:
        """`source_length`, in characters, tells how much is to come before it is known."""
        self.text = ""
        self.complete = False
        self._pieces: Iterator[Piece] = iter(pieces)
        self._source_length = source_length
        self._spans: list[Span] = []
        self._starts: list[int] = []
        self._hangs: list[Hang] = []
        self._hang_starts: list[int] = []
        self._shown: list[int] = []
        self._sources: list[int] = []

    @classmethod
    def plain(cls, text: str) -> Document:
        """A text as it is, known at once."""
        document = cls([Piece(text)], len(text))
        document.advance(len(text) + 1)
        return document

    def advance(self, characters: int) -> bool:
        """Make about so many characters more, at least one piece; returns whether it is complete."""
        parts: list[str] = []
        at = start = len(self.text)
        while not self.complete:
            piece = next(self._pieces, None)
            if piece is None:
                self.complete = True
                break
            if piece.text:
                parts.append(piece.text)
                self._take(piece, at)
                at += len(piece.text)
                if at - start >= characters:
                    break
        self.text += "".join(parts)
        return self.complete

    def _take(self, piece: Piece, at: int) -> None:
        self._shown.append(at)
        self._sources.append(piece.source)
        for start, end, role in piece.spans:
            self._spans.append(Span(at + start, at + end, role))
            self._starts.append(at + start)
        for start, end, prefix in piece.hangs:
            self._hangs.append(Hang(at + start, at + end, prefix))
            self._hang_starts.append(at + start)

    @property
    def marked(self) -> bool:
        """Whether there is more to it, so far, than its bare text."""
        return bool(self._spans or self._hangs)

    @property
    def length(self) -> int:
        """Characters in all: exact once complete, before that judged by what is made."""
        if self.complete or not self.text:
            return max(len(self.text), 0 if self.complete else self._source_length)
        # The last piece's own length is not in the sources yet.
        done = max(self._sources[-1], 1) if self._sources else 1
        shown = max(self._shown[-1], 1) if self._shown else 1
        ratio = shown / done if shown > 1 and done > 1 else 1.0
        return max(len(self.text), round(self._source_length * ratio))

    def spans(self, start: int, end: int) -> list[Span]:
        """The spans that touch `start` to `end`, in order."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        near = self._spans[first : bisect_right(self._starts, end)]
        return [span for span in near if span.end > start and span.start < end]

    def hang(self, offset: int) -> str:
        """What a row that goes on with a line at `offset` begins with."""
        at = bisect_right(self._hang_starts, offset) - 1
        if at < 0 or offset >= self._hangs[at].end:
            return ""
        return self._hangs[at].prefix

    def source_of(self, offset: int) -> int:
        """About where in the source what is shown at `offset` comes from."""
        at = bisect_right(self._shown, offset) - 1
        return self._sources[at] + offset - self._shown[at] if at >= 0 else 0

    def offset_of(self, source: int) -> int:
        """About where what stands at `source` is shown; makes the document as far as that."""
        while not self.complete and (not self._sources or self._sources[-1] <= source):
            self.advance(1)
        at = bisect_left(self._sources, source)
        if at == len(self._sources) or self._sources[at] != source:
            at -= 1
        if at < 0:
            return 0
        end = self._shown[at + 1] if at + 1 < len(self._shown) else len(self.text)
        return min(self._shown[at] + source - self._sources[at], max(end - 1, self._shown[at]))
