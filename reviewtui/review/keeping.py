"""What is said of the pair at hand: written down, counted and timed."""

from __future__ import annotations

from dataclasses import replace

from reviewtui.domain.labels import Annotator, Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Op, Status
from reviewtui.review.desk import Work
from reviewtui.review.draft import Draft
from reviewtui.review.recording import Around, Circumstances, Recorder
from reviewtui.review.timing import Pace, Stopwatch
from reviewtui.review.undo import Step
from reviewtui.store import Store
from reviewtui.store.queue import Progress


class Keeper:
    """Changes the label of a pair at hand, in the database first; progress and pace follow."""

    def __init__(self, store: Store, annotator: Annotator, rubric: Rubric, record: Recorder) -> None:
        self.pace = Pace()
        self._store = store
        self._annotator = annotator
        self._rubric = rubric
        self._record = record
        self._watch = Stopwatch()
        self._spent_ms: dict[tuple[int, int], int] = {}
        """By pair and pass."""
        self.recount()

    @property
    def progress(self) -> Progress:
        return self._progress

    def recount(self) -> None:
        self._progress = self._store.queue.progress(self._annotator.id)

    def touch(self) -> None:
        """Something was done now: the time since the last sign of life was work."""
        self._watch.touch()

    def put_aside(self, work: Work) -> None:
        """Another pair comes up; the time that went into this one is its own."""
        spent = self._spent_ms.get((work.pair.id, work.pass_), 0)
        self._spent_ms[work.pair.id, work.pass_] = spent + self._watch.take()

    def save(self, work: Work, draft: Draft) -> None:
        """Keep what is begun."""
        kept = work.worth_keeping(draft)
        self._record.draft(self._circumstances(work), kept)
        work.draft = kept

    def finish(self, work: Work, judgement: Judgement, status: Status, before: Draft) -> None:
        """Make a revision of what is said; `before` is the draft that led to it."""
        if work.status is status and work.standing == judgement:
            self.save(work, before.changed(judgement))
            return
        active_ms = self._spent_ms.pop((work.pair.id, work.pass_), 0) + self._watch.take()
        # Something new ends what could be redone.
        around = Around(replaced=work.worth_keeping(replace(before, future=())))
        at = self._circumstances(work, judgement)
        head = self._record.finish(at, judgement, status, Op.SET, around, active_ms)
        self._count(work, work.status, status, active_ms)
        work.head, work.draft = head, None

    def step(self, work: Work, step: Step, op: Op, noted: Around) -> None:
        """Undo or redo a revision: the label, and the draft that was noted with it, are as they were."""
        earlier, was = step.earlier, work.status
        # It is about how the pair came up then, however it came up now: a filter that brought it up again is
        # no reason for a result to pass over what was taken back.
        at = self._circumstances(work)._replace(served_by=step.target.served_by)
        if earlier is not None:
            at = at._replace(
                left=earlier.left_output or at.left, served_by=earlier.served_by, rubric=earlier.rubric
            )
        around = Around(replaced=work.draft, restored=noted.replaced, at=noted.at)
        work.head = self._record.finish(at, step.judgement, step.status, op, around)
        work.draft = noted.replaced
        self._count(work, was, step.status)

    def _count(self, work: Work, before: Status | None, after: Status, active_ms: int = 0) -> None:
        if work.revealed:
            # The blind label stands, whatever is made of it now.
            before = after
        labeled = (after is Status.LABELED) - (before is Status.LABELED)
        skipped = (after is Status.SKIPPED) - (before is Status.SKIPPED)
        self._progress = self._progress.with_more(labeled, skipped, work.pass_)
        self.pace.add(labeled, active_ms)

    def _circumstances(self, work: Work, judgement: Judgement | None = None) -> Circumstances:
        """How things are shown now. A judgement that leaves the verdict as it was keeps how that was made.
        What else counts of it, changed where it was chosen by its outcome, came of that choice."""
        head = work.head
        at = Circumstances(
            work.pair.id, work.left, work.served_by, work.revealed, self._rubric.hash, work.pass_
        )
        if judgement is None or head is None or work.status is not Status.LABELED:
            return at
        if _verdict(head.judgement) != _verdict(judgement):
            return at
        kept = at._replace(left=head.left_output or at.left, served_by=head.served_by, rubric=head.rubric)
        if work.chosen_by_outcome and _beside(head.judgement) != _beside(judgement):
            return kept._replace(served_by=work.served_by)
        return kept


def passed_over(work: Work, judgement: Judgement, status: Status = Status.LABELED) -> bool:
    """Whether saying this now changes what counts, and feeds no estimate as the pair was chosen for what had
    been said of it."""
    before = work.standing
    changed = _verdict(before) != _verdict(judgement) or _beside(before) != _beside(judgement)
    return work.chosen_by_outcome and (changed or work.status is not status)


def _verdict(judgement: Judgement) -> tuple[object, ...]:
    return judgement.preference, judgement.strength


def _beside(judgement: Judgement) -> tuple[object, ...]:
    """What counts beside the verdict."""
    return judgement.correctness_a, judgement.correctness_b, judgement.criteria
