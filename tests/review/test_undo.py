"""Undo and redo go back through everything an annotator ever did, and never lose a revision."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Judgement
from reviewtui.domain.rubric import AskedCriterion, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Op, Preference, Scale, Side, Status
from reviewtui.review.draft import Draft
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession


def test_undo_takes_the_verdict_back_and_says_what_it_was(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.prefer(Side.LEFT)
    assert session.undo() == "undone: «left is better» is taken back"
    assert session.view.pair_id == pair
    assert session.view.status is Status.RETRACTED
    assert session.view.correctness(Side.LEFT) is Correctness.CORRECT
    assert session.progress.labeled == 0
    assert session.redo() == "redone: now left is better"
    assert session.view.correctness(Side.LEFT) is Correctness.CORRECT
    ops = [revision.op for revision in store.labels.history(pair, session.annotator.id)]
    assert ops == [Op.SET, Op.UNDO, Op.REDO]


def test_undo_takes_back_draft_steps_first(session: Session) -> None:
    session.prefer(Side.LEFT)
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.mark(Side.RIGHT, Correctness.PARTIAL)
    here = session.view.pair_id
    assert session.undo() == "undone: correctness of the right taken off"
    assert session.undo() == "undone: correctness of the left taken off"
    assert session.view.pair_id == here
    session.undo()
    assert session.view.number == 1


def test_undo_reaches_back_over_restarts(session: Session, make_session: MakeSession) -> None:
    for verdict in (session.tie, session.both_bad, session.skip):
        verdict()
    session = make_session()
    assert session.undo() == "undone: the skip is taken back"
    assert session.undo() == "undone: «both bad» is taken back"
    session = make_session()
    assert session.undo() == "undone: «equally good» is taken back"
    with pytest.raises(ReviewError, match="nothing to undo"):
        session.undo()
    session = make_session()
    assert [session.redo() for _ in range(3)] == [
        "redone: now equally good",
        "redone: now both bad",
        "redone: now skipped",
    ]
    with pytest.raises(ReviewError, match="nothing to redo"):
        session.redo()


def test_something_new_ends_what_can_be_redone(session: Session) -> None:
    session.tie()
    session.undo()
    session.both_bad()
    with pytest.raises(ReviewError, match="nothing to redo"):
        session.redo()


def test_undo_is_each_annotators_own(make_session: MakeSession) -> None:
    ana, ben = make_session("ana"), make_session("ben")
    ana.tie()
    with pytest.raises(ReviewError, match="nothing to undo"):
        ben.undo()


@dataclass
class Model:
    """What undo means, told by whole states: the labels by pair, and two stacks of them."""

    labels: dict[int, Preference] = field(default_factory=dict)
    done: list[dict[int, Preference]] = field(default_factory=list)
    undone: list[dict[int, Preference]] = field(default_factory=list)

    def set(self, pair: int, preference: Preference) -> None:
        if self.labels.get(pair) is not preference:
            self.done.append(dict(self.labels))
            self.undone.clear()
            self.labels[pair] = preference

    def undo(self) -> None:
        if self.done:
            self.undone.append(dict(self.labels))
            self.labels = self.done.pop()

    def redo(self) -> None:
        if self.undone:
            self.done.append(dict(self.labels))
            self.labels = self.undone.pop()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.lists(st.sampled_from(["tie", "bad", "undo", "undo", "redo", "restart", "1", "2", "5"]), max_size=25)
)
def test_any_sequence_agrees_with_a_stack_of_states(
    make_session: MakeSession, store: Store, keys: list[str]
) -> None:
    name = f"annotator {len(store.annotators.all())}"
    session, model = make_session(name), Model()
    for key in keys:
        pair = session.view.pair_id
        if key == "restart":
            session = make_session(name)
        elif key.isdecimal():
            session.goto(key)
        elif key in ("tie", "bad"):
            (session.tie if key == "tie" else session.both_bad)()
            model.set(pair, Preference.TIE if key == "tie" else Preference.BOTH_BAD)
        else:
            with suppress(ReviewError):
                (session.undo if key == "undo" else session.redo)()
            (model.undo if key == "undo" else model.redo)()
    kept = {
        head.pair_id: head.judgement.preference
        for head in store.labels.current()
        if head.annotator_id == session.annotator.id and head.status is Status.LABELED
    }
    assert kept == model.labels
    assert session.progress.labeled == len(model.labels)


def state(store: Store, session: Session) -> dict[int, tuple[Status | None, Judgement]]:
    """Everything that this annotator sees of each pair: how it stands, and what is shown."""
    seen = {}
    for place_id in range(1, session.progress.pairs + 1):
        head = store.labels.head(place_id, session.annotator.id)
        status = None if head is None or head.status is Status.RETRACTED else head.status
        stored = store.drafts.load(session.annotator.id, place_id)
        if stored:
            shown = Draft.from_document(stored).judgement
        else:
            shown = head.judgement if head is not None and status is not None else Judgement()
        seen[place_id] = (status, shown)
    return seen


ACTIONS: dict[str, Callable[[Session], object]] = {
    "tie": lambda session: session.tie(),
    "left": lambda session: session.prefer(Side.LEFT),
    "skip": lambda session: session.skip(),
    "skip because": lambda session: session.skip("unsure"),
    "criterion": lambda session: session.next_criterion(),
    "left warned": lambda session: session.warn(Side.LEFT),
    "right warned": lambda session: session.warn(Side.RIGHT),
    "tag left": lambda session: session.tag("rude", Side.LEFT),
    "tag pair": lambda session: session.tag("odd", None),
    "confident": lambda session: session.confidence(1),
    "unsure": lambda session: session.confidence(-1),
    "left correct": lambda session: session.mark(Side.LEFT, Correctness.CORRECT),
    "right wrong": lambda session: session.mark(Side.RIGHT, Correctness.INCORRECT),
    "flag": lambda session: session.flag(),
    "note": lambda session: session.note("n" + session.view.judgement.note[:3]),
    "type": lambda session: session.type_note("t" + session.view.judgement.note[:3]),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "flip": lambda session: session.flip(),
    "goto 1": lambda session: session.goto("1"),
    "goto 2": lambda session: session.goto("2"),
    "next": lambda session: session.next(),
    "open": lambda session: session.next_unlabeled(),
    "reveal": lambda session: session.reveal(),
}
MOVES = {"criterion", "flip", "goto 1", "goto 2", "next", "reveal"}
STEPS = ACTIONS.keys() - MOVES - {"type", "undo", "open"}
CRITERIA = (AskedCriterion("tone"), AskedCriterion("safety"))
RUBRICS = [
    Rubric(),
    Rubric(required=("preference", "correctness")),
    Rubric(required=("preference", "note")),
    Rubric(required=("preference", "criteria"), criteria=CRITERIA),
    Rubric(required=("preference", "warned", "tags"), criteria=CRITERIA, warned=True, scale=Scale.GRADED),
    Rubric(advance=Advance.CONFIRM, criteria=CRITERIA, warned=True),
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(
    st.sampled_from(RUBRICS),
    st.lists(st.tuples(st.sampled_from([*ACTIONS, "restart"]), st.booleans()), max_size=14),
)
def test_undo_is_the_reverse_of_every_step_and_redo_of_every_undo(
    make_session: MakeSession, store: Store, rubric: Rubric, keys: list[tuple[str, bool]]
) -> None:
    name = f"annotator {len(store.annotators.all())}"
    session = make_session(name, rubric)
    for key, back_and_forth in keys:
        before = state(store, session)
        # Undo takes a written note back as one step, to before its first letter.
        one_step = not (key == "note" and session._work.begun().typing)
        refused = False
        if key == "restart":
            session = make_session(name, rubric)
        else:
            try:
                ACTIONS[key](session)
            except ReviewError:
                refused = True
        after = state(store, session)
        if refused or key in MOVES or key == "restart":
            assert after == before, key
        assert session.progress == store.queue.progress(session.annotator.id)
        assert session.view.number == store.queue.ordinal(store.queue.place(session.view.pair_id))
        assert session.view.judgement == after[session.view.pair_id][1]
        if back_and_forth and key in STEPS and after != before and one_step:
            session.undo()
            assert state(store, session) == before, f"{key}, then undo"
            session.redo()
            assert state(store, session) == after, f"{key}, then undo and redo"
    if not {key for key, _ in keys} & {"undo", "redo"}:
        assert_all_the_way_back_and_forth(store, session)


def assert_all_the_way_back_and_forth(store: Store, session: Session) -> None:
    """Over all pairs and all drafts, what was taken back last is brought back first."""
    states = [state(store, session)]
    with suppress(ReviewError):
        while len(states) < 30:
            session.undo()
            states.append(state(store, session))
    for earlier in reversed(states[:-1]):
        session.redo()
        assert state(store, session) == earlier


def test_an_edit_ends_what_can_be_redone_of_that_label(session: Session) -> None:
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.tie()
    session.undo()
    session.mark(Side.LEFT, Correctness.INCORRECT)
    with pytest.raises(ReviewError, match="changed since"):
        session.redo()
    assert session.view.correctness(Side.LEFT) is Correctness.INCORRECT


def test_a_label_that_comes_back_keeps_how_it_was_made(session: Session, store: Store) -> None:
    shown = session.view.left_slot
    session.tie()
    session.goto("1")
    session.flip()
    session.flag()
    session.undo()
    session.undo()
    session.redo()
    head = store.labels.head(session.view.pair_id, session.annotator.id)
    assert head is not None
    assert head.op is Op.REDO
    assert (head.left_output, head.served_by) == (shown, "queue")
