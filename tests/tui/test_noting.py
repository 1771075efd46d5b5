"""Notes: what keys do, in bursts too, and the user's own editor."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from textual import events

from reviewtui.domain.errors import ReviewError
from reviewtui.review import external_editor
from reviewtui.review.session import Session
from reviewtui.tui.noting import NoteEditor
from tests.tui.conftest import Screen, Start


async def burst(screen: Screen, *keys: str) -> None:
    """Keys that come together, before any of them has done anything."""
    for key in keys:
        screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
    for _ in range(3):
        await screen.pilot.pause()


async def test_a_burst_opens_writes_closes_and_labels(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await burst(screen, "c", *"late", "ctrl+s", "f", "left")
        assert session.view.judgement.note == "late"
        assert session.view.number == 1
        assert session.view.finished


async def test_keys_behind_the_one_that_closes_it_are_not_typed(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("c")
        await burst(screen, *"late", "escape", "f", "left")
        assert session.view.judgement.note == "late"
        assert session.view.finished


@pytest.fixture
def _suspendable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewtui.tui.app.ReviewApp.suspend", lambda app: nullcontext())
    monkeypatch.setenv("VISUAL", "editor")


@pytest.mark.usefixtures("_suspendable")
async def test_what_was_typed_is_kept_before_the_editor_starts_and_comes_back_changed(
    session: Session, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def edit(text: str, editor: list[str]) -> str:
        kept.append(session.view.judgement.note)
        return f"{text} and more"

    monkeypatch.setattr(external_editor, "edit", edit)
    async with start(session) as screen:
        await screen.press("c", *"late", "ctrl+o")
        assert kept == ["late"]
        await screen.press("exclamation_mark", "escape")
        assert session.view.judgement.note == "late and more!"


@pytest.mark.usefixtures("_suspendable")
async def test_an_editor_that_fails_is_said_and_loses_nothing(
    session: Session, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def edit(text: str, editor: list[str]) -> str:
        raise ReviewError("editor ended with code 1")

    monkeypatch.setattr(external_editor, "edit", edit)
    async with start(session) as screen:
        await screen.press("c", *"late", "ctrl+o")
        assert any("editor ended with code 1" in line for line in screen.lines())
        await screen.press("escape")
        assert session.view.judgement.note == "late"


async def test_without_a_terminal_to_hand_over_it_is_said(
    session: Session, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "editor")
    async with start(session) as screen:
        await screen.press("c", "ctrl+o")
        assert any("this terminal can't be handed over" in line for line in screen.lines())


@pytest.mark.parametrize(
    ("keys", "note"),
    [
        (["a", "enter", "b"], "a\nb"),
        (["b", "left", "a", "right", "c"], "abc"),
        ([*"ab", "backspace"], "a"),
        ([*"ab", "home", "delete"], "b"),
        ([*"one two", "ctrl+w", "z"], "one z"),
        ([*"one two", "ctrl+left", "ctrl+k", "z"], "one z"),
        ([*"one", "ctrl+u", "x"], "x"),
        (["a", "enter", "b", "up", "end", "c"], "ac\nb"),
        (["f5", "ctrl+q", "a"], "a"),
    ],
)
async def test_keys_edit_the_note(session: Session, start: Start, keys: list[str], note: str) -> None:
    async with start(session) as screen:
        await burst(screen, "c", *keys, "ctrl+s")
        assert session.view.judgement.note == note


async def test_an_undo_in_the_note_is_not_one_of_the_label(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("f", "left", "c", "a", "ctrl+z", "b", "escape")
        assert session.view.judgement.note == "b"
        assert session.view.judgement.preference is not None


async def test_a_pasted_note_is_text_of_several_lines_and_no_keys(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("c")
        screen.app.post_message(events.Paste("one\ntwo\x1b[2J"))
        await screen.pilot.pause()
        assert any("two␛[2J" in line for line in screen.lines())
        await screen.press("escape")
        assert session.view.judgement.note == "one\ntwo\x1b[2J"


async def test_a_note_that_cannot_be_saved_stays_until_it_is_given_up(
    session: Session, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Session, text: str) -> str:
        raise ReviewError("the disk is full")

    async with start(session) as screen:
        await screen.press("c", *"late")
        monkeypatch.setattr(Session, "note", fail)
        monkeypatch.setattr(Session, "type_note", fail)
        await screen.press("escape")
        assert any("not saved: the disk is full" in line for line in screen.lines())
        assert screen.app.screen.query(NoteEditor)
        await screen.press("escape")
        assert not screen.app.screen.query(NoteEditor)


async def test_the_caret_is_there_and_does_not_blink(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("c")
        editor = screen.app.screen.query_one(NoteEditor)
        assert editor.has_focus
        assert not editor.cursor_blink
        assert screen.app.focused is None, "a change of the focus would paint the whole screen"
