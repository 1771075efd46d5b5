"""Tables of plain text for the command line."""

from collections.abc import Sequence

from reviewtui.text.cells import cell_width, pad
from reviewtui.text.display import one_line

_GUTTER = "  "


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], align: str, max_width: int = 80) -> str:
    """Return a table of lines of at most ``max_width`` cells, without a newline at the end.

    ``align`` has one letter a column: "l" for texts, "r" for numbers. Where the table is too wide, the
    widest columns of texts are shortened first, those of numbers only when texts are down to a few cells.
    Raises ValueError where the columns don't fit even with one cell each, or the lengths don't match.
    """
    lines = [[one_line(cell, max_width) for cell in line] for line in (headers, *rows)]
    if any(len(line) != len(align) for line in lines):
        raise ValueError(f"every row needs {len(align)} cells, one a column")
    natural = [max(map(cell_width, column)) for column in zip(*lines, strict=True)]
    widths = _shrink(natural, align, max_width - len(_GUTTER) * (len(align) - 1))
    lines.insert(1, ["─" * width for width in widths])
    return "\n".join(_line(line, widths, align) for line in lines)


def _shrink(natural: Sequence[int], align: str, room: int) -> list[int]:
    """Return column widths that sum to at most ``room``."""
    widths = list(natural)
    # Three passes, each only as far as it has to go: texts, then numbers too, then down to one cell.
    for kinds, least in (("l", 8), ("lr", 4), ("lr", 1)):
        columns = [index for index, kind in enumerate(align) if kind in kinds]
        while sum(widths) > room and columns:
            widest = max(columns, key=widths.__getitem__)
            if widths[widest] <= least:
                break
            widths[widest] -= 1
    if sum(widths) > room:
        raise ValueError(f"{len(widths)} columns don't fit")
    return widths


def _line(cells: Sequence[str], widths: Sequence[int], align: str) -> str:
    shown: list[str] = []
    for cell, width, kind in zip(cells, widths, align, strict=True):
        cell = one_line(cell, width)
        shown.append(" " * (width - cell_width(cell)) + cell if kind == "r" else pad(cell, width))
    return _GUTTER.join(shown).rstrip()
