"""The display mapping: what may reach a terminal."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reviewtui.text.cells import cell_width
from reviewtui.text.display import marks, one_line, safe

from .strategies import texts

# Written apart from the module under test, from what Unicode calls a control, a format character that
# has no shape, a surrogate or a default ignorable.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200d-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff]|[\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain text\n\twith a tab", "plain text\n\twith a tab"),
        ("", ""),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;SEFDS0VE\x1b\\", "␛]52;c;SEFDS0VE␛\\"),
        ("\x00\x07\x7f", "␀␇␡"),
        ("a\r\nb\rc", "a␍\nb␍c"),
        ("\x9b31m é", "\ufffd31m é"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("\ufdd0\uffff\U0001ffff\U00050000", "\ufffd\ufffd\ufffd\ufffd"),
        ("user\u202egnp.exe", "user·gnp.exe"),
        ("zero\u200bwidth\ufeff\xad\u2060", "zero·width···"),
        ("tag \U000e0041\U000e007f", "tag ··"),
        ("日本語 한국어 Ελληνικά עברית العربية", "日本語 한국어 Ελληνικά עברית العربية"),
        ("private \ue0b0 \U000f0000", "private \ue0b0 \U000f0000"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200cष"),
        ("word\u200cjoin\u200dword", "word·join·word"),
        ("می\u200c\u200c\u200d", "می\u200c··"),
        ("\u200c", "·"),
        ("👩\u200d💻", "👩·💻"),
        ("⚠\ufe0f Warning", "⚠  Warning"),
        ("1\ufe0f\u20e3 First", "1 \u20e3 First"),
        ("a\ufe0fb\ufe0f", "a·b·"),
        ("👍\U0001f3fd", "👍·"),
    ],
)
def test_joiners_and_selectors_are_spared_only_where_they_belong(text: str, shown: str) -> None:
    assert safe(text) == shown


def test_every_forbidden_character_is_replaced() -> None:
    everything = "".join(map(chr, [*range(0x20000), *range(0xE0000, 0xE1000)]))
    assert FORBIDDEN.findall(safe(everything)) == []


@given(texts)
def test_one_character_for_one_and_nothing_that_acts(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert not FORBIDDEN.search(shown)
    assert safe(shown) == shown
    shown.encode()  # no lone surrogate is left


@given(texts, st.integers(0, 300))
def test_pieces_map_like_the_whole_with_one_character_before_them(text: str, at: int) -> None:
    at = min(at, len(text))
    assert safe(text[:at]) == safe(text)[:at]
    assert safe(text[max(at - 1, 0) : at] + text[at:])[min(at, 1) :] == safe(text)[at:]


@given(texts)
def test_marks_are_the_characters_that_became_a_mark(text: str) -> None:
    shown = safe(text)
    marked = {index for start, end in marks(text) for index in range(start, end)}
    spared = {"\u200c", " "}
    assert marked == {
        i for i, (a, b) in enumerate(zip(text, shown, strict=True)) if a != b and b not in spared
    }
    spans = list(marks(text))
    assert all(before[1] < after[0] for before, after in pairwise(spans))


def test_marks_of_a_part_see_what_is_before_it() -> None:
    text = "می\u200cخ \x1b\x1b[0m·"
    assert list(marks(text)) == [(5, 7)]
    assert list(marks(text, 2)) == [(5, 7)]
    assert list(marks(text, 6, 8)) == [(6, 7)]
    assert list(marks(text, 7)) == []


@pytest.mark.parametrize(
    ("text", "width", "line"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("one too many", 11, "one too ma…"),
        ("two\nlines\r\nand\ta tab", 40, "two↵lines↵and a tab"),
        ("\x1b[31m[red]", 20, "␛[31m[red]"),
        ("日本語テキスト", 14, "日本語テキスト"),
        ("日本語テキスト", 13, "日本語テキス…"),
        ("日本語テキスト", 12, "日本語テキ…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
        ("", 0, ""),
    ],
)
def test_one_line(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line


@given(texts, st.integers(0, 40))
def test_one_line_is_safe_and_fits(text: str, width: int) -> None:
    line = one_line(text, width)
    assert cell_len(line, "latest") == cell_width(line) <= width
    assert not FORBIDDEN.search(line)
    assert "\n" not in line
    assert "\t" not in line


def test_one_line_looks_at_no_more_than_it_shows() -> None:
    assert one_line("\u0301" * 10_000, 5).count("\u0301") <= 5 * 4
