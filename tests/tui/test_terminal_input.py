"""A paste is text and an answer is nothing, whatever they hold and however they are cut into pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reviewtui.tui import terminal_input
from reviewtui.tui.terminal_input import END, START, SafeParser

CLIPBOARD = st.text(st.sampled_from("fjq \n[201~\x1b"), max_size=30).filter(lambda text: END not in text)


def told(event: object) -> object:
    return event.key if isinstance(event, events.Key) else getattr(event, "text", event)


@given(st.lists(st.tuples(st.sampled_from("fjt"), CLIPBOARD), max_size=3), st.data())
def test_keys_are_keys_and_pastes_are_pastes(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    stream = "".join(f"{key}{START}{text}{END}" for key, text in pieces)
    parser = SafeParser()
    found: list[object] = []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += map(told, parser.feed(stream[:size]))
        stream = stream[size:]
    # Textual gives a paste when the next key comes.
    found += map(told, parser.feed("x"))
    found = [one for one in found if one]
    expected: list[object] = []
    for key, text in pieces:
        expected.append(key)
        if text:
            expected.append(text.replace("\x1b", "␛"))
    assert found[: len(expected)] == expected


ANSWERS = [
    "\x1b[?1;2c",
    "\x1b[>1;10;0c",
    "\x1b[=0c",
    "\x1bP1+r\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b]11;rgb:1111/2222/3333\x1b\\",
    "\x1b]11;rgb:1111/2222/3333\x07",
    "\x1b[8;24;80t",
    "\x1b[0n",
    "\x1b[?997;1n",
    "\x1b[?31u",
    "\x1b_Gi=31;OK\x1b\\",
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_of_the_terminal_is_no_key_wherever_it_is_cut(answer: str) -> None:
    # Between the escape character and what follows, a terminal does not stop.
    for cut in range(2, len(answer) + 1):
        parser = SafeParser()
        found = [told(one) for piece in ("f", answer[:cut], answer[cut:] + "j") for one in parser.feed(piece)]
        assert [key for key in found if key] == ["f", "j"], cut


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x1b[A", "up"),
        ("\x1b[1;2B", "shift+down"),
        ("\x1b[5~", "pageup"),
        ("\x1bOP", "f1"),
        ("\x1b[97;5u", "ctrl+a"),
        ("\x1b[15;2~", "shift+f5"),
    ],
)
def test_keys_that_are_sequences_are_keys_wherever_they_are_cut(sent: str, key: str) -> None:
    for cut in range(1, len(sent) + 1):
        parser = SafeParser()
        found = [told(one) for piece in (sent[:cut], sent[cut:]) if piece for one in parser.feed(piece)]
        assert [one for one in found if one] == [key], cut


def test_the_mouse_and_the_modes_are_read() -> None:
    parser = SafeParser()
    kinds = [type(one).__name__ for one in parser.feed("\x1b[<64;3;4M\x1b[?2026;2$y\x1b[48;24;80;0;0t")]
    assert kinds == ["MouseScrollUp", "TerminalSupportsSynchronizedOutput", "Resize"]


def test_an_answer_that_never_ends_takes_no_later_key(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1.0
    monkeypatch.setattr(terminal_input.time, "monotonic", lambda: now)
    parser = SafeParser()
    assert list(parser.feed("\x1bP1")) == []
    assert list(parser.feed("+r")) == []
    now = 9.0
    assert [told(one) for one in parser.feed("f")] == ["f"]
