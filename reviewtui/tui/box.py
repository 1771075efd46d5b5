"""A widget that does not scroll by Textual's own means."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget


class Box(Widget):
    """Textual lays out a second time, and sends a second frame, when the scrollable size of any widget has
    changed. Here that is the visible size, which the first layout knew."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
