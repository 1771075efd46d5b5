"""Whose labels a command counts: the two options that every command with results has."""

from __future__ import annotations

from collections.abc import Callable

import click

from reviewtui.cli.opening import Decorated
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.text.numbers import count

annotator_option = click.option(
    "--annotator",
    "names",
    multiple=True,
    metavar="NAME",
    help="Labels by this annotator alone, of whatever kind; may be repeated.",
)


def kind_option(default: str) -> Callable[[Decorated], Decorated]:
    return click.option(
        "--kind",
        type=click.Choice(["person", "judge", "all"]),
        default=default,
        show_default=True,
        help="Labels by annotators of this kind.",
    )


def nothing_counted(store: Store, kind: str, names: tuple[str, ...]) -> str:
    """What to say of a project in which no label counts."""
    words = f"no label to count yet, on {count(store.queue.count(), 'pair')}."
    kinds = {annotator.kind for annotator in store.annotators.all()}
    if not names and kind == "person" and AnnotatorKind.JUDGE in kinds:
        return f"{words} There are judge models: --kind judge counts theirs."
    return words
