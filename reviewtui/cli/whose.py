"""Which labels a command counts, and in which form it prints: what every command with results has."""

from __future__ import annotations

from collections.abc import Callable

import click

from reviewtui.cli.opening import Decorated
from reviewtui.domain.errors import UsageError
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

since_option = click.option(
    "--since",
    metavar="DATE",
    help="Labels made at or after this date or time alone (2026-03-31, 2026-03-31T12:00:00Z; in UTC).",
)

csv_option = click.option(
    "--csv", "as_csv", is_flag=True, help="CSV on stdout: a row for every number of the JSON document."
)


def one_form(*, as_json: bool, as_csv: bool) -> None:
    """Raises UsageError where stdout would have to be two things at once."""
    if as_json and as_csv:
        raise UsageError("--json and --csv exclude each other", "Use one of them.")


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
