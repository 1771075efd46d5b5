"""Reading the three texts of a pair: what the panes show of them, and how they move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from reviewtui.domain.errors import ReviewError
from reviewtui.review.turns import Turns
from reviewtui.review.view import View
from reviewtui.text.conversation import Layout
from reviewtui.tui.text_pane import SCROLLING, TextPane

NAMES = ("prompt", "left", "right")
OUTPUTS = ("left", "right")

LINES, SHARE = "lines", "share"
SCROLL_MODES = (LINES, SHARE, "left", "right", "prompt")

_SCROLLED = {
    LINES: "scrolling both outputs by lines",
    SHARE: "scrolling both outputs in proportion",
}

JUMP_MOST = 100_000
"""Characters before the turn that is brought into view: more would have to be laid out first."""

Places = Sequence[tuple[int, int]]
"""(start, end) in a document, in order."""

Spans = Mapping[str, Places]
"""Roles to where they are."""


class Reader:
    """What is chosen here holds for the pairs that follow, but for what is folded: that is folded again."""

    def __init__(self, panes: Mapping[str, TextPane]) -> None:
        self.panes = panes
        self.scroll_mode = SCROLL_MODES[0]
        self.raw = False
        self.opened = False
        self.layouts: dict[str, Layout] = {}
        self.prepared: Sequence[Layout] = ()
        """Layouts of texts that may come up next."""
        self._turns: dict[str, Turns] = {}

    def show_pair(self, view: View) -> None:
        """Another pair, from where there is something to judge."""
        self.opened = False
        self._lay_out(view)
        starts = {"prompt": max(len(view.prompt) - 1, 0)}
        starts["left"] = starts["right"] = first_other(view.left, view.right)
        for name, pane in self.panes.items():
            source = self.layouts[name].start_of(starts[name])
            pane.show(self.layouts[name], source if source <= JUMP_MOST else 0)

    def show_flipped(self, view: View) -> None:
        """The same pair with its sides swapped: each text stays where it was, and what was seen was seen."""
        left, right = (self.panes[name] for name in OUTPUTS)
        seen, sources = (left.painted, right.painted), (left.source, right.source)
        self._lay_out(view)
        for pane, name, source, was_seen in zip((right, left), reversed(OUTPUTS), sources, seen, strict=True):
            pane.show(self.layouts[name], source)
            pane.painted = was_seen

    def _lay_out(self, view: View) -> None:
        self._turns = {"prompt": view.prompt, "left": view.left, "right": view.right}
        self.layouts = {name: self._layout(turns) for name, turns in self._turns.items()}

    def _layout(self, turns: Turns) -> Layout:
        form = (turns, self.raw, self.opened)
        ready = (layout for layout in self.prepared if layout.form == form)
        return next(ready, None) or Layout(turns, raw=self.raw, opened=self.opened)

    def _again(self, view: View) -> None:
        """The same texts in another form, in the same places."""
        sources = {name: pane.source for name, pane in self.panes.items()}
        self._lay_out(view)
        for name, pane in self.panes.items():
            pane.show(self.layouts[name], sources[name], other_text=False)

    def toggle_raw(self, view: View) -> str:
        self.raw = not self.raw
        self._again(view)
        return "texts as they were written" if self.raw else "texts rendered"

    def toggle_folds(self, view: View) -> str:
        """Raises ReviewError where nothing of the pair is folded."""
        if not any(turn.foldable for turns in self._turns.values() for turn in turns):
            raise ReviewError("nothing is folded in this pair")
        self.opened = not self.opened
        self._again(view)
        return "folded parts opened" if self.opened else "folded again"

    def next_scroll_mode(self) -> str:
        self.scroll_mode = SCROLL_MODES[(SCROLL_MODES.index(self.scroll_mode) + 1) % len(SCROLL_MODES)]
        return _SCROLLED.get(self.scroll_mode, f"scrolling the {self.scroll_mode}")

    def scrolls(self, name: str) -> bool:
        """Whether the scrolling keys move this pane."""
        return name == self.scroll_mode or (self.scroll_mode in (LINES, SHARE) and name in OUTPUTS)

    def scroll(self, action: str) -> None:
        move = SCROLLING[action]
        # A pane that is hidden does not scroll unseen: the keys go to the outputs that are in view.
        panes = self._in_view(name for name in NAMES if self.scrolls(name)) or self._in_view(OUTPUTS)
        if self.scroll_mode != SHARE or len(panes) < 2:
            for pane in panes:
                move(pane)
            return
        longer, other = sorted(panes, key=lambda pane: pane.extent.total, reverse=True)
        move(longer)
        other.scroll_fraction(longer.fraction)

    def page_prompt(self, pages: int) -> str:
        self.panes["prompt"].scroll_pages(pages)
        return ""

    def _in_view(self, names: Iterable[str]) -> list[TextPane]:
        return [self.panes[name] for name in names if self.panes[name].size.height]


def first_other(left: Turns, right: Turns) -> int:
    """The number, from 0, of the first turn in which two outputs differ; 0 where none does."""
    for number, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return number
    return min(len(left), len(right)) if len(left) != len(right) else 0
