"""An import's report in words."""

from __future__ import annotations

from reviewtui.cli.output import say
from reviewtui.dataset.report import ImportReport
from reviewtui.text.display import safe

FAULTS_SHOWN = 10


def report_faults(report: ImportReport) -> None:
    """Each row that was left out, with its file, line and reason, on stderr."""
    for fault in report.faults[:FAULTS_SHOWN]:
        say(safe(f"{fault.file} line {fault.line}: {fault.reason}".replace("\n", " ")))
    if report.left_out > FAULTS_SHOWN:
        say(f"… and {report.left_out - FAULTS_SHOWN:,} more; reviewtui import FILE --json lists them")
