"""Widths in terminal cells, as rich 15 counts them, because Textual lays out by rich.

Meant for what ``display.safe`` returns, without newline and tab, which have no width of their own.
"""

from bisect import bisect_right
from functools import cache, lru_cache


@lru_cache(maxsize=1 << 14)
def char_width(char: str) -> int:
    """Return the cells that one character takes: 0 (it combines with the one before), 1 or 2."""
    starts, widths = _runs()
    return widths[bisect_right(starts, ord(char)) - 1]


def cell_width(text: str) -> int:
    """Return the cells that ``text`` takes."""
    if text.isascii():
        return len(text)
    return sum(map(char_width, text))


def cut(text: str, cells: int) -> str:
    """Return as much of the start of ``text`` as fits in ``cells``; a wide character is never halved."""
    if text.isascii():
        return text[: max(cells, 0)]
    left = cells
    for index, char in enumerate(text):
        left -= char_width(char)
        if left < 0:
            return text[:index]
    return text


def pad(text: str, cells: int) -> str:
    """Return ``text`` with spaces after it up to ``cells``; a longer text is returned as it is."""
    return text + " " * (cells - cell_width(text))


@cache
def _runs() -> tuple[list[int], list[int]]:
    """Return where runs of code points with one width start, and that width, for a bisection."""
    # Most sessions see a few non-ASCII characters, some see none: not read before the first.
    from reviewtui.text.width_table import WIDE, ZERO

    edges = {0: 1}
    for ranges, width in ((ZERO, 0), (WIDE, 2)):
        for first_last in ranges.split():
            first, _, last = first_last.partition("-")
            edges[int(first, 16)] = width
            edges.setdefault(int(last or first, 16) + 1, 1)
    starts = sorted(edges)
    return starts, [edges[start] for start in starts]
