"""The pair at hand: loaded with what this annotator said of it, its sides drawn."""

from __future__ import annotations

from dataclasses import dataclass

from reviewtui.domain.labels import Annotator, Judgement, Revision
from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.served import SERVED_BY, SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Slot, Status
from reviewtui.review.blinding import left_output
from reviewtui.review.draft import Draft
from reviewtui.review.recording import REVEAL
from reviewtui.review.repeats import Repeats
from reviewtui.review.route import Stop
from reviewtui.store import Store
from reviewtui.store.queue import Place


@dataclass(slots=True)
class Work:
    """A pair and the label that is being made of it."""

    pair: StoredPair
    place: Place
    """Where moving goes on from; see `Stop`."""
    number: int
    """Of that place."""
    left: Slot
    served_by: str
    revealed: bool
    head: Revision | None
    counted: Revision | None
    """The blind revision that counts; None while the pair is blind: there it is the head."""
    draft: Draft | None
    pass_: int = 0
    """0 for the first judgement, 1 for its hidden repeat."""

    @property
    def stop(self) -> Stop:
        return Stop(self.place, self.pair.id, self.served_by, self.pass_)

    @property
    def chosen_by_outcome(self) -> bool:
        """Whether a filter found it by the label that stands: what is said of it now feeds no estimate."""
        return self.served_by.startswith(SERVED_BY_OUTCOME)

    @property
    def status(self) -> Status | None:
        return self.head.status if self.head else None

    @property
    def standing(self) -> Judgement:
        """What the label says, finished."""
        if self.head is None or self.head.status is Status.RETRACTED:
            return Judgement()
        return self.head.judgement

    @property
    def judgement(self) -> Judgement:
        """What is shown: the draft where there is one."""
        return self.standing if self.draft is None else self.draft.judgement

    def begun(self) -> Draft:
        return Draft(self.standing) if self.draft is None else self.draft

    def worth_keeping(self, draft: Draft) -> Draft | None:
        """The draft, or None where it says nothing that the label does not."""
        return None if draft.rests_on(self.standing) else draft


class Desk:
    """Takes pairs from the store. Within a session, a pair comes back with the sides it was shown with."""

    def __init__(self, store: Store, annotator: Annotator, repeats: Repeats) -> None:
        self._store = store
        self._annotator = annotator
        self._repeats = repeats
        self._lefts: dict[tuple[int, int], Slot] = {}
        """By pair and pass."""
        self._drawn: dict[tuple[str, str], int] = {}

    def take(self, stop: Stop, number: int) -> Work:
        pair, pass_ = self._store.content.pair(stop.pair_id), stop.pass_
        head = self._store.labels.head(pair.id, self._annotator.id, pass_)
        stored = self._store.drafts.load(self._annotator.id, pair.id, pass_)
        draft = Draft.from_document(stored) if stored else None
        drafted_left = Slot(stored["left"]) if stored else None
        revealed = self._store.events.exists(REVEAL, self._annotator.id, pair.id)
        if (pair.id, pass_) not in self._lefts:
            known = drafted_left or (head and head.left_output)
            drawn = known or (self._repeats.left(pair.id) if pass_ else self._draw(pair))
            self._lefts[pair.id, pass_] = drawn
        return Work(
            pair=pair,
            place=stop.place,
            number=number,
            left=self._lefts[pair.id, pass_],
            served_by=self._served_by(stop, stored["served_by"] if stored else None),
            revealed=revealed,
            head=head,
            counted=self._store.labels.blind_head(pair.id, self._annotator.id, pass_) if revealed else None,
            draft=draft,
            pass_=pass_,
        )

    def flip(self, work: Work) -> None:
        work.left = self._lefts[work.pair.id, work.pass_] = work.left.other

    def _draw(self, pair: StoredPair) -> Slot:
        """The next side of the balanced blocks, which go on where the judged pairs of these models end."""
        if pair.models not in self._drawn:
            self._drawn[pair.models] = self._store.queue.judged(self._annotator.id, pair.models)
        index = self._drawn[pair.models]
        self._drawn[pair.models] += 1
        return left_output(self._store.seed, self._annotator.uuid, pair, index)

    def _served_by(self, stop: Stop, begun: str | None) -> str:
        """Only where a label stands did a filter on outcomes choose by a result. A pair that it finds by a
        draft, or by what was said when it was skipped, is judged for the first time like any other: which of
        them comes first is a matter of order. A label that was begun goes on as what it was begun as."""
        now = stop.served_by
        if now.startswith(SERVED_BY_OUTCOME):
            if self._store.labels.in_estimates(stop.pair_id, self._annotator.id):
                return now
            now = SERVED_BY + now.removeprefix(SERVED_BY_OUTCOME)
        return begun or now
