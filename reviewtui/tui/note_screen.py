"""Writing a note, under the outputs that it is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import TextArea

from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.roles import ROLES
from reviewtui.tui.safe_editor import SafeEditor

PAUSE_S = 1.0
"""When typing pauses so long, what was typed is kept."""


class NoteScreen(ModalScreen[str], inherit_bindings=False):
    """Gives the note's text. What was typed is handed to `keep` after each pause and when the screen goes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES
    CSS = """
    NoteScreen { align: center bottom; background: transparent; }
    NoteScreen Bar { background: $panel; }
    NoteScreen SafeEditor { height: 6; border: none; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,ctrl+s", "close", priority=True)]

    def __init__(self, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._note = note
        self._keep = keep
        self._kept = note
        self._pause: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Bar([("Note  ", "strong"), *fitting([("Esc", "save and close")], 40)])
        editor = SafeEditor(self._note, soft_wrap=True, show_line_numbers=False)
        editor.move_cursor(editor.document.end)
        yield editor

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._note = event.text_area.text
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE_S, self._keep_now)

    def on_unmount(self) -> None:
        """Also when the connection drops in the middle of a word."""
        self._keep_now()

    def _keep_now(self) -> None:
        if self._note != self._kept:
            self._kept = self._note
            self._keep(self._note)

    def action_close(self) -> None:
        self._kept = self._note
        self.dismiss(self._note)
