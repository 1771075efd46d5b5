"""What judges said beyond a label that counts."""

from __future__ import annotations

from typing import Any

from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import AnnotatorKind, Preference, Role, Slot, Status
from reviewtui.store import Store
from reviewtui.store.judged import Scored
from tests.store.test_labels import append, revision

A, B, TIE = Preference.A, Preference.B, Preference.TIE


def said(store: Store, pair: int, preference: Preference | None, name: str = "bot", **changes: Any) -> None:
    kind = changes.pop("kind", AnnotatorKind.JUDGE)
    with store.transaction():
        who = store.annotators.get_or_add(name, kind).id
    judgement = Judgement(preference, score=changes.pop("score", None))
    pass_ = changes.get("pass_", 0)
    seq = store.labels.next_seq(pair, who, pass_)
    append(store, revision(pair, who, seq, judgement=judgement, **changes))


def test_skipped_rows_of_judges_alone(store: Store) -> None:
    said(store, 1, None, status=Status.SKIPPED)
    said(store, 2, None, status=Status.SKIPPED)
    said(store, 2, A)
    said(store, 3, A)
    said(store, 3, None, status=Status.SKIPPED, revealed=True)
    said(store, 4, None, "ana", status=Status.SKIPPED, kind=AnnotatorKind.PERSON)
    said(store, 5, None, status=Status.SKIPPED, pass_=1)
    (one,) = store.judged.skipped()
    assert (one.pair_id, one.judge, one.models) == (1, "bot", ("new", "old"))


def test_the_score_of_the_label_that_counts(store: Store) -> None:
    said(store, 1, A, score=0.5)
    said(store, 1, B, score=0.25)
    said(store, 2, A)
    said(store, 3, A, score=-2.0, revealed=True)
    said(store, 4, A, "ana", score=1.0, kind=AnnotatorKind.PERSON)
    assert [one._replace(number=0) for one in store.judged.scores()] == [Scored(1, "bot", 0.25)]


def test_both_orders_are_the_newest_of_each(store: Store) -> None:
    # As a repeat, the newer of two repeats.
    said(store, 1, A, left_output=Slot.A)
    said(store, 1, A, left_output=Slot.B, pass_=1)
    said(store, 1, B, left_output=Slot.B, pass_=1)
    # As a revision of the same label.
    said(store, 2, TIE, left_output=Slot.B)
    said(store, 2, A, left_output=Slot.A)
    # Pass 0 stands before a repeat with the same output on the left.
    said(store, 3, A, left_output=Slot.A)
    said(store, 3, B, left_output=Slot.A, pass_=1)
    said(store, 3, None, left_output=Slot.B, pass_=1, status=Status.SKIPPED)
    # One order, one that was taken back, one after a reveal, one that nobody knows, one of an adjudication.
    said(store, 4, A, left_output=Slot.A)
    said(store, 4, B, left_output=Slot.B, pass_=1)
    said(store, 4, None, left_output=Slot.B, pass_=1, status=Status.RETRACTED)
    said(store, 5, A, left_output=Slot.A)
    said(store, 5, A, left_output=Slot.B, revealed=True)
    said(store, 5, A, left_output=None, pass_=1)
    said(store, 5, A, left_output=Slot.B, pass_=2, role=Role.ADJUDICATION)
    # A person.
    said(store, 6, A, "ana", left_output=Slot.A, kind=AnnotatorKind.PERSON)
    said(store, 6, A, "ana", left_output=Slot.B, kind=AnnotatorKind.PERSON, pass_=1)
    rows = [(one.pair_id, one.left_output, one.preference) for one in store.judged.in_both_orders()]
    assert rows == [
        (1, "a", "a"),
        (1, "b", "b"),
        (2, "a", "a"),
        (2, "b", "tie"),
        (3, "a", "a"),
        (3, "b", None),
    ]
