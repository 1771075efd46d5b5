"""Typing: a text area that shows what was pasted without obeying it, and takes keys at once and in order."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import events
from textual.widgets import TextArea

from reviewtui.text.display import safe


class SafeEditor(TextArea, can_focus=False):
    """A text area whose lines go through the display mapping, one shown character for each typed one.

    It never has the screen's focus: for a change of that Textual paints the whole screen, and keys would come
    past the screen, out of their order. The screen hands them to `press`.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False)
        # Each blink would be bytes on the link.
        self.cursor_blink = False

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)
        # The caret is drawn where this says so.
        self.has_focus = True

    def press(self, key: str, character: str | None) -> None:
        """Take a key, named as Textual names it; what means nothing here does nothing."""
        edit = _EDITS.get(key)
        if edit is not None:
            edit(self)
        elif character is not None and character.isprintable():
            self.type(character)

    def type(self, text: str) -> None:
        """Put a text, typed or pasted, in the place of what is selected."""
        self.replace(text, *self.selection, maintain_selection_offset=False)

    def on_key(self, event: events.Key) -> None:
        event.prevent_default()

    def get_line(self, line_index: int) -> Text:
        return Text(safe(self.document.get_line(line_index)), end="", no_wrap=True)


_EDITS: dict[str, Callable[[SafeEditor], object]] = {
    "enter": lambda editor: editor.type("\n"),
    "backspace": lambda editor: editor.action_delete_left(),
    "delete": lambda editor: editor.action_delete_right(),
    "ctrl+w": lambda editor: editor.action_delete_word_left(),
    "ctrl+u": lambda editor: editor.action_delete_to_start_of_line(),
    "ctrl+k": lambda editor: editor.action_delete_to_end_of_line(),
    "ctrl+z": lambda editor: editor.action_undo(),
    "ctrl+y": lambda editor: editor.action_redo(),
    "left": lambda editor: editor.action_cursor_left(),
    "right": lambda editor: editor.action_cursor_right(),
    "up": lambda editor: editor.action_cursor_up(),
    "down": lambda editor: editor.action_cursor_down(),
    "home": lambda editor: editor.action_cursor_line_start(),
    "end": lambda editor: editor.action_cursor_line_end(),
    "ctrl+left": lambda editor: editor.action_cursor_word_left(),
    "ctrl+right": lambda editor: editor.action_cursor_word_right(),
    "pageup": lambda editor: editor.action_cursor_page_up(),
    "pagedown": lambda editor: editor.action_cursor_page_down(),
}
"""What the keys do that are no characters."""
