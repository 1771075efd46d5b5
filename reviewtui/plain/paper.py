"""What is printed: lines of text alone, without a control character, and long texts in pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from reviewtui.domain.errors import ReviewError
from reviewtui.text.display import safe
from reviewtui.text.document import Document, Hang, Piece
from reviewtui.text.flow import Flow

PAGE = 60
"""Lines of a text that are printed at once."""

COUNTED = 10 * PAGE
"""Lines beyond a page that are counted; more of them are estimated."""

INDENT = "  "
"""Before each line of a text under review: what begins at the margin is always ours."""

NARROWEST, USUAL = 20, 80

At = Callable[[int], Document]
"""A text as a document for lines of so many cells."""


@dataclass(slots=True)
class Cut:
    """A text that was printed in part."""

    title: str
    flow: Flow
    next: int


class Paper:
    """Prints to a stream, wrapped at the width that `width` gives then; 0: the usual one."""

    def __init__(self, out: TextIO, width: Callable[[], int] = lambda: USUAL) -> None:
        self._out = out
        self._measure = width
        self.lines = 0
        """Printed so far."""
        self._cuts: dict[str, Cut] = {}
        """By name, the one to go on with last."""

    @property
    def width(self) -> int:
        return max(self._measure() or USUAL, NARROWEST)

    @property
    def text_width(self) -> int:
        """Room for a text under review."""
        return self.width - len(INDENT)

    def say(self, text: str) -> None:
        """One line of our own; where it is too long, it goes on indented."""
        line = text.replace("\n", "\u21b5")
        document = Document([Piece(line, (), (Hang(0, len(line), INDENT),))], len(line))
        flow = Flow(document, self.width)
        flow.advance(len(line) + 1)
        for y in range(flow.known):
            self._line(flow.row(y).text)

    def ask(self, prompt: str) -> None:
        """A prompt, behind which a line is typed."""
        self._out.write(prompt)
        self._out.flush()

    def answer(self, line: str) -> None:
        """A line that was read behind the prompt, where no terminal shows it."""
        self._line(safe(line).replace("\t", " "))

    def text(self, name: str, title: str, text: At | str) -> None:
        """A text under a title, as much of it as goes on a page; `more` goes on by its name."""
        width = self.text_width
        flow = Flow(text if isinstance(text, str) else text(width), width)
        self._cuts.pop(name, None)
        self.say(f"{title}:")
        self._page(name, Cut(title, flow, 0))

    def more(self, name: str = "") -> None:
        """Go on with the text that was cut last, or with one by its name. Raises ReviewError."""
        if not self._cuts:
            raise ReviewError("there is no more: every text is printed to its end")
        name = name or next(reversed(self._cuts))
        cut = self._cuts.pop(name, None)
        if cut is None:
            raise ReviewError(f"there is no more of «{name}»; cut were: {', '.join(self._cuts)}")
        self.say(f"{cut.title}, from line {cut.next + 1:,}:")
        self._page(name, cut)

    def forget(self) -> None:
        """What was cut belongs to a pair that is gone."""
        self._cuts.clear()

    def put_first(self, *names: str) -> None:
        """Go on with these before all others that were cut, in this order."""
        for name in reversed(names):
            if name in self._cuts:
                self._cuts[name] = self._cuts.pop(name)

    def _page(self, name: str, cut: Cut) -> None:
        end = min(cut.flow.ensure(cut.next + PAGE), cut.next + PAGE)
        for y in range(cut.next, end):
            self._line(INDENT + cut.flow.row(y).text)
        if cut.flow.ensure(end + COUNTED) == end:
            return
        rest = cut.flow.height_estimate - end
        about = "" if cut.flow.complete else "about "
        cut.next = end
        self._cuts[name] = cut
        self.say(f"… {about}{rest:,} more {'line' if rest == 1 else 'lines'}: more {name}")

    def _line(self, text: str) -> None:
        self.lines += 1
        self._out.write(text.rstrip() + "\n")
