"""Copies that can arrive are sent; for all others it is said what to do."""

from __future__ import annotations

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.review.session import Session
from reviewtui.review.settings import Clipboard, Settings
from reviewtui.tui.app import ReviewApp
from reviewtui.tui.clipboard import LIMIT, check


@pytest.fixture(autouse=True)
def _no_multiplexer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)


@pytest.mark.parametrize(
    ("inside", "setting", "words"),
    [
        ("TMUX", Clipboard.AUTO, "set -g set-clipboard on"),
        ("STY", Clipboard.AUTO, "GNU screen"),
        ("STY", Clipboard.TMUX, "GNU screen"),
        ("", Clipboard.OFF, 'clipboard = "off"'),
    ],
)
def test_where_a_copy_would_not_arrive(
    monkeypatch: pytest.MonkeyPatch, inside: str, setting: Clipboard, words: str
) -> None:
    if inside:
        monkeypatch.setenv(inside, "1")
    with pytest.raises(ReviewError, match="not copied") as raised:
        check("text", setting)
    assert words in raised.value.message


def test_in_tmux_where_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/socket,1,0")
    check("text", Clipboard.TMUX)


def test_the_limit_is_in_bytes() -> None:
    check("a" * LIMIT, Clipboard.AUTO)
    with pytest.raises(ReviewError, match="100,002 bytes"):
        check("é" * (LIMIT // 2 + 1), Clipboard.AUTO)


@pytest.mark.parametrize(
    ("text", "copied"),
    [("plain", "plain"), ("\x1b[2J\x07", "\x1b[2J\x07"), ("\ud800 lone", "? lone"), ("", "")],
)
async def test_a_text_is_copied_as_it_is_but_for_what_has_no_bytes(
    session: Session, text: str, copied: str
) -> None:
    app = ReviewApp(session, "pairs")
    async with app.run_test():
        assert app.copy(text) == f"sent to the clipboard: {len(text):,} characters"
        assert app.clipboard == copied


async def test_what_is_not_sent_is_not_copied(session: Session) -> None:
    app = ReviewApp(session, "pairs", settings=Settings(clipboard=Clipboard.OFF))
    async with app.run_test():
        with pytest.raises(ReviewError):
            app.copy("text")
        assert app.clipboard == ""
