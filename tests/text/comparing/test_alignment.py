"""What two sequences have in common: as long as can be, and bounded."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.comparing import alignment
from reviewtui.text.comparing.alignment import Run, common_runs

few = st.lists(st.integers(0, 3), max_size=30)
many = st.lists(st.integers(0, 40), max_size=80)


def longest_in_common(left: list[int], right: list[int]) -> int:
    """By the definition of the longest common subsequence."""
    row = [0] * (len(right) + 1)
    for one in left:
        before = row
        row = [0]
        for at, other in enumerate(right):
            row.append(before[at] + 1 if one == other else max(row[at], before[at + 1]))
    return row[-1]


def check(left: list[int], right: list[int], runs: list[Run]) -> None:
    """Runs are what both have, in order, and as long as they can be."""
    for run in runs:
        assert run.length > 0
        assert left[run.left : run.left + run.length] == right[run.right : run.right + run.length]
    for before, after in pairwise(runs):
        ends = before.left + before.length, before.right + before.length
        assert ends[0] <= after.left
        assert ends[1] <= after.right
        assert ends != (after.left, after.right)


@given(few, few)
def test_the_longest(left: list[int], right: list[int]) -> None:
    runs = common_runs(left, right)
    check(left, right, runs)
    assert sum(run.length for run in runs) == longest_in_common(left, right)


@given(many, many, st.integers(1, 200))
def test_pieces_are_bounded(left: list[int], right: list[int], bound: int) -> None:
    sizes = []

    class Counting:
        @staticmethod
        def editops(one: list[int], other: list[int]) -> object:
            sizes.append(len(one) * len(other))
            return engine.editops(one, other)

    engine = alignment.LCSseq
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "BOUND", bound)
        patch.setattr(alignment, "LCSseq", Counting)
        check(left, right, common_runs(left, right))
    # One element may stand against many.
    assert all(size <= 2 * bound + max(len(left), len(right)) for size in sizes)


def test_pieces_are_cut_where_both_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "BOUND", 2_000)
    same = list(range(1_000))
    # Cut in proportion, most of the second half would stand against something else.
    left = [*same[:100], *[-1] * 300, *same[100:]]
    right = [*same[:900], *[-2] * 300, *same[900:]]
    assert sum(run.length for run in common_runs([-3, *left, -4], [-5, *right, -6])) == len(same)
