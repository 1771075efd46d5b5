"""What differs between two texts, for eyes: lines first, then words within the lines that differ.

Lines that both have hold the two together; between them words are compared, see ``blocks`` and, for the
engine, ``alignment``. White space is a difference where it indents a line, and anywhere where nothing else
differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reviewtui.text.comparing.alignment import Run, common_runs, same_at_start
from reviewtui.text.comparing.blocks import Block, blocks
from reviewtui.text.comparing.words import Words

# Lines in common hold the texts together only with so many characters: a brace or a fence is everywhere.
_HOLDING_CHARACTERS = 24


class Change(NamedTuple):
    """Characters from `start` to `end` that differ; none where only the other side has something."""

    start: int
    end: int


class Hunk(NamedTuple):
    """A difference: what one side has where the other has something else, or nothing."""

    left: Change
    right: Change


@dataclass(frozen=True, slots=True)
class Differences:
    """All in order, in characters of the two texts. There are some unless the texts are the same.

    `left` and `right` are the sides of `hunks` without the empty ones; `lines_left` and `lines_right` are
    whole lines without the newline of the last, several in a row as one.
    """

    hunks: tuple[Hunk, ...] = ()
    left: tuple[Change, ...] = ()
    right: tuple[Change, ...] = ()
    lines_left: tuple[Change, ...] = ()
    lines_right: tuple[Change, ...] = ()
    alike: float = 1.0
    """Share of the words of both texts that are in no difference."""

    def spans(self, side: str, *, words: bool) -> tuple[Change, ...]:
        """What to mark on the side "left" or "right": words, or else whole lines."""
        if side == "left":
            return self.left if words else self.lines_left
        return self.right if words else self.lines_right


def differences(left: str, right: str) -> Differences:
    """Compare two texts of any kind and size. Meant for a thread: megabytes may take seconds."""
    if left == right:
        return Differences()
    known: dict[str, int] = {}
    one, other = Words.of(left, known), Words.of(right, known)
    lines, other_lines = _Lines.of(left, known), _Lines.of(right, known)
    common = common_runs(lines.keys, other_lines.keys)
    found = list(_blocks(one, other, _as_tokens(one, other, lines, other_lines, common)))
    hunks = _hunks(one, other, found)
    total = len(one.tokens) + len(other.tokens)
    return Differences(
        hunks,
        tuple(hunk.left for hunk in hunks if hunk.left.start < hunk.left.end),
        tuple(hunk.right for hunk in hunks if hunk.right.start < hunk.right.end),
        tuple(lines.others([(run.left, run.length) for run in common])),
        tuple(other_lines.others([(run.right, run.length) for run in common])),
        1 - sum(block.total for block in found) / total if total else 1.0,
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines of a text that are not blank, each with a key for what it says and how it is indented."""

    spans: list[tuple[int, int]]
    keys: list[int]

    @classmethod
    def of(cls, text: str, known: dict[str, int]) -> _Lines:
        spans, keys, at = [], [], 0
        for line in text.split("\n"):
            if words := line.split():
                indent = line[: len(line) - len(line.lstrip())]
                keys.append(known.setdefault(f"{indent}{' '.join(words)}\n", len(known)))
                spans.append((at, at + len(line)))
            at += len(line) + 1
        return cls(spans, keys)

    def others(self, common: Iterable[tuple[int, int]]) -> Iterator[Change]:
        """The lines that are not among runs of lines, given as a first line and how many."""
        line = 0
        for first, count in [*common, (len(self.spans), 0)]:
            if first > line:
                yield Change(self.spans[line][0], self.spans[first - 1][1])
            line = first + count


def _as_tokens(
    one: Words, other: Words, lines: _Lines, other_lines: _Lines, common: Sequence[Run]
) -> list[Run]:
    """The lines in common, as runs of tokens."""
    runs = []
    for run in common:
        first = one.first_from(lines.spans[run.left][0])
        end = one.first_from(lines.spans[run.left + run.length - 1][1])
        runs.append(Run(first, other.first_from(other_lines.spans[run.right][0]), end - first))
    return runs


def _blocks(one: Words, other: Words, common_lines: Iterable[Run]) -> Iterator[Block]:
    """The differences between lines that hold the texts together, in order."""
    left, right, loose = 0, 0, list[Run]()
    for run in [*common_lines, Run(len(one.tokens), len(other.tokens), 0)]:
        start, end = one.span(run.left, run.left + run.length)
        if run.length and end - start < _HOLDING_CHARACTERS:
            loose.append(run)
            continue
        yield from blocks(one, other, Block(left, run.left, right, run.right), loose)
        left, right, loose = run.left + run.length, run.right + run.length, []


def _hunks(one: Words, other: Words, found: Sequence[Block]) -> tuple[Hunk, ...]:
    hunks = [
        Hunk(Change(*one.span(block.left, block.left_end)), Change(*other.span(block.right, block.right_end)))
        for block in found
    ]
    spaces = list(_spaces(one, other, found))
    hunks.extend(hunk for hunk, indents in spaces if indents)
    return tuple(sorted(hunks) if hunks else (hunk for hunk, _ in spaces))


def _spaces(one: Words, other: Words, found: Sequence[Block]) -> Iterator[tuple[Hunk, bool]]:
    """Where white space differs between words in common, and whether it indents a line on both sides."""
    ends = Block(-1, -1, -1, -1), Block(*[len(one.tokens) + 1] * 2, *[len(other.tokens) + 1] * 2)
    for before, after in pairwise([ends[0], *found, ends[1]]):
        shift = before.right_end - before.left_end
        for token in range(before.left_end + 1, after.left):
            ours, theirs = one.space(token), other.space(token + shift)
            left, right = one.text[slice(*ours)], other.text[slice(*theirs)]
            if left != right:
                yield _space(ours, theirs, left, right)


def _space(ours: tuple[int, int], theirs: tuple[int, int], left: str, right: str) -> tuple[Hunk, bool]:
    """The part of white space that differs."""
    indent, other_indent = left[left.rfind("\n") + 1 :], right[right.rfind("\n") + 1 :]
    begins = ours[0] == 0 or len(indent) < len(left)
    other_begins = theirs[0] == 0 or len(other_indent) < len(right)
    if begins and other_begins and indent != other_indent:
        return _trimmed(ours[1], theirs[1], indent, other_indent), True
    return _trimmed(ours[1], theirs[1], left, right), False


def _trimmed(end: int, other_end: int, left: str, right: str) -> Hunk:
    """The hunk for two texts that end there, without what they have in common at their starts and ends."""
    head = same_at_start(left, right)
    tail = same_at_start(left[head:][::-1], right[head:][::-1])
    return Hunk(
        Change(end - len(left) + head, end - tail), Change(other_end - len(right) + head, other_end - tail)
    )
