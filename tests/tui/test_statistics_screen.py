"""The statistics screen: what it shows when, and that nobody sees who is winning without having asked."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events

from reviewtui.analysis import for_annotator
from reviewtui.domain.errors import ProjectError
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.text.cells import cell_width
from reviewtui.tui import statistics_screen
from reviewtui.tui.statistics_screen import StatisticsScreen
from tests.analysis.conftest import put_label
from tests.conftest import MakeSession, put_pairs
from tests.tui.conftest import Screen, Start


@pytest.fixture
def judged(store: Store) -> Store:
    for pair_id in put_pairs(store, 12):
        put_label(store, pair_id, "a", "ana")
        put_label(store, pair_id, "a", "ben")
    return store


class Gate:
    """Holds the computing back until a test lets it go on."""

    def __init__(self) -> None:
        self.opened = threading.Event()
        self.stopped: list[bool] = []


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    real = statistics_screen._computed

    def held(path: Path, annotator: str, results: bool, stopped: threading.Event) -> statistics_screen.Texts:
        gate.opened.wait(20)
        gate.stopped.append(stopped.is_set())
        return real(path, annotator, results, stopped)

    monkeypatch.setattr(statistics_screen, "_computed", held)
    yield gate
    gate.opened.set()


async def computed(screen: Screen) -> str:
    """What the screen says once the thread has ended."""
    for thread in threading.enumerate():
        if thread.name == statistics_screen.THREAD:
            thread.join()
    for _ in range(3):
        await screen.pilot.pause()
    return text(screen)


def text(screen: Screen) -> str:
    """All that the screen says, in its rows of text."""
    return "\n".join(line.strip() for line in screen.lines())


async def test_it_opens_at_once_and_fills_in(
    judged: Store, session: Session, start: Start, gate: Gate
) -> None:
    async with start(session, 100, 40) as screen:
        await screen.press("percent_sign")
        first = text(screen)
        assert "12 of 12 pairs labeled, 0 skipped, 0 open." in first
        assert "This session: 0 labels" in first
        assert "computing…" in first
        gate.opened.set()
        filled = await computed(screen)
        title, *body = filled.splitlines()[:-1]
        last = max(number for number, line in enumerate(body, 1) if line)
        assert title.endswith(f" {last} lines"), "of what is shown now"
        assert "computing" not in filled
        assert "Preference: annotators agree in 100.0 %" in filled
        assert "you: " in filled


async def test_who_is_winning_is_shown_to_those_who_asked_twice(
    session: Session, make_session: MakeSession, judged: Store, start: Start
) -> None:
    async with start(session, 100, 40) as screen:
        await screen.press("percent_sign")
        blind = await computed(screen)
        assert "Hidden, so that your judgements stay blind." in blind
        assert not any(word in blind for word in ("new", "old", "win rate"))
        await screen.press("R")
        assert "R again" in screen.bar("statistics-keys")
        await screen.press("down", "R")
        assert not session.results_revealed, "another key takes the first one back"
        await screen.press("R")
        assert session.results_revealed
        assert "new is preferred to old: it wins 100.0 % of prompts" in await computed(screen)
        await screen.press("R")
    asked = judged._db.execute("SELECT annotator_id FROM events WHERE kind = 'results-reveal'").fetchall()
    assert asked == [(session.annotator.id,)], "recorded once"
    later = make_session()
    async with start(later, 100, 40) as screen:
        await screen.press("percent_sign")
        assert "new is preferred to old: it wins 100.0 % of prompts" in await computed(screen)
    async with start(make_session("ben"), 100, 40) as screen:
        await screen.press("percent_sign")
        assert "win rate" not in await computed(screen), "it is each annotator's own"


async def test_a_session_that_only_reads_can_not_ask(
    make_session: MakeSession, judged: Store, start: Start
) -> None:
    async with start(make_session(read_only=True), 100, 40) as screen:
        await screen.press("percent_sign", "R", "R")
        assert "reviewtui stats shows who is winning" in await computed(screen)
        assert "who is winning" not in screen.bar("statistics-keys")
        assert judged.events.last("results-reveal", 1) is None


async def test_what_can_not_be_read_is_said(
    session: Session, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(store: Store, annotator: str, *, results: bool) -> None:
        raise ProjectError("pairs.review.db: another program has locked it for too long")

    monkeypatch.setattr(for_annotator, "statistics_for", broken)
    async with start(session) as screen:
        await screen.press("percent_sign")
        assert "Not computed: pairs.review.db: another program has locked it" in await computed(screen)


async def test_closing_it_ends_the_computing(session: Session, start: Start, gate: Gate) -> None:
    async with start(session) as screen:
        await screen.press("percent_sign", "escape")
        assert not isinstance(screen.app.screen, StatisticsScreen)
        gate.opened.set()
        await computed(screen)
        assert gate.stopped == [True]


def test_a_long_statement_gives_up(judged: Store) -> None:
    many_steps = "SELECT count(*) FROM labels a, labels b, labels c, labels d"
    with Store.open_to_read(judged.path) as store:
        assert store._db.execute(many_steps).fetchone() == (24**4,)
        store.give_up_when(lambda: True)
        with pytest.raises(sqlite3.OperationalError, match="interrupted"):
            store._db.execute(many_steps).fetchone()


async def test_a_burst_keeps_its_order_through_opening_and_closing(session: Session, start: Start) -> None:
    async with start(session) as screen:
        for key in ("percent_sign", "R", "R", "down", "q", "right"):
            screen.app.post_message(events.Key(key, None))
        await computed(screen)
        assert not isinstance(screen.app.screen, StatisticsScreen)
        assert session.results_revealed
        assert session.view.number == 2


async def test_lines_fit_the_smallest_screen(session: Session, judged: Store, start: Start) -> None:
    async with start(session, 60, 20) as screen:
        await screen.press("percent_sign")
        await computed(screen)
        assert {cell_width(line) for line in screen.lines()} == {60}
        await screen.press("R")
        assert "recorded" in screen.bar("statistics-keys")
        assert "…" not in screen.bar("statistics-keys")


def test_numpy_waits_for_the_thread() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, reviewtui.tui.statistics_screen; print('numpy' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"
