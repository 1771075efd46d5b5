"""Writing down what an annotator says: every action is one transaction, committed before the screen moves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from reviewtui.domain.errors import ReviewError, SessionTakenError
from reviewtui.domain.identity import new_id
from reviewtui.domain.labels import Annotator, Judgement, Revision
from reviewtui.domain.vocabulary import Op, Role, Slot, Status
from reviewtui.review import presence
from reviewtui.review.draft import Draft
from reviewtui.store import Store
from reviewtui.store.clock import now


class ReadOnlyError(ReviewError):
    """This session looks at the project and changes nothing."""


class Circumstances(NamedTuple):
    """How a pair came up and was shown: stored with everything that is said of it."""

    pair_id: int
    left: Slot
    served_by: str
    revealed: bool


class Recorder:
    """The one writer of a review session. `session` is None where it may only read."""

    def __init__(self, store: Store, annotator: Annotator, session: int | None, rubric: str) -> None:
        self._store = store
        self._annotator = annotator
        self._session = session
        self._rubric = rubric

    @property
    def read_only(self) -> bool:
        return self._session is None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self._session is None:
            raise ReadOnlyError("this session is read only")
        with self._store.transaction():
            try:
                presence.ensure_held(self._store, self._annotator, self._session)
            except SessionTakenError:
                self._session = None
                raise
            yield

    def finish(
        self,
        at: Circumstances,
        judgement: Judgement,
        status: Status,
        *,
        op: Op = Op.SET,
        active_ms: int | None = None,
    ) -> Revision:
        """Add a revision; the pair's draft has done its work. A retraction keeps a draft of what it took."""
        with self._writing():
            head = self._store.labels.head(at.pair_id, self._annotator.id)
            revision = Revision(
                id=new_id(),
                pair_id=at.pair_id,
                annotator_id=self._annotator.id,
                pass_=0,
                seq=self._store.labels.next_seq(at.pair_id, self._annotator.id),
                parent=head.id if head else None,
                op=op,
                status=status,
                judgement=judgement,
                left_output=at.left,
                revealed=at.revealed,
                role=Role.LABEL,
                served_by=at.served_by,
                active_ms=active_ms,
                rubric=self._rubric,
                created_at=now(),
            )
            self._store.labels.append(revision)
            self._store.drafts.delete(self._annotator.id, at.pair_id)
        return revision

    def take_back(self, at: Circumstances, op: Op) -> tuple[Revision, Draft]:
        """Add the revision that leaves the pair unlabeled; what was said beside the verdict stays a draft."""
        with self._writing():
            head = self._store.labels.head(at.pair_id, self._annotator.id)
            draft = Draft.taken_back(head.judgement) if head else Draft()
            revision = self.finish(at, Judgement(), Status.RETRACTED, op=op)
            self.draft(at, draft)
        return revision, draft

    def draft(self, at: Circumstances, draft: Draft) -> None:
        with self._writing():
            if draft.empty:
                self._store.drafts.delete(self._annotator.id, at.pair_id)
            else:
                self._store.drafts.save(self._annotator.id, at.pair_id, draft.document(at.left))

    def reveal(self, pair_id: int) -> None:
        with self._writing():
            self._store.events.add(REVEAL, self._annotator.id, pair_id)

    def close(self) -> None:
        """End the session, unless another one has taken over."""
        if self._session is None:
            return
        newest = self._store.events.last(presence.BEGIN, self._annotator.id)
        if newest is not None and newest.id == self._session:
            presence.end(self._store, self._annotator, self._session)
        self._session = None


REVEAL = "reveal"
