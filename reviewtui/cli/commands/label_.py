"""`reviewtui label`: import what is new, then the review screen."""

from __future__ import annotations

from pathlib import Path

import click

from reviewtui.cli.bringing_in import project_with
from reviewtui.cli.in_force import rubric_in_force
from reviewtui.cli.opening import check_files, db_option, reading
from reviewtui.cli.reviewing import Choices, review
from reviewtui.cli.terminal import check_terminal
from reviewtui.domain.errors import UsageError
from reviewtui.domain.rubric import Rubric


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@db_option
@click.option(
    "--annotator", envvar="REVIEWTUI_ANNOTATOR", metavar="NAME", help="Who reviews (else: asked once)."
)
@click.option(
    "--map", "mapping", multiple=True, metavar="FIELD=PATH", help="Name a field by hand (see import)."
)
@click.option("--rubric", type=click.Path(path_type=Path), metavar="FILE", help="What is asked, from now on.")
@click.option("--read-only", is_flag=True, help="Look around and change nothing.")
@click.option("--take-over", is_flag=True, help="End another session of yours without asking.")
@click.option("--plain", is_flag=True, help="Line by line, without a screen: for screen readers and logs.")
def command(
    files: tuple[Path, ...],
    db: Path | None,
    annotator: str | None,
    mapping: tuple[str, ...],
    rubric: Path | None,
    read_only: bool,
    take_over: bool,
    plain: bool,
) -> int:
    """Review the pairs of FILE: a project (.db), a file of pairs, or files of outputs to join.

    What is new in the files comes in first. Every key is saved at once: quit whenever you like, and start
    again to go on where you left.
    """
    check_files(files, db)
    if not plain:
        check_terminal()
    choices = Choices(annotator, take_over, plain)
    if read_only:
        if rubric is not None:
            raise UsageError("--rubric changes the project, --read-only changes nothing", "Give one of them.")
        with reading(files[0], db) as store:
            return review(store, store.rubrics.current() or Rubric(), choices)
    with project_with(files, db, mapping, counting=not plain) as (store, left_out):
        return review(store, rubric_in_force(store, rubric), choices, left_out) or int(left_out > 0)
