"""Importing on the way to something else: only what is new, and said in a few lines on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reviewtui.cli.opening import names_project
from reviewtui.cli.output import say
from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.known import already_imported
from reviewtui.domain.errors import DataError
from reviewtui.store import Store
from reviewtui.text.display import safe


def bring_in(store: Store, files: Sequence[Path], mapping: Sequence[str], *, quiet: bool = False) -> bool:
    """Import the files that the project does not hold yet. Returns whether rows were left out.

    Raises DataError where nothing of them can be reviewed.
    """
    fields = parse_map(mapping)
    if names_project(files[0]) or already_imported(store, files, fields):
        return False
    # Brings pydantic: not on the way to a pair that is in the project already.
    from reviewtui.cli.import_report import report_faults
    from reviewtui.dataset.importing import import_files

    report = import_files(store, files, fields)
    report_faults(report)
    if not report.pairs:
        raise DataError("none of the rows could be reviewed", "Mend the file, or name its fields with --map.")
    if not quiet:
        say(safe(f"{report.pairs_new:,} new pairs from {report.rows:,} rows: {report.reason}"))
    return report.left_out > 0
