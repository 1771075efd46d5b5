"""A search in the texts of a pair: found away from the keys, walked through with keys of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.screen import Screen

from reviewtui.domain.errors import ReviewError
from reviewtui.text.display import one_line
from reviewtui.tui import background
from reviewtui.tui.comparing import whole
from reviewtui.tui.reader import NAMES, Reader, Spans

if TYPE_CHECKING:
    from reviewtui.text.search import Matches

_QUERY_CELLS = 24


class Found(NamedTuple):
    """Matches by pane, and what they hold for."""

    of: tuple[object, ...]
    places: Sequence[tuple[str, int, int]]
    more: bool


class Searching:
    def __init__(self, screen: Screen[None], reader: Reader, found: Callable[[str, bool], None]) -> None:
        """`found` gets what to say, and whether it is a warning, when the matches are there."""
        self.query = ""
        self._screen = screen
        self._reader = reader
        self._tell = found
        self._found: Found | None = None
        self._asked: tuple[object, ...] = ()
        self._at = 0

    @property
    def is_open(self) -> bool:
        return bool(self.query)

    def open(self, query: str) -> None:
        self.query = query
        self._found, self._asked = None, ()
        self.update()

    def close(self) -> str:
        self.query, self._found = "", None
        return "search closed"

    def update(self) -> None:
        """Search what is shown now, where that was not done yet."""
        if self.is_open and self._result is None and self._asked != self._shown:
            self._asked = self._shown
            background.start(self._screen, self._search, "search")

    async def _search(self) -> None:
        of, query = self._shown, self.query
        documents = {
            name: self._reader.layouts[name].copy(self._reader.panes[name].text_width) for name in NAMES
        }

        def work() -> dict[str, Matches]:
            from reviewtui.text.search import matches

            return {name: matches(whole(document), query) for name, document in documents.items()}

        by_pane = await asyncio.to_thread(work)
        if of != self._shown:
            return
        places = [(name, *place) for name, one in by_pane.items() for place in one.places]
        self._found = Found(of, places, any(one.more for one in by_pane.values()))
        self._at = -1
        if places:
            self._tell(self.step(1), False)
        else:
            # A capital asks for capitals, which whoever typed one may not expect.
            so = " so written" if query != query.lower() else ""
            self._tell(f"«{one_line(query, _QUERY_CELLS)}» is not in this pair{so}", True)

    @property
    def _shown(self) -> tuple[object, ...]:
        panes, layouts = self._reader.panes, self._reader.layouts
        return (self.query, *(layouts[name] for name in NAMES), *(panes[name].text_width for name in NAMES))

    @property
    def _result(self) -> Found | None:
        return self._found if self._found is not None and self._found.of == self._shown else None

    def spans(self, name: str) -> Spans:
        """What a pane marks."""
        result = self._result
        if result is None:
            return {}
        current = result.places[self._at] if result.places else None
        mine = [(start, end) for pane, start, end in result.places if pane == name]
        if current is None or current[0] != name:
            return {"match": mine}
        return {"match": [one for one in mine if one != current[1:]], "current": [current[1:]]}

    def step(self, by: int) -> str:
        """Bring the next match (1) or the previous one (-1) into view."""
        result = self._result
        if result is None or not result.places:
            raise ReviewError(f"«{one_line(self.query, _QUERY_CELLS)}» is not found")
        self._at = (self._at + by) % len(result.places)
        pane, start, _ = result.places[self._at]
        self._reader.panes[pane].reveal(start)
        count = f"{len(result.places):,}{'+' if result.more else ''}"
        return f"match {self._at + 1:,} of {count}, in the {pane}"
