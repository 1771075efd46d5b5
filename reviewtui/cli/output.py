"""What is printed: results on stdout, all else on stderr, and no control character of the data's."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from typing import Any

import click

WIDTH = 80
"""Cells of a printed line at most."""


_NO_BREAK = "\u00a0"
_TOGETHER = re.compile(r"(?<=\d) (?=%)|(?<=\bp) (?=[<=])|(?<=\bp [<=]) (?=\d)")
"""The blanks at which no line may end."""

_IN_ASCII = str.maketrans("─├●┤┊┼–—«»…·×±↵", '-[o]:+--""~.x+|')
"""One cell for one cell, so that columns stay where they are."""


def show(text: str) -> None:
    """A result for people, on stdout. Text of data: made safe before."""
    click.echo(_encodable(text, sys.stdout.encoding))


def say(text: str) -> None:
    """A line for the person at the terminal; stdout is for results. Text of data: made safe before."""
    click.echo(_encodable(text, sys.stderr.encoding), err=True)


def _encodable(text: str, encoding: str | None) -> str:
    """The text for a stream that can't show lines: in ASCII, with a question mark a cell for all else."""
    from reviewtui.text.bars import can_show_lines
    from reviewtui.text.cells import char_width

    if text.isascii() or can_show_lines(encoding):
        return text
    plain = text.translate(_IN_ASCII)
    return "".join(char if char.isascii() else "?" * char_width(char) for char in plain)


def paragraph(text: str) -> str:
    """Sentences in lines of at most WIDTH cells, safe to show."""
    from reviewtui.text.display import one_line
    from reviewtui.text.flow import Flow

    flow = Flow(_TOGETHER.sub(_NO_BREAK, one_line(text, 10_000)), WIDTH)
    flow.advance(len(text) + 1)
    return "\n".join(flow.row(y).text for y in range(flow.known)).replace(_NO_BREAK, " ")


def report_error(message: str, hint: str = "") -> None:
    from reviewtui.text.display import safe

    say(safe(f"reviewtui: {message}".replace("\n", " ")))
    if hint:
        say(safe(hint.replace("\n", " ")))


def print_json(document: Mapping[str, Any]) -> None:
    """One JSON document on stdout."""
    import orjson

    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())
