"""`reviewtui status`: how far everybody is, and what the project is made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import print_json
from reviewtui.domain.labels import Annotator
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.store.queue import Progress
from reviewtui.store.sources import Source
from reviewtui.text.display import one_line, safe
from reviewtui.text.numbers import count
from reviewtui.text.table import table

WIDTH = 80


@click.command("status")
@file_argument(required=False)
@db_option
@json_option
def command(file: Path | None, db: Path | None, *, as_json: bool) -> None:
    """Progress per annotator, pairs, models and sources of FILE's project."""
    with reading(file, db) as store:
        status = _status(store)
    if as_json:
        print_json(_document(status))
    else:
        click.echo(_text(status))


@dataclass(frozen=True, slots=True)
class _Work:
    """What one annotator has done."""

    annotator: Annotator
    progress: Progress
    drafts: int

    @property
    def share(self) -> float | None:
        """Labeled of all pairs; None where there are none."""
        return self.progress.labeled / self.progress.pairs if self.progress.pairs else None


@dataclass(frozen=True, slots=True)
class _Status:
    project: str
    pairs: int
    models: list[str]
    sources: tuple[Source, ...]
    work: list[_Work]


def _status(store: Store) -> _Status:
    return _Status(
        safe(store.path.name),
        store.queue.count(),
        store.content.models(),
        store.sources.all(),
        [
            _Work(one, store.queue.progress(one.id), store.drafts.count(one.id))
            for one in store.annotators.all()
        ],
    )


def _text(status: _Status) -> str:
    about = [
        one_line(f"{status.project}: {count(status.pairs, 'pair')}", WIDTH),
        one_line(f"Models: {', '.join(status.models) or 'none'}", WIDTH),
    ]
    blocks = ["\n".join(about)]
    if status.work:
        headers = ("annotator", "labeled", "skipped", "drafts", "to do", "labeled of all")
        blocks.append(table(headers, [_work_cells(one) for one in status.work], "lrrrrr", WIDTH))
    else:
        blocks.append("Nobody has reviewed yet.")
    if status.sources:
        rows = [
            (one.name, one.layout, f"{one.rows:,}", one.imported_at or "not finished")
            for one in status.sources
        ]
        blocks.append(table(("source", "layout", "rows", "imported"), rows, "llrl", WIDTH))
    return "\n\n".join(blocks)


def _work_cells(one: _Work) -> tuple[str, ...]:
    name = one.annotator.name
    if one.annotator.kind is AnnotatorKind.JUDGE:
        name = f"{one_line(name, 24)} (judge)"
    share = "–" if one.share is None else f"{100 * one.share:.1f} %"
    numbers = (one.progress.labeled, one.progress.skipped, one.drafts, one.progress.open)
    return name, *(f"{number:,}" for number in numbers), share


def _document(status: _Status) -> dict[str, Any]:
    return {
        "schema_version": 1,
        "project": status.project,
        "pairs": status.pairs,
        "models": status.models,
        "sources": [
            {"name": one.name, "layout": one.layout, "rows": one.rows, "imported_at": one.imported_at}
            for one in status.sources
        ],
        "annotators": [
            {
                "annotator": one.annotator.name,
                "kind": one.annotator.kind.value,
                "labeled": one.progress.labeled,
                "skipped": one.progress.skipped,
                "drafts": one.drafts,
                "share_labeled": one.share,
            }
            for one in status.work
        ],
    }
