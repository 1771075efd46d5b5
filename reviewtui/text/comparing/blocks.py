"""Differences between runs of words, in blocks that are read at a glance.

A longest common subsequence alone is confetti: unrelated sentences have every third word in common. So what
was added or left out is moved to where a line or a sentence starts, differences with little between them are
joined, and of texts that are hardly alike whole lines differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reviewtui.text.comparing.alignment import Run, common_runs
from reviewtui.text.comparing.words import Words

# Words in common between two differences that join these: so many on one line, and so many anywhere where
# both differences are longer than that.
_FEW = 2
_SEVERAL = 8
# So many tokens in common never join, whatever they are.
_MANY = 50
# With less than this share of a part in common, its lines are compared as wholes.
_HARDLY_ALIKE = 0.1
# Tokens over which what was added is moved.
_FAR = 1000

_SENTENCE_ENDS = tuple(".!?:;…。！？")


class Block(NamedTuple):
    """A difference: the tokens from `left` to `left_end` stand where the other side has the others."""

    left: int
    left_end: int
    right: int
    right_end: int

    @property
    def size(self) -> int:
        return max(self.left_end - self.left, self.right_end - self.right)

    @property
    def total(self) -> int:
        return self.left_end - self.left + self.right_end - self.right

    def moved(self, by: int) -> Block:
        return Block(self.left + by, self.left_end + by, self.right + by, self.right_end + by)


def blocks(left: Words, right: Words, part: Block, lines: Sequence[Run]) -> list[Block]:
    """The differences within a part of both texts, in order.

    `lines` are its lines in common, as runs of tokens: all that is left in common where there is hardly more.
    """
    keys, other_keys = left.keys[part.left : part.left_end], right.keys[part.right : part.right_end]
    runs = (
        Run(part.left + run.left, part.right + run.right, run.length) for run in common_runs(keys, other_keys)
    )
    found = _joined(_moved(list(_differing(runs, part)), left, right, part), left)
    if part.total - sum(block.total for block in found) < _HARDLY_ALIKE * part.total:
        return list(_differing(lines, part))
    return found


def _differing(common: Iterable[Run], part: Block) -> Iterator[Block]:
    left, right = part.left, part.right
    for run in [*common, Run(part.left_end, part.right_end, 0)]:
        if run.left > left or run.right > right:
            yield Block(left, run.left, right, run.right)
        left, right = run.left + run.length, run.right + run.length


def _moved(found: Sequence[Block], left: Words, right: Words, part: Block) -> Iterator[Block]:
    """What only one side has, where it reads best: «The b. [The c.]», not «The [b. The] c.»."""
    before = part.left
    for at, block in enumerate(found):
        after = found[at + 1].left if at + 1 < len(found) else part.left_end
        if block.left == block.left_end:
            block = block.moved(
                _best_move(right, block.right, block.right_end, block.left - before, after - block.left)
            )
        elif block.right == block.right_end:
            block = block.moved(
                _best_move(left, block.left, block.left_end, block.left - before, after - block.left_end)
            )
        before = block.left_end
        yield block


def _best_move(words: Words, start: int, end: int, back: int, on: int) -> int:
    """By how many tokens to move those from `start` to `end`, past equal ones on either side."""
    keys = words.keys
    first = last = 0
    while -first < min(back, _FAR) and keys[start + first - 1] == keys[end + first - 1]:
        first -= 1
    while last < min(on, _FAR) and keys[start + last] == keys[end + last]:
        last += 1
    if first == last:
        return 0
    return max(range(first, last + 1), key=lambda by: _break(words, start + by) + _break(words, end + by))


def _break(words: Words, token: int) -> int:
    """How much of a break there is before a token."""
    start, end = words.space(token)
    if start == 0 or end == len(words.text):
        return 3
    lines = words.text.count("\n", start, end)
    if lines:
        return min(1 + lines, 3)
    return int(words.text[start - 1] in _SENTENCE_ENDS)


def _joined(found: Iterable[Block], left: Words) -> list[Block]:
    kept: list[Block] = []
    for block in found:
        # A joined block is longer, so that it may be joined with the one before as well.
        while kept and _join(kept[-1], block, left):
            before = kept.pop()
            block = Block(before.left, block.left_end, before.right, block.right_end)
        kept.append(block)
    return kept


def _join(block: Block, after: Block, left: Words) -> bool:
    """Whether what lies between is too little to be seen as something in common."""
    if after.left - block.left_end > _MANY:
        return False
    words = left.count(block.left_end, after.left)
    lines = "\n" in left.text[left.space(block.left_end)[0] : left.space(after.left)[1]]
    if words > _FEW or (words and lines):
        return words <= _SEVERAL and words < min(block.size, after.size)
    return True
