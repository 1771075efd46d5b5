"""A conversation as one text, so that one pane, one search and one set of offsets serve all its turns."""

from collections.abc import Sequence
from typing import NamedTuple

from reviewtui.text.display import one_line

_HEADING_CELLS = 40


class Document(NamedTuple):
    """A text and the spans (start, end) in it that are headings, in order."""

    text: str
    headings: tuple[tuple[int, int], ...] = ()


def lay_out(turns: Sequence[tuple[str, str]]) -> Document:
    """Return the (role, text) turns one below the other, each under its role as a heading.

    A single turn is its bare text. Texts are taken as they are; a role is made display-safe, because it
    has to stay on its line.
    """
    if len(turns) == 1:
        return Document(turns[0][1])
    parts: list[str] = []
    headings: list[tuple[int, int]] = []
    position = 0
    for role, text in turns:
        before = "\n\n" if parts else ""
        heading = f"{one_line(role, _HEADING_CELLS)}:"
        start = position + len(before)
        headings.append((start, start + len(heading)))
        part = f"{before}{heading}\n{text}"
        parts.append(part)
        position += len(part)
    return Document("".join(parts), tuple(headings))
