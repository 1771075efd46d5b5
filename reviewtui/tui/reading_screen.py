"""A text over the whole screen, read and closed again: help, guidelines, metadata, the reference answer."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from reviewtui.text.document import Document
from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.key_screen import KeyScreen
from reviewtui.tui.roles import ROLES
from reviewtui.tui.text_pane import SCROLLING, Fixed, Layout, TextPane

SCROLL_KEYS = {
    "down": "scroll_down",
    "up": "scroll_up",
    "pagedown": "page_down",
    "space": "page_down",
    "pageup": "page_up",
    "home": "scroll_home",
    "end": "scroll_end",
}
CLOSE_KEYS = ("escape", "q", "enter")


class ReadingScreen(KeyScreen, inherit_bindings=False):
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES
    CSS = """
    ReadingScreen { background: $background; }
    ReadingScreen .title { background: $panel; }
    """

    def __init__(self, title: str, text: Document | Layout, opened_by: tuple[str, ...] = ()) -> None:
        """`opened_by`: the keys that opened it, which close it too."""
        super().__init__()
        self._title_text = title
        self._layout = Fixed(text) if isinstance(text, Document) else text
        self._close_keys = (*CLOSE_KEYS, *opened_by)

    def compose(self) -> ComposeResult:
        yield Bar([(self._title_text, "strong")], classes="title")
        yield TextPane(self._layout)
        yield Bar(fitting([("↑ ↓ PgUp PgDn", "scroll"), ("Esc", "close")], 60))

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        self._show_extent()

    def _show_extent(self) -> None:
        title, extent = [(self._title_text, "strong")], str(self.query_one(TextPane).extent)
        self.query_one(".title", Bar).show(title, [(extent, "quiet")])

    def press(self, key: str, character: str | None) -> None:
        if key in self._close_keys:
            self.close()
        elif key in SCROLL_KEYS:
            SCROLLING[SCROLL_KEYS[key]](self.query_one(TextPane))
