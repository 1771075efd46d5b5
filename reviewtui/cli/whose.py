"""Which labels a command counts, and in which form it prints: what every command with results has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from reviewtui.cli.opening import Decorated
from reviewtui.domain.errors import UsageError
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.text.display import both_ends
from reviewtui.text.numbers import count

if TYPE_CHECKING:  # numpy is slow to import, and `export` needs none of it
    from reviewtui.analysis.labels.arrays import AnnotatorName

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


def by_whom(annotators: Sequence[AnnotatorName]) -> str:
    """«3 people and 1 judge model»: whose labels were counted."""
    judges = sum(one.kind == AnnotatorKind.JUDGE for one in annotators)
    people = len(annotators) - judges
    said = [f"{people:,} {'person' if people == 1 else 'people'}"] if people or not judges else []
    return " and ".join([*said, *([count(judges, "judge model")] if judges else [])])


def selection_in_words(names: Sequence[str], since: str | None) -> str:
    """What was asked for beside a kind; empty where nothing was. Names are made safe."""
    said = [f"by {', '.join(map(_name, names))}"] if names else []
    said += [f"since {_name(since)}"] if since else []
    return f"labels {' '.join(said)} alone" if said else ""


def selection_document(kind: str, names: Sequence[str], since: str | None) -> dict[str, Any]:
    """For a JSON document. `kind` is null where annotators are named, as these count of whatever kind."""
    return {"selection": {"kind": None if names else kind, "annotators": list(names), "since": since}}


def nothing_counted(store: Store, kind: str, names: tuple[str, ...], since: str | None = None) -> str:
    """What to say of a project in which no label counts."""
    from reviewtui.analysis.labels.arrays import read_all_labels

    n = len(read_all_labels(store, "all"))
    if not n:
        return f"no label to count yet, on {count(store.queue.count(), 'pair')}."
    options = [f"--annotator {_name(one)}" for one in names] or [f"--kind {kind}"]
    options += [f"--since {_name(since)}"] if since else []
    words = f"none of the project's {count(n, 'label')} is chosen by {' '.join(options)}."
    kinds = {annotator.kind for annotator in store.annotators.all()}
    if not names and kind == "person" and AnnotatorKind.JUDGE in kinds:
        return f"{words} There are judge models: --kind judge counts theirs."
    return words


def _name(text: str) -> str:
    return both_ends(text, 40)
