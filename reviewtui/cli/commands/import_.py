"""`reviewtui import`: files into a project without a screen, or a look at what they would bring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import starmap
from pathlib import Path
from typing import Any

import click

from reviewtui.cli.bringing_in import home_of
from reviewtui.cli.import_report import progress_line, report_faults
from reviewtui.cli.opening import db_option, json_option, project_of, reading, writing
from reviewtui.cli.output import WIDTH, paragraph, print_json, say
from reviewtui.dataset.fields import TARGETS, parse_map
from reviewtui.dataset.importing import carry_out, preflight
from reviewtui.dataset.plan import Plan
from reviewtui.dataset.report import VALUES_COUNTED, ImportReport
from reviewtui.domain.errors import DataError
from reviewtui.text.display import one_line
from reviewtui.text.numbers import count
from reviewtui.text.table import table

NAME_WIDTH = 40


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@db_option
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=PATH",
    help=f"Name a field by hand; PATH has dots, as in runs.0.text. Fields: {', '.join(TARGETS)}.",
)
@click.option("--dry-run", is_flag=True, help="Say what would come in and what not; write nothing.")
@json_option
def command(
    files: tuple[Path, ...], db: Path | None, mapping: tuple[str, ...], *, dry_run: bool, as_json: bool
) -> int:
    """Bring FILES into a project: pairs, outputs of several models to join, or exported labels.

    JSON Lines and JSON arrays. What the project has already is found again, never doubled. Rows that can't
    go in are named on stderr; the exit code is 1 when there are any.
    """
    fields = parse_map(mapping)
    db = home_of(files, db, fields)
    with closing(Plan(files, fields)) as plan:
        if dry_run:
            report = _looked_at(plan, files[0], db)
            _print(report, as_json=as_json, dry_run=True)
            say("Nothing was written.")
        else:
            with writing(files[0], db) as store:
                with progress_line() as progress:
                    report = carry_out(plan, store, progress)
                _print(report, as_json=as_json, dry_run=False)
                if not report.pairs:
                    raise DataError("no row could go in", "Mend the file, or name its fields with --map.")
    return int(report.left_out > 0)


def _looked_at(plan: Plan, file: Path, db: Path | None) -> ImportReport:
    with progress_line() as progress:
        if not project_of(file, db).exists():
            return preflight(plan, None, progress)
        with reading(file, db) as store:
            return preflight(plan, store, progress)


def _print(report: ImportReport, *, as_json: bool, dry_run: bool) -> None:
    report_faults(report)
    if as_json:
        print_json(_document(report, dry_run=dry_run))
    else:
        click.echo("\n".join(_text(report)))


def _text(report: ImportReport) -> Iterator[str]:
    """Blocks for people, at most WIDTH cells wide."""
    for one in report.files:
        again = ", imported before" if one.seen_before else ""
        name = one_line(Path(one.file).name, NAME_WIDTH)
        yield paragraph(f"{name}: {one.layout}, {count(one.rows, 'row')}{again}; {one.reason}")
    yield f"\n{table(('', 'new', 'known'), _counts(report), 'lrr', WIDTH)}\n"
    yield paragraph(f"Models: {_listed(report.models)}")
    yield paragraph(f"Metadata of the prompts: {_listed(starmap(_field, report.fields.items()))}")
    yield f"Longest output: {report.longest_output:,} characters"
    empty, equal = report.empty_outputs, report.identical_outputs
    yield f"Pairs with an empty output: {empty:,}; with two equal ones: {equal:,}"
    if report.pairs_changed:
        yield f"Newer metadata or reference for {count(report.pairs_changed, 'pair')}"
    for note in report.notes:
        yield paragraph(f"Note: {note}")
    if report.left_out:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in report.faults_by_kind.items())
        yield paragraph(f"Left out: {kinds}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(one_line(name, NAME_WIDTH) for name in names) or "none"


def _field(name: str, number: int) -> str:
    values = f"{VALUES_COUNTED:,} values or more" if number == VALUES_COUNTED else count(number, "value")
    return f"{one_line(name, NAME_WIDTH // 2)} ({values})"


def _counts(report: ImportReport) -> list[tuple[str, str, str]]:
    rows = [("pairs", f"{report.pairs_new:,}", f"{report.pairs_known:,}")]
    if report.labels_new or report.labels_known:
        rows.append(("labels", f"{report.labels_new:,}", f"{report.labels_known:,}"))
    return rows


def _document(report: ImportReport, *, dry_run: bool) -> dict[str, Any]:
    """The contract of `import --json`."""
    return {
        "schema_version": 1,
        "dry_run": dry_run,
        "layout": report.layout,
        "reason": report.reason,
        "rows": report.rows,
        "pairs_new": report.pairs_new,
        "pairs_known": report.pairs_known,
        "pairs_changed": report.pairs_changed,
        "labels_new": report.labels_new,
        "labels_known": report.labels_known,
        "left_out": report.left_out,
        "left_out_by_kind": {kind.value: number for kind, number in report.faults_by_kind.items()},
        "faults": [
            {"file": fault.file, "line": fault.line, "reason": fault.reason} for fault in report.faults
        ],
        "files": [
            {
                "file": one.file,
                "layout": one.layout,
                "reason": one.reason,
                "rows": one.rows,
                "imported_before": one.seen_before,
            }
            for one in report.files
        ],
        "models": list(report.models),
        "metadata": dict(report.fields),
        "identical_outputs": report.identical_outputs,
        "empty_outputs": report.empty_outputs,
        "longest_output": report.longest_output,
        "notes": list(report.notes),
    }
