"""Writing a note in a panel, under the outputs that it is about."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.app import SuspendNotSupported
from textual.timer import Timer
from textual.widgets import TextArea

from reviewtui.domain.errors import ReviewError
from reviewtui.tui.bar import Row, fitting
from reviewtui.tui.panel import Panel
from reviewtui.tui.safe_editor import SafeEditor

PAUSE_S = 1.0
"""When typing pauses so long, what was typed is kept."""

KEYS = (("Esc", "save and close"), ("Ctrl-o", "your editor"))

Save = Callable[[str], str]
"""Commits a note; returns what went wrong, empty where nothing did."""


class Noting:
    """A panel's content: a title, and below it the editor. The written note goes to `finish`.

    It closes once the note is saved. What could not be saved stays until it is given up.
    """

    half = False

    def __init__(self, panel: Panel, note: str, keep: Save, finish: Save) -> None:
        self.editor = NoteEditor(note, keep, self._say)
        self._panel = panel
        self._finish = finish
        self._wrong = ""
        self._warned = False

    def rows(self, width: int, most: int) -> list[Row]:
        wrong = [(self._wrong, "alert")] if self._wrong else []
        return [([("Note  ", "strong"), *fitting(KEYS, 50)], wrong)]

    def press(self, key: str, character: str | None) -> bool:
        if key in ("escape", "ctrl+s"):
            return self._saved()
        if key == "ctrl+o":
            self._edit_elsewhere()
        else:
            self.editor.press(key, character)
        return False

    def paste(self, text: str) -> None:
        self.editor.type(text)

    def closed(self) -> None: ...

    def _say(self, wrong: str) -> None:
        self._wrong = wrong
        self._panel.fit()

    def _saved(self) -> bool:
        """Whether it is, or whether it is given up."""
        wrong = self._finish(self.editor.text)
        if wrong and not self._warned:
            self._warned = True
            self._wrong = f"not saved: {wrong} · Esc again gives it up"
            return False
        self.editor.kept = self.editor.text
        return True

    def _edit_elsewhere(self) -> None:
        """In the user's own editor, which has the terminal meanwhile. What was typed is kept before."""
        from reviewtui.review import external_editor

        self.editor.keep_now()
        note, self._wrong = self.editor.text, ""
        try:
            command = external_editor.command()
            with self._panel.app.suspend():
                # An error that left this block would leave the terminal to nobody.
                try:
                    note = external_editor.edit(note, command)
                except ReviewError as error:
                    self._wrong = error.message
        except ReviewError as error:
            self._wrong = error.message
        except SuspendNotSupported:
            self._wrong = "this terminal can't be handed over"
        self.editor.text = note
        self.editor.move_cursor(self.editor.document.end)
        self.editor.keep_now()


class NoteEditor(SafeEditor, can_focus=False):
    """What is typed goes to `keep` after each pause, and when the editor goes."""

    def __init__(self, note: str, keep: Save, say: Callable[[str], None]) -> None:
        super().__init__(note)
        self.kept = note
        self._keep = keep
        self._say = say
        self._pause: Timer | None = None

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self.keep_now)

    def on_unmount(self, event: events.Unmount) -> None:
        """Also when the connection drops in the middle of a word."""
        self.keep_now()

    def keep_now(self) -> None:
        if self.text == self.kept:
            return
        wrong = self._keep(self.text)
        if wrong:
            self._say(wrong)
        else:
            self.kept = self.text
