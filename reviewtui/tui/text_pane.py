"""A pane that shows a long text by lines: wrapped, mapped and styled only where someone looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reviewtui.text.cells import cell_width
from reviewtui.text.conversation import Document
from reviewtui.text.display import marks
from reviewtui.text.flow import Flow, Row
from reviewtui.tui.box import Box
from reviewtui.tui.roles import role_style

MARGIN = 1
"""Cells left and right of the text; part of the row's one segment, so that they cost no bytes of style."""

AT_ONCE = 65_536
"""Characters of ASCII wrapped before the first paint, about a millisecond: most texts are known whole
then, and their title is right in the one frame."""

CHUNK = 8_192
"""Characters wrapped at a time where scripts are slower, and in the background: about two milliseconds."""

WHEEL_ROWS = 3


class Extent(NamedTuple):
    """Which rows are in view: 1-based, of `total`, which is an estimate until all is wrapped."""

    first: int
    last: int
    total: int
    exact: bool

    def __str__(self) -> str:
        if self.first == 1 and self.exact and self.last == self.total:
            return f"{self.total} lines" if self.total != 1 else "1 line"
        return f"{self.first}-{self.last} of {'' if self.exact else '~'}{self.total}"


class TextPane(Box, can_focus=False):
    """Shows a document. Keys are the screen's business; the mouse wheel scrolls the pane under it."""

    DEFAULT_CSS = "TextPane { width: 1fr; height: 1fr; }"

    class Scrolled(Message):
        """The pane shows other rows, or knows more of its length."""

        def __init__(self, pane: TextPane) -> None:
            super().__init__()
            self.pane = pane

        @property
        def control(self) -> TextPane:
            return self.pane

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TextPane.Scrolled) and message.pane is self.pane

    def __init__(self, document: Document | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document = document or Document("")
        self._flow = Flow(self._document.text, 2)
        self._top = 0
        self._wrapping = False
        self._style = Style.null()
        self.painted = False
        """Whether the document that is shown now has been drawn at least once."""

    def show(self, document: Document) -> None:
        """Show another document from its start."""
        self._document = document
        self._top = 0
        self.painted = False
        if self.size.width:
            self._reflow()
        self.refresh()

    @property
    def extent(self) -> Extent:
        self._fit_width()
        height = self.size.height
        self._flow.ensure(self._top + height)
        last = min(self._top + height, self._flow.known)
        return Extent(self._top + 1, max(last, 1), self._flow.height_estimate, self._flow.complete)

    def scroll_rows(self, rows: int) -> None:
        """Scroll down, or up when negative, as far as there is text."""
        self._go(self._top + rows)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by the pane's height less one row, which stays in view to read on from."""
        self._go(self._top + pages * max(self.size.height - 1, 1))

    def scroll_start(self) -> None:
        self._go(0)

    def scroll_last(self) -> None:
        self._flow.advance(len(self._document.text))
        self._go(self._flow.known)

    def _go(self, top: int) -> None:
        height = self.size.height
        if not height:
            # Hidden: where it stands is where it will be seen again.
            return
        self._fit_width()
        self._flow.ensure(max(top, 0) + height)
        top = max(0, min(top, self._flow.known - height))
        if top != self._top:
            self._top = top
            self.refresh()
            self.post_message(self.Scrolled(self))

    def _reflow(self) -> None:
        self._flow = Flow(self._document.text, self._text_width)
        self._flow.advance(AT_ONCE if self._document.text.isascii() else CHUNK)
        self._flow.ensure(self._top + self.size.height)
        if not self._flow.complete and not self._wrapping:
            self._wrapping = True
            self.call_after_refresh(self._wrap_on)

    def _fit_width(self) -> None:
        """Wrap anew where the width has changed, and keep the text that stands at the top there."""
        if self.size.width and self._flow.width != self._text_width:
            anchor = self._flow.row(self._top).start if self._top else 0
            self._reflow()
            self._top = self._flow.row_of(anchor) if anchor else 0

    def _wrap_on(self) -> None:
        """Wrap the rest in pieces between the keys, so that the length is known soon and nothing waits."""
        if self._flow.advance(CHUNK):
            self._wrapping = False
            self.post_message(self.Scrolled(self))
        else:
            self.set_timer(0.01, self._wrap_on)

    @property
    def _text_width(self) -> int:
        return max(self.size.width - 2 * MARGIN, 2)

    def on_resize(self, event: events.Resize) -> None:
        self._go(self._top)
        self.post_message(self.Scrolled(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_rows(WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_rows(-WHEEL_ROWS)

    def render_lines(self, crop: Region) -> list[Strip]:
        # Worked out once a paint: it goes through all of the widget's ancestors.
        self._style = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        self.painted = True
        self._fit_width()
        width = self.size.width
        style = self._style
        if self._flow.ensure(self._top + y + 1) <= self._top + y:
            return Strip([Segment(" " * width, style)], width)
        row = self._flow.row(self._top + y)
        padding = " " * (width - MARGIN - cell_width(row.text))
        spans = self._spans(row)
        if not spans:
            return Strip([Segment(" " * MARGIN + row.text + padding, style)], width)
        segments = [Segment(" " * MARGIN, style), *_styled(row.text, spans, style), Segment(padding, style)]
        return Strip(segments, width)

    def _spans(self, row: Row) -> list[tuple[int, int, Style]]:
        """What of a row is styled: (start, end) in the shown text. Headings hold no marks: they are ours."""
        for start, end in self._document.headings:
            if start <= row.start < end:
                return [(0, len(row.text), self._style + role_style(self, "heading"))]
        text = self._document.text
        source = text[row.start : row.end]
        if source.isascii() and source.isprintable():
            return []
        mark = self._style + role_style(self, "mark")
        return [
            (row.shown_at(start), row.shown_at(end), mark) for start, end in marks(text, row.start, row.end)
        ]


def _styled(text: str, spans: list[tuple[int, int, Style]], base: Style) -> list[Segment]:
    segments = []
    at = 0
    for start, end, style in spans:
        if start > at:
            segments.append(Segment(text[at:start], base))
        segments.append(Segment(text[start:end], style))
        at = end
    if at < len(text):
        segments.append(Segment(text[at:], base))
    return segments


def rows_needed(document: Document, width: int, most: int) -> int:
    """How many rows a document takes in a pane of this width; no more than `most` are counted."""
    return Flow(document.text, width - 2 * MARGIN).ensure(most)


SCROLLING: dict[str, Callable[[TextPane], None]] = {
    "scroll_down": lambda pane: pane.scroll_rows(1),
    "scroll_up": lambda pane: pane.scroll_rows(-1),
    "page_down": lambda pane: pane.scroll_pages(1),
    "page_up": lambda pane: pane.scroll_pages(-1),
    "scroll_home": lambda pane: pane.scroll_start(),
    "scroll_end": lambda pane: pane.scroll_last(),
}
"""What the scrolling actions of the table do to a pane."""
