"""`reviewtui demo`: the sample project, to try everything on."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

import click

from reviewtui.cli.bringing_in import bring_in
from reviewtui.cli.output import say
from reviewtui.cli.reviewing import Choices, login, review
from reviewtui.cli.terminal import check_terminal
from reviewtui.domain.errors import UsageError
from reviewtui.store import Store
from reviewtui.store.location import beside
from reviewtui.text.display import safe

SAMPLE_FILES = ("pairs.jsonl", "labels.jsonl", "rubric.toml")

SEED = "demo-842"
"""The order of the pairs: the same in every demo, with a plain one in front."""


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to put it (default: a new temporary one).",
)
@click.option("--annotator", envvar="REVIEWTUI_ANNOTATOR", metavar="NAME", help="Default: the login name.")
@click.option("--no-review", is_flag=True, help="Make the project alone, without the review screen.")
@click.option("--plain", is_flag=True, help="Line by line, without a screen (see label).")
def command(folder: Path | None, annotator: str | None, no_review: bool, plain: bool) -> int:
    """Open a copy of the sample project, with the labels of three made-up annotators.

    40 pairs of replies of a shop's support assistant. Nothing that you do there touches the originals.
    """
    if not (no_review or plain):
        check_terminal()
    project = copy_to(folder or Path(tempfile.mkdtemp(prefix="reviewtui-demo-")))
    try:
        with Store.open(project) as store:
            rubric = store.rubrics.current()
            assert rubric is not None, "the copy was made with one"
            return 0 if no_review else review(store, rubric, Choices(annotator or login(), plain=plain))
    finally:
        say(safe(f"The demo project is {project}"))
        say(safe(f"See its numbers with: reviewtui stats {project}"))


def copy_to(folder: Path) -> Path:
    """Make the project in a folder. Raises UsageError where there is one already."""
    from reviewtui.rubric import load

    folder.mkdir(parents=True, exist_ok=True)
    project = beside(folder / SAMPLE_FILES[0])
    if project.exists():
        raise UsageError(f"{project}: exists already", f"Go on with it: reviewtui {project}")
    for name in SAMPLE_FILES:
        shutil.copyfile(_sample_data() / name, folder / name)
    with Store.open(project, create=True, seed=SEED) as store:
        with store.transaction():
            store.rubrics.use(load(folder / "rubric.toml"))
        for name in SAMPLE_FILES[:2]:
            bring_in(store, [folder / name], {}, quiet=True)
    return project


def _sample_data() -> Path:
    """Part of an installed package; beside the package in a checkout."""
    package = Path(str(files("reviewtui")))
    inside = package / "sample_data"
    return inside if inside.is_dir() else package.parent / "sample_data"
