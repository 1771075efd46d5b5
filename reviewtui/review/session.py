"""A review session: one annotator, one project, one pair at a time. Screens call it and show what it says."""

from __future__ import annotations

from dataclasses import replace

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Annotator, Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Op, Preference, Scale, Side, Status
from reviewtui.review import wording
from reviewtui.review.desk import Desk
from reviewtui.review.draft import Draft
from reviewtui.review.recording import Circumstances, Recorder
from reviewtui.review.timing import Pace, Stopwatch
from reviewtui.review.undo import Step, redo_step, undo_step
from reviewtui.review.view import View, hidden_of, preference_for, turns
from reviewtui.store import Store
from reviewtui.store.queue import Place, Progress

QUEUE, GOTO = "queue", "goto"


class Session:
    """Every method that changes something has committed it when it returns.

    Methods return a line for the reviewer, empty where the screen itself says enough. They raise ReviewError
    where what was asked can't be done (nothing was changed then).
    """

    def __init__(self, store: Store, annotator: Annotator, rubric: Rubric, session: int | None) -> None:
        """`session` is the id that `presence.begin` gave, None for a session that only reads."""
        self.annotator = annotator
        self.rubric = rubric
        self.pace = Pace()
        self._store = store
        self._queue = store.queue
        self._record = Recorder(store, annotator, session, rubric.hash)
        self._watch = Stopwatch()
        self._progress = store.queue.progress(annotator.id)
        self._desk = Desk(store, annotator)
        start = self._start()
        self._work = self._desk.take(start, store.queue.ordinal(start), QUEUE)

    # Where we are

    @property
    def read_only(self) -> bool:
        return self._record.read_only

    @property
    def progress(self) -> Progress:
        return self._progress

    @property
    def view(self) -> View:
        work = self._work
        prompt = work.pair.prompt
        return View(
            pair_id=work.pair.id,
            number=work.number,
            prompt=turns(prompt.messages),
            left=turns(work.pair.output(work.left).messages),
            right=turns(work.pair.output(work.left.other).messages),
            reference=prompt.reference,
            metadata=prompt.metadata,
            left_slot=work.left,
            judgement=work.judgement,
            status=work.status,
            missing=self.rubric.missing(work.judgement),
            hidden=hidden_of(work.pair, work.left) if work.revealed else None,
        )

    def touch(self) -> None:
        """The reviewer did something: the time since the last sign of life was work."""
        self._watch.touch()

    def close(self) -> None:
        self._record.close()

    # Judging

    def prefer(self, side: Side, strength: int | None = None) -> str:
        """Strength 1 (slightly) or 2 (clearly) on the graded scale, where None means clearly."""
        if self.rubric.scale is Scale.SIMPLE:
            if strength == 1:
                raise ReviewError("this rubric's scale has no «slightly»")
            return self._verdict(preference_for(side, self._work.left), None)
        return self._verdict(preference_for(side, self._work.left), strength or 2)

    def tie(self) -> str:
        return self._verdict(Preference.TIE, None)

    def both_bad(self) -> str:
        return self._verdict(Preference.BOTH_BAD, None)

    def mark(self, side: Side, level: Correctness) -> str:
        """Say how correct an output is; the same again takes it back."""
        if level not in self.rubric.correctness:
            raise ReviewError(f"this rubric does not ask for «{level.value}»")
        work = self._work
        slot = work.left if side is Side.LEFT else work.left.other
        value = None if work.judgement.correctness(slot) is level else level
        return self._edit(work.judgement.with_correctness(slot, value))

    def flag(self) -> str:
        judgement = self._work.judgement
        said = "flag taken off" if judgement.flagged else "flagged"
        return self._edit(replace(judgement, flagged=not judgement.flagged)) or said

    def type_note(self, note: str) -> str:
        """Keep a note that is still being written."""
        draft = self._draft().typed(note)
        self._record.draft(self._circumstances(), draft)
        self._work.draft = draft
        return ""

    def note(self, note: str, before: str) -> str:
        """The note is written; `before` is what it was when its writing began."""
        judgement = replace(self._work.judgement, note=before)
        if self._work.draft is not None:
            self._work.draft = replace(self._work.draft, judgement=judgement)
        if note == before:
            return self._keep_or_drop_draft()
        return self._edit(replace(judgement, note=note)) or ("note saved" if note else "note removed")

    def skip(self) -> str:
        """Leave this pair unlabeled for good, and move on. Undo brings it back."""
        judgement = replace(self._work.judgement, preference=None, strength=None)
        self._finish(judgement, Status.SKIPPED)
        return self._advance(f"skipped pair {self._work.number}")

    def _verdict(self, preference: Preference, strength: int | None) -> str:
        judgement = replace(self._work.judgement, preference=preference, strength=strength)
        return self._edit(judgement, moves=True)

    def _edit(self, judgement: Judgement, *, moves: bool = False) -> str:
        """Change the label at hand. It is finished when the rubric's fields are there; a verdict that
        finishes it moves on, and so does the last field that a verdict was waiting for."""
        work = self._work
        missing = self.rubric.missing(judgement)
        if work.status is Status.SKIPPED and judgement.preference is None and not moves:
            self._finish(judgement, Status.SKIPPED)
            return ""
        if missing or judgement.preference is None:
            draft = self._draft().changed(judgement)
            self._record.draft(self._circumstances(), draft)
            work.draft = draft
            return wording.missing(missing) if judgement.preference is not None else ""
        waited = work.draft is not None and work.draft.judgement.preference is not None
        was_finished = work.status is Status.LABELED
        said = wording.kept(judgement, work.left, work.number, revealed=work.revealed)
        self._finish(judgement, Status.LABELED)
        if moves or (waited and not was_finished):
            return self._advance(said)
        return ""

    def _draft(self) -> Draft:
        return self._work.draft or Draft(self._work.judgement)

    def _keep_or_drop_draft(self) -> str:
        """A note that was opened and not changed leaves no draft behind where there was none."""
        work = self._work
        draft = work.draft
        if draft is not None:
            idle = not draft.history and not draft.future
            at_rest = (
                Judgement() if work.status in (None, Status.RETRACTED) else work.head and work.head.judgement
            )
            work.draft = None if idle and draft.judgement == at_rest else draft
            self._record.draft(self._circumstances(), work.draft or Draft())
        return ""

    def _finish(self, judgement: Judgement, status: Status) -> None:
        work = self._work
        if work.status is status and work.head is not None and work.head.judgement == judgement:
            self._record.draft(self._circumstances(), Draft())
        else:
            active_ms = self._watch.take()
            revision = self._record.finish(self._circumstances(), judgement, status, active_ms=active_ms)
            if status is Status.LABELED and work.status is not Status.LABELED:
                self.pace.add(active_ms)
            self._count(work.status, status)
            work.head = revision
        work.draft = None

    def _count(self, before: Status | None, after: Status) -> None:
        def change(status: Status) -> int:
            return (after is status) - (before is status)

        self._progress = self._progress._replace(
            labeled=self._progress.labeled + change(Status.LABELED),
            skipped=self._progress.skipped + change(Status.SKIPPED),
        )

    def _circumstances(self) -> Circumstances:
        work = self._work
        return Circumstances(work.pair.id, work.left, work.served_by, work.revealed)

    # Undo and redo

    def undo(self) -> str:
        """Take back the newest step: of the draft at hand, else of all that this annotator ever did."""
        draft = self._work.draft
        if draft is not None and draft.history:
            return self._step_draft(draft.undone(), "undone")
        step = undo_step(self._store, self.annotator.id)
        if step is None:
            raise ReviewError("nothing to undo")
        return self._step_back_to(step, Op.UNDO)

    def redo(self) -> str:
        draft = self._work.draft
        if draft is not None and draft.future:
            return self._step_draft(draft.redone(), "redone")
        step = redo_step(self._store, self.annotator.id)
        if step is None:
            raise ReviewError("nothing to redo")
        return self._step_back_to(step, Op.REDO)

    def _step_draft(self, draft: Draft, done: str) -> str:
        self._record.draft(self._circumstances(), draft)
        before = self._work.judgement
        self._work.draft = None if draft.empty else draft
        return f"{done}: {wording.change(before, draft.judgement, self._work.left)}"

    def _step_back_to(self, step: Step, op: Op) -> str:
        if step.target.pair_id != self._work.pair.id:
            self._move(self._queue.place(step.target.pair_id), self._work.served_by)
        work = self._work
        before, was = work.judgement, work.status
        if step.status is Status.RETRACTED:
            work.head, work.draft = self._record.take_back(self._circumstances(), op)
            work.draft = None if work.draft.empty else work.draft
        else:
            work.head = self._record.finish(self._circumstances(), step.judgement, step.status, op=op)
            work.draft = None
        self._count(was, step.status)
        done = "undone" if op is Op.UNDO else "redone"
        return wording.stepped(done, before, was, work.judgement, step.status, work.left, work.revealed)

    # Moving

    def next(self) -> str:
        place = self._queue.after(self._work.place)
        if place is None:
            raise ReviewError("this is the last pair")
        self._move(place, QUEUE)
        return ""

    def previous(self) -> str:
        place = self._queue.before(self._work.place)
        if place is None:
            raise ReviewError("this is the first pair")
        self._move(place, QUEUE)
        return ""

    def next_unlabeled(self) -> str:
        """On to the next open pair; where a label was begun, stays and says what it still needs."""
        work = self._work
        if work.draft is not None and not work.judgement.empty:
            missing = self.rubric.missing(work.judgement)
            if missing:
                raise ReviewError(wording.missing(missing))
            return self._edit(work.judgement, moves=True)
        return self._advance("")

    def goto(self, target: str) -> str:
        """By number in the project's order, or by a source's id; `#12` can only be a number."""
        text = target.strip()
        digits = text.removeprefix("#")
        place = None if text.startswith("#") else self._queue.with_external_id(text)
        if place is None and digits.isdecimal() and int(digits) in range(1, self._progress.pairs + 1):
            place = self._queue.at(int(digits))
        if place is None:
            raise ReviewError(f"no pair has the number or id «{text}»")
        self._move(place, GOTO)
        return ""

    def flip(self) -> str:
        """Swap the sides; the label made then says how it was shown."""
        work = self._work
        self._desk.flip(work)
        if work.draft is not None and not self.read_only:
            self._record.draft(self._circumstances(), work.draft)
        return "sides swapped"

    def reveal(self) -> str:
        work = self._work
        if work.revealed:
            return "revealed already"
        if work.status is not Status.LABELED:
            raise ReviewError("a pair is revealed after its label is finished")
        self._record.reveal(work.pair.id)
        work.revealed = True
        return "revealed: your blind judgement is the one that counts; later changes are kept apart"

    def _advance(self, said: str) -> str:
        place = self._queue.next_unlabeled(self.annotator.id, self._work.place)
        if place is None:
            return f"{said} · all pairs are done" if said else "all pairs are done"
        if place == self._work.place:
            return said or "this is the last open pair"
        self._move(place, QUEUE)
        return said

    def _move(self, place: Place, served_by: str) -> None:
        here = self._work.place
        forward = (place.position, place.pair_id) > (here.position, here.pair_id)
        steps = self._queue.between(here, place) if forward else -self._queue.between(place, here)
        self._work = self._desk.take(place, self._work.number + steps, served_by)
        self._watch.touch()

    def _start(self) -> Place:
        """Where the annotator left: the draft or the taken-back label that was touched last, else the next
        open pair behind the last label."""
        last = next(self._store.labels.newest_first(self.annotator.id), None)
        draft = self._store.drafts.latest(self.annotator.id)
        if draft is not None and (last is None or draft.updated_at >= last.created_at):
            return self._queue.place(draft.pair_id)
        behind = None
        if last is not None:
            behind = self._queue.place(last.pair_id)
            if last.status is Status.RETRACTED:
                return behind
        place = self._queue.next_unlabeled(self.annotator.id, behind) or behind or self._queue.first()
        if place is None:
            raise ReviewError("the project has no pairs", "Import some: reviewtui import FILE --db PROJECT")
        return place
