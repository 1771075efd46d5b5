"""Spans that are marked in a text from outside of it, such as differences or the matches of a search."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence


class Highlights:
    """Finds what touches a row by bisection: a text may have ten thousand matches."""

    def __init__(
        self, spans: Mapping[str, Sequence[tuple[int, int]]] | None = None, gutter: str = ""
    ) -> None:
        """Roles to (start, end), in order and without overlaps within a role."""
        self._spans = {role: tuple(places) for role, places in (spans or {}).items() if places}
        self._ends = {role: [end for _, end in places] for role, places in self._spans.items()}
        self._gutter = gutter if gutter in self._spans else ""

    def same_as(self, other: Highlights) -> bool:
        return (self._spans, self._gutter) == (other._spans, other._gutter)

    def within(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """What is marked between two offsets, as (start, end, role)."""
        found = []
        for role, places in self._spans.items():
            at = bisect_left(self._ends[role], start + 1)
            while at < len(places) and places[at][0] < end:
                found.append((*places[at], role))
                at += 1
        return found

    def in_gutter(self, start: int, end: int) -> bool:
        """Whether the row from `start` to `end` gets a mark in its margin."""
        ends = self._ends.get(self._gutter)
        if not ends:
            return False
        at = bisect_left(ends, start + 1)
        # An empty row may be a line that differs.
        return at < len(ends) and self._spans[self._gutter][at][0] < max(end, start + 1)
