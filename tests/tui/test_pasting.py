"""A paste is text, whatever it holds and however it is cut into pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual import events

from reviewtui.tui.pasting import END, START, PasteSafeParser

CLIPBOARD = st.text(st.sampled_from("fjq \n[201~\x1b"), max_size=30).filter(lambda text: END not in text)


def told(event: object) -> object:
    return event.key if isinstance(event, events.Key) else getattr(event, "text", event)


@given(st.lists(st.tuples(st.sampled_from("fjt"), CLIPBOARD), max_size=3), st.data())
def test_keys_are_keys_and_pastes_are_pastes(pieces: list[tuple[str, str]], data: st.DataObject) -> None:
    stream = "".join(f"{key}{START}{text}{END}" for key, text in pieces)
    parser = PasteSafeParser()
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
