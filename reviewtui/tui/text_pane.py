"""A pane that shows a long text by lines: made, wrapped and styled only where someone looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from reviewtui.text.cells import cell_width
from reviewtui.text.display import marks
from reviewtui.text.document import Document
from reviewtui.text.flow import Flow, Row
from reviewtui.tui.box import Box
from reviewtui.tui.highlights import Highlights
from reviewtui.tui.roles import role_style

MARGIN = 1
"""Cells left and right of the text; part of the row's one segment, so that they cost no bytes of style."""

GUTTER = "┃"
"""In the left margin of a row that something is marked in: not told by colour alone."""

AT_ONCE = 65_536
"""Characters of bare ASCII made and wrapped before the first paint, about a millisecond: most texts are known
whole then, and their title is right in the one frame."""

AT_ONCE_SLOW = 4_096
"""The same where the text is marked up or in another script: some milliseconds."""

STEP = 2_048
"""Characters made and wrapped at a time: no step is one that somebody would feel."""

IDLE_S = 0.3
"""After a text has come up, until the rest of it is made: whoever types on does not wait for that."""

PAUSE_S = 0.005
"""Between two steps of that: keys go first."""

WHEEL_ROWS = 3


class Layout(Protocol):
    """Something to show: as a document for rows of a width."""

    def at(self, width: int) -> Document: ...


