"""The order of pairs, and that no step of it reads the whole table."""

from __future__ import annotations

import sqlite3

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.review.session import Session
from reviewtui.store import Store, queue
from tests.conftest import MakeSession


def test_the_order_is_complete_and_the_same_in_both_directions(store: Store) -> None:
    forward = []
    place = store.queue.first()
    while place is not None:
        forward.append(place)
        place = store.queue.after(place)
    assert sorted(place.pair_id for place in forward) == sorted(store.content.pair_ids())
    assert [store.queue.ordinal(place) for place in forward] == [1, 2, 3, 4, 5, 6]
    assert [store.queue.at(number) for number in range(1, 7)] == forward
    assert store.queue.before(forward[0]) is None
    assert store.queue.before(forward[3]) == forward[2]
    assert store.queue.steps(forward[1], forward[4]) == 3
    assert store.queue.steps(forward[4], forward[1]) == -3
    assert store.queue.steps(forward[2], forward[2]) == 0


def test_unlabeled_pairs_come_round_again(session: Session, store: Store) -> None:
    session.goto("5")
    session.tie()
    session.tie()
    assert session.view.number == 1


def test_no_statement_of_a_key_scans_a_table(make_session: MakeSession, store: Store) -> None:
    """Every statement between two keys is a search in an index: the cost does not grow with the project."""
    session = make_session()
    session.tie()
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    session.tie()
    session.skip()
    session.undo()
    session.redo()
    session.next()
    session.previous()
    session.next_unlabeled()
    store._db.set_trace_callback(None)
    explained = [
        sql for sql in statements if sql.lstrip().upper().startswith(("SELECT", "INSERT", "DELETE", "UPDATE"))
    ]
    assert explained
    for sql in explained:
        for *_, detail in store._db.execute(f"EXPLAIN QUERY PLAN {sql}"):
            in_order = (
                "USING INDEX pairs_position" in detail or "USING COVERING INDEX pairs_position" in detail
            )
            assert not detail.startswith("SCAN") or in_order, f"{detail}: {sql}"


def test_a_label_costs_a_bounded_number_of_statements(session: Session, store: Store) -> None:
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    session.tie()
    store._db.set_trace_callback(None)
    own = [sql for sql in statements if not sql.startswith("--")]
    assert own.count("COMMIT") == 1
    assert len(set(own)) <= 14, own


def test_a_place_of_a_pair_that_does_not_exist(store: Store) -> None:
    with pytest.raises(KeyError):
        store.queue.place(99)
    with pytest.raises(KeyError):
        store.content.pair(99)
    assert store.queue.at(7) is None


def test_sqlite_is_recent_enough_for_what_is_used() -> None:
    assert sqlite3.sqlite_version_info >= (3, 31)


def test_a_step_that_finds_nothing_for_long_gives_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "INSTRUCTIONS_BETWEEN", 1)
    monkeypatch.setattr(queue, "PATIENCE_S", -1.0)
    with pytest.raises(ReviewError, match="the list goes on looking"):
        store.queue.first()
    monkeypatch.undo()
    assert store.queue.first() is not None
