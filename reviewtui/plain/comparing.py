"""The outputs beside each other, and the lines of the pair that hold a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.review.turns import text_of
from reviewtui.review.view import View
from reviewtui.text.comparing.differences import Change, differences
from reviewtui.text.comparing.facts import only_one_side, said
from reviewtui.text.search import matches

BEFORE = 40
"""Characters of a long line that are printed before a match."""

EXCERPT = 160
"""Characters of a long line that are printed in all."""


def differences_text(view: View, cells: int, *, words: bool) -> str:
    """What only one side has: the facts in a line of at most so many cells, then two lists of lines, or
    difference by difference in the order of the texts."""
    left, right = text_of(view.left), text_of(view.right)
    if left == right:
        return "Both outputs are the same."
    found = differences(left, right)
    facts = only_one_side(left, right)
    lines = [
        f"{name}: {said(of_side, cells - len(name) - 2)}"
        for name, of_side in (("Only left", facts.left), ("Only right", facts.right))
        if of_side.all
    ]
    lines.append("- stands before what the left output has, + before what the right one has")
    # White space can differ where no line does.
    if words or not (found.lines_left or found.lines_right):
        for hunk in found.hunks:
            lines += [*_lines("-", left, [hunk.left]), *_lines("+", right, [hunk.right])]
    else:
        lines += [*_lines("-", left, found.lines_left), *_lines("+", right, found.lines_right)]
    return "\n".join(lines)


def _lines(mark: str, text: str, changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        if change.start < change.end:
            for line in text[change.start : change.end].splitlines():
                yield f"{mark} {line}"


def matches_text(view: View, query: str) -> str:
    """The lines with a match, with their numbers in each text as it was written."""
    parts = []
    for name, turns in (("Prompt", view.prompt), ("Left", view.left), ("Right", view.right)):
        lines = list(_matching(text_of(turns), query))
        parts.append(
            "\n".join([f"{name}: {len(lines) or 'no'} {'line' if len(lines) == 1 else 'lines'}", *lines])
        )
    return "\n".join(parts)


def _matching(text: str, query: str) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        found = matches(line, query, limit=1).places
        if found:
            yield f"{number}: {_excerpt(line, found[0][0])}"


def _excerpt(line: str, at: int) -> str:
    """A line, or as much of it as stands around a match."""
    if len(line) <= EXCERPT:
        return line
    start = max(min(at - BEFORE, len(line) - EXCERPT), 0)
    end = start + EXCERPT
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
