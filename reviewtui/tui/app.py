"""The app: how it starts and how it ends, whatever ends it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from reviewtui.review.session import Session
from reviewtui.tui import pasting
from reviewtui.tui.review_screen import ReviewScreen

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""They leave the terminal as it was; without a handler it would stay raw. Labels are committed anyway."""


class ReviewApp(App[None], inherit_bindings=False):
    # The default screen's own CSS_PATH would not be loaded: Textual does that when a screen is pushed.
    CSS_PATH = "review_screen.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "say_how_to_quit", show=False, system=True)]

    def __init__(self, session: Session, project: str, started: Callable[[], None] = lambda: None) -> None:
        """`started` is called once, when the first pair is on the screen."""
        super().__init__()
        pasting.install()
        self._started = started
        self._up = False
        self._ending = 0
        # An animated page-down sends some 200 KB: fifty frames that nobody on a slow link wants.
        self.animation_level = "none"
        self.crash: Exception | None = None
        self._review = ReviewScreen(session, project)

    def get_default_screen(self) -> ReviewScreen:
        return self._review

    def on_ready(self) -> None:
        self._started()
        self._up = True
        if self._ending:
            self._end_by(self._ending)

    def on_load(self) -> None:
        # Before the terminal is taken, so that there is no moment in which a signal leaves it broken.
        loop = asyncio.get_running_loop()
        for number in ENDING_SIGNALS:
            loop.add_signal_handler(number, self._end_by, number)

    def _end_by(self, number: int) -> None:
        self._ending = number
        # While widgets are being mounted, an exit would take them away under the mounting.
        if self._up:
            self.exit(return_code=128 + number)

    def action_say_how_to_quit(self) -> None:
        self._review.remind_of_quit()

    def _fatal_error(self) -> None:
        """Textual would print the frames' local variables, and with them the texts under review.

        It has no public hook for this; the command tells of the crash after the terminal is restored.
        """
        self.crash = self._exception if isinstance(self._exception, Exception) else None
        self._close_messages_no_wait()
