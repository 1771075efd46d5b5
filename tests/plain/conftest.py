"""Sessions that are talked to in lines, without a terminal."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from reviewtui.plain.loop import Loop
from reviewtui.plain.paper import Paper
from reviewtui.plain.reader import Reader
from reviewtui.review.keymap import DEFAULT, Keymap
from reviewtui.review.session import Session

Talk = Callable[..., str]


@pytest.fixture
def talk() -> Talk:
    """Type these lines; returns all that is printed, each line behind its prompt."""

    def talking(session: Session, *lines: str, width: int = 80, keymap: Keymap = DEFAULT) -> str:
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        out = io.StringIO()
        Loop(session, Reader(typed), Paper(out, lambda: width), "pairs", keymap).run()
        return out.getvalue()

    return talking


def answer_to(line: str, printed: str) -> str:
    """What was printed after a line, up to the next prompt."""
    return printed.partition(f"\n> {line}\n")[2].partition("\n> ")[0]
