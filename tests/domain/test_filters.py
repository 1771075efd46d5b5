"""Which filters choose pairs by what was said of them: labels that come of those feed no estimate."""

from __future__ import annotations

import pytest

from reviewtui.domain.served import filter_text
from reviewtui.query import read


@pytest.mark.parametrize(
    "text",
    [
        "language = de",
        "length > 5",
        "leak",
        "identical",
        "source = a",
        "id = 1",
        "text x",
        "open",
        "not leak",
        "not labeled",
        "not skipped",
        "not (labeled or skipped)",
    ],
)
def test_what_is_known_beforehand_defines_a_population(text: str) -> None:
    asked = read(text)
    assert not asked.about_outcomes
    assert asked.served_by == f"filter:{asked.text}"


@pytest.mark.parametrize(
    "text",
    [
        *("tag", "preference tie", "correctness partial", "confidence = 1", "flagged", "note"),
        *("labeled", "skipped", "not open", "language = de and (leak or not flagged)"),
        *("not (not labeled)", "not (open and leak)", "not note", "not labeled and not tag"),
    ],
)
def test_what_was_said_is_an_outcome(text: str) -> None:
    asked = read(text)
    assert asked.about_outcomes
    assert asked.served_by == f"filter-outcome:{asked.text}"


def test_the_text_of_a_filter_is_read_back_from_how_a_pair_came_up() -> None:
    for text in ("leak", "flagged"):
        assert filter_text(read(text).served_by) == text
    assert filter_text("queue") is None


def test_the_fields_of_the_metadata_that_are_asked_for() -> None:
    asked = read("leak or (not a.b = 1 and (c > 2 or length > 3))")
    assert asked.fields == {("a", "b"), ("c",)}


def test_not_not_open_is_open() -> None:
    assert not read("not not open").about_outcomes
