"""Reviewing without a screen: what each action does and what is left in the database."""

from __future__ import annotations

import pytest

from reviewtui.domain.errors import ReviewError, SessionTakenError
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Op, Preference, Scale, Side, Status
from reviewtui.review.recording import ReadOnlyError
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession


def heads(store: Store) -> dict[int, Status]:
    return {revision.pair_id: revision.status for revision in store.labels.current()}


def test_a_verdict_finishes_the_label_and_moves_on(session: Session, store: Store) -> None:
    first = session.view
    said = session.prefer(Side.LEFT)

    assert said == "pair 1: left is better"
    assert session.view.number == 2
    head = store.labels.head(first.pair_id, session.annotator.id)
    assert head is not None
    assert head.status is Status.LABELED
    assert head.judgement.preference is not None
    assert head.judgement.preference.value == first.left_slot.value
    assert head.left_output is first.left_slot
    assert (head.seq, head.parent, head.op, head.served_by) == (1, None, Op.SET, "queue")
    assert head.rubric == Rubric().hash
    assert session.progress.labeled == 1


def test_the_right_side_is_the_other_output(session: Session, store: Store) -> None:
    first = session.view
    session.prefer(Side.RIGHT)
    head = store.labels.head(first.pair_id, session.annotator.id)
    assert head is not None
    assert head.judgement.preference is not None
    assert head.judgement.preference.value == first.left_slot.other.value


def test_correctness_before_the_verdict_is_a_draft_that_survives_a_restart(
    session: Session, make_session: MakeSession, store: Store
) -> None:
    pair = session.view.pair_id
    session.mark(Side.LEFT, Correctness.INCORRECT)
    assert store.labels.head(pair, session.annotator.id) is None

    session = make_session()
    assert session.view.pair_id == pair
    assert session.view.correctness(Side.LEFT) is Correctness.INCORRECT
    session.tie()
    head = store.labels.head(pair, session.annotator.id)
    assert head is not None
    assert head.judgement.preference is Preference.TIE
    assert store.drafts.count(session.annotator.id) == 0


def test_the_same_correctness_again_takes_it_back(session: Session) -> None:
    session.mark(Side.RIGHT, Correctness.CORRECT)
    session.mark(Side.RIGHT, Correctness.CORRECT)
    assert session.view.correctness(Side.RIGHT) is None


def test_required_correctness_holds_the_verdict_until_it_is_there(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(required=("preference", "correctness")))
    session.both_bad()
    assert session.view.number == 1
    with pytest.raises(ReviewError, match="still missing: the correctness of left and right"):
        session.next_unlabeled()
    session.mark(Side.LEFT, Correctness.INCORRECT)
    assert session.view.number == 1
    said = session.mark(Side.RIGHT, Correctness.INCORRECT)
    assert said == "pair 1: both bad, left incorrect, right incorrect"
    assert session.view.number == 2


def test_a_level_that_is_not_asked_for_is_refused(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(correctness=(Correctness.CORRECT, Correctness.INCORRECT)))
    with pytest.raises(ReviewError, match="partial"):
        session.mark(Side.LEFT, Correctness.PARTIAL)


def test_strength_belongs_to_the_graded_scale(make_session: MakeSession, store: Store) -> None:
    with pytest.raises(ReviewError, match="slightly"):
        make_session().prefer(Side.LEFT, 1)
    session = make_session(rubric=Rubric(scale=Scale.GRADED))
    pair = session.view.pair_id
    assert session.prefer(Side.LEFT, 1) == "pair 1: left is slightly better"
    session.prefer(Side.RIGHT)
    strengths = [head.judgement.strength for head in store.labels.current()]
    assert sorted(strength or 0 for strength in strengths) == [1, 2]
    assert store.labels.head(pair, session.annotator.id) is not None


