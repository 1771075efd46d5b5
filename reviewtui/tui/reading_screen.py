"""A text over the whole screen, read and closed again: help, guidelines, metadata, the reference answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from reviewtui.text.conversation import Document
from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.roles import ROLES
from reviewtui.tui.text_pane import SCROLLING, TextPane


class ReadingScreen(ModalScreen[None], inherit_bindings=False):
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES
    CSS = """
    ReadingScreen { background: $background; }
    ReadingScreen .title { background: $panel; }
    """
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "close"),
        Binding("down", "scroll('scroll_down')"),
        Binding("up", "scroll('scroll_up')"),
        Binding("pagedown,space", "scroll('page_down')"),
        Binding("pageup", "scroll('page_up')"),
        Binding("home", "scroll('scroll_home')"),
        Binding("end", "scroll('scroll_end')"),
    ]

    def __init__(self, title: str, document: Document, opened_by: tuple[str, ...] = ()) -> None:
        """`opened_by`: the keys that opened it, which close it too."""
        super().__init__()
        self._title_text = title
        self._document = document
        for key in opened_by:
            self._bindings.bind(key, "close")

    def compose(self) -> ComposeResult:
        yield Bar([(self._title_text, "strong")], classes="title")
        yield TextPane(self._document)
        yield Bar(fitting([("↑ ↓ PgUp PgDn", "scroll"), ("Esc", "close")], 60))

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        title = [(self._title_text, "strong")]
        self.query_one(".title", Bar).show(title, [(str(message.pane.extent), "quiet")])

    def action_scroll(self, name: str) -> None:
        SCROLLING[name](self.query_one(TextPane))

    def action_close(self) -> None:
        self.dismiss()
