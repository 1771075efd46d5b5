"""`reviewtui backup`: a whole copy of a project."""

from __future__ import annotations

from pathlib import Path

import click

from reviewtui.cli.opening import db_option, file_argument, reading
from reviewtui.text.display import safe


@click.command()
@file_argument()
@click.argument("target", type=click.Path(path_type=Path))
@db_option
def command(file: Path, target: Path, db: Path | None) -> None:
    """Write a whole copy of FILE's project to TARGET, which must not exist.

    The project may be in use: the copy holds every label that was committed before.
    """
    with reading(file, db) as store:
        store.backup(target)
    click.echo(safe(str(target)))
