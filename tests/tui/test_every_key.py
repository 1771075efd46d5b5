"""Each key of the map in each state: nothing crashes, nothing is left open, nothing is labeled by a key that
does not label."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from textual import events

from reviewtui.domain.rubric import AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Side
from reviewtui.review.actions import ACTIONS
from reviewtui.review.calls import CALLS
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.tui.review_screen import ReviewScreen
from tests.conftest import MakeSession, put_pairs
from tests.tui.conftest import Screen, Start

EVERYTHING = Rubric(
    scale=Scale.GRADED,
    criteria=(AskedCriterion("tone", "friendly and plain"), AskedCriterion("safety")),
    tags=(AskedTag("made-up source", harmed="customers", blocker=True), AskedTag("off topic", sided=False)),
    warned=True,
    skip_reasons=("can't judge",),
    required=("preference", "criteria", "correctness"),
)

LEAVES = {"quit", "suspend"}

Prepare = Callable[[Session], object]


def labeled(session: Session) -> None:
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.mark(Side.RIGHT, Correctness.PARTIAL)
    for _ in session.rubric.criteria:
        session.tie()
    session.tie()


def revealed(session: Session) -> None:
    here = session.view.number
    labeled(session)
    session.goto(f"#{here}")
    session.reveal()


def back_at(steps: Prepare) -> Prepare:
    def preparing(session: Session) -> None:
        here = session.view.number
        steps(session)
        session.goto(f"#{here}")

    return preparing


STATES: dict[str, tuple[Rubric, Prepare, tuple[str, ...]]] = {
    "fresh": (Rubric(), lambda session: None, ()),
    "verdict alone": (EVERYTHING, lambda session: session.both_bad(), ()),
    "labeled": (EVERYTHING, back_at(labeled), ()),
    "skipped": (Rubric(), back_at(lambda session: session.skip("why")), ()),
    "revealed": (EVERYTHING, revealed, ()),
    "to confirm": (
        Rubric(advance=Advance.CONFIRM, repeat_rate=0.5),
        lambda session: (session.tie(), session.undo(), session.redo()),
        (),
    ),
    "compared, raw, zoomed and searched": (
        Rubric(),
        lambda session: None,
        ("v", "m", "o", "slash", *"answer", "enter"),
    ),
}


@pytest.fixture
def many(store: Store) -> Store:
    put_pairs(store, 90)
    return store


def keys() -> Iterator[tuple[str, str]]:
    for action in ACTIONS:
        if action.name not in LEAVES:
            yield action.name, action.keys[0]


async def press(screen: Screen, key: str) -> None:
    """As a key arrives at the screen. The pilot's own way waits four times for each."""
    screen.app.screen.post_message(events.Key(key, key if len(key) == 1 else None))
    await screen.pilot.pause()


async def close_all(screen: Screen) -> None:
    for _ in range(4):
        if isinstance(screen.app.screen, ReviewScreen):
            return
        await press(screen, "escape")
    raise AssertionError(f"{screen.app.screen} does not close")


@pytest.mark.parametrize("state", STATES)
async def test_every_key_in_this_state(
    state: str, many: Store, make_session: MakeSession, start: Start
) -> None:
    rubric, prepare, before = STATES[state]
    session = make_session(rubric=rubric)
    async with start(session, 60, 20) as screen:
        review = screen.app.screen
        assert isinstance(review, ReviewScreen)
        await screen.press(*before)
        for number, (name, key) in enumerate(keys(), 2):
            session.goto(f"#{number}")
            prepare(session)
            review.refresh_all()
            await screen.pilot.pause()
            revisions = many.labels.next_seq(session.view.pair_id, session.annotator.id)
            pair = session.view.pair_id
            await press(screen, key)
            await close_all(screen)
            assert screen.app.is_running, name
            if name not in CALLS or name in {
                "next",
                "previous",
                "flip",
                "next_criterion",
                "previous_criterion",
            }:
                assert many.labels.next_seq(pair, session.annotator.id) == revisions, name
            assert screen.bar("label").strip(), name


async def test_every_key_of_a_session_that_only_reads(
    many: Store, make_session: MakeSession, start: Start
) -> None:
    session = make_session(rubric=EVERYTHING, read_only=True)
    async with start(session, 60, 20) as screen:
        for name, key in keys():
            await press(screen, key)
            await close_all(screen)
            assert screen.app.is_running, name
    assert list(many.labels.all()) == []
    assert many.drafts.count(session.annotator.id) == 0
