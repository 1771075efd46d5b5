"""The pair at hand, and the ways from it to another."""

from __future__ import annotations

from reviewtui.domain.labels import Annotator
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Status
from reviewtui.review import wording
from reviewtui.review.criteria import CriterionOrder
from reviewtui.review.desk import Desk
from reviewtui.review.keeping import Keeper
from reviewtui.review.presence import LeftAt
from reviewtui.review.repeats import Repeats
from reviewtui.review.route import Route, Stop
from reviewtui.store import Store


class AtHand:
    """Methods that move return a line for the reviewer, empty where there is nothing to say."""

    def __init__(self, store: Store, annotator: Annotator, rubric: Rubric, keeper: Keeper) -> None:
        repeats = Repeats(store, annotator, rubric.repeat_rate)
        self.route = Route(store, annotator, repeats)
        self.criteria = CriterionOrder(rubric)
        self._desk = Desk(store, annotator, repeats)
        self._queue = store.queue
        self._keeper = keeper
        self._rubric = rubric
        self._newest_pair = store.queue.newest()
        start = self.route.start()
        self.ended_filter = start.filter_text
        """The filter of the session before, which ended with it."""
        self.work = self._desk.take(start.stop, store.queue.ordinal(start.stop.place))
        self.criterion = self.criteria.start(self.work.judgement)
        """What the verdict keys go to: a criterion, or the preference on the whole (None)."""

    @property
    def shown_number(self) -> int | None:
        """None where numbers would tell which pairs are repeats."""
        return None if self._rubric.repeat_rate else self.work.number

    @property
    def left_at(self) -> LeftAt | None:
        """Where the next session goes on, if this one ends now; None: where the last label says."""
        work = self.work
        if work.pass_:
            return None
        return LeftAt(work.pair.id, work.served_by, self.route.filter_text, self._newest_pair)

    def flip(self) -> None:
        self._desk.flip(self.work)

    def advance(self, said: str) -> str:
        """On to what comes up next; `said` is what led there."""
        stop, here = self._next_stop(), self.work.stop
        if stop is None:
            return wording.joined(said, self.route.nothing_left(self._keeper.progress.skipped))
        if (stop.pair_id, stop.pass_) == (here.pair_id, here.pass_):
            return said or "this is the last open pair"
        self._move(stop)
        return said

    def _next_stop(self) -> Stop | None:
        if self.work.status is Status.LABELED:
            repeat = self.route.repeat(self.work.stop, self._keeper.progress.labeled)
            if repeat is not None:
                return repeat
        return self.route.onward(self.work.place)

    def go_to(self, stop: Stop) -> str:
        # While a repeat is at hand, its first answer is hidden.
        if stop.pair_id == self.work.pair.id and self.work.pass_:
            return ""
        return self.leave_for(stop)

    def leave_for(self, stop: Stop) -> str:
        """Move on by hand, which confirms nothing."""
        said = self._left_undone() if stop.pair_id != self.work.pair.id else ""
        self._move(stop)
        return said

    def _left_undone(self) -> str:
        """What was changed or judged here, and waits for nothing but to be confirmed."""
        work = self.work
        if work.judgement == work.standing:
            return ""
        if work.status is Status.LABELED:
            return wording.not_saved(self.shown_number)
        whole = work.judgement.preference is not None and not self._rubric.missing(work.judgement)
        return wording.not_finished(self.shown_number) if whole else ""

    def go_back_to(self, pair_id: int, served_by: str, pass_: int) -> None:
        """The pair comes up again as it did then."""
        if (pair_id, pass_) != (self.work.pair.id, self.work.pass_):
            self._move(self.route.back_to(pair_id, served_by, pass_))

    def _move(self, stop: Stop) -> None:
        self._keeper.put_aside(self.work)
        self.recount()
        number = self.work.number + self._queue.steps(self.work.place, stop.place)
        self.work = self._desk.take(stop, number)
        self.criterion = self.criteria.start(self.work.judgement)

    def recount(self) -> None:
        """Count anew when pairs have come in meanwhile."""
        newest = self._queue.newest()
        if newest != self._newest_pair:
            self._newest_pair = newest
            self._keeper.recount()
            self.work.number = self._queue.ordinal(self.work.place)
