"""Writing down what an annotator says: every action is one transaction, committed before the screen moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from reviewtui.domain.errors import ReviewError, SessionTakenError
from reviewtui.domain.identity import new_id
from reviewtui.domain.labels import Annotator, Judgement, Revision
from reviewtui.domain.vocabulary import Op, Role, Slot, Status
from reviewtui.review import presence
from reviewtui.review.draft import Draft
from reviewtui.store import Store
from reviewtui.store.clock import now

REVEAL = "reveal"
"""The event of a pair's reveal."""

RESULTS_REVEAL = "results-reveal"
"""The event of the reveal of the results: once an annotator, it can't be undone."""

DRAFTS = "drafts"
"""The event beside a revision that a draft led to, or that brought one back: undo and redo restore them."""


class ReadOnlyError(ReviewError):
    """This session looks at the project and changes nothing."""


class Circumstances(NamedTuple):
    """How a pair came up and was shown: stored with everything that is said of it."""

    pair_id: int
    left: Slot
    served_by: str
    revealed: bool
    rubric: str | None
    pass_: int = 0
    """1 for a hidden repeat."""


class Around(NamedTuple):
    """The drafts on both sides of a revision."""

    replaced: Draft | None = None
    """What was begun before, and ended in it or was put aside by it."""
    restored: Draft | None = None
    """What is begun again after it."""
    at: str = ""
    """When the draft was touched: the replaced one where this was noted with a revision, the restored one
    where a revision is to be made. Undo and redo go by the order of these times."""


class Recorder:
    """The one writer of a review session. `session` is None where it may only read."""

    def __init__(self, store: Store, annotator: Annotator, session: int | None) -> None:
        self._store = store
        self._annotator = annotator
        self._session = session

    @property
    def read_only(self) -> bool:
        return self._session is None

    def ensure_writing(self) -> int:
        """The session's id. Raises ReadOnlyError where there is none."""
        if self._session is None:
            raise ReadOnlyError("this session is read only")
        return self._session

    @contextmanager
    def _writing(self) -> Iterator[None]:
        session = self.ensure_writing()
        with self._store.transaction():
            try:
                presence.ensure_held(self._store, self._annotator, session)
            except SessionTakenError:
                self._session = None
                raise
            yield

    def finish(
        self,
        at: Circumstances,
        judgement: Judgement,
        status: Status,
        op: Op = Op.SET,
        around: Around = Around(),  # noqa: B008  an immutable tuple
        active_ms: int | None = None,
    ) -> Revision:
        """Add a revision, and put the pair's draft where it belongs now."""
        with self._writing():
            head = self._store.labels.head(at.pair_id, self._annotator.id, at.pass_)
            revision = Revision(
                id=new_id(),
                pair_id=at.pair_id,
                annotator_id=self._annotator.id,
                pass_=at.pass_,
                seq=self._store.labels.next_seq(at.pair_id, self._annotator.id, at.pass_),
                parent=head.id if head else None,
                op=op,
                status=status,
                judgement=judgement,
                left_output=at.left,
                revealed=at.revealed,
                role=Role.LABEL,
                served_by=at.served_by,
                active_ms=active_ms,
                rubric=at.rubric,
                created_at=now(),
            )
            self._store.labels.append(revision)
            if around.replaced or around.restored:
                data = {
                    "revision": revision.id,
                    "replaced": around.replaced and around.replaced.document(),
                    "restored": around.restored and around.restored.document(),
                    "at": self._store.drafts.touched_at(self._annotator.id, at.pair_id, at.pass_),
                }
                self._store.events.add(DRAFTS, self._annotator.id, at.pair_id, data)
            self.draft(at, around.restored, around.at)
        return revision

    def around(self, revision: Revision) -> Around:
        """The drafts that were noted with a revision of this annotator's."""
        for event in self._store.events.of_pair(DRAFTS, self._annotator.id, revision.pair_id):
            if event.data["revision"] == revision.id:
                return Around(
                    _draft(event.data, "replaced"), _draft(event.data, "restored"), event.data["at"]
                )
        return Around()

    def draft(self, at: Circumstances, draft: Draft | None, touched_at: str = "") -> None:
        """Keep what is begun; None: nothing is. `touched_at` is given for one that comes back."""
        with self._writing():
            if draft is None:
                self._store.drafts.delete(self._annotator.id, at.pair_id, at.pass_)
            else:
                body = {**draft.document(), "left": at.left.value, "served_by": at.served_by}
                self._store.drafts.save(self._annotator.id, at.pair_id, body, touched_at, at.pass_)

    def reveal(self, pair_id: int) -> None:
        with self._writing():
            self._store.events.add(REVEAL, self._annotator.id, pair_id)

    @property
    def results_revealed(self) -> bool:
        return self._store.events.last(RESULTS_REVEAL, self._annotator.id) is not None

    def reveal_results(self) -> None:
        with self._writing():
            if not self.results_revealed:
                self._store.events.add(RESULTS_REVEAL, self._annotator.id)


def _draft(data: Mapping[str, Any], name: str) -> Draft | None:
    return Draft.from_document(data[name]) if data[name] else None
