"""Tokens: what a reader takes for one thing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from reviewtui.text.comparing.words import tokens

from ..strategies import texts


@pytest.mark.parametrize(
    "text",
    [
        "plain words , here .",
        "1,234.5 2026-03-01 10:30 1/2 3D",
        "snake_case os.path.join _private",
        "it’s trade-offs don't",
        "https://example.com/a?b=c , www",
        "日 本 語 ー か\u3099",
        "한국어 שלום می\u200cخواهم नमस्ते",
        "ไ ท ย ก\u0e34",
        "👩\u200d💻 👍\U0001f3fd ⚠\ufe0f ✅",
        "** ``` ... - | $ %",
        "e\u0301\u0302te\u0301",
    ],
)
def test_tokens_are_what_stands_between_blanks_here(text: str) -> None:
    assert [text[start:end] for start, end in tokens(text)] == text.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("end.", ["end", "."]),
        ("(a, b)", ["(", "a", ",", "b", ")"]),
        ("5%", ["5", "%"]),
        ("see https://a.org/b.", ["see", "https://a.org/b", "."]),
        ("f(x)==y", ["f", "(", "x", ")", "==", "y"]),
        ("東京とA社", ["東", "京", "と", "A", "社"]),
    ],
)
def test_tokens_without_blanks(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in tokens(text)] == found


@given(texts)
def test_all_but_white_space_is_in_a_token(text: str) -> None:
    spans = tokens(text)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    between = "".join(text[start:end] for start, end in pairwise(edges) if (start, end) not in set(spans))
    assert not between.strip()
    assert not any(char.isspace() for start, end in spans for char in text[start:end])
