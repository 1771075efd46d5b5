"""A review session: one annotator, one project, one pair at a time. Screens call it and show what it says."""

from __future__ import annotations

from dataclasses import replace

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Annotator, Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Op, Preference, Scale, Side, Status
from reviewtui.review import wording
from reviewtui.review.desk import Desk, Work
from reviewtui.review.draft import Draft
from reviewtui.review.recording import Around, Circumstances, ReadOnlyError, Recorder
from reviewtui.review.timing import Pace, Stopwatch
from reviewtui.review.undo import Step, last_done, redo_step, undo_step
from reviewtui.review.view import View, hidden_of, preference_for, turns
from reviewtui.store import Store
from reviewtui.store.queue import Place, Progress

QUEUE, GOTO = "queue", "goto"

LONGEST_NUMBER = 12
"""Digits of a pair's number: no project has more pairs."""


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
        self._record = Recorder(store, annotator, session)
        self._watch = Stopwatch()
        self._spent_ms: dict[int, int] = {}
        self._progress = store.queue.progress(annotator.id)
        self._newest_pair = store.queue.newest()
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
            counted=self._counted_beside(work),
            begun=work.judgement != work.standing,
            missing=self.rubric.missing(work.judgement),
            hidden=hidden_of(work.pair, work.left) if work.revealed else None,
            sources=self._sources() if work.revealed else (),
        )

    def _counted_beside(self, work: Work) -> Judgement | None:
        counts = work.counted.judgement if work.counted else None
        return None if counts == work.standing else counts

    def _sources(self) -> tuple[str, ...]:
        rows = self._store.content.sources_of(self._work.pair.id)
        return tuple(f"{name} row {row}" for name, row in rows)

    def touch(self) -> None:
        """The reviewer did something: the time since the last sign of life was work."""
        self._watch.touch()

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
        said = f"{side.value}: «{level.value}» taken off" if value is None else ""
        return self._edit(work.judgement.with_correctness(slot, value)) or said

    def flag(self) -> str:
        judgement = self._work.judgement
        said = "flag taken off" if judgement.flagged else "flagged"
        return self._edit(replace(judgement, flagged=not judgement.flagged)) or said

    def type_note(self, note: str) -> str:
        """Keep a note that is still being written."""
        self._watch.touch()
        self._save(self._work.begun().typed(note))
        return ""

    def note(self, note: str) -> str:
        """The note is written."""
        begun = self._work.begun()
        before, draft = begun.before_typing(), begun.typed(note).settled()
        if draft == before:
            self._save(before)
            return ""
        return self._keep(draft, before) or ("note saved" if note else "note removed")

    def skip(self) -> str:
        """Leave this pair unlabeled for good, and move on. Undo brings it back."""
        judgement = replace(self._work.judgement, preference=None, strength=None)
        self._finish(judgement, Status.SKIPPED, self._work.begun().settled())
        return self._advance(f"skipped pair {self._work.number}")

    def _verdict(self, preference: Preference, strength: int | None) -> str:
        return self._edit(replace(self._work.judgement, preference=preference, strength=strength), moves=True)

    def _edit(self, judgement: Judgement, *, moves: bool = False) -> str:
        before = self._work.begun().settled()
        return self._keep(before.changed(judgement), before, moves=moves)

    def _keep(self, draft: Draft, before: Draft, *, moves: bool = False) -> str:
        """A change of the label at hand. It is finished when the rubric's fields are there; a verdict that
        finishes it moves on, and so does the last field that a verdict was waiting for."""
        work, judgement = self._work, draft.judgement
        if work.status is Status.SKIPPED and judgement.preference is None:
            self._finish(judgement, Status.SKIPPED, before)
            return ""
        missing = self.rubric.missing(judgement)
        if missing or judgement.preference is None:
            self._save(draft)
            return ""
        waited = before.judgement.preference is not None and work.status is not Status.LABELED
        after_reveal = work.revealed and judgement != work.standing
        said = wording.kept(judgement, work.left, work.number, revealed=after_reveal)
        self._finish(judgement, Status.LABELED, before)
        return self._advance(said) if moves or waited else ""

    def _save(self, draft: Draft) -> None:
        kept = self._work.worth_keeping(draft)
        self._record.draft(self._circumstances(), kept)
        self._work.draft = kept

    def _finish(self, judgement: Judgement, status: Status, before: Draft) -> None:
        work = self._work
        if work.status is status and work.standing == judgement:
            self._save(before.changed(judgement))
            return
        active_ms = self._spent_ms.pop(work.pair.id, 0) + self._watch.take()
        # Something new ends what could be redone.
        around = Around(replaced=work.worth_keeping(replace(before, future=())))
        at = self._circumstances(judgement)
        head = self._record.finish(at, judgement, status, Op.SET, around, active_ms)
        self._count(work.status, status, active_ms)
        work.head, work.draft = head, None

    def _count(self, before: Status | None, after: Status, active_ms: int = 0) -> None:
        if self._work.revealed:
            # The blind label stands, whatever is made of it now.
            before = after
        labeled = (after is Status.LABELED) - (before is Status.LABELED)
        skipped = (after is Status.SKIPPED) - (before is Status.SKIPPED)
        pairs, labels, skips = self._progress
        self._progress = Progress(pairs, labels + labeled, skips + skipped)
        self.pace.add(labeled, active_ms)

    def _circumstances(self, judgement: Judgement | None = None) -> Circumstances:
        """How things are shown now. A judgement that leaves the verdict as it was keeps how that was made."""
        work, head = self._work, self._work.head
        left, served_by, rubric = work.left, work.served_by, self.rubric.hash
        if judgement is not None and head is not None and work.status is Status.LABELED:
            verdict = (head.judgement.preference, head.judgement.strength)
            if verdict == (judgement.preference, judgement.strength):
                return Circumstances(
                    work.pair.id, head.left_output or left, head.served_by, work.revealed, head.rubric
                )
        return Circumstances(work.pair.id, left, served_by, work.revealed, rubric)

    # Undo and redo

    def undo(self) -> str:
        """Take back the newest step: of a draft that is being made, or of all that was ever recorded."""
        if self.read_only:
            raise ReadOnlyError("this session is read only")
        step = undo_step(self._store, self.annotator.id)
        if self._go_to_draft("history", behind=step.target.created_at if step else ""):
            return self._step_draft(self._work.begun().undone(), "undone")
        if step is None:
            raise ReviewError("nothing to undo")
        self._go_back_to(step.target.pair_id, step.target.served_by)
        return self._step(step, Op.UNDO, self._record.around(step.target))

    def redo(self) -> str:
        """Bring back the newest step that was taken back, as long as nothing was done since."""
        if self.read_only:
            raise ReadOnlyError("this session is read only")
        step = redo_step(self._store, self.annotator.id)
        done = step.target.created_at if step else last_done(self._store, self.annotator.id)
        if self._go_to_draft("future", behind=done):
            return self._step_draft(self._work.begun().redone(), "redone")
        if step is None:
            raise ReviewError("nothing to redo")
        self._go_back_to(step.target.pair_id, step.target.served_by)
        around = self._record.around(step.target)
        left_by_undo = around.restored or Draft(self._work.standing)
        if self._work.judgement != left_by_undo.judgement:
            raise ReviewError("nothing to redo: this label was changed since")
        return self._step(step, Op.REDO, around)

    def _go_to_draft(self, steps: str, behind: str) -> bool:
        """Whether a draft has steps to take (`history` or `future`) and was touched after this time; then
        its pair is at hand."""
        for draft, body in self._store.drafts.newest_first(self.annotator.id):
            if draft.updated_at <= behind:
                return False
            if body[steps]:
                self._go_back_to(draft.pair_id, body["served_by"])
                return True
        return False

    def _step_draft(self, draft: Draft, done: str) -> str:
        before = self._work.judgement
        self._save(draft)
        return f"{done}: {wording.change(before, draft.judgement, self._work.left)}"

    def _step(self, step: Step, op: Op, noted: Around) -> str:
        work, earlier = self._work, step.earlier
        at = self._circumstances()
        if earlier is not None:
            at = at._replace(
                left=earlier.left_output or at.left, served_by=earlier.served_by, rubric=earlier.rubric
            )
        before, was = work.judgement, work.status
        around = Around(replaced=work.draft, restored=noted.replaced, at=noted.at)
        work.head = self._record.finish(at, step.judgement, step.status, op, around)
        work.draft = noted.replaced
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
        if work.draft is not None and work.judgement != work.standing:
            missing = self.rubric.missing(work.judgement)
            if missing:
                raise ReviewError(wording.missing(missing))
            return self._edit(work.judgement, moves=True)
        return self._advance("")

    def goto(self, target: str) -> str:
        """By number in the project's order, or by a source's id; `#12` can only be a number."""
        text = target.strip().encode("utf-8", "replace").decode("utf-8")
        digits = text.removeprefix("#")
        self._recount()
        place = None if text.startswith("#") else self._queue.with_external_id(text)
        if place is None and digits.isdecimal() and len(digits) <= LONGEST_NUMBER and int(digits) > 0:
            place = self._queue.at(int(digits))
        if place is None:
            raise ReviewError(f"no pair has the number or id «{text}»")
        self._move(place, GOTO)
        return ""

    def flip(self) -> str:
        """Swap the sides; a verdict made then says how it was shown."""
        work = self._work
        self._desk.flip(work)
        return "sides swapped"

    def reveal(self) -> str:
        work = self._work
        if work.revealed:
            return "revealed already"
        if work.status is not Status.LABELED:
            raise ReviewError("a pair is revealed after its label is finished")
        self._record.reveal(work.pair.id)
        work.revealed, work.counted = True, work.head
        return "revealed: your blind judgement is the one that counts"

    def _advance(self, said: str) -> str:
        place = self._queue.next_unlabeled(self.annotator.id, self._work.place)
        if place is None:
            skipped = self._progress.skipped
            done = "all pairs are done" + (f", {skipped:,} of them skipped" if skipped else "")
            return f"{said} · {done}" if said else done
        if place == self._work.place:
            return said or "this is the last open pair"
        self._move(place, QUEUE)
        return said

    def _go_back_to(self, pair_id: int, served_by: str) -> None:
        """The pair comes up again as it did then."""
        if pair_id != self._work.pair.id:
            self._move(self._queue.place(pair_id), served_by)

    def _move(self, place: Place, served_by: str) -> None:
        here = self._work.place
        spent = self._spent_ms.get(self._work.pair.id, 0)
        self._spent_ms[self._work.pair.id] = spent + self._watch.take()
        forward = (place.position, place.pair_id) > (here.position, here.pair_id)
        steps = self._queue.between(here, place) if forward else -self._queue.between(place, here)
        number = self._work.number + steps
        if self._recount():
            number = self._queue.ordinal(place)
        self._work = self._desk.take(place, number, served_by)

    def _recount(self) -> bool:
        """Count anew when pairs have come in meanwhile."""
        newest = self._queue.newest()
        if newest == self._newest_pair:
            return False
        self._newest_pair = newest
        self._progress = self._queue.progress(self.annotator.id)
        self._work.number = self._queue.ordinal(self._work.place)
        return True

    def _start(self) -> Place:
        """Where the annotator left: the draft or the taken-back label that was touched last, else the next
        open pair behind the last label."""
        revisions = self._store.labels.newest_first(self.annotator.id)
        last = next((revision for revision in revisions if revision.op is not Op.IMPORT), None)
        draft, _ = next(self._store.drafts.newest_first(self.annotator.id), (None, {}))
        if draft is not None and (last is None or draft.updated_at > last.created_at):
            return self._queue.place(draft.pair_id)
        behind = None
        if last is not None:
            behind = self._queue.place(last.pair_id)
            if last.status is Status.RETRACTED and not last.revealed:
                return behind
        place = self._queue.next_unlabeled(self.annotator.id, behind) or behind or self._queue.first()
        if place is None:
            raise ReviewError("the project has no pairs", "Import some: reviewtui import FILE --db PROJECT")
        return place
