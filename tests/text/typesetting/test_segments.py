"""Where a text is cut."""

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.text.typesetting.segments import segments

from .test_typeset import markdownish


@given(markdownish, st.integers(1, 200))
def test_segments_cover_the_text(source: str, times: int) -> None:
    source = source * times
    at = 0
    for segment in segments(source):
        assert segment.start == at
        assert segment.end > at
        assert segment.kind != "markdown" or segment.end - at <= 8192
        assert source[segment.end - 1] == "\n" or segment.end == len(source)
        assert segment.kind != "code" or at < segment.body <= segment.body_end <= segment.end
        at = segment.end
    assert at == len(source)


def kinds(source: str) -> list[tuple[str, str]]:
    return [(segment.kind, source[segment.start : segment.end]) for segment in segments(source)]


def test_fences_stand_alone() -> None:
    assert kinds("a\n```py x\n\nb\n```\n\nc\n") == [
        ("markdown", "a\n"),
        ("code", "```py x\n\nb\n```\n\n"),
        ("markdown", "c\n"),
    ]
    fence = next(segments("````md\n```\n````"))
    assert (fence.info, fence.body, fence.body_end) == ("md", 7, 10)
    assert kinds("~~~\nnever closed\n\nto the end") == [("code", "~~~\nnever closed\n\nto the end")]
    assert kinds("A stray one:\n```") == [("markdown", "A stray one:\n"), ("written", "```")]
    assert kinds("```inline``` code\n") == [("markdown", "```inline``` code\n")]


def test_fences_of_lists_stay_with_them() -> None:
    source = "1. a\n\n   ```\n" + "x\n" * 2000 + "\nno indent\n   ```\n\nb\n"
    assert kinds(source)[0] == ("markdown", source[:-2])
    # One that is closed at the start of a line takes no further text with it.
    source = "1. a\n   ```\n   x\n```\n\nb\n"
    assert kinds(source) == [("markdown", source)]


def test_formulas_on_lines_of_their_own_are_left_alone() -> None:
    assert kinds("a\n$$\nx\n+ y\n$$\n\nb\n") == [
        ("markdown", "a\n"),
        ("written", "$$\nx\n+ y\n$$\n\n"),
        ("markdown", "b\n"),
    ]
    assert kinds("$$\nno formula\n\n$$\n") == [("markdown", "$$\nno formula\n\n$$\n")]
    assert kinds("\\[\n\\[\nx\n\\]\n") == [("markdown", "\\[\n"), ("written", "\\[\nx\n\\]\n")]


def test_segments_end_where_no_block_goes_on() -> None:
    paragraph = "words " * 400 + "\n\n"
    source = paragraph + "   indented\n\n" + "next\n\n" + paragraph
    assert [segment.end for segment in segments(source)] == [
        len(paragraph) + len("   indented\n\n"),
        len(source),
    ]


def test_a_long_block_is_cut_at_a_line() -> None:
    source = "".join(["- item\n  goes on\n"] * 2000)
    assert all(source.startswith("- item", segment.start) for segment in segments(source))


def test_a_longer_line_is_not_read() -> None:
    source = "short\n" + "*a* " * 5000 + "\n\n*short*\n"
    assert [segment.kind for segment in segments(source)] == ["markdown", "written", "markdown"]


def test_a_table_takes_its_head_along() -> None:
    head = "| a | b |\n|---|---|\n"
    source = "Text:\n\n" + head + "| 1 | 2 |\n" * 3000 + "\nEnd.\n"
    found = list(segments(source))
    assert len(found) > 3
    assert found[0].head is None
    assert all(part.head and source[slice(*part.head)] == head for part in found[1:-1])
    assert found[-1].head is None