def test_skip_moves_on_and_the_pair_does_not_come_back(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.skip()
    assert heads(store) == {pair: Status.SKIPPED}
    for _ in range(5):
        assert session.view.pair_id != pair
        session.tie()
    assert "all pairs are done" in session.next_unlabeled()


def test_flag_and_note_before_the_verdict_are_kept_with_it(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.flag()
    session.note("check the date")
    session.prefer(Side.LEFT)
    head = store.labels.head(pair, session.annotator.id)
    assert head is not None
    assert head.judgement.flagged
    assert head.judgement.note == "check the date"


def test_a_note_on_a_finished_label_is_a_new_revision_and_stays(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.prefer(Side.LEFT)
    session.previous()
    session.type_note("half a se")
    session.note("half a sentence")
    assert session.view.pair_id == pair
    revisions = store.labels.history(pair, session.annotator.id)
    assert [revision.judgement.note for revision in revisions] == ["", "half a sentence"]
    assert revisions[1].parent == revisions[0].id
    assert store.drafts.count(session.annotator.id) == 0


def test_what_was_typed_comes_back_after_a_dropped_connection(
    session: Session, make_session: MakeSession
) -> None:
    pair = session.view.pair_id
    session.type_note("the second claim is wr")
    session = make_session()
    assert session.view.pair_id == pair
    assert session.view.judgement.note == "the second claim is wr"


def test_a_note_that_was_opened_and_closed_leaves_no_draft(session: Session, store: Store) -> None:
    session.note("")
    assert store.drafts.count(session.annotator.id) == 0
    session.type_note("x")
    session.note("")
    assert store.drafts.count(session.annotator.id) == 0


def test_changing_a_verdict_moves_to_the_next_open_pair(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.prefer(Side.LEFT)
    session.prefer(Side.LEFT)
    session.previous()
    session.previous()
    assert session.view.pair_id == pair
    session.tie()
    assert session.view.number == 3
    assert session.progress.labeled == 2
    assert [r.seq for r in store.labels.history(pair, session.annotator.id)] == [1, 2]


def test_the_same_verdict_again_writes_nothing(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.prefer(Side.LEFT)
    session.previous()
    session.prefer(Side.LEFT)
    assert len(store.labels.history(pair, session.annotator.id)) == 1


def test_goto_by_number_and_by_external_id(session: Session, store: Store) -> None:
    session.goto("4")
    assert session.view.number == 4
    target = store.queue.with_external_id("q5")
    assert target is not None
    session.goto("q5")
    assert session.view.pair_id == target.pair_id
    assert session.view.number == store.queue.ordinal(target)
    session.tie()
    head = store.labels.head(target.pair_id, session.annotator.id)
    assert head is not None
    assert head.served_by == "goto"
    for wrong in ("7", "0", "-1", "nothing", ""):
        with pytest.raises(ReviewError, match="no pair"):
            session.goto(wrong)


def test_moving_counts_along(session: Session) -> None:
    numbers = [session.view.number]
    for _ in range(5):
        session.next()
        numbers.append(session.view.number)
    assert numbers == [1, 2, 3, 4, 5, 6]
    with pytest.raises(ReviewError, match="last pair"):
        session.next()
    session.goto("1")
    with pytest.raises(ReviewError, match="first pair"):
        session.previous()


def test_flip_swaps_what_is_seen_and_is_recorded(session: Session, store: Store) -> None:
    before = session.view
    session.flip()
    after = session.view
    assert (after.left, after.right) == (before.right, before.left)
    session.prefer(Side.LEFT)
    head = store.labels.head(before.pair_id, session.annotator.id)
    assert head is not None
    assert head.left_output is before.left_slot.other
    session.previous()
    assert session.view.left == after.left


def test_a_pair_is_revealed_only_after_its_label(session: Session, store: Store) -> None:
    assert session.view.hidden is None
    with pytest.raises(ReviewError, match="after its label is finished"):
        session.reveal()
    pair = session.view.pair_id
    session.prefer(Side.LEFT)
    session.previous()
    session.reveal()
    hidden = session.view.hidden
    assert hidden is not None
    assert {values["model"] for values in hidden.values()} == {"old", "new"}
    session.prefer(Side.RIGHT)
    blind, after = store.labels.history(pair, session.annotator.id)
    assert (blind.revealed, after.revealed) == (False, True)
    (counted,) = store.results.counted()
    first_is_left = (counted.left_output == "a") == (counted.preference == "a")
    assert first_is_left, "the blind verdict for the left output is the one that counts"


def test_taking_a_label_back_after_the_reveal_does_not_uncount_it(session: Session, store: Store) -> None:
    session.prefer(Side.LEFT)
    session.previous()
    session.reveal()
    assert "the blind judgement still counts" in session.undo()
    assert len(list(store.results.counted())) == 1


def test_a_newer_session_takes_over_and_the_older_one_is_told(
    make_session: MakeSession, store: Store
) -> None:
    old = make_session()
    new = make_session()
    with pytest.raises(SessionTakenError, match="took over"):
        old.prefer(Side.LEFT)
    assert old.read_only
    assert heads(store) == {}
    new.prefer(Side.LEFT)
    assert len(heads(store)) == 1


def test_two_annotators_work_at_once(make_session: MakeSession, store: Store) -> None:
    ana, ben = make_session("ana"), make_session("ben")
    for _ in range(3):
        ana.prefer(Side.LEFT)
        ben.prefer(Side.RIGHT)
    counted = list(store.results.counted())
    assert sorted(label.annotator for label in counted) == ["ana"] * 3 + ["ben"] * 3


def test_a_read_only_session_changes_nothing(make_session: MakeSession, store: Store) -> None:
    session = make_session(read_only=True)
    for attempt in (session.tie, session.skip, session.flag, lambda: session.type_note("x")):
        with pytest.raises(ReadOnlyError):
            attempt()
    session.next()
    session.flip()
    assert heads(store) == {}
    assert store.drafts.count(session.annotator.id) == 0


def test_a_session_resumes_behind_the_last_label(session: Session, make_session: MakeSession) -> None:
    session.goto("3")
    session.tie()
    assert make_session().view.number == 4


def test_an_empty_project_says_so(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Store.open(tmp_path_factory.mktemp("empty") / "x.db", create=True) as empty:
        annotator = empty.annotators.get_or_add("ana")
        with pytest.raises(ReviewError, match="no pairs"):
            Session(empty, annotator, Rubric(), None)


def test_an_old_draft_does_not_hold_a_session_back(session: Session, make_session: MakeSession) -> None:
    session.flag()
    session.next()
    session.tie()
    assert make_session().view.number == 3


def test_a_session_resumes_on_the_label_that_was_taken_back(
    session: Session, make_session: MakeSession
) -> None:
    session.tie()
    session.tie()
    session.undo()
    assert session.view.number == 2
    assert make_session().view.number == 2


def test_enter_on_a_label_that_was_begun_says_what_is_missing(session: Session) -> None:
    session.mark(Side.LEFT, Correctness.CORRECT)
    with pytest.raises(ReviewError, match="still missing: a preference"):
        session.next_unlabeled()
    session.next()
    assert session.view.number == 2
