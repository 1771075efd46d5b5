"""Cell widths, against rich, by which Textual lays out."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from reviewtui.text.cells import cell_width, char_width, cut, pad
from reviewtui.text.display import safe

from .strategies import texts


def test_every_character_is_as_wide_as_in_rich() -> None:
    # All of the planes with characters of several widths, a sample of the others. Controls have no cell
    # in rich and one here, where they are never asked for: safe() shows them as something else.
    codes = [
        *range(0x20, 0x7F),
        *range(0xA0, 0x20000),
        *range(0x20000, 0x110000, 127),
        *range(0xE0000, 0xE1010),
    ]
    different = [
        f"{code:x}"
        for code in codes
        if char_width.__wrapped__(chr(code)) != get_character_cell_size(chr(code), "latest")
    ]
    assert different == []


@given(texts)
def test_texts_are_as_wide_as_in_rich(text: str) -> None:
    shown = safe(text).translate({9: " ", 10: " "})
    assert cell_width(shown) == cell_len(shown, "latest")


@given(texts, st.integers(-1, 80))
def test_cut_takes_what_fits(text: str, cells: int) -> None:
    shown = safe(text).replace("\n", " ").replace("\t", " ")
    head = cut(shown, cells)
    assert shown.startswith(head)
    assert cell_width(head) <= max(cells, 0)
    if head != shown:
        assert cell_width(shown[: len(head) + 1]) > cells


@given(texts, st.integers(0, 80))
def test_pad_fills_up(text: str, cells: int) -> None:
    shown = safe(text).replace("\n", " ").replace("\t", " ")
    padded = pad(shown, cells)
    assert padded.rstrip(" ") == shown.rstrip(" ")
    assert cell_width(padded) == max(cells, cell_width(shown))


def test_a_wide_character_is_not_halved() -> None:
    assert cut("日本語", 3) == "日"
    assert cut("abc", -1) == cut("日本", -1) == ""
    assert cut("é日", 2) == "é"
    assert cut("e\u0301e\u0301", 1) == "e\u0301"
    assert pad("日", 4) == "日  "