class Fixed:
    """A document that is the same at every width."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def at(self, width: int) -> Document:
        return self._document


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
    """Shows a layout. Keys are the screen's business; the mouse wheel scrolls the pane under it."""

    DEFAULT_CSS = "TextPane { width: 1fr; height: 1fr; }"

    class Scrolled(Message):
        """The pane shows other rows, or knows more of its length."""

        def __init__(self, pane: TextPane) -> None:
            super().__init__()
            self.pane = pane

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TextPane.Scrolled) and message.pane is self.pane

    def __init__(self, layout: Layout | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._layout = layout or Fixed(Document.plain(""))
        self._flow = Flow(Document.plain(""), 2)
        self._stale = True
        self._top = 0
        self._from = 0
        self._highlights = Highlights()
        self._background: Timer | None = None
        self._at_end = False
        """Whether the view ends where the text does, and so is to end there at every size."""
        self._style = Style.null()
        self.painted = False
        """Whether the layout that is shown now has been drawn at least once."""
        self.painted_at = 0.0
        """When that was first, on the clock of events."""

    def show(self, layout: Layout, source: int = 0, *, other_text: bool = True) -> None:
        """Show something from the row on where its `source` offset stands. `other_text`: not what was shown
        in another form, and so nothing of it was seen yet."""
        self._layout = layout
        self._highlights = Highlights()
        self._top, self._from = 0, source
        self._at_end = False
        self._stale = True
        if other_text:
            self.painted = False
        self._fit_width()
        self.refresh()

    def highlight(self, spans: Mapping[str, Sequence[tuple[int, int]]], *, gutter: str = "") -> None:
        """Mark spans of the document that is shown now: roles to (start, end) in order. Rows with the role
        `gutter` get a mark in their margin too."""
        highlights = Highlights(spans, gutter)
        if not highlights.same_as(self._highlights):
            self._highlights = highlights
            self.refresh()

    @property
    def document(self) -> Document:
        """What is shown now; offsets of highlights are into its text."""
        self._fit_width()
        return self._flow.document

    @property
    def text_width(self) -> int:
        return max(self.size.width - 2 * MARGIN, 2)

    @property
    def extent(self) -> Extent:
        self._fit_width()
        height = self.size.height
        self._flow.ensure(self._top + height)
        last = min(self._top + height, self._flow.known)
        return Extent(self._top + 1, max(last, 1), self._flow.height_estimate, self._flow.complete)

    @property
    def source(self) -> int:
        """Where in the source the first row in view starts."""
        self._fit_width()
        return self._flow.document.source_of(self._flow.row(self._top).start) if self._top else 0

    @property
    def fraction(self) -> float:
        """How far down the view is, from 0 to 1."""
        room = self._room
        return self._top / room if room else 0.0

    @property
    def _room(self) -> int:
        """By how many rows the view can move in all."""
        self._fit_width()
        return max(self._flow.height_estimate - self.size.height, 0)

    def scroll_rows(self, rows: int) -> None:
        """Scroll down, or up when negative, as far as there is text."""
        self._go(self._top + rows)

    def scroll_pages(self, pages: int) -> None:
        """Scroll by the pane's height less one row, which stays in view to read on from."""
        self._go(self._top + pages * max(self.size.height - 1, 1))

    def scroll_start(self) -> None:
        self._go(0)

    def scroll_last(self) -> None:
        self._flow.ensure(self._flow.height_estimate)
        while not self._flow.advance(AT_ONCE):
            pass
        self._go(self._flow.known)

    def scroll_fraction(self, fraction: float) -> None:
        self._go(round(fraction * self._room))

    def reveal(self, offset: int) -> None:
        """Bring the character at this offset of the document into view, where it is not."""
        self._fit_width()
        row = self._flow.row_of(offset)
        if not self._top <= row < self._top + self.size.height:
            self._go(row - self.size.height // 3)

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
        self._at_end = self._ends_here

    @property
    def _ends_here(self) -> bool:
        """Whether the view was moved to where the text ends, or asked for a place and shows it to the end."""
        end = self._flow.known - self.size.height
        return self._flow.complete and (0 < self._top == end or (self._from > 0 and end <= 0))

    def _fit_width(self) -> None:
        """Lay out anew where the width or what is shown has changed, and keep what stands at the top."""
        if not self.size.width or not (self._stale or self._flow.width != self.text_width):
            return
        if not self._stale:
            self._from = self._flow.document.source_of(self._flow.row(self._top).start) if self._top else 0
            self._highlights = Highlights()
        self._stale = False
        document = self._layout.at(self.text_width)
        self._flow = Flow(document, self.text_width)
        self._top = self._flow.row_of(document.offset_of(self._from)) if self._from else 0
        self._flow.ensure(self._top + self.size.height)
        go_ahead(self._flow)
        self._top = max(0, min(self._top, self._flow.known - self.size.height))
        self._at_end = self._at_end or self._ends_here
        if self._background is not None:
            self._background.stop()
        if not self._flow.complete:
            self._background = self.set_timer(IDLE_S, self._wrap_on)

    def _wrap_on(self) -> None:
        """Make and wrap the rest between the keys, so that the length is known soon and nothing waits."""
        if self._flow.advance(STEP):
            self.post_message(self.Scrolled(self))
        else:
            self._background = self.set_timer(PAUSE_S, self._wrap_on)

    def on_resize(self, event: events.Resize) -> None:
        if self._at_end:
            self.scroll_last()
        else:
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
        if not self.painted:
            # A message bears the time at which it is made.
            self.painted, self.painted_at = True, Message().time
        self._fit_width()
        width = self.size.width
        style = self._style
        if self._flow.ensure(self._top + y + 1) <= self._top + y:
            return Strip([Segment(" " * width, style)], width)
        row = self._flow.row(self._top + y)
        padding = " " * (width - MARGIN - cell_width(row.text))
        margin = GUTTER if self._highlights.in_gutter(row.start, row.end) else " " * MARGIN
        spans = self._spans(row)
        if not spans:
            return Strip([Segment(margin + row.text + padding, style)], width)
        segments = [
            Segment(text, style + role_style(self, role) if role else style)
            for text, role in cut_up(row, spans)
        ]
        return Strip([Segment(margin, style), *segments, Segment(padding, style)], width)

    def _spans(self, row: Row) -> list[tuple[int, int, str]]:
        """What of a row has a role: (start, end, role), offsets into the document; they may overlap."""
        found: list[tuple[int, int, str]] = list(self._flow.document.spans(row.start, row.end))
        text = self._flow.document.text
        source = text[row.start : row.end]
        if not (source.isascii() and source.isprintable()):
            found += [(start, end, "mark") for start, end in marks(text, row.start, row.end)]
        return found + self._highlights.within(row.start, row.end)


def cut_up(row: Row, spans: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """A row's shown text in (text, roles), from edge to edge of its spans. Overlapping roles add up."""
    inside = [(max(start, row.start), min(end, row.end), role) for start, end, role in spans]
    edges = {edge for start, end, _ in inside for edge in (start, end)}
    cuts = sorted(edges | {row.start, row.end})
    parts = [(row.text[: row.prefix], "quiet")] if row.prefix else []
    for start, end in pairwise(cuts):
        roles = " ".join(role for first, last, role in inside if first <= start and end <= last)
        parts.append((row.text[row.shown_at(start) : row.shown_at(end)], roles))
    return parts


def go_ahead(flow: Flow) -> None:
    """Make and wrap more than is in view, as far as that costs next to nothing."""
    while not flow.complete:
        bare = not flow.document.marked and flow.document.text.isascii()
        if flow.reached >= (AT_ONCE if bare else AT_ONCE_SLOW):
            return
        flow.advance(STEP)


def rows_needed(layout: Layout, width: int, most: int) -> int:
    """How many rows a layout takes in a pane of this width; no more than `most` are counted."""
    text_width = max(width - 2 * MARGIN, 2)
    return Flow(layout.at(text_width), text_width).ensure(most)


SCROLLING: dict[str, Callable[[TextPane], None]] = {
    "scroll_down": lambda pane: pane.scroll_rows(1),
    "scroll_up": lambda pane: pane.scroll_rows(-1),
    "page_down": lambda pane: pane.scroll_pages(1),
    "page_up": lambda pane: pane.scroll_pages(-1),
    "scroll_home": lambda pane: pane.scroll_start(),
    "scroll_end": lambda pane: pane.scroll_last(),
}
"""What the scrolling actions of the table do to a pane."""
