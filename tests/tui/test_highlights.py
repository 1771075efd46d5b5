from hypothesis import given
from hypothesis import strategies as st

from reviewtui.tui.highlights import Highlights


def test_what_touches_a_row_is_found() -> None:
    highlights = Highlights({"match": [(0, 3), (5, 8), (20, 30)], "current": [(5, 8)]})
    assert highlights.within(4, 21) == [(5, 8, "match"), (20, 30, "match"), (5, 8, "current")]
    assert highlights.within(8, 20) == []
    assert highlights.within(25, 26) == [(20, 30, "match")]


def test_a_row_is_in_the_gutter_where_the_role_touches_it() -> None:
    highlights = Highlights({"difference": [(4, 8)], "match": [(20, 22)]}, "difference")
    assert highlights.in_gutter(0, 5)
    assert not highlights.in_gutter(0, 4)
    assert not highlights.in_gutter(8, 30)
    # An empty line that is new.
    assert Highlights({"difference": [(4, 5)]}, "difference").in_gutter(4, 4)
    assert not Highlights().in_gutter(0, 5)


def test_the_same_spans_are_the_same_highlights() -> None:
    assert Highlights({"match": []}, "difference").same_as(Highlights())
    assert not Highlights({"match": [(0, 1)]}).same_as(Highlights({"match": [(0, 2)]}))


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 5)), max_size=10),
    st.integers(0, 60),
    st.integers(1, 9),
)
def test_the_search_finds_what_a_scan_would(gaps: list[tuple[int, int]], start: int, length: int) -> None:
    spans, at = [], 0
    for gap, size in gaps:
        spans.append((at + gap, at + gap + size))
        at += gap + size
    found = Highlights({"match": spans}).within(start, start + length)
    assert found == [(*span, "match") for span in spans if span[1] > start and span[0] < start + length]
