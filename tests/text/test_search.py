"""Search: offsets into the text, whatever its case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.search import Matches, matches

from .strategies import fragments, texts


@pytest.mark.parametrize(
    ("text", "query", "places"),
    [
        ("Cat cat CAT", "cat", [(0, 3), (4, 7), (8, 11)]),
        ("Cat cat CAT", "Cat", [(0, 3)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("a.c abc", "a.c", [(0, 3)]),
        ("x\\d (y)", "\\d (", [(1, 5)]),
        ("ÄRGER und ärger", "ärger", [(0, 5), (10, 15)]),
        # Some letters change their length with their case; offsets stay those of the text.
        ("İİ cat", "cat", [(3, 6)]),
        ("anything", "", []),
        ("", "a", []),
    ],
)
def test_matches(text: str, query: str, places: list[tuple[int, int]]) -> None:
    assert matches(text, query) == Matches(tuple(places))


@given(texts, fragments, texts)
def test_what_is_there_is_found(before: str, query: str, after: str) -> None:
    text = before + query + after
    found = matches(text, query)
    assert found.places
    assert all(text[start:end].lower() == query.lower() for start, end in found.places)


@given(st.integers(0, 5))
def test_more_than_the_limit_is_said(count: int) -> None:
    found = matches("ab" * count, "a", limit=3)
    assert len(found.places) == min(count, 3)
    assert found.more == (count > 3)
