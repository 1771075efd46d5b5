"""`reviewtui export`: labels, pairs and training data as JSON Lines."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from reviewtui.cli.opening import db_option, file_argument, reading
from reviewtui.cli.output import say
from reviewtui.cli.whose import annotator_option, kind_option
from reviewtui.export.dpo import dpo_rows
from reviewtui.export.labels import label_rows
from reviewtui.export.pairs import pair_rows
from reviewtui.export.selection import Selection
from reviewtui.export.texts import Row
from reviewtui.export.writing import check_target, stream_rows, write_rows
from reviewtui.store import Store
from reviewtui.text.display import safe
from reviewtui.text.numbers import count

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
Rows = Callable[[Store, Selection, Counter[str]], Iterator[Row]]

POLICY = "policy: majority (what more than half of the annotators say who answered, before any reveal)"


@click.group()
def command() -> None:
    """Write labels, pairs or training data as JSON Lines, to a file or to stdout.

    What was written and what was left out is said on stderr.
    """


def _common(kind: str) -> Callable[[Decorated], Decorated]:
    """The arguments of every format; `kind` is whose labels it takes by default."""
    options = (
        file_argument(required=False),
        db_option,
        click.option("-o", "--output", type=click.Path(path_type=Path), help="A file (default: stdout)."),
        click.option("--force", is_flag=True, help="Replace the file where it exists."),
        kind_option(kind),
        annotator_option,
    )

    def decorate(function: Decorated) -> Decorated:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


@command.command()
@_common("all")
@click.option("--history", is_flag=True, help="Every revision of every label, with its op and parent.")
def labels(*, history: bool, **common: Any) -> None:
    """Every annotator's label of every pair, with the texts.

    `reviewtui import` takes these rows back. A label that was changed after a reveal has two rows: the
    newest revision, and the newest blind one, which is the one that counts.
    """
    _export(partial(label_rows, history=history), **common)


@command.command()
@_common("person")
def pairs(**common: Any) -> None:
    """One row a labeled pair: the majority's verdict, and the votes."""
    _export(pair_rows, **common)
    say(POLICY)


@command.command()
@_common("person")
def dpo(**common: Any) -> None:
    """Preference rows for TRL's DPOTrainer: prompt, chosen, rejected.

    By the majority's verdict. Left out: ties, both bad, unresolved pairs, those whose chosen output is
    incorrect, identical outputs, and outputs with turns that are not the assistant's.
    """
    _export(dpo_rows, **common)
    say(POLICY)


def _export(
    rows: Rows,
    *,
    file: Path | None,
    db: Path | None,
    output: Path | None,
    force: bool,
    kind: str,
    names: tuple[str, ...],
) -> None:
    left_out: Counter[str] = Counter()
    target = None if output == Path("-") else output
    with reading(file, db) as store:
        if target:
            check_target(target, store, file, force=force)
        store.annotators.require(names)
        made = rows(store, Selection(kind, names), left_out)
        written = write_rows(made, target) if target else stream_rows(made, sys.stdout.buffer)
    say(safe(f"{count(written, 'row')} written to {target or 'stdout'}"))
    if reasons := +left_out:
        say("left out: " + ", ".join(f"{number} {reason}" for reason, number in reasons.most_common()))
    elif not written:
        say("Nothing is labeled yet, or not by those chosen.")
