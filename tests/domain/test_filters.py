"""Which filters choose pairs by what was said of them: labels that come of those feed no estimate."""

from __future__ import annotations

import pytest

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
    ],
)
def test_what_was_said_is_an_outcome(text: str) -> None:
    asked = read(text)
    assert asked.about_outcomes
    assert asked.served_by == f"filter-outcome:{asked.text}"


def test_not_not_open_is_open() -> None:
    assert not read("not not open").about_outcomes
