"""From what the user typed to an open project."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from reviewtui.cli.output import say
from reviewtui.domain.errors import DataError, UsageError
from reviewtui.store import Store, is_database
from reviewtui.store.location import default_project
from reviewtui.text.display import safe

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

db_option = click.option(
    "--db", type=click.Path(path_type=Path, dir_okay=False), help="The project's file (default: beside FILE)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")


def file_argument(*, required: bool = True) -> Callable[[Decorated], Decorated]:
    """FILE: a project (.db) or a source that has one."""
    return click.argument("file", type=click.Path(path_type=Path), required=required)


def project_of(file: Path | None, db: Path | None) -> Path:
    """The project that FILE and --db name. Raises UsageError where neither does."""
    if db is not None:
        return db
    if file is None:
        raise UsageError(
            "which project?", "Name a project's .db file or a source that was imported, or use --db."
        )
    return file if names_project(file) else default_project(file)


def check_files(files: Sequence[Path], db: Path | None) -> None:
    """Raises a ReviewError for the first file that can't be read, before anything is made or shown."""
    for file in files:
        try:
            directory = stat.S_ISDIR(file.stat().st_mode)
        except FileNotFoundError as error:
            raise UsageError(
                f"{file}: no such file, and no such command", "reviewtui --help lists the commands."
            ) from error
        if directory:
            raise UsageError(f"{file}: a directory", "Name files.")
        if not os.access(file, os.R_OK):
            raise DataError(f"{file}: can't be read", "Check its permissions.")
    if len(files) > 1 and any(names_project(file) for file in files):
        raise UsageError("a project stands alone", "To add files to one: reviewtui FILE... --db PROJECT")
    if files and names_project(files[0]) and db is not None:
        raise UsageError("a project is named twice: as FILE and with --db", "Name it once.")


@contextmanager
def writing(file: Path, db: Path | None) -> Iterator[Store]:
    """The project, to write in; made where FILE is a source that has none."""
    project = project_of(file, db)
    if db is None and project.parent.resolve() != file.parent.resolve():
        project.parent.mkdir(parents=True, exist_ok=True)
        say(safe(f"The project is in {project}"))
    with Store.open(project, create=not names_project(file)) as store:
        yield store


def names_project(file: Path) -> bool:
    """Whether FILE is itself a project: it ends in .db, or its first bytes say so."""
    return file.suffix == ".db" or is_database(file)


@contextmanager
def reading(file: Path | None, db: Path | None) -> Iterator[Store]:
    """The project, to read; says so where it is a snapshot."""
    with Store.open_to_read(project_of(file, db)) as store:
        if store.snapshot:
            say(safe(f"{store.path}: can't be locked here; this is a snapshot, later labels are not in it"))
        yield store
