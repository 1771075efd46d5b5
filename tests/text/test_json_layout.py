"""JSON on one line, on many."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.json_layout import laid_out

from .strategies import texts

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=30,
)


def shown(source: str) -> str:
    return "\n".join("".join(run.text for run in line.runs) for line in laid_out(source))


@given(values)
def test_it_is_laid_out_as_by_everyone(value: object) -> None:
    assert shown(json.dumps(value)) == json.dumps(value, indent=2)


@given(texts)
def test_nothing_but_blanks_changes(source: str) -> None:
    assert re.sub(r"\s+", "", shown(source)) == re.sub(r"\s+", "", source)


def test_numbers_and_strings_stay_as_written() -> None:
    source = '{"a": 1.50e+2,"b":[12345678901234567890, "\\u00e9 \\/"],"a":[ ]}'
    assert shown(source) == (
        '{\n  "a": 1.50e+2,\n  "b": [\n    12345678901234567890,\n    "\\u00e9 \\/"\n  ],\n  "a": [ ]\n}'
    )


def test_deep_nesting_does_not_swell() -> None:
    source = "[" * 5000 + "1" + "]" * 5000
    assert len(shown(source)) < 2 * len(source)


def test_lines_hang_and_know_their_place() -> None:
    lines = list(laid_out('{"a": [1]}'))
    assert [line.source for line in lines] == [0, 1, 7, 8, 9]
    assert [line.hang for line in lines] == ["  ", "    ", "      ", "    ", "  "]
