"""Bars: always as wide as asked for, in order, and honest about where the mark is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.bars import ASCII, LINES, can_show_lines, interval_bar
from reviewtui.text.cells import cell_width

numbers = st.floats(-0.5, 1.5)


def test_an_interval_lies_where_it_is() -> None:
    assert interval_bar(0.2, 0.4, 0.8, cells=10) == "  ├─●───┤ "
    assert interval_bar(0.2, 0.4, 0.8, cells=10, mark=0.5) == "  ├─●┼──┤ "
    assert interval_bar(0.1, 0.2, 0.3, cells=11, mark=0.5, glyphs=ASCII) == " [o] :     "
    assert interval_bar(-1, 0, 1, start=-2, stop=2, cells=5) == " ├●┤ "


def test_both_ends_of_the_scale_belong_to_it() -> None:
    assert interval_bar(0, 0, 0.3, cells=10) == "●──┤      "
    assert interval_bar(0.7, 1, 1, cells=10) == "       ├─●"
    assert interval_bar(-3, 0.5, 7, cells=5) == "├─●─┤"


def test_a_narrow_interval_is_its_point() -> None:
    assert interval_bar(0.501, 0.502, 0.503, cells=11, mark=0.5) == "     ●     "


def test_no_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="no scale"):
        interval_bar(0, 0, 0, start=1, stop=1)
    with pytest.raises(ValueError, match="no scale"):
        interval_bar(0, 0, 0, cells=0)


@given(st.tuples(numbers, numbers, numbers).map(sorted), st.integers(1, 60), st.sampled_from([LINES, ASCII]))
def test_a_bar_has_its_width_and_one_point(ends: list[float], cells: int, glyphs: type[LINES]) -> None:
    low, value, high = ends
    bar = interval_bar(low, value, high, cells=cells, mark=0.5, glyphs=glyphs)
    assert cell_width(bar) == len(bar) == cells
    assert bar.count(glyphs.point) == 1
    left, right = bar.find(glyphs.low), bar.find(glyphs.high)
    assert left <= bar.find(glyphs.point)
    assert right == -1 or bar.find(glyphs.point) <= right


def test_lines_need_an_encoding_that_has_them() -> None:
    assert can_show_lines("utf-8")
    for encoding in ("ascii", "latin-1", "no such encoding", None):
        assert not can_show_lines(encoding)
