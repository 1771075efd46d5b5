"""Estimates as bars for the terminal at hand."""

from __future__ import annotations

import sys

from reviewtui.stats import Estimate, MaybeEstimate
from reviewtui.text.bars import ASCII, CELLS, LINES, can_show_lines, interval_bar


def bar_of(
    estimate: MaybeEstimate,
    *,
    start: float = 0.0,
    stop: float = 1.0,
    mark: float | None = None,
    cells: int = CELLS,
) -> str:
    """On a scale from `start` to `stop`; empty where there is no interval. In ASCII where stdout needs it."""
    if not isinstance(estimate, Estimate):
        return ""
    return interval_bar(
        estimate.low,
        estimate.value,
        estimate.high,
        start=start,
        stop=stop,
        mark=mark,
        cells=cells,
        glyphs=LINES if can_show_lines(sys.stdout.encoding) else ASCII,
    )
