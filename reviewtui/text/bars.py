"""Intervals drawn as small bars of text, on one scale for a whole column."""

from dataclasses import dataclass

from reviewtui.text.cells import pad

CELLS = 17
"""An odd number, so that the middle of the scale has a cell of its own."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a bar is drawn with. `mark` is the reference value where no bar covers it, `crossed` where one
    does."""

    low: str
    line: str
    point: str
    high: str
    mark: str
    crossed: str


LINES = Glyphs("├", "─", "●", "┤", "┊", "┼")
ASCII = Glyphs("[", "-", "o", "]", ":", "+")


def can_show_lines(encoding: str | None) -> bool:
    """Whether text in this encoding has the characters of `LINES`."""
    try:
        "├─●┤┊┼".encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def interval_bar(
    low: float,
    value: float,
    high: float,
    *,
    start: float = 0.0,
    stop: float = 1.0,
    mark: float | None = None,
    cells: int = CELLS,
    glyphs: Glyphs = LINES,
) -> str:
    """Return a bar of exactly ``cells`` cells from ``start`` to ``stop``, such as «  ├──●──┤┊  ».

    What lies beyond the scale is drawn at its end. An interval that is narrower than a cell is its point
    alone. Raises ValueError where the scale or the bar has no extent.
    """
    if not start < stop or cells < 1:
        raise ValueError(f"no scale: {start} to {stop} in {cells} cells")

    def place(number: float) -> int:
        share = min(max((number - start) / (stop - start), 0.0), 1.0)
        return min(int(share * cells), cells - 1)

    line = [" "] * cells
    if mark is not None:
        line[place(mark)] = glyphs.mark
    first, last = place(low), place(high)
    for cell in range(first, last + 1):
        line[cell] = glyphs.line if line[cell] == " " else glyphs.crossed
    if first < last:
        line[first], line[last] = glyphs.low, glyphs.high
    line[place(value)] = glyphs.point
    return pad("".join(line), cells)
