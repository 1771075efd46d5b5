from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.document import Document, Hang, Piece, Span
from reviewtui.text.flow import Flow


def pieces() -> list[Piece]:
    return [
        Piece("Title\n", (Span(0, 5, "heading"),), source=0),
        Piece("\n", source=7),
        Piece("• one two three\n", (Span(2, 5, "strong"),), (Hang(0, 15, "  "),), source=8),
        Piece("end", source=30),
    ]


def test_a_document_is_made_no_further_than_asked() -> None:
    made = []

    def making() -> Iterator[Piece]:
        for piece in pieces():
            made.append(piece)
            yield piece

    document = Document(making(), 33)
    assert not document.advance(1)
    assert document.text == "Title\n"
    assert len(made) == 1
    assert not document.advance(2)
    assert len(made) == 3
    assert document.advance(100)
    assert document.text == "Title\n\n• one two three\nend"


def test_spans_and_hangs_move_with_their_piece() -> None:
    document = Document(pieces(), 33)
    document.advance(100)
    assert document.spans(0, 5) == [Span(0, 5, "heading")]
    assert document.spans(8, 20) == [Span(9, 12, "strong")]
    assert document.spans(12, 20) == []
    assert document.hang(15) == "  "
    assert document.hang(2) == document.hang(24) == ""


def test_a_row_that_goes_on_with_a_line_begins_with_what_the_line_hangs_on() -> None:
    flow = Flow(Document(pieces(), 33), 9)
    flow.ensure(100)
    rows = [flow.row(y) for y in range(flow.known)]
    assert [row.text for row in rows] == ["Title", "", "• one two", "  three", "end"]
    assert rows[3].shown_at(rows[3].start) == 2


def test_a_hang_that_would_take_half_of_the_row_is_left_out() -> None:
    flow = Flow(Document([Piece("abc def", hangs=(Hang(0, 7, "    "),))]), 7)
    flow.ensure(9)
    assert [flow.row(y).text for y in range(flow.known)] == ["abc def"]
    narrow = Flow(Document([Piece("abc def", hangs=(Hang(0, 7, "    "),))]), 4)
    narrow.ensure(9)
    assert [narrow.row(y).text for y in range(narrow.known)] == ["abc", "def"]


def test_places_are_found_in_the_source_and_back() -> None:
    document = Document(pieces(), 33)
    assert document.offset_of(30) == 23
    assert document.source_of(23) == 30
    assert document.offset_of(9) == 8
    # A source that was shortened away is shown where its piece ends.
    assert document.offset_of(6) == 5
    assert Document([]).offset_of(5) == 0


def test_a_plain_document_is_its_text() -> None:
    document = Document.plain("one\ntwo")
    assert (document.text, document.complete, document.length) == ("one\ntwo", True, 7)
    assert document.offset_of(5) == document.source_of(5) == 5
    assert Document.plain("").complete


@given(st.lists(st.text(max_size=20), max_size=8), st.integers(0, 200))
def test_the_way_there_and_back_never_goes_forward(texts: list[str], source: int) -> None:
    at = 0
    made = []
    for text in texts:
        made.append(Piece(text, source=at))
        at += 2 * len(text) + 1
    document = Document(made, at)
    offset = document.offset_of(source)
    assert 0 <= offset <= max(len(document.text), 0)
    assert document.source_of(offset) <= max(source, document.source_of(0)) or not document.text


def test_the_length_is_judged_by_what_is_made_and_exact_at_the_end() -> None:
    document = Document((Piece("x" * 10, source=20 * n) for n in range(10)), 200)
    document.advance(50)
    assert 80 <= document.length <= 140
    while not document.advance(50):
        pass
    assert document.length == 100
