"""The streams of a review in lines: standard input and output, whatever they are."""

from __future__ import annotations

import io
import os
import signal
import sys
from types import FrameType

from reviewtui.plain.loop import Loop
from reviewtui.plain.paper import Paper
from reviewtui.plain.reader import Reader
from reviewtui.review.keymap import Keymap
from reviewtui.review.session import Session

ENDING_SIGNALS = (signal.SIGTERM, signal.SIGHUP)


def take_any_character() -> None:
    """Before the first line is read: one that the terminal's encoding does not have is no reason to stop."""
    for stream in (sys.stdin, sys.stdout):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def show_lines(session: Session, project: str, keymap: Keymap) -> int:
    """Review in lines until `quit` or the end of the input. Returns the exit code."""
    for number in ENDING_SIGNALS:
        # Under nohup, the loop goes on without its terminal.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)
    Loop(session, Reader(sys.stdin), Paper(sys.stdout, _width), project, keymap).run()
    return 0


def _width() -> int:
    """The columns of the terminal; 0 where there is none, or where it does not say."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except OSError:
        return 0


def _end(number: int, _frame: FrameType | None) -> None:
    """Leave by the way of an exception, so that the session is ended and the project closed."""
    raise SystemExit(128 + number)
