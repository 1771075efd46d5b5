"""A Markdown text cut into segments that can be typeset one by one, whatever follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

# A segment of Markdown ends with the first block that ends after so many characters ...
_ENOUGH = 2048
# ... and after so many in any case. Longer lines are not read as Markdown at all.
_LIMIT = 8192

# The start of a line that begins a segment of its own: a fence, or mathematics between marks on their own.
_OPENING = re.compile(
    r"(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})(?P<info>[^\n]*)\n?|(?P<math>\$\$|\\\[)[ \t\r]*\n", re.MULTILINE
)
# Where a segment may end. Empty lines end any block if the next line is not indented, but for fences.
_MARK = re.compile(
    r"\n(?:(?P<fence> {0,3})(?:`{3,}[^`\n]*|~{3,}[^\n]*)$"
    r"|(?P<math>\$\$|\\\[)[ \t\r]*$"
    r"|(?=(?P<empty>[ \t\r]*\n)\S))",
    re.MULTILINE,
)
_DOLLARS = re.compile(r"\n[ \t\r]*\n|(?P<closed>\$\$[^\n]*\n?)")
_BRACKETS = re.compile(r"\n[ \t\r]*\n|\\\[|(?P<closed>\\\][^\n]*\n?)")
_EMPTY_LINES = re.compile(r"(?:[ \t\r]*+\n)*+")
TABLE_RULE = re.compile(r"\n[ ]{0,3}(?=[^\n]*\|)[|:-][|:\- \t\r]*\n")


class Segment(NamedTuple):
    """A part of the source, `start` to `end`, with the empty lines behind it.

    Code stands between fences, from `body` to `body_end`, in the language that `info` names; what is
    "written" is shown as it is. `head` is where the first two lines are of a table that goes on here.
    """

    kind: Literal["markdown", "code", "written"]
    start: int
    end: int
    body: int = 0
    body_end: int = 0
    info: str = ""
    head: tuple[int, int] | None = None


def segments(source: str) -> Iterator[Segment]:
    """The segments of `source`, in order and without a hole; lazy."""
    at = 0
    head = None
    while at < len(source):
        segment = _fenced(source, at)
        if segment is None:
            segment = _blocks(source, at, head)
        yield segment
        head = _table_head(source, segment)
        at = segment.end


def _fenced(source: str, at: int) -> Segment | None:
    opened = _OPENING.match(source, at)
    if opened is None:
        return None
    body = opened.end()
    if opened["math"]:
        end = _formula_end(source, at)
        return None if end is None else Segment("written", at, _past_empty_lines(source, end))
    fence = opened["fence"]
    # A fence is closed by one as long or longer; without one, all the rest is code.
    closed = re.compile(rf"\n {{0,3}}{fence[0]}{{{len(fence)},}}[ \t\r]*(?:\n|\Z)").search(source, body - 1)
    body_end, end = (closed.start(), closed.end()) if closed else (len(source), len(source))
    end = _past_empty_lines(source, end)
    if not source[body:body_end].strip():
        return Segment("written", at, end)
    return Segment("code", at, end, body, body_end, opened["info"].strip())


def _formula_end(source: str, at: int) -> int | None:
    """Where the line ends that closes the formula at `at`; none has an empty line or begins twice."""
    mark = source[at : at + 2]
    found = (_DOLLARS if mark == "$$" else _BRACKETS).search(source, at + 2, at + _LIMIT)
    return found.end() if found and found["closed"] is not None else None


def _blocks(source: str, at: int, head: tuple[int, int] | None) -> Segment:
    limit = min(at + _LIMIT, len(source))
    end = _end(source, at, limit)
    if end is None:
        end = _last_line(source, at, limit)
    if end == at:
        newline = source.find("\n", limit)
        return Segment("written", at, _past_empty_lines(source, newline) if newline >= 0 else len(source))
    return Segment("markdown", at, end, head=head)


def _end(source: str, at: int, limit: int) -> int | None:
    """Where a segment that starts at `at` ends of itself before `limit`."""
    # An indented fence belongs to a list, which would end at a line without indent, or goes on over it.
    fenced = False
    for mark in _MARK.finditer(source, at, limit):
        start = mark.start() + 1
        if mark["fence"]:
            fenced = not fenced
        elif fenced:
            fenced = mark["fence"] is None
        elif mark["fence"] is not None or (mark["math"] and _formula_end(source, start) is not None):
            return start
        elif mark["empty"] is not None and mark.end("empty") >= at + _ENOUGH:
            return mark.end("empty")
    return len(source) if limit == len(source) else None


def _last_line(source: str, at: int, limit: int) -> int:
    """Where the last line before `limit` starts, if possible one that is not indented; `at` if it is the only
    one."""
    last = cut = source.rfind("\n", at, limit) + 1
    for _ in range(100):
        if cut <= at or not source[cut].isspace():
            break
        cut = source.rfind("\n", at, cut - 1) + 1
    return max(cut if cut > at else last, at)


def _table_head(source: str, segment: Segment) -> tuple[int, int] | None:
    """Where the first two lines are of the table that goes on behind `segment`."""
    start, end = segment.start, segment.end
    line_end = source.find("\n", end) + 1 or len(source)
    if segment.kind != "markdown" or ends_empty(source, end) or source.find("|", end, line_end) < 0:
        return None
    last = source.rfind("\n\n", start, end)
    if last < 0 and segment.head:
        return segment.head
    rule = TABLE_RULE.search(source, max(last, start), end)
    return (source.rfind("\n", start, rule.start()) + 1 or start, rule.end()) if rule else None


def ends_empty(source: str, end: int) -> bool:
    """Whether the line that ends at `end`, with its newline, is empty."""
    return source[source.rfind("\n", 0, end - 1) + 1 : end].isspace()


def _past_empty_lines(source: str, at: int) -> int:
    found = _EMPTY_LINES.match(source, at)
    return found.end() if found else at
