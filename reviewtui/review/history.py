"""What an annotator said of one pair, revision by revision, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable

from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.served import filter_text
from reviewtui.domain.vocabulary import Op, Slot, Status
from reviewtui.review import wording
from reviewtui.text.display import one_line
from reviewtui.text.times import local_time

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
        lines.append(f"{local_time(revision.created_at)}  {' · '.join(parts)}")
        before = revision
    return tuple(lines)


def begun_line(status: Status | None, standing: Judgement, begun: Judgement, left: Slot) -> str:
    """What is begun beyond the label as it stands; empty where that is nothing."""
    words = wording.difference(standing, begun, left)
    if not words:
        return ""
    return f"{'not saved' if status is Status.LABELED else 'not finished'}: {words}"


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
    elif (text := filter_text(revision.served_by)) is not None:
        yield f"through the filter «{one_line(text, wording.QUOTED_CELLS)}»"
    elif revision.served_by not in _ORDINARY:
        yield one_line(revision.served_by, wording.QUOTED_CELLS)
