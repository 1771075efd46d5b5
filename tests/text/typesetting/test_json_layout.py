"""JSON on one line, on many."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.typesetting.json_layout import laid_out

from ..strategies import texts

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=30,
)


def shown(source: str) -> str:
    return "\n".join("".join(run.text for run in line.runs) for line in laid_out(source))


@given(values)
def test_it_is_laid_out_as_by_everyone(value: object) -> None:
    source = json.dumps(value, ensure_ascii=False)
    assert shown(source) == json.dumps(value, ensure_ascii=False, indent=2)


@given(values)
def test_what_was_escaped_says_the_same(value: object) -> None:
    laid = shown(json.dumps(value))
    assert json.dumps(json.loads(laid)) == json.dumps(value)


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        (r"\u65e5\u672C", "日本"),
        (r"\uD83D\uDE00 \u00e9", "😀 é"),
        (r"\u0022\u005c\u0041", r"\u0022\u005c\u0041"),
        (r"\u0000\u001b\u0085\u00a0", r"\u0000\u001b\u0085\u00a0"),
        (r"\u200b\u202e\u2028\ufeff\u3164", r"\u200b\u202e\u2028\ufeff\u3164"),
        (r"\ud83d \ude00\ud83d", r"\ud83d \ude00\ud83d"),
        (r"\\u65e5 \\\u65e5", r"\\u65e5 \\日"),
        (r"\u65e \u", r"\u65e \u"),
    ],
)
def test_escapes_of_what_can_be_read_are_read(written: str, seen: str) -> None:
    assert shown(f'["{written}"]') == f'[\n  "{seen}"\n]'
    assert shown(f'{{"{written}": 1}}') == f'{{\n  "{seen}": 1\n}}'


@given(texts)
def test_nothing_but_blanks_changes(source: str) -> None:
    source = source.replace("\\u", "")
    assert re.sub(r"\s+", "", shown(source)) == re.sub(r"\s+", "", source)


def test_numbers_and_strings_stay_as_written() -> None:
    source = '{"a": 1.50e+2,"b":[12345678901234567890, "\\u0000 \\/"],"a":[ ]}'
    assert shown(source) == (
        '{\n  "a": 1.50e+2,\n  "b": [\n    12345678901234567890,\n    "\\u0000 \\/"\n  ],\n  "a": [ ]\n}'
    )


def test_deep_nesting_does_not_swell() -> None:
    source = "[" * 5000 + "1" + "]" * 5000
    assert len(shown(source)) < 2 * len(source)


def test_lines_hang_and_know_their_place() -> None:
    lines = list(laid_out('{"a": [1]}'))
    assert [line.source for line in lines] == [0, 1, 7, 8, 9]
    assert [line.hang for line in lines] == ["  ", "    ", "      ", "    ", "  "]
