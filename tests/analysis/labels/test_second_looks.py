"""Labels that were looked at twice: repeats, and what was made of them after a reveal or a discussion."""

from __future__ import annotations

from typing import Any

import pytest

from reviewtui.analysis.labels.arrays import BOTH_BAD, CORRECT, MISSING, PARTIAL, TIE, A, B, read_labels
from reviewtui.analysis.labels.second_looks import FIRST, SECOND, SecondLooks, read_repeats, read_revealed
from reviewtui.domain.errors import UsageError
from reviewtui.domain.plan import Plan
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import AnnotatorKind, Role, Status
from reviewtui.store import Store
from tests.analysis.conftest import put_label

JUDGE = AnnotatorKind.JUDGE


def preferences(looks: SecondLooks) -> dict[int, list[int]]:
    return dict(zip(looks.pair.tolist(), looks.preference.tolist(), strict=True))


def again(store: Store, pair: int, preference: str, annotator: str = "ana", **changes: Any) -> None:
    put_label(store, pair, preference, annotator, pass_=1, served_by="repeat", **changes)


def test_repeats_are_held_against_the_label_that_counts(store: Store) -> None:
    for pair in range(1, 6):
        put_label(store, pair, "a", correctness=("correct", None))
    again(store, 1, "a", left="b", correctness=("partial", "correct"))
    again(store, 2, "tie")
    again(store, 3, "b", left=None)
    again(store, 4, "b", status=Status.SKIPPED)
    again(store, 5, "b", revealed=True)
    looks = read_repeats(store)
    assert preferences(looks) == {1: [A, A], 2: [A, TIE], 3: [A, B]}
    assert looks.flipped.tolist() == [1, 0, MISSING]
    assert looks.correctness[0].tolist() == [[CORRECT, MISSING], [PARTIAL, CORRECT]]
    assert not looks.discussed.any()
    assert looks.comparisons == (("new", "old"),)
    assert looks.prompt.tolist() == [store.content.pair(pair).prompt_id for pair in (1, 2, 3)]


def test_a_repeat_of_what_feeds_no_estimate_is_none(store: Store) -> None:
    put_label(store, 1, "a", status=Status.RETRACTED)
    put_label(store, 2, "a", served_by=f"{SERVED_BY_OUTCOME}tag x")
    again(store, 1, "a")
    again(store, 2, "a")
    again(store, 3, "a")
    assert len(read_repeats(store)) == 0
    put_label(store, 1, "b")
    put_label(store, 1, "tie", served_by=f"{SERVED_BY_OUTCOME}tag x")
    assert preferences(read_repeats(store)) == {1: [B, A]}


def test_repeats_are_those_of_the_annotators_that_are_asked_for(store: Store) -> None:
    for annotator, kind in (("zoe", AnnotatorKind.PERSON), ("ana", AnnotatorKind.PERSON), ("j", JUDGE)):
        put_label(store, 1, "a", annotator, kind=kind)
        again(store, 1, "b", annotator, kind=kind)
    assert [one.name for one in read_repeats(store).annotators] == ["ana", "zoe"]
    assert [one.name for one in read_repeats(store, "judge").annotators] == ["j"]
    assert [one.name for one in read_repeats(store, annotators=("j", "ana")).annotators] == ["ana", "j"]
    with pytest.raises(UsageError, match="nobody is called"):
        read_repeats(store, annotators=("nobody",))


def test_changes_after_a_reveal_or_a_discussion(store: Store) -> None:
    for pair in range(1, 7):
        put_label(store, pair, "a", correctness=("correct", None))
    put_label(store, 1, "b", revealed=True, correctness=("correct", None))
    put_label(store, 2, "a", revealed=True, correctness=("correct", None))
    put_label(store, 3, "tie")
    put_label(store, 4, None, revealed=True, status=Status.RETRACTED)
    put_label(store, 5, "both_bad", revealed=True, role=Role.ADJUDICATION)
    put_label(store, 6, "a", revealed=True, correctness=("partial", None))
    looks = read_revealed(store)
    assert preferences(looks) == {1: [A, B], 4: [A, MISSING], 5: [A, BOTH_BAD], 6: [A, A]}
    assert looks.discussed.tolist() == [False, False, True, False]
    assert looks.correctness[:, SECOND, 0].tolist() == [CORRECT, MISSING, MISSING, PARTIAL]
    assert looks.correctness[:, FIRST, 0].tolist() == [CORRECT] * 4
    put_label(store, 1, "a", revealed=True, correctness=("correct", None))
    assert 1 not in preferences(read_revealed(store)), "the newest revision says what was first said"


def test_second_looks_are_told_of_the_candidate(store: Store) -> None:
    put_label(store, 1, "a", correctness=("correct", None))
    again(store, 1, "tie", correctness=(None, "partial"))
    with store.transaction():
        store.rubrics.use(Rubric(plan=Plan(candidate="old")))
    looks = read_repeats(store)
    assert looks.comparisons == (("old", "new"),)
    assert preferences(looks) == {1: [B, TIE]}
    assert looks.correctness.tolist() == [[[MISSING, CORRECT], [PARTIAL, MISSING]]]


def test_what_was_said_blind_in_a_discussion_is_told_apart(store: Store) -> None:
    for pair in range(1, 4):
        put_label(store, pair, "a")
    put_label(store, 1, "b", role=Role.ADJUDICATION)
    assert read_labels(store).preference.tolist() == [A, A, A]
    assert [row.preference for row in store.results.counted()] == ["a", "a", "a"]
    looks = read_revealed(store)
    assert preferences(looks) == {1: [A, B]}
    assert looks.discussed.tolist() == [True]
