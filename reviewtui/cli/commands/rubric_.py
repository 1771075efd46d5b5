"""`reviewtui rubric`: start, check, show and put in force what annotators are asked."""

from __future__ import annotations

from pathlib import Path

import click

from reviewtui.cli.in_force import put_in_force
from reviewtui.cli.opening import db_option, file_argument, json_option, project_of, reading
from reviewtui.cli.output import print_json, say
from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.domain.rubric import Rubric
from reviewtui.rubric import Fault, RubricError, dumps, load, template
from reviewtui.store import Store
from reviewtui.text.display import safe


@click.group()
def command() -> None:
    """Start, check, show or use a rubric: what annotators are asked, and the plan, as TOML."""


@command.command()
@click.argument("path", type=click.Path(path_type=Path), default="rubric.toml")
def init(path: Path) -> None:
    """Write a commented rubric file to start from.

    PATH is rubric.toml where none is given. It must not exist yet.
    """
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(template())
    except FileExistsError as error:
        raise UsageError(f"{path}: exists already", "Name a file that does not exist yet.") from error
    except OSError as error:
        raise ReviewError(f"{path}: can't be written ({error.strerror or error})") from error
    click.echo(safe(str(path)))


@command.command()
@click.argument("path", type=click.Path(path_type=Path))
@json_option
def check(path: Path, *, as_json: bool) -> int:
    """Say every fault of a rubric file; exit 1 where it has any."""
    rubric, faults = _checked(path)
    if as_json:
        print_json(
            {
                "schema_version": 1,
                "file": str(path),
                "valid": not faults,
                "hash": rubric and rubric.hash,
                "faults": [{"key": fault.key or None, "reason": fault.reason} for fault in faults],
            }
        )
    elif faults:
        for fault in faults:
            say(safe(f"{path}: {fault}"))
    else:
        click.echo(safe(f"{path}: valid"))
    return 1 if faults else 0


@command.command()
@file_argument(required=False)
@db_option
@json_option
def show(file: Path | None, db: Path | None, *, as_json: bool) -> None:
    """The rubric in force, as TOML.

    That of FILE's project; without FILE the default one.
    """
    rubric = _in_force(file, db)
    if rubric is None:
        say("The default rubric: no other was given.")
        rubric = Rubric()
    if as_json:
        print_json({"schema_version": 1, "hash": rubric.hash, **rubric.document()})
    else:
        click.echo(dumps(rubric), nl=False)


@command.command()
@click.argument("path", metavar="RUBRIC", type=click.Path(path_type=Path))
@file_argument(required=False)
@db_option
def use(path: Path, file: Path | None, db: Path | None) -> None:
    """Put the file RUBRIC in force in FILE's project.

    Its questions are asked from the next start of the review screen on, its plan and costs count at once.
    Write the plan before the first label: a later change is kept, and the results name it.
    """
    rubric = load(path)
    with Store.open(project_of(file, db)) as store:
        put_in_force(store, rubric)
        click.echo(safe(f"{path}: in force in {store.path}"))


def _checked(path: Path) -> tuple[Rubric | None, tuple[Fault, ...]]:
    try:
        return load(path), ()
    except RubricError as error:
        return None, error.faults


def _in_force(file: Path | None, db: Path | None) -> Rubric | None:
    if file is None and db is None:
        return None
    with reading(file, db) as store:
        return store.rubrics.current()
