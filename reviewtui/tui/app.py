"""The app: how it starts and how it ends, whatever ends it, and what it has of the terminal."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from reviewtui.domain.errors import ReviewError
from reviewtui.review.session import Session
from reviewtui.review.settings import Settings
from reviewtui.tui import terminal_input, themes
from reviewtui.tui.review_screen import ReviewScreen

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""They leave the terminal as it was; without a handler it would stay raw. Labels are committed anyway."""


class ReviewApp(App[None], inherit_bindings=False):
    # The default screen's own CSS_PATH would not be loaded: Textual does that when a screen is pushed.
    CSS_PATH: ClassVar[list[str | PurePath]] = ["review_screen.tcss", "panel.tcss", "roles.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "say_how_to_quit", show=False, system=True)]

    def __init__(
        self,
        session: Session,
        project: str,
        started: Callable[[], None] = lambda: None,
        settings: Settings | None = None,
        notice: str = "",
    ) -> None:
        """`started` is called once, when the first pair is on the screen. `notice` is said first there.

        Raises UsageError where the settings name a theme that there is not.
        """
        self._settings = settings or Settings()
        # Before the stylesheet is made: for a theme that comes later it would be made anew.
        self.set_reactive(App.theme, themes.start_theme(self._settings))
        # Without colours Textual would send greys, but that it was told to use the terminal's own colours.
        super().__init__(ansi_color=True if themes.has_no_colours() else None)
        terminal_input.install()
        self._started = started
        self._up = False
        self._ending = 0
        # An animated page-down sends some 200 KB: fifty frames that nobody on a slow link wants.
        self.animation_level = "none"
        self.crash: Exception | None = None
        self.mouse = self._settings.mouse
        """Whether the terminal reports the mouse, instead of selecting text with it."""
        self._review = ReviewScreen(session, project, self._settings.keymap, notice)

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
        self.app_resume_signal.subscribe(self, self._repaint)

    def _end_by(self, number: int) -> None:
        self._ending = number
        # While widgets are being mounted, an exit would take them away under the mounting.
        if self._up:
            self.exit(return_code=128 + number)

    def action_say_how_to_quit(self) -> None:
        self._review.remind_of_quit()

    # What the screens ask of the terminal

    def suspend_now(self) -> None:
        """Back to the shell until it brings the program to the foreground again.

        Raises ReviewError where there is no shell to go back to: the stopped program would be out of reach.
        """
        if self._driver is None or not self._driver.can_suspend or os.getpgrp() == os.getsid(0):
            raise ReviewError("there is no shell with job control to go back to")
        self.action_suspend_process()

    def _repaint(self, app: App[None]) -> None:
        """The terminal has forgotten what was on it."""
        self.refresh(layout=True)

    def set_mouse(self, on: bool) -> str:
        from reviewtui.tui.mouse import report_mouse

        report_mouse(self._driver, on)
        self.mouse = on
        return "the mouse scrolls" if on else "the mouse is the terminal's: it selects text"

    def copy(self, text: str) -> str:
        """To the clipboard of the reviewer's machine. Raises ReviewError, with what to do, where it can't."""
        from reviewtui.tui import clipboard

        clipboard.check(text, self._settings.clipboard)
        # A lone surrogate has no bytes to send.
        self.copy_to_clipboard(text.encode("utf-8", "replace").decode("utf-8"))
        return f"sent to the clipboard: {len(text):,} characters"

    def choose_theme(self) -> None:
        """Have the reviewer choose. Raises ReviewError where there are no colours."""
        if themes.has_no_colours():
            raise ReviewError("there are no colours: NO_COLOR is set, or the terminal has none")
        from reviewtui.tui.choosing import Choice, Choosing

        choices = [
            Choice(name, name, themes.dark_or_light(name), on=name == self.theme) for name in themes.names()
        ]
        self._review.panel.open(Choosing("Colours", choices, self._theme_chosen))

    def _theme_chosen(self, name: str) -> None:
        self._review.answer(lambda: self._use_theme(name))

    def _use_theme(self, name: str) -> str:
        self.theme = name
        return f"{name}: {self._settings.keep_theme(name)}"

    def _fatal_error(self) -> None:
        """Textual would print the frames' local variables, and with them the texts under review.

        It has no public hook for this; the command tells of the crash after the terminal is restored.
        """
        self.crash = self._exception if isinstance(self._exception, Exception) else None
        self._close_messages_no_wait()
