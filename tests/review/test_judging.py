"""Criteria, warned, tags, confidence, reasons and the confirmation, as a session has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Criterion
from reviewtui.domain.rubric import AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Op, Preference, Scale, Side, Status
from reviewtui.review.missing import Missing
from reviewtui.review.recording import ReadOnlyError
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession

CRITERIA = (AskedCriterion("tone"), AskedCriterion("safety"))
OPTIONAL = Rubric(criteria=CRITERIA)
REQUIRED = Rubric(criteria=CRITERIA, required=("preference", "criteria"))
CONFIRM = Rubric(advance=Advance.CONFIRM)


def statuses(store: Store, session: Session) -> list[Status]:
    return [one.status for one in store.labels.current() if one.annotator_id == session.annotator.id]


def test_the_same_keys_judge_row_by_row_and_the_whole_at_the_end(
    make_session: MakeSession, store: Store
) -> None:
    session = make_session(rubric=REQUIRED)
    pair, left = session.view.pair_id, session.view.left_slot
    assert session.criterion == "tone"
    session.prefer(Side.LEFT)
    assert session.criterion == "safety"
    session.tie()
    assert session.criterion is None
    assert session.view.number == 1
    said = session.prefer(Side.RIGHT)
    assert said == "pair 1: right is better, safety: equally good, tone: left is better"
    assert session.view.number == 2
    assert session.criterion == "tone"
    head = store.labels.head(pair, session.annotator.id)
    assert head is not None
    assert head.judgement.criteria == (
        Criterion("safety", Preference.TIE),
        Criterion("tone", Preference(left.value)),
    )


def test_criteria_are_shown_in_sides_and_turn_with_them(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(criteria=CRITERIA, scale=Scale.GRADED))
    session.next_criterion()
    session.prefer(Side.LEFT, 1)
    assert (session.view.verdict_on("tone"), session.view.strength_on("tone")) == (Side.LEFT, 1)
    assert (session.view.verdict_on("safety"), session.view.strength_on("safety")) == (None, None)
    session.flip()
    assert session.view.verdict_on("tone") is Side.RIGHT


def test_the_last_criterion_that_a_verdict_waited_for_moves_on(make_session: MakeSession) -> None:
    session = make_session(rubric=REQUIRED)
    session.previous_criterion()
    assert session.criterion is None
    session.both_bad()
    assert session.criterion == "tone"
    assert session.view.missing == (Missing("criteria", ("tone", "safety")),)
    with pytest.raises(ReviewError, match="still missing: the criteria tone, safety"):
        session.next_unlabeled()
    session.prefer(Side.LEFT)
    session.prefer(Side.LEFT)
    assert session.view.number == 2


def test_where_criteria_are_optional_the_keys_start_with_the_whole(make_session: MakeSession) -> None:
    session = make_session(rubric=OPTIONAL)
    assert session.criterion is None
    assert session.next_criterion() == "now judging «tone»"
    session.tie()
    session.next_criterion()
    assert session.criterion is None
    session.tie()
    assert session.view.number == 2
    session.previous()
    assert session.view.verdict_on("tone") is Preference.TIE


def test_the_same_verdict_on_a_criterion_takes_it_back(make_session: MakeSession) -> None:
    session = make_session(rubric=OPTIONAL)
    session.next_criterion()
    session.prefer(Side.LEFT)
    session.previous_criterion()
    assert session.prefer(Side.LEFT) == "tone: verdict taken off"
    assert session.criterion == "tone"
    assert session.view.verdict_on("tone") is None


def test_undo_goes_back_to_the_criterion_that_it_changed(make_session: MakeSession) -> None:
    session = make_session(rubric=REQUIRED)
    session.prefer(Side.LEFT)
    session.tie()
    assert session.undo() == "undone: safety: verdict taken off"
    assert session.criterion == "safety"
    session.tie()
    session.tie()
    session.undo()
    assert (session.view.number, session.criterion) == (1, None)


def test_a_rubric_without_criteria_says_so(session: Session) -> None:
    with pytest.raises(ReviewError, match="no criteria"):
        session.next_criterion()


def test_nothing_of_a_reader_changes_where_the_keys_go(make_session: MakeSession) -> None:
    session = make_session(rubric=REQUIRED, read_only=True)
    with pytest.raises(ReadOnlyError):
        session.tie()
    assert session.criterion == "tone"


def test_warned_is_asked_per_side(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(warned=True))
    session.warn(Side.LEFT)
    session.warn(Side.RIGHT)
    session.warn(Side.RIGHT)
    assert (session.view.warned(Side.LEFT), session.view.warned(Side.RIGHT)) == (True, False)
    assert session.warn(Side.RIGHT) == "warned of the right taken off"
    assert session.view.warned(Side.RIGHT) is None


def test_a_key_that_goes_through_several_values_finishes_but_does_not_run_away(
    make_session: MakeSession, store: Store
) -> None:
    session = make_session(rubric=Rubric(warned=True, required=("preference", "warned")))
    session.tie()
    session.warn(Side.LEFT)
    with pytest.raises(ReviewError, match="still missing: whether right warned"):
        session.next_unlabeled()
    session.warn(Side.RIGHT)
    assert (session.view.number, session.view.finished) == (1, True)
    session.warn(Side.RIGHT)
    assert session.view.warned(Side.RIGHT) is False
    session.next_unlabeled()
    assert session.view.number == 2
    assert statuses(store, session) == [Status.LABELED]


@pytest.mark.parametrize(
    ("field", "key", "named"),
    [
        ("tags", lambda session: session.tag("rude", Side.LEFT), "a tag"),
        ("confidence", lambda session: session.confidence(1), "the confidence"),
    ],
)
def test_other_fields_can_be_required_too(
    make_session: MakeSession, field: str, key: Callable[[Session], str], named: str
) -> None:
    session = make_session(rubric=Rubric(required=("preference", field)))
    session.tie()
    with pytest.raises(ReviewError, match=f"still missing: {named}$"):
        session.next_unlabeled()
    key(session)
    assert session.view.finished


def test_a_tag_before_the_verdict_is_kept_with_it(make_session: MakeSession, store: Store) -> None:
    session = make_session(rubric=Rubric(tags=(AskedTag("rude"),)))
    pair = session.view.pair_id
    session.tag("rude", Side.RIGHT)
    assert session.tag("rude", Side.RIGHT) == "right «rude» taken off"
    session.tag("rude", Side.RIGHT)
    assert session.prefer(Side.LEFT) == "pair 1: left is better, right «rude»"
    head = store.labels.head(pair, session.annotator.id)
    assert head is not None
    (tag,) = head.judgement.tags
    assert tag.slot is not None
    assert head.left_output is tag.slot.other


def test_a_skip_has_its_reason_until_the_pair_is_labeled(make_session: MakeSession, store: Store) -> None:
    session = make_session()
    pair = session.view.pair_id
    assert session.skip("not my field") == "skipped pair 1 because of «not my field»"
    session.previous()
    session.flag()
    session.tie()
    reasons = [(one.status, one.judgement.reason) for one in store.labels.history(pair, session.annotator.id)]
    assert reasons == [
        (Status.SKIPPED, "not my field"),
        (Status.SKIPPED, "not my field"),
        (Status.LABELED, ""),
    ]


def test_where_repeats_are_hidden_no_message_has_a_number(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(repeat_rate=0.5))
    assert session.tie() == "equally good"
    assert session.skip() == "skipped"


def test_with_confirmation_nothing_is_finished_before_it(make_session: MakeSession, store: Store) -> None:
    session = make_session(rubric=CONFIRM)
    session.prefer(Side.LEFT)
    session.prefer(Side.RIGHT)
    session.mark(Side.LEFT, Correctness.PARTIAL)
    assert (session.view.number, session.view.begun, session.view.missing) == (1, True, ())
    assert statuses(store, session) == []
    assert session.next_unlabeled() == "pair 1: right is better, left partial"
    assert session.view.number == 2
    assert statuses(store, session) == [Status.LABELED]


def test_a_finished_label_that_is_changed_waits_for_the_confirmation_too(
    make_session: MakeSession, store: Store
) -> None:
    session = make_session(rubric=CONFIRM)
    pair = session.view.pair_id
    session.tie()
    session.next_unlabeled()
    session.previous()
    session.both_bad()
    session.flag()
    assert not session.view.finished
    assert session.goto("1") == "", "it is still at hand"
    assert session.next() == "pair 1: the change is not saved"
    assert session.next() == ""
    session.goto("1")
    assert session.filter("leak or open") == "pair 1: the change is not saved · reviewing «leak or open»"
    session.filter("")
    session.goto("1")
    assert session.view.verdict is Preference.BOTH_BAD
    session.next_unlabeled()
    revisions = store.labels.history(pair, session.annotator.id)
    assert [one.judgement.preference for one in revisions] == [Preference.TIE, Preference.BOTH_BAD]
    assert revisions[-1].judgement.flagged


def test_undoing_what_was_confirmed_anew_says_so(make_session: MakeSession) -> None:
    session = make_session(rubric=CONFIRM)
    session.tie()
    session.next_unlabeled()
    session.previous()
    session.both_bad()
    session.next_unlabeled()
    assert session.undo() == "undone: the change is not saved any more"
    assert (session.view.verdict, session.view.begun) == (Preference.BOTH_BAD, True)
    assert session.redo() == "redone: the change is saved again"
    assert session.view.finished


def test_a_change_left_behind_is_told_without_a_number_among_repeats(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(advance=Advance.CONFIRM, repeat_rate=0.1))
    session.tie()
    session.next_unlabeled()
    session.previous()
    session.both_bad()
    assert session.next() == "the change is not saved"


def test_confirming_without_the_criteria_goes_to_the_first_of_them(make_session: MakeSession) -> None:
    session = make_session(rubric=REQUIRED)
    session.tie()
    session.next_criterion()
    assert session.criterion is None
    with pytest.raises(ReviewError, match="still missing"):
        session.next_unlabeled()
    assert session.criterion == "safety"


def test_confirming_what_is_incomplete_says_what_is_missing(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(advance=Advance.CONFIRM, required=("preference", "note")))
    session.tie()
    with pytest.raises(ReviewError, match="still missing: a note"):
        session.next_unlabeled()


def test_skip_and_undo_need_no_confirmation(make_session: MakeSession, store: Store) -> None:
    session = make_session(rubric=CONFIRM)
    session.skip()
    assert session.view.number == 2
    session.tie()
    session.next_unlabeled()
    assert session.undo() == "undone: not finished any more"
    assert (session.view.number, session.view.verdict) == (2, Preference.TIE)
    assert session.undo() == "undone: now no verdict"
    assert session.undo() == "undone: the skip is taken back"
    assert statuses(store, session) == [Status.RETRACTED, Status.RETRACTED]
    assert next(store.labels.newest_first(session.annotator.id)).op is Op.UNDO


def test_a_confirmation_survives_a_restart(make_session: MakeSession, store: Store) -> None:
    make_session(rubric=CONFIRM).tie()
    session = make_session(rubric=CONFIRM)
    assert session.view.verdict is Preference.TIE
    session.next_unlabeled()
    assert statuses(store, session) == [Status.LABELED]


KEYS: dict[str, Callable[[Session], str]] = {
    "criterion": lambda session: session.tie(),
    "warned": lambda session: session.warn(Side.LEFT),
    "tag": lambda session: session.tag("rude", Side.LEFT),
    "confidence": lambda session: session.confidence(1),
    "skip": lambda session: session.skip("unsure"),
}


@pytest.mark.parametrize("key", KEYS)
def test_a_key_is_one_transaction_of_searches_in_indexes(
    make_session: MakeSession, store: Store, key: str
) -> None:
    session = make_session(rubric=Rubric(criteria=CRITERIA, warned=True, required=("preference", "criteria")))
    assert session.tag_choices(Side.LEFT) == ()
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    KEYS[key](session)
    store._db.set_trace_callback(None)
    own = [sql for sql in statements if not sql.startswith("--")]
    assert own.count("COMMIT") == 1
    assert len(set(own)) <= 16, own
    for sql in own:
        if sql.lstrip().upper().startswith(("SELECT", "INSERT", "DELETE", "UPDATE")):
            for *_, detail in store._db.execute(f"EXPLAIN QUERY PLAN {sql}"):
                assert not detail.startswith("SCAN") or "INDEX pairs_position" in detail, sql


def test_a_first_judgement_that_is_left_unconfirmed_is_said_to_be(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(advance=Advance.CONFIRM, required=("preference", "note")))
    session.tie()
    assert session.next() == "", "it needs more than a confirmation"
    session.previous()
    session.note("why\n\n")
    assert session.view.judgement.note == "why"
    assert session.next() == "pair 1: not finished, as it was not confirmed"
    session.previous()
    session.next_unlabeled()
    session.previous()
    assert session.next() == ""
