"""Counting by prompt: the short ways for ids of a database come to the same as sorting."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.analysis.labels.tallies import by_code, counted, dense, distinct, tally

ids = st.lists(st.integers(0, 40) | st.integers(10**8, 10**8 + 3), max_size=40)


@given(ids)
def test_ids_become_codes_in_their_order(values: list[int]) -> None:
    column = np.array(values, dtype=np.int64)
    codes, n = dense(column)
    places = {value: code for code, value in enumerate(sorted(set(values)))}
    assert codes.tolist() == [places[value] for value in values]
    assert n == distinct(column) == len(places)


@given(st.lists(st.tuples(*[st.integers(0, 9)] * 4), max_size=30), st.sampled_from([1, 1000]))
def test_equal_rows_are_one_pattern(rows: list[tuple[int, ...]], times: int) -> None:
    """With counts in the thousands, a table of all patterns would be too large."""
    counts = times * np.array(rows, dtype=np.int64).reshape(-1, 4)
    found = tally(counts)
    patterns = {
        tuple(votes): n for votes, n in zip(found.votes.tolist(), found.prompts.tolist(), strict=True)
    }
    expected = [tuple(row) for row in counts.tolist()]
    assert patterns == {row: expected.count(row) for row in expected}


@given(st.lists(st.tuples(st.integers(3, 9), st.integers(0, 3)), min_size=1, max_size=30))
def test_prompts_are_counted_where_they_occur(rows: list[tuple[int, int]]) -> None:
    prompt, preference = np.array(rows, dtype=np.int64).T
    counts, prompts = counted(prompt, preference)
    for place, number in enumerate(prompts.tolist()):
        assert counts[place].tolist() == [rows.count((number, code)) for code in range(4)]
    assert counts.sum() == len(rows)


def test_equal_codes_stand_together_as_before() -> None:
    codes = np.array([2, 0, 2, 1, 0])
    assert by_code(codes, 3).tolist() == by_code(codes, 100_000).tolist() == [1, 4, 3, 0, 2]
