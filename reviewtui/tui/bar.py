"""One row of text in roles, such as a title or a status: repainted only when what it says has changed."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from reviewtui.text.cells import cell_width
from reviewtui.text.display import one_line
from reviewtui.tui.roles import role_style

Part = tuple[str, str]
"""(text, role); roles are `plain` and those of the module `roles`."""

Row = tuple[Sequence[Part], Sequence[Part]]
"""What stands left, and what stays at the right edge."""

WIDEST = 200
"""Cells of one part at most: a model's name is data and can be of any length."""


GAP = 2
"""Cells at least between what stands left and what stands right."""


class Bar(Widget, can_focus=False):
    """Parts from the left, and parts that stay at the right edge. The left gives way where room is short."""

    DEFAULT_CSS = "Bar { height: 1; }"

    def __init__(
        self, left: Sequence[Part] = (), *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._left = tuple(left)
        self._right: tuple[Part, ...] = ()
        self.painted = False
        """Whether what the bar says now has been drawn."""

    def show(self, left: Sequence[Part], right: Sequence[Part] = ()) -> None:
        if (tuple(left), tuple(right)) != (self._left, self._right):
            self._left, self._right = tuple(left), tuple(right)
            self.painted = False
            self.refresh()

    @property
    def text(self) -> str:
        """What the bar says, as shown."""
        return self._strip().text

    def render_line(self, y: int) -> Strip:
        self.painted = True
        return self._strip()

    def _strip(self) -> Strip:
        return row_strip(self, self._left, self._right, self.rich_style)


def row_strip(widget: Widget, left: Sequence[Part], right: Sequence[Part], style: Style) -> Strip:
    """One row of a widget. The left gives way where room is short."""
    width = widget.size.width
    at_right = _segments(widget, right, max(width - 2, 0), style)
    right_width = sum(cell_width(segment.text) for segment in at_right)
    at_left = _segments(widget, left, max(width - 2 - right_width - (GAP if at_right else 0), 0), style)
    left_width = sum(cell_width(segment.text) for segment in at_left)
    gap = " " * (width - left_width - right_width - 2)
    segments = [Segment(" ", style), *at_left, Segment(gap, style), *at_right, Segment(" ", style)]
    # What has one style is sent as one: on a slow link a change of style is as long as forty letters.
    return Strip(segments, width).simplify().adjust_cell_length(width, style)


def _segments(widget: Widget, parts: Sequence[Part], room: int, style: Style) -> list[Segment]:
    segments = []
    for text, role in parts:
        shown = one_line(text, min(room, WIDEST))
        if not shown:
            break
        room -= cell_width(shown)
        segments.append(Segment(shown, style + role_style(widget, role)))
    return segments


def fitting(items: Sequence[tuple[str, str]], room: int) -> list[Part]:
    """Keys and what they do, as many from the start as have room."""
    parts: list[Part] = []
    for key, words in items:
        gap = "  " if parts else ""
        room -= cell_width(f"{gap}{key} {words}")
        if room < 0:
            break
        parts += [(f"{gap}{key}", "key"), (f" {words}", "quiet")]
    return parts
