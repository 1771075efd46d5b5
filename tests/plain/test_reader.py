"""Lines from a pipe, and from a terminal where some were typed too early."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from reviewtui.plain.reader import Reader


class Typist(NamedTuple):
    reader: Reader
    keyboard: int

    def type(self, text: str) -> None:
        os.write(self.keyboard, text.encode())


@pytest.fixture
def typist() -> Iterator[Typist]:
    """A reader at a terminal, and the keyboard of that."""
    keyboard, terminal = os.openpty()
    with os.fdopen(terminal, encoding="utf-8") as stream:
        yield Typist(Reader(stream), keyboard)
    os.close(keyboard)


def test_lines_of_a_pipe_wait_for_their_turn() -> None:
    reader = Reader(io.StringIO("f\r\n\n last"))
    assert not reader.is_terminal
    assert reader.typed_ahead() == []
    assert [reader.read() for _ in range(5)] == ["f", "", " last", None, None]


def test_what_was_typed_ahead_is_taken_away(typist: Typist) -> None:
    typist.type("f\ne k\n\nj")
    assert typist.reader.read() == "f"
    assert typist.reader.typed_ahead() == ["e k"]
    typist.type("t\n")
    assert typist.reader.read() == "t", "the half typed «j» is gone too"


def test_nothing_was_typed_ahead(typist: Typist) -> None:
    assert typist.reader.typed_ahead() == []


def test_the_end_of_the_input_among_what_was_typed_ahead_ends_it(typist: Typist) -> None:
    typist.type("f\n\x04")
    assert typist.reader.typed_ahead() == ["f"]
    assert typist.reader.read() is None
