"""Asking for the pair to go to."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.editor_screen import EditorScreen
from reviewtui.tui.safe_editor import LineEditor


class GotoScreen(EditorScreen[str | None], inherit_bindings=False):
    """Gives what was typed, or None where the reviewer thought better of it."""

    CSS = """
    GotoScreen { align: center bottom; background: transparent; }
    GotoScreen Bar { background: $panel; }
    GotoScreen LineEditor { height: 1; border: none; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close")]

    def __init__(self) -> None:
        super().__init__(LineEditor("", soft_wrap=False, show_line_numbers=False))

    def compose(self) -> ComposeResult:
        yield Bar([("Go to pair number or id  ", "strong"), *fitting([("⏎", "go"), ("Esc", "stay")], 30)])
        yield self.editor

    def on_line_editor_entered(self, message: LineEditor.Entered) -> None:
        self.dismiss(message.text)

    def action_close(self) -> None:
        self.dismiss(None)
