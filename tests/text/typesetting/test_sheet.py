"""Lines behind margins, and pieces of them."""

from reviewtui.text.document import Hang, Span
from reviewtui.text.typesetting.sheet import Run, Sheet, split_lines


def test_margins_begin_once_and_then_hang() -> None:
    sheet = Sheet(40)
    sheet.enter("│ ", "│ ", "quote")
    sheet.enter("1. ", "   ")
    assert sheet.nested
    assert sheet.room == 35
    sheet.line([Run("a", "strong"), Run("b", "strong"), Run("c")])
    sheet.gap()
    sheet.line([Run("d")], "  ")
    sheet.leave()
    sheet.leave()
    piece = sheet.take(9)
    assert piece.text == "│ 1. abc\n│ \n│    d\n"
    assert piece.spans == (
        Span(0, 2, "quote"),
        Span(5, 7, "strong"),
        Span(9, 11, "quote"),
        Span(12, 14, "quote"),
    )
    assert piece.hangs == (Hang(0, 8, "│    "), Hang(12, 18, "│      "))
    assert (piece.source, sheet.take(0).source) == (0, 9)


def test_nothing_in_a_margin_is_still_seen() -> None:
    sheet = Sheet(40)
    sheet.gap()
    sheet.enter("• ", "  ")
    sheet.leave()
    assert sheet.take(0).text == "• \n"


def test_deep_margins_leave_room() -> None:
    sheet = Sheet(20)
    for _ in range(30):
        sheet.enter("│ ", "│ ")
    assert sheet.room == 16


def test_runs_are_split_at_newlines() -> None:
    lines = list(split_lines([Run("a\nb", "x"), Run("c\n\n"), Run("d")], 5, ">"))
    assert [line.runs for line in lines] == [[Run("a", "x")], [Run("b", "x"), Run("c")], [], [Run("d")]]
    assert [(line.source, line.hang) for line in lines] == [(5, ">"), (7, ">"), (10, ">"), (11, ">")]
    assert list(split_lines([])) == []
