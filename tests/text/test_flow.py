"""Wrapping: what is where, and that looking at a part costs a part."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from reviewtui.text.display import CHARACTERS_PER_CELL, safe
from reviewtui.text.flow import Flow, Row

from .strategies import ascii_texts, texts

widths = st.integers(2, 40)
anything = texts | ascii_texts


def rows_of(flow: Flow) -> list[Row]:
    flow.advance(len(flow.document.text) + 1)
    return [flow.row(y) for y in range(flow.known)]


def shown(text: str, width: int, tab: int = 4) -> list[str]:
    return [row.text for row in rows_of(Flow(text, width, tab))]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("", 10, [""]),
        ("\n", 10, [""]),
        ("a\n\nb\n", 10, ["a", "", "b"]),
        ("a\r\n\r\nb\rc", 10, ["a", "", "b␍c"]),
        ("the quick brown fox", 10, ["the quick", "brown fox"]),
        ("the quick brown", 9, ["the quick", "brown"]),
        ("the quick    brown", 12, ["the quick", "brown"]),
        ("ends in blanks     \nnext", 14, ["ends in blanks", "next"]),
        ("ends in blanks     \r\n", 14, ["ends in blanks"]),
        ("exactly ten\r\nnext", 11, ["exactly ten", "next"]),
        ("a verylongwordindeed b", 8, ["a", "verylong", "wordinde", "ed b"]),
        ("    indented", 8, ["    inde", "nted"]),
        ("    if indented", 11, ["    if", "indented"]),
        ("               x", 6, ["", "x"]),
        ("日本語のテキスト", 6, ["日本語", "のテキ", "スト"]),
        ("日本語のテキスト", 7, ["日本語", "のテキ", "スト"]),
        ("これは長い。はい", 10, ["これは長", "い。はい"]),
        ("答え「はい」です", 6, ["答え", "「は", "い」で", "す"]),
        ("see 日本語のテキスト", 8, ["see 日本", "語のテキ", "スト"]),
        ("ab e\u0301\u0302e\u0301e\u0301e\u0301", 4, ["ab", "e\u0301\u0302e\u0301e\u0301e\u0301"]),
        ("xxか\u3099。", 5, ["xx", "か\u3099。"]),
        ("    éééééé", 8, ["    éééé", "éé"]),
        ("⚠⚠⚠\ufe0f!", 3, ["⚠⚠⚠", " !"]),
        ("\x1b[31mred text", 9, ["␛[31mred", "text"]),
    ],
)
def test_rows(text: str, width: int, rows: list[str]) -> None:
    assert shown(text, width) == rows


@pytest.mark.parametrize(
    ("text", "tab", "rows"),
    [
        ("a\tb\tc", 4, ["a   b   c"]),
        ("\tif x:\n\t\treturn", 4, ["    if x:", "        return"]),
        ("日\tx", 4, ["日  x"]),
        ("a\tb", 8, ["a       b"]),
        ("twelve chars\tnext", 4, ["twelve chars", "next"]),
        ("\t\t\t\t\tdeep", 4, ["", "deep"]),
    ],
)
def test_tabs_go_to_the_next_stop(text: str, tab: int, rows: list[str]) -> None:
    assert shown(text, 15, tab) == rows


@given(anything, widths)
def test_nothing_is_lost_but_line_ends_and_blanks_at_breaks(text: str, width: int) -> None:
    rows = rows_of(Flow(text, width))
    edges = [0, *(edge for row in rows for edge in (row.start, row.end)), len(text)]
    assert edges == sorted(edges)
    for gap_start, gap_end in zip(edges[::2], edges[1::2], strict=True):
        gap = text[gap_start:gap_end]
        assert gap.strip(" \t") in ("", "\n", "\r\n")
    for row in rows:
        assert "\n" not in text[row.start : row.end]
    # A CR that ends a line with its LF belongs to the line end; any other is shown.
    visible = "".join(text[row.start : row.end] for row in rows)
    assert visible.count("\r") == text.replace("\r\n", "").count("\r")


@given(anything, widths)
def test_no_row_is_wider_than_the_pane_or_longer_than_bounded(text: str, width: int) -> None:
    for row in rows_of(Flow(text, width)):
        assert cell_len(row.text, "latest") <= width
        assert row.end - row.start <= CHARACTERS_PER_CELL * width + 1
        assert "\t" not in row.text


@given(anything, widths)
def test_rows_show_what_the_whole_text_would(text: str, width: int) -> None:
    whole = safe(text)
    for row in rows_of(Flow(text, width)):
        for offset in range(row.start, row.end):
            char = " " if text[offset] == "\t" else whole[offset]
            assert row.text[row.shown_at(offset)] == char
        assert row.shown_at(row.end) == len(row.text)


@given(anything, widths, st.lists(st.integers(0, 400), max_size=8))
def test_steps_in_any_order_give_the_rows_of_one_go(text: str, width: int, steps: list[int]) -> None:
    at_once = rows_of(Flow(text, width))
    flow = Flow(text, width)
    for index, step in enumerate(steps):
        (flow.ensure, flow.advance, flow.row_of)[index % 3](step)
        assert [flow.row(y) for y in range(flow.known)] == at_once[: flow.known]
        assert flow.complete == (flow.known == len(at_once))
    assert rows_of(flow) == at_once


@given(anything, widths)
def test_row_of_is_the_inverse_of_row(text: str, width: int) -> None:
    rows = rows_of(Flow(text, width))
    fresh = Flow(text, width)
    for y, row in enumerate(rows):
        stop = rows[y + 1].start if y + 1 < len(rows) else len(text) + 1
        for offset in {row.start, max(row.end - 1, row.start), stop - 1}:
            assert fresh.row_of(offset) == y


@given(st.text(st.sampled_from("ab日é\u0301 "), max_size=80), widths)
@example("\u0301日\u0301a", 2)
def test_rows_are_full(text: str, width: int) -> None:
    """A row ends where the next character no longer fits, or the next word, and not before."""
    rows = rows_of(Flow(text, width))
    for row, following in pairwise(rows):
        word = text[following.start : following.end].split(" ")[0]
        with_next_word = safe(text[row.start : following.start] + word)
        assert cell_len(with_next_word, "latest") > width


@pytest.mark.parametrize("marks", [1, 10, 60])
def test_a_mark_stays_with_its_letter(marks: int) -> None:
    letter = "e" + "\u0301" * marks
    rows = rows_of(Flow(letter * 50, 20))
    assert all(len(row.text) % len(letter) == 0 for row in rows)
    assert "".join(row.text for row in rows) == letter * 50


def test_marks_without_end_are_broken_where_they_must_be() -> None:
    rows = rows_of(Flow("e" + "\u0301" * 200, 10))
    assert [len(row.text) for row in rows] == [40, 40, 40, 40, 41]
    # Even then it is the word that moves to the next row, and the letter that stays with its marks.
    rows = rows_of(Flow("ab cde" + "\u0301" * 80, 10))
    assert [row.text.rstrip("\u0301") for row in rows] == ["ab", "cd", "e", ""]


@pytest.mark.parametrize("unit", ["word ", "x", "日本", "é ", "e\u0301", " ", "\t", "\u0301", "a\n", "\x1b"])
def test_a_view_of_a_huge_text_wraps_no_more_than_the_view(unit: str) -> None:
    flow = Flow(unit * 100_000, 40)
    flow.ensure(30)
    blank = not unit.strip()
    assert flow.complete == blank
    assert flow.known == (1 if blank else 30)
    assert flow.row(flow.known - 1).end <= 30 * (CHARACTERS_PER_CELL * 40 + 1)


def test_what_is_known_grows_in_the_background() -> None:
    flow = Flow("word " * 1000, 20)
    assert (flow.known, flow.complete) == (0, False)
    assert 200 < flow.height_estimate < 300
    assert not flow.advance(100)
    assert 5 <= flow.known <= 6
    assert 240 <= flow.height_estimate <= 260
    assert flow.advance(5000)
    assert flow.height_estimate == flow.known == 250


def test_outside_of_the_text() -> None:
    flow = Flow("one\ntwo", 10)
    assert flow.row_of(99) == 1
    with pytest.raises(IndexError):
        flow.row(2)
    with pytest.raises(IndexError):
        flow.row(-1)
    assert Flow("", 10).row_of(0) == 0


def test_where_a_character_is_in_its_row() -> None:
    row = Flow("a\tb\tc\nd", 20).row(0)
    assert row.text == "a   b   c"
    assert [row.shown_at(offset) for offset in range(6)] == [0, 1, 4, 5, 8, 9]
    assert Flow("one two", 4).row(1).shown_at(5) == 1


def test_a_pane_without_width_gets_rows_of_two_cells() -> None:
    assert shown("日本x", 0) == ["日", "本", "x"]
