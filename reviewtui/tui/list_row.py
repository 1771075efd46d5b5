"""A pair as one row of the list: its columns at a width, and what stands in them."""

from __future__ import annotations

from typing import NamedTuple

from reviewtui.domain.vocabulary import Preference, Side, Slot, Status
from reviewtui.review.view import verdict
from reviewtui.store.listing import Row
from reviewtui.text.cells import pad
from reviewtui.text.display import one_line

CURSOR = "▸"
GAP = 2
MARKS = {Status.LABELED: "●", Status.SKIPPED: "–"}
OPEN = "○"
FLAG, NOTE = "!", "✎"
LEGEND = "○ open  ● labeled  – skipped  ! flagged  ✎ note"
ROOMY = 76
"""Columns from which ids have room."""
_WORDS = {
    Side.LEFT: "left",
    Side.RIGHT: "right",
    Preference.TIE: "tie",
    Preference.BOTH_BAD: "both bad",
}
UNKNOWN_SIDE = "one side"
"""The verdict of a label from elsewhere, which does not say how the pair was shown."""


class Columns(NamedTuple):
    """Cells of each column; 0 for one that is not shown. Flags and notes go with the verdict."""

    number: int
    verdict: int
    id: int
    prompt: int


def columns(width: int, pairs: int, *, graded: bool, answers: bool) -> Columns:
    """How `width` cells are shared out. The prompt gets what is left; ids give way to it."""
    number = max(len(f"{pairs:,}"), len("pair"))
    verdict_ = (len("right slightly") if graded else len("both bad")) if answers else 0
    id_ = 0 if width < ROOMY else min(width // 6, 24)
    taken = sum(cells + GAP for cells in (number, verdict_, id_) if cells)
    # The cursor and a blank; the marks, each a cell, and the gap behind them.
    return Columns(number, verdict_, id_, max(width - 2 - taken - 3 - GAP, 0))


def heading(at: Columns) -> str:
    return _row(" ", "pair", "   ", "verdict", "id", "prompt", at)


def row(pair: Row, at: Columns, *, chosen: bool) -> str:
    """Exactly as wide as the columns, and display-safe."""
    marks = [MARKS.get(pair.status, OPEN) if pair.status else OPEN]
    marks.append(FLAG if pair.flagged and at.verdict else " ")
    marks.append(NOTE if pair.noted and at.verdict else " ")
    return _row(
        CURSOR if chosen else " ",
        f"{pair.number:,}",
        "".join(marks),
        _said(pair),
        pair.external_id or "",
        pair.prompt.lstrip(),
        at,
    )


def _said(pair: Row) -> str:
    """The verdict in a word or two, in the sides that it was made in."""
    if pair.status is not Status.LABELED or pair.preference is None:
        return ""
    decided = pair.preference in (Preference.A, Preference.B)
    if decided and pair.left_output is None:
        return UNKNOWN_SIDE
    found = verdict(pair.preference, pair.left_output or Slot.A)
    assert found is not None, "there is a preference"
    return f"{_WORDS[found]} slightly" if decided and pair.strength == 1 else _WORDS[found]


def _row(cursor: str, number: str, marks: str, said: str, id_: str, prompt: str, at: Columns) -> str:
    cells = [f"{cursor} {number:>{at.number}}", marks]
    cells += [_cell(text, width) for text, width in ((said, at.verdict), (id_, at.id)) if width]
    return (" " * GAP).join([*cells, _cell(prompt, at.prompt)])


def _cell(text: str, width: int) -> str:
    return pad(one_line(text, width), width)
