"""How the screen is shared out: which layout at which size, and how high the prompt is."""

from __future__ import annotations

from collections.abc import Mapping

from reviewtui.tui import SMALLEST
from reviewtui.tui.text_pane import Layout, rows_needed

WIDE_FROM = 100
"""Columns from which the outputs stand side by side."""

BARS_WIDE, BARS_STACKED = 5, 6
"""Rows that no text gets: top, titles, label, keys."""

PROMPT_AT_LEAST = 2
OUTPUT_AT_LEAST = 3


def is_small(width: int, height: int) -> bool:
    return width < SMALLEST[0] or height < SMALLEST[1]


def is_wide(width: int) -> bool:
    return width >= WIDE_FROM


def prompt_rows(layouts: Mapping[str, Layout], width: int, height: int, grid: int, *, tall: bool) -> int:
    """As high as the prompt needs: up to a fifth of the screen, and what the outputs leave free; three fifths
    where the reviewer asked for it, as long as a few rows of each output stay in view. `layouts` has
    `prompt`, `left` and `right`; `grid`: rows for criteria."""
    outputs = 1 if is_wide(width) else 2
    bars = BARS_WIDE if is_wide(width) else BARS_STACKED
    most = min(height * 3 // 5, height - grid - bars - outputs * OUTPUT_AT_LEAST)
    if not tall:
        most = min(most, max(PROMPT_AT_LEAST, height // 5, _left_free(layouts, width, height - grid)))
    return rows_needed(layouts["prompt"], width, most)


def _left_free(layouts: Mapping[str, Layout], width: int, height: int) -> int:
    wide = is_wide(width)
    # The right pane has a border; measured at its own width, its text is not laid out twice.
    widths = {"left": width // 2, "right": width // 2 - 1} if wide else {"left": width, "right": width}
    longest = max(rows_needed(layouts[side], cells, height) for side, cells in widths.items())
    if wide:
        return height - BARS_WIDE - longest
    return height - BARS_STACKED - 2 * longest
