"""The next pair's texts, laid out while the reviewer reads this one: Markdown takes longer than a paint."""

from __future__ import annotations

import asyncio
from functools import partial

from textual.screen import Screen
from textual.timer import Timer

from reviewtui.review.session import Session
from reviewtui.review.turns import Turns
from reviewtui.text.conversation import Layout
from reviewtui.text.flow import Flow
from reviewtui.tui import background
from reviewtui.tui.reader import OUTPUTS, Reader
from reviewtui.tui.text_pane import go_ahead

PAUSE_S = 0.05
"""After a pair has come up: whoever types on does not wait for this."""


class Preparing:
    def __init__(self, screen: Screen[None], reader: Reader, session: Session) -> None:
        self._screen = screen
        self._reader = reader
        self._session = session
        self._timer: Timer | None = None

    def soon(self) -> None:
        """Another pair has come up: once it is painted, there is time."""
        self._screen.call_after_refresh(self._wait)

    def _wait(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._screen.set_timer(PAUSE_S, self._begin)

    def _begin(self) -> None:
        outputs = self._session.upcoming()
        if outputs:
            background.start(self._screen, partial(self._prepare, outputs), "next")

    async def _prepare(self, outputs: tuple[Turns, ...]) -> None:
        panes = [self._reader.panes[side] for side in OUTPUTS]
        # Which of them will stand on which side is not drawn yet.
        widths = {pane.text_width for pane in panes}
        rows = max(pane.size.height for pane in panes)
        raw = self._reader.raw

        def work() -> list[Layout]:
            return [laid_out(turns, raw, widths, rows) for turns in outputs]

        self._reader.prepared = await asyncio.to_thread(work)


def laid_out(turns: Turns, raw: bool, widths: set[int], rows: int) -> Layout:
    """A layout made as far as a pane of any of these widths would make it at once."""
    layout = Layout(turns, raw=raw)
    for width in widths:
        flow = Flow(layout.at(width), width)
        flow.ensure(rows)
        go_ahead(flow)
    return layout
