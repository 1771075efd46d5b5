"""The criteria of the rubric in a few rows: what is said of each, and which one the verdict keys go to."""

from __future__ import annotations

from collections.abc import Mapping

from rich.segment import Segment
from textual.strip import Strip

from reviewtui.domain.rubric import Rubric
from reviewtui.text.cells import cell_width, pad
from reviewtui.text.display import one_line
from reviewtui.tui.box import Box
from reviewtui.tui.roles import role_style

NAME_CELLS = 20
VERDICT_CELLS = 10
UNSAID = "·"

OVERALL = "overall "
"""The cell of the preference itself. No criterion can have this name: names have no blank at their end."""


class CriteriaGrid(Box, can_focus=False):
    """As many columns as fit; each cell is a criterion and its verdict, `▸` stands at the one at hand."""

    DEFAULT_CSS = "CriteriaGrid { height: 0; }"

    def __init__(self, rubric: Rubric) -> None:
        super().__init__()
        self._names = [one.name for one in rubric.criteria]
        if self._names:
            self._names.append(OVERALL)
        self._required = {*(self._names if "criteria" in rubric.required else ()), OVERALL}
        self._name_cells = min(max(map(cell_width, self._names), default=0), NAME_CELLS)
        self._verdicts: Mapping[str, str] = {}
        self._current: str | None = None

    @property
    def rows(self) -> int:
        """Rows that it needs on this screen; none where the rubric has no criteria."""
        columns = self._columns(self.app.size.width)
        return -(-len(self._names) // columns)

    def _columns(self, width: int) -> int:
        return max((width - 1) // self._cell, 1)

    @property
    def _cell(self) -> int:
        return self._name_cells + VERDICT_CELLS + 6

    def fit(self) -> None:
        """Take the rows that this screen's width asks for."""
        if self.styles.height is None or self.styles.height.value != self.rows:
            self.styles.height = self.rows

    def show(self, verdicts: Mapping[str, str], current: str | None) -> None:
        """`verdicts`: criteria to what is said of them in a word or two; `current`: the one at hand."""
        if (verdicts, current) != (self._verdicts, self._current):
            self._verdicts, self._current = dict(verdicts), current
            self.refresh()

    def render_line(self, y: int) -> Strip:
        width, style = self.size.width, self.rich_style
        columns = self._columns(width)
        segments = [Segment(" ", style)]
        for name in self._names[y * columns : (y + 1) * columns]:
            here = name == self._current
            verdict = self._verdicts.get(name, "")
            missing = name in self._required and not verdict
            role = "alert" if missing else "key" if verdict else "quiet"
            label = f"{'▸ ' if here else '  '}{pad(one_line(name, self._name_cells), self._name_cells)}  "
            segments.append(Segment(label, style + role_style(self, "strong" if here else "plain")))
            segments.append(
                Segment(
                    pad(one_line(verdict or UNSAID, VERDICT_CELLS + 2), VERDICT_CELLS + 2),
                    style + role_style(self, role),
                )
            )
        return Strip(segments).adjust_cell_length(width, style)
