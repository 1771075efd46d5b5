"""Panels over the review: what they cost, and that keys in bursts keep their order."""

from __future__ import annotations

import pytest
from textual import events

from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.review.session import Session
from reviewtui.tui.bar import Bar
from reviewtui.tui.panel import Panel
from reviewtui.tui.text_pane import TextPane
from tests.conftest import MakeSession
from tests.tui.conftest import Screen, Start

TAGS = tuple(AskedTag(f"tag {number}", "[red]about\x1b[2J it") for number in range(300))


def panel(screen: Screen) -> Panel:
    return screen.app.screen.query_one(Panel)


async def burst(screen: Screen, *keys: str) -> None:
    """Keys that come together, before any of them has done anything."""
    for key in keys:
        screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(3):
        await screen.pilot.pause()


async def test_a_tag_is_two_keys(make_session: MakeSession, start: Start) -> None:
    session = make_session(rubric=Rubric(tags=TAGS))
    async with start(session) as screen:
        await screen.press("s", "2")
        assert not panel(screen).is_open
        assert [tag.tag for tag in session.view.judgement.tags] == ["tag 1"]


async def test_a_burst_of_keys_reaches_the_panel_and_the_review_in_its_order(
    make_session: MakeSession, start: Start
) -> None:
    session = make_session(rubric=Rubric(tags=TAGS))
    async with start(session) as screen:
        await burst(screen, "s", "1", "l", *"ag 298", "backspace", "enter", "f", "left")
        tags = {tag.tag for tag in session.view.judgement.tags}
        assert tags == {"tag 0", "tag 29"}
        assert session.view.finished
        assert session.view.number == 1


async def test_a_burst_after_the_panel_is_there(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("colon")
        await burst(screen, "3", "enter", "right", "colon", "1", "escape", "right")
        assert session.view.number == 5


async def test_keys_of_the_review_are_letters_in_a_panel(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("slash", "f", "q", "T", "tab")
        assert panel(screen).text[1].strip() == "fqT"
        assert session.view.number == 1
        await screen.press("escape")
        assert not panel(screen).is_open


async def test_pasted_text_is_typed_in_a_panel_and_nothing_without_one(
    session: Session, start: Start
) -> None:
    async with start(session) as screen:
        screen.app.post_message(events.Paste("f"))
        await screen.pilot.pause()
        assert session.view.number == 1
        await screen.press("colon")
        screen.app.post_message(events.Paste("4\nf"))
        await screen.pilot.pause()
        assert panel(screen).text[1].strip() == "4 f"


async def test_data_in_a_panel_is_only_shown(make_session: MakeSession, start: Start) -> None:
    async with start(make_session(rubric=Rubric(tags=TAGS))) as screen:
        await screen.press("s")
        assert panel(screen).text[1].rstrip() == " ▸ 1   tag 0                     [red]about␛[2J it"


@pytest.mark.parametrize(("height", "rows"), [(20, 8), (24, 8), (60, 8)])
async def test_the_pair_stays_in_view(
    make_session: MakeSession, start: Start, height: int, rows: int
) -> None:
    async with start(make_session(rubric=Rubric(tags=TAGS)), 60, height) as screen:
        await screen.press("s")
        assert len(panel(screen).text) == rows
        # The row of keys stays in view.
        assert panel(screen).region.bottom == height - 1


async def test_a_panel_that_opens_another_of_its_height_is_drawn_anew(
    make_session: MakeSession, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(make_session(rubric=Rubric(tags=TAGS))) as screen:
        await screen.press("ctrl+p", *"tag the left")
        drawn: list[int] = []
        render = Panel.render_line
        monkeypatch.setattr(Panel, "render_line", lambda panel, y: drawn.append(y) or render(panel, y))
        await screen.press("enter")
        assert sorted(set(drawn)) == list(range(8))
        assert "Tags of the left output" in panel(screen).text[0]


async def test_a_smaller_terminal_makes_a_smaller_panel(make_session: MakeSession, start: Start) -> None:
    async with start(make_session(rubric=Rubric(tags=TAGS)), 80, 40) as screen:
        await screen.press("s", *["down"] * 8)
        await screen.resize(60, 20)
        assert len(panel(screen).text) == 8
        assert any(line.startswith(" ▸ ") for line in panel(screen).text)


async def test_only_the_rows_that_change_are_drawn(
    make_session: MakeSession, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(make_session(rubric=Rubric(tags=TAGS)), 80, 40) as screen:
        drawn: list[tuple[str, int]] = []
        for kind in (Bar, TextPane, Panel):

            def note(widget, y, *, kind=kind, render=kind.render_line):
                drawn.append((kind.__name__, y))
                return render(widget, y)

            monkeypatch.setattr(kind, "render_line", note)
        await screen.press("s")
        assert [name for name, _ in drawn].count("Panel") == 8
        assert not [row for name, row in drawn if name == "TextPane"]
        drawn.clear()
        await screen.press("down")
        assert sorted(drawn) == [("Panel", 1), ("Panel", 2)]
        drawn.clear()
        await screen.press("escape")
        assert len([row for name, row in drawn if name == "TextPane"]) <= 8, "what the panel covered"
