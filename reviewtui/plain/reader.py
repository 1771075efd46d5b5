"""Lines from a terminal or a pipe, one at a time."""

from __future__ import annotations

import select
import termios
from typing import TextIO


class Reader:
    """At a terminal, lines can wait that were typed before what they answer was printed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._ended = False
        self.is_terminal = stream.isatty()

    def read(self) -> str | None:
        """The next line, None when there is no more."""
        line = "" if self._ended else self._stream.readline()
        self._ended = not line
        return None if self._ended else line.rstrip("\r\n")

    def typed_ahead(self) -> list[str]:
        """Take what waits at a terminal by now: the lines, without one that is half typed. Lines of a pipe
        wait by their nature, and are left."""
        lines: list[str] = []
        if not self.is_terminal:
            return lines
        # A terminal hands over one line at a time, so that none waits inside the stream.
        while not self._ended and select.select([self._stream], [], [], 0)[0]:
            line = self.read()
            if line:
                lines.append(line)
        termios.tcflush(self._stream, termios.TCIFLUSH)
        return lines
