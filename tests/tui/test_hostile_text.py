"""Text under review is shown and does nothing: no markup, no sequences, no widths that shift the screen."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from reviewtui.domain.rubric import Rubric
from reviewtui.review.session import Session
from tests.tui.conftest import Start

MARKUP = "[red]x[/red] [/] [/etc/passwd] [@click=app.quit]q[/] list[int] [foo a=b]"
CONTROLS = "\x1b[2J\x1b[c\x1b]52;c;aGk=\x07\x9b31m\x00\x7f\x0e a\rb"
HIDDEN = "a\u202eb\u200bc\u2066d\ufeffe\u00adf"
WIDE = "漢字かな交じり文 👩‍👩‍👧 🇩🇪 ❤️ नमस्ते שלום z̷̢̛͎a̸l̶g̵o̷"
HOSTILE = [
    MARKUP,
    CONTROLS,
    HIDDEN,
    WIDE,
    "x" * 10_000,
    "\t\ta\tb",
    "",
    " \n \n",
    "\n" * 5000,
    "\r\n".join("ab"),
]

FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("size", [(60, 20), (120, 40)])
async def test_every_line_is_as_wide_as_the_screen_and_clean(
    session: Session, put: Callable[..., int], start: Start, text: str, size: tuple[int, int]
) -> None:
    put(text, text + "!", prompt=text, external_id="x9", one=f"m{text[:200]}", other=f"n{text[:200]}")
    session = Session(session._store, session.annotator, Rubric(question=text[:50] or "?"), None)
    session.goto("x9")
    async with start(session, *size) as screen:
        for keys in ((), ("o",), ("M",), ("escape", "a"), ("down", "space", "end")):
            await screen.press(*keys)
            for line in screen.lines():
                assert cell_len(line) == size[0]
                assert not FORBIDDEN.search(line)


async def test_markup_is_shown_as_it_is(session: Session, put: Callable[..., int], start: Start) -> None:
    put(MARKUP, "plain", external_id="x9")
    session.goto("x9")
    async with start(session, 120, 24) as screen:
        shown = {screen.pane("left")[0].strip(), screen.pane("right")[0].strip()}
        rest = " ".join(" ".join(screen.pane(side)) for side in ("left", "right"))
        assert "plain" in shown
        for part in MARKUP.split():
            assert part in rest


async def test_a_model_with_a_hostile_name_is_revealed_safely(
    session: Session, put: Callable[..., int], start: Start
) -> None:
    put("a", "b", external_id="x9", one="evil\x1b[31m[red]\n")
    session.goto("x9")
    session.tie()
    session.goto("x9")
    session.reveal()
    async with start(session, 120, 24) as screen:
        assert "evil␛[31m[red]↵" in screen.bar("left-title") + screen.bar("right-title")


async def test_what_is_pasted_into_a_note_is_shown_and_not_obeyed(session: Session, start: Start) -> None:
    from textual import events

    async with start(session) as screen:
        await screen.press("c")
        screen.app.screen.post_message(events.Paste("\x1b[2J\x1b]0;x\x07 [red]"))
        await screen.pilot.pause()
        await screen.pilot.pause()
        shown = "\n".join(screen.lines())
        assert "\x1b" not in shown
        assert "[red]" in shown
        await screen.press("escape")
        assert "[red]" in screen.bar("label")
