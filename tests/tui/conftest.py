"""Screens driven by keys, without a terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from textual.pilot import Pilot

from reviewtui.review.session import Session
from reviewtui.tui.app import ReviewApp
from reviewtui.tui.bar import Bar
from reviewtui.tui.text_pane import TextPane

Start = Callable[..., AbstractAsyncContextManager["Screen"]]


class Screen:
    """The running app, with words for what a test looks at."""

    def __init__(self, app: ReviewApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.pilot.pause(0.1)

    def bar(self, name: str) -> str:
        return self.app.screen.query_one(f"#{name}", Bar).text

    def pane(self, name: str) -> list[str]:
        """The rows in view, without the blanks at their ends."""
        pane = self.app.screen.query_one(f"#{name}", TextPane)
        return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]

    def lines(self) -> list[str]:
        """The whole screen as text."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]


@pytest.fixture
def start() -> Start:
    @asynccontextmanager
    async def starting(session: Session, width: int = 80, height: int = 24) -> AsyncIterator[Screen]:
        app = ReviewApp(session, "pairs")
        async with app.run_test(size=(width, height)) as pilot:
            await pilot.pause()
            yield Screen(app, pilot)

    return starting
