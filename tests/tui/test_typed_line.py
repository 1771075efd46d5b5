"""A line that is typed key by key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from reviewtui.tui.typed_line import LONGEST, TypedLine


def typed(*keys: str, text: str = "") -> TypedLine:
    line = TypedLine(text)
    for key in keys:
        line.press(key, key if len(key) == 1 else None)
    return line


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        (("backspace",), "one tw|"),
        (("left", "left", "x"), "one tx|wo"),
        (("left", "right", "right", "x"), "one twox|"),
        (("home", "delete", "x"), "x|ne two"),
        (("home", "backspace", "end", "delete"), "one two|"),
        (("ctrl+w",), "one |"),
        (("ctrl+w", "ctrl+w", "ctrl+w"), "|"),
        (("left", "ctrl+u"), "|o"),
    ],
)
def test_keys_edit_it(keys: tuple[str, ...], left: str) -> None:
    line = typed(*keys, text="one two")
    before, under, behind = (text for text, _ in line.parts(80))
    assert f"{before}|{under}{behind}".rstrip() == left.rstrip()
    assert line.text == left.replace("|", "")


def test_keys_that_are_no_characters_mean_nothing() -> None:
    line = TypedLine("one")
    assert not line.press("f5", None)
    assert not line.press("escape", "\x1b")
    assert line.text == "one"


def test_a_paste_stays_on_its_line_and_within_bounds() -> None:
    line = TypedLine()
    line.insert("one\r\ntwo\u2028three")
    assert line.text == "one two three"
    line.insert("x" * LONGEST)
    assert len(line.text) == LONGEST


@given(st.text(), st.integers(2, 40), st.integers(0, 10))
def test_the_caret_is_in_view_and_nothing_is_obeyed(text: str, room: int, back: int) -> None:
    line = TypedLine(text)
    for _ in range(back):
        line.press("left", None)
    (before, _), (under, role), _ = line.parts(room)
    assert role == "caret"
    assert cell_width(before) + cell_width(under) <= room
    assert safe(before + under) == before + under
