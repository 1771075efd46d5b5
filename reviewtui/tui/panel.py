"""Rows over the lower end of the review that take its keys while they are there, such as a list of tags.

Not a screen, and not widgets that come and go: for those Textual paints the whole screen, twice. This sends
the rows that have changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from reviewtui.tui.bar import Row, row_strip
from reviewtui.tui.box import Box
from reviewtui.tui.measures import is_wide
from reviewtui.tui.roles import role_style

EDITOR_ROWS = 6
"""Of an editor in a panel, as the stylesheet has it."""


class Content(Protocol):
    """What a panel shows, and what keys do to it."""

    half: bool
    """Whether it has room in the left half of a wide screen. What stands beside it stays in view, and need
    not be painted anew."""

    def rows(self, width: int, most: int) -> Sequence[Row]:
        """The rows, the title first; at most so many, so that the pair stays in view."""

    def press(self, key: str, character: str | None) -> bool:
        """Take a key; returns whether the panel closes with it."""

    def paste(self, text: str) -> None: ...

    def closed(self) -> None:
        """Called once the panel has closed: to tell what came of it."""


class Panel(Box, can_focus=False):
    def __init__(self) -> None:
        super().__init__()
        self._content: Content | None = None
        self._rows: Sequence[Row] = ()
        self._editor: Widget | None = None

    @property
    def is_open(self) -> bool:
        return self._content is not None

    def open(self, content: Content, editor: Widget | None = None) -> None:
        """Show it, with an editor below its rows where it has one."""
        self._content = content
        self._editor = editor
        if editor is not None:
            self.mount(editor)
        self.fit()

    def _close(self) -> None:
        self._content = None
        if self._editor is not None:
            self._editor.remove()
            self._editor = None
        self.fit()

    def press(self, key: str, character: str | None) -> None:
        """Have the content take a key, and show what came of it in one frame."""
        content = self._content
        assert content is not None, "it is asked before whether it is open"
        with self.app.batch_update():
            if content.press(key, character):
                self._close()
                content.closed()
            else:
                self.fit()

    def paste(self, text: str) -> None:
        if self._content is not None:
            self._content.paste(text)
            self.fit()

    def fit(self) -> None:
        """Show what the content is now, at the terminal's size."""
        width, height = self.app.size
        if self._content is not None:
            if self._content.half and is_wide(width):
                width //= 2
            if self.styles.width is None or self.styles.width.value != width:
                self.styles.width = width
        before = self._rows
        # Two fifths of the screen for the choice, and its title.
        self._rows = self._content.rows(width, max(height * 2 // 5, 3)) if self._content else ()
        if len(self._rows) != len(before):
            self.styles.height = len(self._rows) + (EDITOR_ROWS if self._editor is not None else 0)
        for y, (row, was) in enumerate(zip(self._rows, before, strict=False)):
            if row != was:
                self.refresh(Region(0, y, width, 1))

    @property
    def text(self) -> list[str]:
        """What it shows, row by row."""
        return [self.render_line(y).text for y in range(len(self._rows))]

    def render_line(self, y: int) -> Strip:
        style = self.rich_style
        if y >= len(self._rows):
            return Strip.blank(self.size.width, style)
        left, right = self._rows[y]
        return row_strip(self, left, right, style + role_style(self, "plain" if y else "title"))
