"""Undo and redo over an annotator's whole history, read off the revisions themselves.

Nothing else is stored: an `undo` revision takes back the newest action that is not taken back yet, a `redo`
revision brings back the newest one that was. So the history has no end and survives every restart.
"""

from __future__ import annotations

from typing import NamedTuple

from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.vocabulary import Op, Status
from reviewtui.store import Store
from reviewtui.store.drafts import DraftPlace


class Step(NamedTuple):
    """What undoing or redoing would do: put the pair's label into this state."""

    target: Revision
    """The action that is taken back, or the undo that is."""
    earlier: Revision | None
    """The revision that said so; None where there was no label."""

    @property
    def status(self) -> Status:
        return self.earlier.status if self.earlier else Status.RETRACTED

    @property
    def judgement(self) -> Judgement:
        return self.earlier.judgement if self.earlier else Judgement()


def undo_step(store: Store, annotator_id: int) -> Step | None:
    """The newest action that is not taken back: back to the state before it. None: nothing to undo."""
    taken_back = 0
    for revision in store.labels.newest_first(annotator_id):
        if revision.op is Op.UNDO:
            taken_back += 1
        elif revision.op is Op.IMPORT:
            continue
        elif taken_back:
            taken_back -= 1
        else:
            return _to(store, revision, revision.parent)
    return None


def redo_step(store: Store, annotator_id: int) -> Step | None:
    """The newest undo that was not redone, unless something new was done since. None: nothing to redo."""
    redone = 0
    for revision in store.labels.newest_first(annotator_id):
        if revision.op is Op.REDO:
            redone += 1
        elif revision.op is Op.IMPORT:
            continue
        elif revision.op is not Op.UNDO:
            return None
        elif redone:
            redone -= 1
        else:
            # An undo's parent is the state that it took back.
            return _to(store, revision, revision.parent)
    return None


def last_done(store: Store, annotator_id: int) -> str:
    """When this annotator last recorded something new: what was taken back before can't be redone."""
    for revision in store.labels.newest_first(annotator_id):
        if revision.op is Op.SET:
            return revision.created_at
    return ""


def draft_with_steps(
    store: Store, annotator_id: int, steps: str, behind: str
) -> tuple[DraftPlace, str] | None:
    """The draft touched last, after the time `behind`, that has steps to take (`history` to undo, `future` to
    redo), and how its pair was served."""
    for place, body in store.drafts.newest_first(annotator_id):
        if place.updated_at <= behind:
            return None
        if body[steps]:
            return place, body["served_by"]
    return None


def _to(store: Store, target: Revision, state: str | None) -> Step:
    return Step(target, store.labels.by_id(state) if state else None)
