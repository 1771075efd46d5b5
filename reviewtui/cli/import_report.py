"""An import in words: how far it is, and what it left out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from reviewtui.cli.output import say
from reviewtui.cli.terminal import is_dumb
from reviewtui.dataset.importing import Progress
from reviewtui.dataset.report import ImportReport
from reviewtui.text.display import safe

FAULTS_SHOWN = 10


@contextmanager
def progress_line() -> Iterator[Progress]:
    """A line on stderr that counts, where somebody is looking at it and the terminal can overwrite a line."""
    if not sys.stderr.isatty() or is_dumb():
        yield lambda _: None
        return
    yield lambda done: click.echo(f"\r{done:,} rows", nl=False, err=True)
    click.echo("\r\x1b[K", nl=False, err=True)


def report_faults(report: ImportReport) -> None:
    """Each row that was left out, with its file, line and reason, on stderr."""
    for fault in report.faults[:FAULTS_SHOWN]:
        say(safe(f"{fault.file} line {fault.line}: {fault.reason}".replace("\n", " ")))
    if report.left_out > FAULTS_SHOWN:
        say(f"… and {report.left_out - FAULTS_SHOWN:,} more; reviewtui import FILE --json lists them")
