"""How the screen is shared out: which layout at which size, and how high the prompt is."""

from __future__ import annotations

from collections.abc import Mapping

from reviewtui.text.conversation import Document
from reviewtui.tui import SMALLEST
from reviewtui.tui.text_pane import rows_needed

WIDE_FROM = 100
"""Columns from which the outputs stand side by side."""

BARS_WIDE, BARS_STACKED = 5, 6
"""Rows that no text gets: top, titles, label, keys."""

PROMPT_AT_LEAST = 2


def is_small(width: int, height: int) -> bool:
    return width < SMALLEST[0] or height < SMALLEST[1]


def is_wide(width: int) -> bool:
    return width >= WIDE_FROM


def prompt_rows(documents: Mapping[str, Document], width: int, height: int, *, tall: bool) -> int:
    """As high as the prompt needs: up to a fifth of the screen, and what the outputs leave free; three fifths
    where the reviewer asked for it. `documents` has `prompt`, `left` and `right`."""
    most = height * 3 // 5
    if not tall:
        most = min(most, max(PROMPT_AT_LEAST, height // 5, _left_free(documents, width, height)))
    return rows_needed(documents["prompt"], width, most)


def _left_free(documents: Mapping[str, Document], width: int, height: int) -> int:
    beside = 2 if is_wide(width) else 1
    longest = max(rows_needed(documents[side], width // beside, height) for side in ("left", "right"))
    if beside == 2:
        return height - BARS_WIDE - longest
    return height - BARS_STACKED - 2 * longest
