"""Tables for the command line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reviewtui.text.table import table

from .strategies import texts


def test_a_table_that_fits() -> None:
    assert table(["model", "wins"], [["gpt-4", "12"], ["クロード", "3"]], "lr") == (
        "model     wins\n────────  ────\ngpt-4       12\nクロード     3"
    )


def test_texts_are_shortened_before_numbers() -> None:
    lines = table(["prompt", "model", "rate"], [["p" * 90, "m" * 30, "0.123 [0.1, 0.2]"]], "llr", 60).split(
        "\n"
    )
    assert lines[2] == "p" * 19 + "…  " + "m" * 19 + "…  0.123 [0.1, 0.2]"


def test_numbers_are_shortened_when_texts_are_short() -> None:
    lines = table(["a", "b"], [["x" * 20, "1" * 30]], "lr", 35).split("\n")
    assert lines[2] == "xxxxxxx…  " + "1" * 24 + "…"


def test_numbers_are_shortened_when_nothing_else_is_left() -> None:
    lines = table(["a", "b"], [["1" * 50, "2" * 50]], "rr", 22).split("\n")
    assert lines[2] == "111111111…  222222222…"


def test_names_are_cut_in_the_middle_and_stay_different() -> None:
    names = [f"claude-sonnet-4-20250514-system-prompt-v{n}" for n in (1, 2)]
    lines = table(["model", "n"], [[name, "1"] for name in names], "nr", 20).split("\n")
    assert lines[2:] == ["claude-s…rompt-v1  1", "claude-s…rompt-v2  1"]


def test_names_that_differ_in_the_middle_alone_stay_different_or_get_a_number() -> None:
    dated = [f"sonnet-2025-{n}-of-one-long-family" for n in (1, 2)]
    lines = table(["model", "n"], [[name, "1"] for name in dated], "nr", 26).split("\n")
    assert lines[2:] == ["sonnet-2025-1-of-…amily  1", "sonnet-2025-2-of-…amily  1"]
    hidden = ["a" * 20 + n + "a" * 20 for n in "xy"]
    lines = table(["model", "n"], [[name, "1"] for name in hidden], "nr", 13).split("\n")
    assert lines[2:4] == ["aaaa…aaa#1  1", "aaaa…aaa#2  1"]
    legend = "".join(lines[4:]).replace(" ", "")
    assert legend == f"#1:{hidden[0]}#2:{hidden[1]}"


def test_a_bar_is_whole_or_not_there() -> None:
    bar, name = "├───●───┤", "m" * 40
    assert bar in table(["model", "scale"], [[name, bar]], "nb", 36)
    lines = table(["model", "scale", "n"], [[name, bar, "1"]], "nbr", 36).split("\n")
    assert lines[0].split() == ["model", "n"]
    assert lines[2] == f"{'m' * 16}…{'m' * 16}  1"


def test_cells_are_one_safe_line() -> None:
    assert table(["name"], [["a\nb\x1b[31m"]], "l").split("\n")[2] == "a↵b␛[31m"


def test_what_can_not_be_a_table() -> None:
    with pytest.raises(ValueError, match="don't fit"):
        table(["n"] * 40, [["123"] * 40], "r" * 40)
    with pytest.raises(ValueError, match="2 cells"):
        table(["a", "b"], [["1"]], "lr")


@given(st.lists(st.tuples(texts, texts, texts), max_size=5), st.integers(12, 80))
def test_no_line_is_too_wide(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = table(["x", "yy", "zzz"], rows, "lrl", width).split("\n")
    assert len(lines) == len(rows) + 2
    assert all(cell_len(line, "latest") <= width for line in lines)
    lines = table(["x", "yy", "zzz"], rows, "nnb", width).split("\n")
    assert all(cell_len(line, "latest") <= width for line in lines)
