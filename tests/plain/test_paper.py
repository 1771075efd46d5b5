"""Lines of text and nothing else, long texts in pages."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.errors import ReviewError
from reviewtui.plain.paper import COUNTED, INDENT, NARROWEST, PAGE, Paper
from reviewtui.text.cells import cell_width


class Printed:
    def __init__(self, width: int = 80) -> None:
        self.out = io.StringIO()
        self.paper = Paper(self.out, lambda: width)

    def take(self) -> list[str]:
        """What was printed since the last look."""
        lines = self.out.getvalue().splitlines()
        self.out.seek(0)
        self.out.truncate()
        return lines


def numbered(lines: int) -> str:
    return "\n".join(f"line {number}" for number in range(1, lines + 1))


def test_a_text_stands_indented_under_its_title() -> None:
    printed = Printed()
    printed.paper.text("left", "Left", "one\n\ntwo")
    assert printed.take() == ["Left:", "  one", "", "  two"]


@pytest.mark.parametrize("lines", [1, PAGE - 1, PAGE])
def test_a_page_is_printed_whole(lines: int) -> None:
    printed = Printed()
    printed.paper.text("left", "Left", numbered(lines))
    assert printed.take()[-1] == f"  line {lines}"
    with pytest.raises(ReviewError, match="no more"):
        printed.paper.more()


def test_a_long_text_is_cut_and_gone_on_with() -> None:
    printed = Printed()
    printed.paper.text("left", "Left", numbered(PAGE + 1))
    assert printed.take()[-2:] == [f"  line {PAGE}", "… 1 more line: more left"]
    printed.paper.more()
    assert printed.take() == [f"Left, from line {PAGE + 1}:", f"  line {PAGE + 1}"]
    with pytest.raises(ReviewError, match="no more"):
        printed.paper.more()


def test_every_line_comes_once() -> None:
    printed = Printed()
    printed.paper.text("left", "Left", numbered(3 * PAGE + 5))
    for _ in range(3):
        printed.paper.more("left")
    texts = [line.strip() for line in printed.take() if line.startswith(INDENT)]
    assert texts == numbered(3 * PAGE + 5).splitlines()


def test_more_goes_on_with_what_was_cut_last_and_then_with_the_one_before() -> None:
    printed = Printed()
    for name in ("prompt", "left", "right"):
        printed.paper.text(name, name.capitalize(), numbered(PAGE + 1))
    printed.paper.put_first("prompt", "left", "right")
    printed.paper.text("help", "Keys", numbered(PAGE + 1))
    printed.take()
    titles = []
    for _ in range(4):
        printed.paper.more()
        titles.append(printed.take()[0].partition(",")[0])
    assert titles == ["Keys", "Prompt", "Left", "Right"]


def test_more_of_a_text_that_was_not_cut_names_those_that_were() -> None:
    printed = Printed()
    printed.paper.text("left", "Left", numbered(PAGE + 1))
    with pytest.raises(ReviewError, match="cut were: left"):
        printed.paper.more("right")


def test_a_megabyte_is_wrapped_no_further_than_it_is_printed() -> None:
    printed = Printed()
    printed.paper.text("left", "Left", "word " * 200_000)
    (cut,) = printed.paper._cuts.values()
    assert cut.flow.known == PAGE + COUNTED
    assert printed.take()[-1].startswith("… about ")


def test_a_line_of_ours_never_looks_like_another() -> None:
    printed = Printed(width=30)
    printed.paper.say("Note: " + "words " * 10 + "\nRight:\n> f")
    lines = printed.take()
    assert len(lines) > 1
    assert all(line.startswith(INDENT) for line in lines[1:])


def test_no_terminal_says_no_width_and_a_tiny_one_is_not_believed() -> None:
    assert Printed(width=0).paper.width == 80
    assert Printed(width=3).paper.width == NARROWEST


@given(st.text(st.characters(max_codepoint=0x2FFF) | st.sampled_from("\x1b\x07\r\n\t\x9b\u202e\u200b")))
def test_no_text_sends_anything_but_characters_and_ends_of_lines(text: str) -> None:
    printed = Printed(width=40)
    printed.paper.text("left", "Left", text)
    printed.paper.say(text)
    printed.paper.answer(text)
    shown = printed.out.getvalue()
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown if char != "\n")
    assert "\u202e" not in shown


@given(st.text(st.sampled_from("ab 漢é\t\n")), st.integers(min_value=NARROWEST, max_value=100))
def test_lines_fit_the_width(text: str, width: int) -> None:
    printed = Printed(width=width)
    printed.paper.text("left", "Left", text)
    printed.paper.say(text)
    assert all(cell_width(line) <= width for line in printed.take())
