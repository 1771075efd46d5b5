"""A review session: one annotator, one project, one pair at a time. Screens call it and show what it says."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Annotator, Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Op, Preference, Side, Status
from reviewtui.review import edits, wording
from reviewtui.review.at_hand import AtHand
from reviewtui.review.desk import Work
from reviewtui.review.draft import Draft
from reviewtui.review.history import begun_line, history_lines
from reviewtui.review.keeping import Keeper, passed_over
from reviewtui.review.missing import still_missing
from reviewtui.review.presence import LeftAt
from reviewtui.review.recording import Around, Recorder
from reviewtui.review.tags import RecentTags, TagChoice, choices
from reviewtui.review.timing import Pace
from reviewtui.review.turns import Turns
from reviewtui.review.undo import Step, draft_with_steps, last_done, redo_step, undo_step
from reviewtui.review.view import View, preference_for, slot_of, view_of
from reviewtui.store import Store
from reviewtui.store.queue import Progress

if TYPE_CHECKING:
    from reviewtui.store.listing import Listing


class Session:
    """Every method that changes something has committed it when it returns.

    Methods return a line for the reviewer, empty where the screen itself says enough. They raise ReviewError
    where what was asked can't be done (nothing was changed then).
    """

    def __init__(self, store: Store, annotator: Annotator, rubric: Rubric, session: int | None) -> None:
        """`session` is the id that `presence.begin` gave, None for a session that only reads."""
        self.annotator = annotator
        self.rubric = rubric
        self._store = store
        self._record = Recorder(store, annotator, session)
        self._keeper = Keeper(store, annotator, rubric, self._record)
        self._at = AtHand(store, annotator, rubric, self._keeper)
        done = "" if self.progress.open else self._at.route.nothing_left(self.progress.skipped)
        self.greeting = wording.joined(wording.filter_ended(self._at.ended_filter), done)
        """The first line for the reviewer; empty where there is nothing to say."""

    @property
    def _work(self) -> Work:
        return self._at.work

    # Where we are

    @property
    def read_only(self) -> bool:
        return self._record.read_only

    @property
    def path(self) -> Path:
        """The project's file, for what reads it beside the session in another thread."""
        return self._store.path

    @property
    def numbered(self) -> bool:
        """Whether pairs go by their numbers: among hidden repeats, these would tell which are repeats."""
        return not self.repeats

    @property
    def progress(self) -> Progress:
        return self._keeper.progress

    @property
    def pace(self) -> Pace:
        return self._keeper.pace

    @property
    def view(self) -> View:
        work = self._work
        rows = self._store.content.sources_of(work.pair.id) if work.revealed else ()
        return view_of(work, self.rubric, tuple(f"{name} row {row}" for name, row in rows))

    @property
    def left_at(self) -> LeftAt | None:
        """Where the next session goes on, if this one ends now; None: where the last label says."""
        return self._at.left_at

    def external_id(self) -> str | None:
        """What the newest source calls the pair at hand."""
        return self._store.content.external_id(self._work.pair.id)

    def touch(self) -> None:
        """The reviewer did something: the time since the last sign of life was work."""
        self._keeper.touch()

    def history(self) -> tuple[str, ...]:
        """All that this annotator said of the pair at hand, a line each, the newest last; behind that what is
        begun."""
        work = self._work
        revisions = self._store.labels.history(work.pair.id, self.annotator.id, work.pass_)
        begun = begun_line(work.status, work.standing, work.judgement, work.left)
        return (*history_lines(revisions, work.left), *([begun] if begun else ()))

    @property
    def repeats(self) -> bool:
        """Whether some pairs come up again, unannounced."""
        return self.rubric.repeat_rate > 0

    # Judging

    @property
    def criterion(self) -> str | None:
        """What the verdict keys go to: a criterion, or the preference on the whole (None)."""
        return self._at.criterion

    def next_criterion(self) -> str:
        return self._step_criterion(1)

    def previous_criterion(self) -> str:
        return self._step_criterion(-1)

    def _step_criterion(self, by: int) -> str:
        if not self.rubric.criteria:
            raise ReviewError("this rubric has no criteria")
        self._at.criterion = self._at.criteria.step(self._at.criterion, by)
        return wording.judging(self._at.criterion)

    def prefer(self, side: Side, strength: int | None = None) -> str:
        """Strength 1 (slightly) or 2 (clearly) on the graded scale, where None means clearly."""
        return self._verdict(preference_for(side, self._work.left), strength)

    def tie(self) -> str:
        return self._verdict(Preference.TIE)

    def both_bad(self) -> str:
        return self._verdict(Preference.BOTH_BAD)

    def _verdict(self, preference: Preference, strength: int | None = None) -> str:
        work, criterion = self._work, self._at.criterion
        judgement = edits.with_preference(self.rubric, work.judgement, preference, strength, criterion)
        said = self._edit(judgement, moves=True if criterion is None else None)
        if self._work is work:
            self._at.criterion = self._at.criteria.after_verdict(criterion, judgement)
        return said

    def mark(self, side: Side, level: Correctness) -> str:
        """Say how correct an output is; the same again takes it back."""
        slot = slot_of(side, self._work.left)
        return self._edit(edits.with_correctness(self.rubric, self._work.judgement, slot, level))

    def warn(self, side: Side) -> str:
        """Whether an output said that it might be wrong: unsaid, yes, no, and round again."""
        slot = slot_of(side, self._work.left)
        return self._edit(edits.with_warned(self.rubric, self._work.judgement, slot), moves=False)

    def tag(self, name: str, side: Side | None) -> str:
        """Tag an output, or the pair (None); the same again takes the tag off."""
        work, recent = self._work, self._recent_tags
        slot = None if side is None else slot_of(side, work.left)
        judgement = edits.with_tag(self.rubric, work.judgement, name, slot)
        added = judgement.tags[len(work.judgement.tags) :]
        said = self._edit(judgement, moves=False)
        for tag in added:
            recent.use(tag)
        return said

    def tag_choices(self, side: Side | None) -> tuple[TagChoice, ...]:
        """What `tag` can be called with, for an output or for the pair (None)."""
        slot = None if side is None else slot_of(side, self._work.left)
        return choices(self.rubric, self._work.judgement, slot, self._recent_tags)

    @cached_property
    def _recent_tags(self) -> RecentTags:
        return RecentTags(self._store.labels.newest_first(self.annotator.id))

    def confidence(self, step: int) -> str:
        """A level up (1) or down (-1) of three."""
        return self._edit(edits.with_confidence(self._work.judgement, step), moves=False)

    def flag(self) -> str:
        judgement = self._work.judgement
        return self._edit(replace(judgement, flagged=not judgement.flagged)) or "flagged"

    def type_note(self, note: str) -> str:
        """Keep a note that is still being written."""
        self._keeper.touch()
        self._keeper.save(self._work, self._work.begun().typed(note))
        return ""

    def note(self, note: str) -> str:
        """The note is written. Lines and blanks at its end are none."""
        note = note.rstrip()
        begun = self._work.begun()
        before, draft = begun.before_typing(), begun.typed(note).settled()
        if draft == before:
            self._keeper.save(self._work, before)
            return ""
        return self._keep(draft, before) or ("note saved" if note else "note removed")

    def skip(self, reason: str = "") -> str:
        """Leave this pair unlabeled for good, and move on. Undo brings it back."""
        work = self._work
        judgement = edits.skipped(work.judgement, reason)
        uncounted = wording.BY_OUTCOME if passed_over(work, judgement, Status.SKIPPED) else ""
        self._keeper.finish(work, judgement, Status.SKIPPED, work.begun().settled())
        return self._at.advance(wording.skipped(judgement, self._at.shown_number, uncounted))

    def _edit(self, judgement: Judgement, *, moves: bool | None = None) -> str:
        before = self._work.begun().settled()
        taken_off = wording.taken_off(before.judgement, judgement, self._work.left)
        return self._keep(before.changed(judgement), before, moves=moves) or taken_off

    def _keep(
        self, draft: Draft, before: Draft, *, moves: bool | None = None, confirmed: bool = False
    ) -> str:
        """A change of the label at hand. It is finished when the rubric's fields are there and, where the
        rubric wants it, the annotator confirms.

        A verdict that finishes it moves on (`moves` is True), and so does the last field that a verdict was
        waiting for (None); not so a key that goes through several values (False).
        """
        work, judgement = self._work, draft.judgement
        if work.status is Status.SKIPPED and judgement.preference is None:
            self._keeper.finish(work, judgement, Status.SKIPPED, before)
            return ""
        waits = self.rubric.advance is Advance.CONFIRM and not confirmed
        if waits or judgement.preference is None or self.rubric.missing(judgement):
            self._keeper.save(self._work, draft)
            return ""
        if moves is None:
            moves = before.judgement.preference is not None and work.status is not Status.LABELED
        after_reveal = wording.AFTER_REVEAL if work.revealed and judgement != work.standing else ""
        by_outcome = wording.BY_OUTCOME if passed_over(work, judgement) else ""
        said = wording.kept(judgement, work.left, self._at.shown_number, after_reveal or by_outcome)
        self._keeper.finish(work, judgement, Status.LABELED, before)
        return self._at.advance(said) if moves else by_outcome

    # Undo and redo

    def undo(self) -> str:
        """Take back the newest step: of a draft that is being made, or of all that was ever recorded."""
        self._record.ensure_writing()
        step = undo_step(self._store, self.annotator.id)
        if self._go_to_draft("history", behind=step.target.created_at if step else ""):
            return self._step_draft(self._work.begun().undone(), "undone")
        if step is None:
            raise ReviewError("nothing to undo")
        self._at.go_back_to(step.target.pair_id, step.target.served_by, step.target.pass_)
        return self._step(step, Op.UNDO, self._record.around(step.target))

    def redo(self) -> str:
        """Bring back the newest step that was taken back, as long as nothing was done since."""
        self._record.ensure_writing()
        step = redo_step(self._store, self.annotator.id)
        done = step.target.created_at if step else last_done(self._store, self.annotator.id)
        if self._go_to_draft("future", behind=done):
            return self._step_draft(self._work.begun().redone(), "redone")
        if step is None:
            raise ReviewError("nothing to redo")
        self._at.go_back_to(step.target.pair_id, step.target.served_by, step.target.pass_)
        around = self._record.around(step.target)
        left_by_undo = around.restored or Draft(self._work.standing)
        if self._work.judgement != left_by_undo.judgement:
            raise ReviewError("nothing to redo: this label was changed since")
        return self._step(step, Op.REDO, around)

    def _go_to_draft(self, steps: str, behind: str) -> bool:
        """Whether a draft has steps to take; then its pair is at hand."""
        found = draft_with_steps(self._store, self.annotator.id, steps, behind)
        if found is not None:
            place, served_by = found
            self._at.go_back_to(place.pair_id, served_by, place.pass_)
        return found is not None

    def _step_draft(self, draft: Draft, done: str) -> str:
        before = self._work.judgement
        self._keeper.save(self._work, draft)
        self._at.criterion = self._at.criteria.at_change(before, draft.judgement, self._at.criterion)
        return f"{done}: {wording.change(before, draft.judgement, self._work.left)}"

    def _step(self, step: Step, op: Op, noted: Around) -> str:
        work = self._work
        before, was = work.judgement, work.status
        self._keeper.step(work, step, op, noted)
        self._at.criterion = self._at.criteria.at_change(before, work.judgement, self._at.criterion)
        done = "undone" if op is Op.UNDO else "redone"
        return wording.stepped(done, before, was, work.judgement, step.status, work.left, work.revealed)

    # Moving

    def upcoming(self) -> tuple[Turns, ...]:
        """The outputs, in no order, of the pair that most likely comes up next, as far as that is known."""
        return self._at.route.upcoming(self._work.place)

    def next(self) -> str:
        return self._at.leave_for(self._at.route.after(self._work.place))

    def previous(self) -> str:
        return self._at.leave_for(self._at.route.before(self._work.stop))

    def next_unlabeled(self) -> str:
        """On to the next open pair; where a label was begun, stays and says what it still needs, with the
        verdict keys at the first criterion of that."""
        work = self._work
        if work.draft is not None and work.judgement != work.standing:
            missing = still_missing(self.rubric, work.judgement, work.left)
            if missing:
                self._at.criterion = self._at.criteria.start(work.judgement) or self._at.criterion
                raise ReviewError(wording.missing(missing))
            begun = work.begun().settled()
            return self._keep(begun, begun, moves=True, confirmed=True)
        return self._at.advance("")

    def goto(self, target: str) -> str:
        """By number in the project's order, or by a source's id; `#12` can only be a number."""
        self._at.recount()
        return self._at.go_to(self._at.route.goto(target))

    def goto_pair(self, pair_id: int) -> str:
        """As `goto`, to a row of a listing: its number may be another one by now."""
        return self._at.go_to(self._at.route.pair(pair_id))

    @property
    def filter_text(self) -> str:
        """What the review goes through; empty: all pairs."""
        return self._at.route.filter_text

    def filter(self, text: str) -> str:
        """Go through the pairs that a filter finds, until the session ends; blank: through all again."""
        left = self._at.leave_for(self._at.route.filter(text, self._work.place))
        now = f"reviewing «{self.filter_text}»" if self.filter_text else "reviewing all pairs"
        return wording.joined(left, now)

    def no_match(self, text: str) -> str:
        """What is said of a filter that finds nothing, with the fields that there are if it asks for more."""
        return self._at.route.no_match(text)

    def listing(self, text: str) -> Listing:
        """The pairs that a filter finds, as a list to look through; blank: all. To be closed."""
        return self._at.route.listing(text, hidden=self._work.pair.id if self._work.pass_ else 0)

    def flip(self) -> str:
        """Swap the sides; a verdict made then says how it was shown."""
        self._at.flip()
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

    @property
    def results_revealed(self) -> bool:
        """Whether this annotator has asked, now or in an earlier session, to be shown who is winning."""
        return self._record.results_revealed

    def reveal_results(self) -> str:
        """Show this annotator the results from now on. There is no way back, and it is recorded."""
        self._record.reveal_results()
        return "results are shown to you from now on; this is recorded"
