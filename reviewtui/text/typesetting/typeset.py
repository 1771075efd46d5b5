"""What to show of a text: Markdown, code, JSON and diffs in lines with roles, as far as someone looks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reviewtui.text.document import Piece
from reviewtui.text.typesetting.highlight import code_lines
from reviewtui.text.typesetting.json_layout import laid_out
from reviewtui.text.typesetting.recognise import Kind, recognise
from reviewtui.text.typesetting.segments import Segment, ends_empty, segments
from reviewtui.text.typesetting.sheet import Line, Run, Sheet

# Whatever may be Markdown; each branch begins with a literal, which makes the search fast. A text without it
# is its own rendering and needs no parser, whose import alone takes longer than a key may.
_BLOCK = (
    r"[ \t]*+(?:>|\#{1,6}(?:\s|\Z)|[-+](?:\s|\Z)|\d{1,9}[.)](?:\s|\Z)"
    r"|[=-]+[ \t]*(?:\n|\Z)|[|:-][-|: \t]*(?:\n|\Z))"
)
_SIGNIFICANT = re.compile(rf"\*|`|\\|\](?=\()|~(?=~)|&(?=[\#A-Za-z])|<(?=[A-Za-z])|_(?!\w)|\n(?={_BLOCK})")
_FIRST_BLOCK = re.compile(_BLOCK)

_INDENT = "  "


def typeset(source: str, width: int) -> Iterator[Piece]:
    """The pieces of what to show of `source` at a width of `width` cells; lazy, none for an empty text.

    Its kind is judged by its start. The texts of pieces are raw: what is shown goes through `display.safe`.
    """
    kind, language = recognise(source)
    sheet = Sheet(width)
    if kind is Kind.ONE_LINE_JSON:
        yield from _lines(sheet, laid_out(source))
    elif kind is Kind.CODE:
        yield from _lines(sheet, code_lines(source, language))
    else:
        for segment in segments(source):
            yield from _segment(sheet, source, segment)
    if sheet.length:
        yield sheet.take(len(source))


def _lines(sheet: Sheet, lines: Iterable[Line], indent: str = "") -> Iterator[Piece]:
    """Write `lines`, give the pieces that are full."""
    for line in lines:
        if sheet.full:
            yield sheet.take(line.source)
        sheet.line([Run(indent), *line.runs] if line.runs else (), indent + line.hang)


def _segment(sheet: Sheet, source: str, segment: Segment) -> Iterator[Piece]:
    start, end = segment.start, segment.end
    if sheet.full:
        yield sheet.take(start)
    if segment.kind == "written" or (segment.kind == "markdown" and not _is_markdown(source, segment)):
        sheet.written(source[start:end])
        return
    if segment.kind == "code":
        code = source[segment.body : segment.body_end]
        yield from _lines(sheet, code_lines(code, segment.info, segment.body), _INDENT)
    else:
        from reviewtui.text.typesetting.markdown import write_markdown

        write_markdown(sheet, source[start:end], source[slice(*segment.head)] if segment.head else "")
    if end < len(source) and ends_empty(source, end):
        sheet.gap()


def _is_markdown(source: str, segment: Segment) -> bool:
    if segment.head or _FIRST_BLOCK.match(source, segment.start, segment.end):
        return True
    return _SIGNIFICANT.search(source, segment.start, segment.end) is not None
