"""Where a session goes on that begins after another one has ended, and what it says first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewtui.domain.vocabulary import Correctness, Side
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession, put_pairs

Restart = Callable[[Session], Session]


@pytest.fixture
def restart(make_session: MakeSession, store: Store) -> Restart:
    """Ends a session in the proper way, and begins the next."""

    def restarted(session: Session) -> Session:
        begun = store.events.last(presence.BEGIN, session.annotator.id)
        assert begun is not None
        presence.end(store, session.annotator, begun.id, session.left_at)
        return make_session(session.annotator.name, session.rubric)

    return restarted


def test_the_pair_that_was_looked_at_last_comes_up(session: Session, restart: Restart) -> None:
    session.tie()
    session.next()
    session.next()
    session = restart(session)
    assert (session.view.number, session.greeting) == (4, "")
    session.goto("1")
    assert restart(session).view.number == 1


def test_how_it_came_up_is_remembered_too(session: Session, store: Store, restart: Restart) -> None:
    session.goto("4")
    session = restart(session)
    session.tie()
    assert [one.served_by for one in store.labels.current()] == ["goto"]


def test_after_a_session_that_did_not_end_what_was_said_last_leads(
    session: Session, make_session: MakeSession, restart: Restart
) -> None:
    session.goto("5")
    session = restart(session)
    session.goto("2")
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.next()
    assert make_session().view.number == 2
    session = make_session()
    session.tie()
    assert make_session().view.number == 3


def test_pairs_that_came_in_since_come_first(session: Session, store: Store, restart: Restart) -> None:
    for _ in range(6):
        session.tie()
    assert session.next_unlabeled() == "all pairs are done"
    new = put_pairs(store, 7)[-1]
    assert restart(session).view.pair_id == new


def test_a_finished_project_says_so_at_once(session: Session, restart: Restart) -> None:
    session.skip()
    for _ in range(5):
        session.tie()
    assert restart(session).greeting == "all pairs are done, 1 of them skipped"


def test_the_filter_that_ended_is_told(session: Session, restart: Restart) -> None:
    session.filter("id = q3")
    session = restart(session)
    assert session.greeting == "the filter «id = q3» ended with the last session"
    assert session.filter_text == ""
    assert restart(session).greeting == ""


def test_a_filter_on_outcomes_that_ended_still_decides_for_the_pair_at_hand(
    session: Session, store: Store, restart: Restart
) -> None:
    session.tie()
    session.filter("preference tie")
    session = restart(session)
    assert session.prefer(Side.LEFT).endswith("(chosen by its outcome: not counted)")
    (counts,) = store.results.estimable()
    assert counts.preference == "tie"
