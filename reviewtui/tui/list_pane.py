"""A list of any length by lines: it asks for the rows in view and draws those that have changed."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from reviewtui.store.listing import Listing, Row
from reviewtui.tui import list_row
from reviewtui.tui.box import Box
from reviewtui.tui.list_row import Columns
from reviewtui.tui.roles import role_style

WHEEL_ROWS = 3


class ListPane(Box, can_focus=False):
    """Shows a listing, one row of it chosen. Keys are the screen's business."""

    DEFAULT_CSS = "ListPane { width: 1fr; height: 1fr; }"

    class Pointed(Message):
        """The mouse chose another row."""

    def __init__(self, listing: Listing, pairs: int, *, graded: bool, answers: bool) -> None:
        """`pairs` of the whole project: numbers go up to there. `graded`: verdicts need room for a
        strength. `answers`: whether it is shown what was said, or only of which pairs something was."""
        super().__init__()
        self._listing = listing
        self._pairs = pairs
        self._graded = graded
        self._answers = answers
        self._loaded: dict[int, Row] = {}
        self._count = 0
        self._top = 0
        self._amid = True
        """Whether the view is yet to be put around the cursor: that takes a height, which a layout gives."""
        self.cursor = 0
        """The chosen row, 0-based."""

    def show(self, listing: Listing, cursor: int = 0) -> None:
        """Show a listing, with this row of it chosen and amid the view."""
        self._listing = listing
        self._loaded = {}
        self._count = listing.count
        self.cursor = max(min(cursor, self._count - 1), 0)
        self._amid = True
        self.refresh()

    def grow(self) -> None:
        """More rows may be known by now: those that come into view are drawn."""
        before, self._count = self._count, self._listing.count
        last = min(self._count, self._top + self.size.height)
        if before < last:
            self.refresh(Region(0, before - self._top, self.size.width, last - before))

    @property
    def chosen(self) -> Row | None:
        """The pair under the cursor; None where the list is empty."""
        # Keys of a burst come before there is a view.
        rows = self._listing.window(self.cursor, 1)
        return rows[0] if rows else None

    @property
    def columns(self) -> Columns:
        width = self.app.size.width
        return list_row.columns(width, self._pairs, graded=self._graded, answers=self._answers)

    def move(self, rows: int) -> None:
        """Move the cursor; the view follows only where it has to."""
        self._choose(self.cursor + rows)

    def move_pages(self, pages: int) -> None:
        """Move view and cursor by the pane's height less one row, which stays in view."""
        rows = pages * max(self.size.height - 1, 1)
        self._choose(self.cursor + rows, top=self._top + rows)

    def move_to_start(self) -> None:
        self._choose(0)

    def move_to_end(self) -> None:
        self._choose(self._count - 1)

    def _choose(self, cursor: int, top: int | None = None) -> None:
        before, self.cursor = self.cursor, max(min(cursor, self._count - 1), 0)
        view = self._top_for(self._top if top is None else top)
        if view != self._top:
            self._top = view
            self.refresh()
        elif before != self.cursor:
            self._refresh_row(before)
            self._refresh_row(self.cursor)

    def _refresh_row(self, index: int) -> None:
        self.refresh(Region(0, index - self._top, self.size.width, 1))

    def _top_for(self, top: int) -> int:
        """The first row of a view that begins at `top` or as near to it as the cursor and the ends allow."""
        height = max(self.size.height, 1)
        top = max(min(top, self.cursor), self.cursor - height + 1)
        return max(min(top, self._count - height), 0)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._point(self.cursor + WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._point(self.cursor - WHEEL_ROWS)

    def on_click(self, event: events.Click) -> None:
        event.stop()
        self._point(self._top + event.y)

    def _point(self, cursor: int) -> None:
        self._choose(cursor)
        self.post_message(self.Pointed())

    def _load(self) -> None:
        """Have the rows in view at hand, and ask for those alone that are not yet."""
        self._top = self._top_for(self.cursor - self.size.height // 2 if self._amid else self._top)
        self._amid = False
        view = range(self._top, min(self._top + self.size.height, self._count))
        missing = [index for index in view if index not in self._loaded]
        if missing:
            self._loaded = {index: self._loaded[index] for index in view if index in self._loaded}
            rows = self._listing.window(missing[0], missing[-1] - missing[0] + 1)
            self._loaded.update(enumerate(rows, missing[0]))

    def render_lines(self, crop: Region) -> list[Strip]:
        self._load()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        width, index = self.size.width, self._top + y
        style = self.rich_style
        pair = self._loaded.get(index)
        if pair is None:
            return Strip([Segment(" " * width, style)], width)
        chosen = index == self.cursor
        if chosen:
            style += role_style(self, "cursor")
        text = list_row.row(pair, self.columns, chosen=chosen)
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)
