"""Typing: a text area that shows what was pasted without obeying it."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import TextArea

from reviewtui.text.display import safe


class SafeEditor(TextArea):
    """A text area whose lines go through the display mapping, one shown character for each typed one."""

    def get_line(self, line_index: int) -> Text:
        return Text(safe(self.document.get_line(line_index)), end="", no_wrap=True)


class LineEditor(SafeEditor):
    """One line: enter gives it."""

    class Entered(Message):
        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Entered(self.text))
