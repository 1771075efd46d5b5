"""Importing on the way to something else: only what is new, and said in a few lines on stderr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

from reviewtui.cli.opening import names_project, project_of, writing
from reviewtui.cli.output import say
from reviewtui.dataset.fields import FieldMap, parse_map
from reviewtui.dataset.known import already_imported
from reviewtui.domain.errors import DataError
from reviewtui.store import Store
from reviewtui.store.location import default_project
from reviewtui.text.display import safe
from reviewtui.text.numbers import count


@contextmanager
def project_with(
    files: Sequence[Path], db: Path | None, mapping: Sequence[str], *, counting: bool = True
) -> Iterator[tuple[Store, int]]:
    """The project of these files, with all that is in them, and how many rows were left out. `counting`: a
    line on the terminal counts the rows of a long import."""
    fields = parse_map(mapping)
    db = home_of(files, db, fields)
    new = not project_of(files[0], db).exists()
    # A project is made of files that can be read alone, so these are looked at first.
    with _readable(files, fields) if new else nullcontext(), writing(files[0], db) as store:
        yield store, bring_in(store, files, fields, counting=counting)


def home_of(files: Sequence[Path], db: Path | None, fields: FieldMap) -> Path | None:
    """The project that holds these files already, in whatever order they are named; else `db` as it is."""
    if db is not None or len(files) == 1:
        return db
    for project in map(default_project, files):
        if project.exists():
            with Store.open_to_read(project) as store:
                if already_imported(store, files, fields):
                    return project
    return None


def bring_in(
    store: Store, files: Sequence[Path], fields: FieldMap, *, quiet: bool = False, counting: bool = True
) -> int:
    """Import the files that the project does not hold yet. Returns how many rows were left out.

    Raises DataError where nothing of them can be reviewed.
    """
    if names_project(files[0]) or already_imported(store, files, fields):
        return 0
    # What reads files is not needed on the way to a pair that is in the project already.
    from reviewtui.cli.import_report import progress_line, report_faults
    from reviewtui.dataset.importing import import_files

    with progress_line() if counting else nullcontext(_uncounted) as progress:
        report = import_files(store, files, fields, progress)
    report_faults(report)
    if not report.pairs:
        raise DataError("no row could go in", "Mend the file, or name its fields with --map.")
    if not quiet:
        labels = f", {count(report.labels_new, 'new label')}" if report.labels_new else ""
        new = f"{count(report.pairs_new, 'new pair')}{labels}"
        say(safe(f"{new} from {count(report.rows, 'row')}: {report.reason}"))
    return report.left_out


def _uncounted(rows: int) -> None:
    """Tell nobody how far an import is."""


@contextmanager
def _readable(files: Sequence[Path], fields: FieldMap) -> Iterator[None]:
    from reviewtui.dataset.plan import Plan

    with closing(Plan(files, fields)):
        yield
