"""Whose words count, from when on."""

from __future__ import annotations

import pytest

from reviewtui.analysis.judge.judging import judging
from reviewtui.analysis.judge.voices import read_voices
from reviewtui.domain.errors import UsageError
from reviewtui.domain.vocabulary import AnnotatorKind, Status
from reviewtui.store import Store
from tests.analysis.conftest import put_label

EARLY, LATE = "2026-11-01T12:00:00.000Z", "2026-11-03T12:00:00.000Z"
JUDGE = AnnotatorKind.JUDGE


def test_since_is_for_people_and_judges_alike(store: Store) -> None:
    for pair, (person, judge) in enumerate(((EARLY, LATE), (LATE, EARLY), (LATE, LATE)), 1):
        put_label(store, pair, "a", "ana", created_at=person)
        put_label(store, pair, "a", "bot", kind=JUDGE, created_at=judge)
    put_label(store, 4, None, "bot", kind=JUDGE, status=Status.SKIPPED, left=None, created_at=EARLY)
    put_label(store, 5, None, "bot", kind=JUDGE, status=Status.SKIPPED, left=None, created_at=LATE)
    found = read_voices(store, since="2026-11-02")
    assert found.people.pair.tolist() == [2, 3]
    assert found.judges.pair.tolist() == [1, 3]
    assert [one.pair_id for one in found.skipped] == [5]
    assert [one.pair_id for one in read_voices(store).skipped] == [4, 5]
    (one,) = judging(store, since="2026-11-02").judges
    assert (one.n_verdicts, one.n_unparsed, one.against[0].n) == (3, 1, 1)


def test_a_pair_in_both_orders_needs_both_since_then(store: Store) -> None:
    for pair, (first, second) in enumerate(((EARLY, EARLY), (EARLY, LATE), (LATE, LATE)), 1):
        put_label(store, pair, "a", "bot", kind=JUDGE, left="a", created_at=first)
        put_label(store, pair, "b", "bot", kind=JUDGE, left="b", created_at=second, pass_=1)
    assert {one.pair_id for one in read_voices(store).shown} == {1, 2, 3}
    assert [one.pair_id for one in read_voices(store, since="2026-11-02T00:00+00:00").shown] == [3, 3]


def test_a_judge_without_a_word_since_then_is_none_unless_it_is_named(store: Store) -> None:
    put_label(store, 1, "a", "old bot", kind=JUDGE, created_at=EARLY)
    put_label(store, 1, "a", "bot", kind=JUDGE, created_at=LATE)
    assert [one.judge.name for one in judging(store, since="2026-11-02").judges] == ["bot"]
    (named,) = judging(store, ["old bot"], since="2026-11-02").judges
    assert (named.judge.name, named.n_verdicts, named.against) == ("old bot", 0, ())


def test_what_is_no_date_is_refused(store: Store) -> None:
    with pytest.raises(UsageError, match="no date and no time"):
        read_voices(store, since="yesterday")
