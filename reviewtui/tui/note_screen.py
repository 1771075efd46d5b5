"""Writing a note, under the outputs that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import TextArea

from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.editor_screen import EditorScreen
from reviewtui.tui.safe_editor import SafeEditor

PAUSE_S = 1.0
"""When typing pauses so long, what was typed is kept."""

Save = Callable[[str], str]
"""Commits a note; returns what went wrong, empty where nothing did."""


class NoteScreen(EditorScreen[None], inherit_bindings=False):
    """What is typed goes to `keep` after each pause and when the screen goes; the written note to `finish`.

    It closes once the note is saved. What could not be saved stays in the editor until it is given up.
    """

    CSS = """
    NoteScreen { align: center bottom; background: transparent; }
    NoteScreen Bar { background: $panel; }
    NoteScreen SafeEditor { height: 6; border: none; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+s", "close")]

    def __init__(self, note: str, keep: Save, finish: Save) -> None:
        super().__init__(SafeEditor(note, soft_wrap=True, show_line_numbers=False))
        self._keep = keep
        self._finish = finish
        self._kept = note
        self._warned = False
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Bar()
        self.editor.move_cursor(self.editor.document.end)
        yield self.editor

    def on_mount(self) -> None:
        self._say("")

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self._keep_now)

    def on_unmount(self, event: events.Unmount) -> None:
        """Also when the connection drops in the middle of a word."""
        self._keep_now()

    def _keep_now(self) -> None:
        note = self.editor.text
        if note != self._kept:
            wrong = self._keep(note)
            if wrong:
                self._say(wrong)
            else:
                self._kept = note

    def _say(self, wrong: str) -> None:
        keys = fitting([("Esc", "save and close")], 40)
        # None of them is there any more when the screen goes.
        for bar in self.query(Bar):
            bar.show([("Note  ", "strong"), *keys, (f"  {wrong}", "alert")])

    def action_close(self) -> None:
        note = self.editor.text
        wrong = self._finish(note)
        if wrong and not self._warned:
            self._warned = True
            self._say(f"not saved: {wrong} · Esc again gives it up")
        else:
            self._kept = note
            self.dismiss(None)
