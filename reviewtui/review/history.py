"""What an annotator said of one pair, revision by revision, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.vocabulary import Op, Slot, Status
from reviewtui.review import wording
from reviewtui.text.display import one_line

_OPS = {Op.UNDO: "undone", Op.REDO: "redone", Op.IMPORT: "imported", Op.RETRACT: "retracted"}

_ORDINARY = ("queue", "repeat", "imported")
"""Ways to come up that say nothing; of a repeat, nothing may be said."""


def history_lines(revisions: Iterable[Revision], left: Slot) -> tuple[str, ...]:
    """A line each, in the order given, oldest first: local time, what changed, how it came about.

    Sides are those of the time; `left` is for revisions that were not made on a screen.
    """
    lines = []
    before: Revision | None = None
    for revision in revisions:
        parts = (_said(before, revision, left), *_circumstances(before, revision))
        lines.append(f"{_local(revision.created_at)}  {' · '.join(parts)}")
        before = revision
    return tuple(lines)


def _said(before: Revision | None, revision: Revision, left: Slot) -> str:
    shown = revision.left_output or left
    if revision.status is Status.RETRACTED:
        return "taken back"
    standing = before.judgement if before is not None and before.status is revision.status else Judgement()
    words = wording.difference(standing, revision.judgement, shown)
    if revision.status is Status.SKIPPED:
        return f"skipped, {words}" if words else "skipped"
    return words or "no change"


def _circumstances(before: Revision | None, revision: Revision) -> Iterable[str]:
    if revision.op in _OPS:
        yield _OPS[revision.op]
    if before is not None and before.left_output and before.left_output.other is revision.left_output:
        yield "sides swapped"
    if revision.revealed:
        yield "after the reveal"
    if revision.served_by == "goto":
        yield "by number or id"
    elif revision.served_by not in _ORDINARY:
        yield one_line(revision.served_by, wording.QUOTED_CELLS)


def _local(created_at: str) -> str:
    return datetime.fromisoformat(created_at).astimezone().strftime("%Y-%m-%d %H:%M")
