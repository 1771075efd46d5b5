"""What is printed: results on stdout, all else on stderr, and no control character of the data's."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

import click

WIDTH = 80
"""Cells of a printed line at most."""


def say(text: str) -> None:
    """A line for the person at the terminal; stdout is for results. Text of data: made safe before."""
    click.echo(text, err=True)


def paragraph(text: str) -> str:
    """Sentences in lines of at most WIDTH cells, safe to show."""
    from reviewtui.text.display import one_line
    from reviewtui.text.flow import Flow

    flow = Flow(one_line(text, 10_000), WIDTH)
    flow.advance(len(text) + 1)
    return "\n".join(flow.row(y).text for y in range(flow.known))


def report_error(message: str, hint: str = "") -> None:
    from reviewtui.text.display import safe

    say(safe(f"reviewtui: {message}".replace("\n", " ")))
    if hint:
        say(safe(hint.replace("\n", " ")))


def print_json(document: Mapping[str, Any]) -> None:
    """One JSON document on stdout."""
    import orjson

    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode())
