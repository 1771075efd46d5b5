"""Tables of Markdown, laid out to a width: in columns, or row by row where those would be too narrow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest

from reviewtui.text.cells import cell_width, cut
from reviewtui.text.display import safe
from reviewtui.text.flow import Flow
from reviewtui.text.typesetting.sheet import Run

_GUTTER = "  "

# With less than this for its widest columns, a table is not read in columns.
_LEAST = 10

_PIPE = re.compile(r"(?<!\\)\|")


class Align(StrEnum):
    NONE = ""
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Cell:
    """The words of one cell, on one line."""

    __slots__ = ("runs", "text", "width")

    def __init__(self, runs: Iterable[Run]) -> None:
        self.runs = [Run(run.text.replace("\t", " "), run.role) for run in runs]
        self.text = "".join(run.text for run in self.runs)
        self.width = cell_width(safe(self.text))

    def slice(self, start: int, end: int) -> list[Run]:
        """The runs of the characters from `start` to `end`."""
        found = []
        at = 0
        for text, role in self.runs:
            part = text[max(start - at, 0) : max(end - at, 0)]
            if part:
                found.append(Run(part, role))
            at += len(text)
        return found


def surplus(line: str, columns: int) -> str:
    """What the line of a row says beyond its `columns`; Markdown would leave it out."""
    parts = _PIPE.split(line.strip(" \t>"))
    if not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        parts.pop()
    return "".join(f" | {part.strip()}" for part in parts[columns:])


def lay_out(
    rows: Sequence[Sequence[Cell]], align: Sequence[Align], room: int, *, headless: bool = False
) -> Iterator[list[Run]]:
    """The lines of a table, of at most `room` cells in columns; a longer line only row by row.

    The first of `rows` is the head, not shown where the table is `headless`; all are as long as `align`.
    """
    natural = [max(cell.width for cell in column) for column in zip(*rows, strict=True)]
    widths = _shrink(natural, room - len(_GUTTER) * (len(natural) - 1))
    if widths is None:
        return _records(rows, room, headless=headless)
    return _grid(rows, align, widths, headless=headless)


def _shrink(natural: Sequence[int], room: int) -> list[int] | None:
    """The widths of the columns, where the widest give way together; None if they would be too narrow."""
    if sum(natural) <= room:
        return list(natural)
    widest = next(
        (cap for cap in range(room, _LEAST - 1, -1) if sum(min(n, cap) for n in natural) <= room), 0
    )
    return [min(width, widest) for width in natural] if widest else None


def _grid(
    rows: Sequence[Sequence[Cell]], align: Sequence[Align], widths: Sequence[int], *, headless: bool
) -> Iterator[list[Run]]:
    # Rows of several lines are told apart by an empty one.
    apart = any(cell.width > width for row in rows[1:] for cell, width in zip(row, widths, strict=True))
    for number, row in enumerate(rows):
        if number == 0 and headless:
            continue
        if number > 1 and apart:
            yield []
        wrapped = [_wrapped(cell, max(width, 2)) for cell, width in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped):
            line: list[Run] = []
            for part, width, side in zip(parts, widths, align, strict=True):
                line += _padded(part or [], width, side)
                line.append(Run(_GUTTER))
            yield _trimmed([_strong(run) for run in line] if number == 0 else line)
        if number == 0:
            yield [Run(_GUTTER.join("─" * width for width in widths), "quiet")]


def _wrapped(cell: Cell, width: int) -> list[list[Run]]:
    if cell.width <= width:
        return [cell.runs]
    flow = Flow(cell.text, width)
    flow.advance(len(cell.text) + 1)
    return [cell.slice(row.start, row.end) for row in map(flow.row, range(flow.known))]


def _padded(runs: Sequence[Run], width: int, side: Align) -> list[Run]:
    spare = max(width - cell_width(safe("".join(run.text for run in runs))), 0)
    left = {Align.RIGHT: spare, Align.CENTER: spare // 2}.get(side, 0)
    return [run for run in (Run(" " * left), *runs, Run(" " * (spare - left))) if run.text]


def _trimmed(line: list[Run]) -> list[Run]:
    while line and not line[-1].role and not line[-1].text.strip(" "):
        line.pop()
    return line


def _records(rows: Sequence[Sequence[Cell]], room: int, *, headless: bool) -> Iterator[list[Run]]:
    """Each row as lines of "column: value", without the empty ones."""
    names = [_name(cell, number, room // 2) for number, cell in enumerate(rows[0], 1)]
    if len(rows) == 1 and not headless:
        yield from ([_strong(run) for run in cell.runs] for cell in rows[0] if cell.text)
    for number, row in enumerate(rows[1:]):
        if number:
            yield []
        for name, cell in zip(names, row, strict=True):
            if cell.text:
                yield [Run(name, "strong"), *cell.runs]


def _name(head: Cell, number: int, cells: int) -> str:
    kept = len(cut(safe(head.text), cells))
    name = head.text if kept == len(head.text) else head.text[: kept - 1] + "…"
    return f"{name or f'column {number}'}: "


def _strong(run: Run) -> Run:
    if not run.text.strip() or "strong" in run.role:
        return run
    return Run(run.text, f"strong {run.role}".rstrip())
