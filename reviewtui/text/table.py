"""Tables of plain text for the command line."""

from collections.abc import Sequence

from reviewtui.text.cells import cell_width, pad
from reviewtui.text.display import CHARACTERS_PER_CELL, one_line
from reviewtui.text.flow import Flow
from reviewtui.text.shorten import numbered, shortened

_GUTTER = "  "
_NAME = 24
"""Cells of a name that are worth more than a bar."""


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], align: str, max_width: int = 80) -> str:
    """Return a table of lines of at most ``max_width`` cells, without a newline at the end.

    ``align`` has one letter a column: "l" for texts, "n" for names, "b" for bars, "r" for numbers. Where the
    table is too wide, names are shortened first, but to no less than 24 cells before bars are left out, which
    mean nothing when cut. Then the widest columns of texts and names are shortened, those of numbers only
    when these are down to a few cells. Names are cut in the middle, so that different ones stay different;
    where that can't be, they are numbered, and lines below the table say what the numbers stand for.
    Raises ValueError where the columns don't fit even with one cell each, or the lengths don't match.
    """
    if any(len(line) != len(align) for line in (headers, *rows)):
        raise ValueError(f"every row needs {len(align)} cells, one a column")
    lines = [[_safe(cell, kind, max_width) for cell, kind in zip(line, align, strict=True)] for line in rows]
    head = [one_line(cell, max_width) for cell in headers]
    natural = [min(max(map(cell_width, column)), max_width) for column in zip(head, *lines, strict=True)]
    room = max_width - len(_GUTTER) * (len(align) - 1)
    if "b" in align and sum(map(_needed, natural, align)) > room:
        kept = [index for index, kind in enumerate(align) if kind != "b"]
        bare = [[line[index] for index in kept] for line in (headers, *rows)]
        return table(bare[0], bare[1:], align.replace("b", ""), max_width)
    widths = _shrink(natural, align, room)
    legend = _shorten_names(lines, widths, align)
    lines = [head, ["─" * width for width in widths], *lines]
    return "\n".join([*(_line(line, widths, align) for line in lines), *_wrapped(legend, max_width)])


def _safe(cell: str, kind: str, max_width: int) -> str:
    """Names whole: they are cut once, when the width of their column is known."""
    return one_line(cell, len(cell) * CHARACTERS_PER_CELL + 1 if kind == "n" else max_width)


def _needed(width: int, kind: str) -> int:
    return min(width, _NAME) if kind == "n" else width


def _shrink(natural: Sequence[int], align: str, room: int) -> list[int]:
    """Return column widths that sum to at most ``room``."""
    widths = list(natural)
    # Each pass only as far as it has to go: names, texts too, then numbers, then down to one cell.
    for kinds, least in (("n", 12), ("ln", 8), ("lnr", 4), ("lnrb", 1)):
        columns = [index for index, kind in enumerate(align) if kind in kinds]
        while sum(widths) > room and columns:
            widest = max(columns, key=widths.__getitem__)
            if widths[widest] <= least:
                break
            widths[widest] -= 1
    if sum(widths) > room:
        raise ValueError(f"{len(widths)} columns don't fit")
    return widths


def _shorten_names(lines: Sequence[list[str]], widths: Sequence[int], align: str) -> list[str]:
    """Shorten the names in their cells; return what the numbers stand for, where numbers were needed."""
    places = [index for index, kind in enumerate(align) if kind == "n"]
    columns = [[line[place] for line in lines] for place in places]
    room = [widths[place] for place in places]
    found, legend = shortened(columns, room), []
    if found is None:
        every = dict.fromkeys(name for names in columns for name in names)
        numbers = {name: number for number, name in enumerate(every, 1)}
        found = [numbered(names, width, numbers) for names, width in zip(columns, room, strict=True)]
        shown = {name for names in found for name in names}
        legend = [f"#{number}: {name}" for name, number in numbers.items() if name not in shown]
    for place, names in zip(places, found, strict=True):
        for line, name in zip(lines, names, strict=True):
            line[place] = name
    return legend


def _wrapped(lines: Sequence[str], width: int) -> list[str]:
    flow = Flow("\n".join(lines), width)
    flow.advance(flow.document.length + 1)
    return [flow.row(y).text for y in range(flow.known)] if lines else []


def _line(cells: Sequence[str], widths: Sequence[int], align: str) -> str:
    shown: list[str] = []
    for cell, width, kind in zip(cells, widths, align, strict=True):
        cell = one_line(cell, width)
        shown.append(" " * (width - cell_width(cell)) + cell if kind == "r" else pad(cell, width))
    return _GUTTER.join(shown).rstrip()
