"""Tables of Markdown in panes of any width."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.cells import cell_width
from reviewtui.text.typesetting.markdown_table import surplus

from .reader import document, roles, rows

PRICES = "| Fruit | Price | Note |\n|:--|--:|:-:|\n| Apple | 1.20 | a |\n| 日本のなし | 12 | **b** c |\n"


def test_columns_are_aligned_by_cells() -> None:
    assert rows(PRICES) == [
        "Fruit       Price  Note",
        "──────────  ─────  ────",
        "Apple        1.20   a",
        "日本のなし     12  b c",
    ]
    assert roles(document(PRICES))[:3] == [("Fruit", "strong"), ("Price", "strong"), ("Note", "strong")]
    assert roles(document(PRICES))[-1] == ("b", "strong")


def test_wide_columns_give_way_and_their_cells_wrap() -> None:
    source = "| Name | Text |\n|---|---|\n| a | some words that go on |\n| b | `x` |\n"
    assert rows(source, width=20) == [
        "Name  Text",
        "────  ──────────────",
        "a     some words",
        "      that go on",
        "",
        "b     x",
    ]


def test_a_table_too_wide_for_columns_is_shown_row_by_row() -> None:
    source = "| Name | | A long heading |\n|---|---|---|\n" + "| one | two words | 3 |\n| four | | six |\n"
    assert rows(source, width=18) == [
        "Name: one",
        "column 2: two",
        "  words",
        "A long h…: 3",
        "",
        "Name: four",
        "A long h…: six",
    ]
    assert rows("| " + "heading | " * 40 + "\n|" + "---|" * 40, width=40) == ["heading"] * 40


def test_400_columns() -> None:
    line = "|".join(f" c{column} " for column in range(400))
    shown = document(f"|{line}|\n|{'--|' * 400}\n" + f"|{line}|\n" * 20, width=60)
    assert re.findall(r"c\d+: (c\d+)", shown.text) == [f"c{column}" for column in range(400)] * 20


def test_cells_beyond_the_columns_are_not_left_out() -> None:
    source = "> | a | b |\n> |---|---|\n> | 1 | 2 | 3 \\| 4 | 5 |\n> | 1 |\n"
    assert rows(source)[2:] == ["│ 1  2 | 3 \\| 4 | 5", "│ 1"]
    assert surplus("a | b | c", 2) == " | c"
    assert surplus("|", 2) == ""


def test_a_table_of_many_parts_has_one_head() -> None:
    source = "| head | two |\n|---|---|\n" + "".join(f"| r{number} | *x* |\n" for number in range(3000))
    shown = rows(source)
    assert shown[:2] == ["head  two", "────  ───"]
    assert [line.split()[0] for line in shown[2:]] == [f"r{number}" for number in range(3000)]


words = st.sampled_from(["word", "日本語", "x" * 30, "`code`", "**b**", "\\|", "é", "👍", "1.5"])
cells = st.lists(words, max_size=6).map(" ".join)


@pytest.mark.parametrize("width", [10, 30, 60])
@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_never_exceed_the_width(width: int, table: list[list[str]]) -> None:
    source = "| a | b | c |\n|---|:-:|--:|\n" + "".join(f"| {' | '.join(row)} |\n" for row in table)
    made = document(source, width)
    lines = made.text.split("\n")
    if "─" in lines[1]:
        assert all(cell_width(line) <= width for line in lines)
    for letter in ("日本語", "👍", "1.5"):
        assert made.text.replace("\n", "").count(letter[0]) == source.count(letter[0])
