"""Differences between the two outputs: found away from the keys, shown in the panes, walked through."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.screen import Screen

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side
from reviewtui.review.turns import text_of
from reviewtui.review.view import View
from reviewtui.text.document import Document
from reviewtui.tui import background
from reviewtui.tui.reader import Reader, Spans

if TYPE_CHECKING:
    from reviewtui.text.comparing.differences import Differences
    from reviewtui.text.comparing.facts import OneSided

OFF, WORDS, LINES = "off", "words", "lines"
MODES = (OFF, WORDS, LINES)

HARDLY = 0.1
"""Share in common below which to mark differences would be to mark everything."""


class Compared(NamedTuple):
    """The result, and what it is the result of: anything else on the screen has none yet."""

    of: tuple[object, ...]
    differences: Differences
    facts: OneSided


class Comparing:
    def __init__(self, screen: Screen[None], reader: Reader, found: Callable[[str], None]) -> None:
        """`found` is called on the screen's thread, with what to say, when a result is there."""
        self.mode = OFF
        self._screen = screen
        self._reader = reader
        self._found = found
        self._compared: Compared | None = None
        self._asked: tuple[object, ...] = ()
        self._at: int | None = None

    def next_mode(self) -> str:
        self.mode = MODES[(MODES.index(self.mode) + 1) % len(MODES)]
        self._at = None
        if self.mode == OFF:
            return "differences off"
        if self._result is not None and self._result.differences.alike < HARDLY:
            return _said(self._result.differences)
        return f"differences by {self.mode}"

    def update(self, view: View) -> None:
        """Compare what is shown now, where it is asked for and not done yet."""
        if self.mode == OFF or self._result is not None or self._asked == self._shown:
            return
        self._at = None
        self._asked = self._shown
        work = partial(self._compare, view)
        background.start(self._screen, work, "differences")

    async def _compare(self, view: View) -> None:
        of = self._shown
        left, right = (self._copy(side) for side in Side)
        texts = text_of(view.left), text_of(view.right)

        def work() -> Compared:
            # Imported here: compiling the patterns and loading the engine is not for the screen to wait for.
            from reviewtui.text.comparing.differences import differences
            from reviewtui.text.comparing.facts import only_one_side

            return Compared(of, differences(whole(left), whole(right)), only_one_side(*texts))

        compared = await asyncio.to_thread(work)
        if compared.of == self._shown:
            self._compared = compared
            self._found(_said(compared.differences))

    def _copy(self, side: Side) -> Document:
        pane = self._reader.panes[side.value]
        return self._reader.layouts[side.value].copy(pane.text_width)

    @property
    def _shown(self) -> tuple[object, ...]:
        """What offsets hold for: these layouts at these widths."""
        sides = [side.value for side in Side]
        return (
            *(self._reader.layouts[side] for side in sides),
            *(self._reader.panes[side].text_width for side in sides),
        )

    @property
    def _result(self) -> Compared | None:
        return self._compared if self._compared is not None and self._compared.of == self._shown else None

    def spans(self, side: Side) -> Spans:
        """What the pane of a side marks."""
        result = self._result
        if self.mode == OFF or result is None or result.differences.alike < HARDLY:
            return {}
        return {"difference": result.differences.spans(side.value, words=self.mode == WORDS)}

    @property
    def facts(self) -> OneSided | None:
        """What only one side says; None while it is not known or not asked for."""
        result = self._result
        return result.facts if result is not None and self.mode != OFF else None

    def step(self, by: int) -> str:
        """Bring the next difference (1) or the previous one (-1) into view in both panes."""
        result = self._result
        if self.mode == OFF:
            raise ReviewError("differences are not shown")
        if result is None:
            raise ReviewError("the differences are not found yet")
        if result.differences.alike < HARDLY:
            raise ReviewError(_said(result.differences))
        hunks = result.differences.hunks
        if not hunks:
            raise ReviewError("there are no differences")
        if self._at is None:
            self._at = 0 if by > 0 else len(hunks) - 1
        else:
            self._at = (self._at + by) % len(hunks)
        hunk = hunks[self._at]
        self._reader.panes["left"].reveal(hunk.left[0])
        self._reader.panes["right"].reveal(hunk.right[0])
        return f"difference {self._at + 1} of {len(hunks)}"


def _said(found: Differences) -> str:
    count = len(found.hunks)
    if not count:
        return "no differences"
    if found.alike < HARDLY:
        return "hardly anything in common: nothing is marked"
    return f"{count:,} differences" if count > 1 else "1 difference"


def whole(document: Document) -> str:
    """All of a document's text."""
    while not document.complete:
        document.advance(1 << 16)
    return document.text
