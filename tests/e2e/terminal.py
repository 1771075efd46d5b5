"""A terminal for programs under test: a real pty, a screen to look at, and every byte that was sent."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self

import pyte

KEYS = {
    "enter": b"\r", "escape": b"\x1b", "tab": b"\t", "space": b" ", "backspace": b"\x7f",
    "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "pageup": b"\x1b[5~", "pagedown": b"\x1b[6~", "home": b"\x1b[H", "end": b"\x1b[F",
}  # fmt: skip

QUIET_S = 0.1
"""A paint has ended when nothing came for this long."""

FIRST_BYTE_S = 1.0

AFTER_ESCAPE_S = 0.4

LIMIT_S = 30.0
"""How long a test waits for something that has to come; nothing is asserted of the time it took."""


class Terminal:
    """Runs a command in a pty of a given size, and answers the queries that terminals answer."""

    def __init__(
        self, command: Sequence[str], *, cols: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        self.screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.output = b""
        self.status: int | None = None
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(env or {})}
        # Compiled modules are what users have; to compile them at each start takes longer than the start.
        for name in ("COLUMNS", "LINES", "NO_COLOR", "SSH_CONNECTION", "PYTHONDONTWRITEBYTECODE"):
            if name not in (env or {}):
                environment.pop(name, None)
        self.started = time.perf_counter()
        # The child sets the size before it starts the program, so that no program ever sees another one.
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
            os.execvpe(command[0], list(command), environment)

    def read(self, timeout: float) -> bytes:
        """What has come by now; waits up to `timeout` seconds for the first of it."""
        ready, _, _ = select.select([self.fd], [], [], timeout)
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.output += data
        if b"\x1b[?2026$p" in data:
            os.write(self.fd, b"\x1b[?2026;2$y")
        # pyte takes the «>» of xterm's key queries for text.
        self._stream.feed(_without_private_queries(data))
        return data

    def lines(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def text(self) -> str:
        return "\n".join(self.lines())

    def wait_until(self, condition: Callable[[], bool], what: str) -> None:
        """Read until a condition of the screen holds; AssertionError with the screen where it never does."""
        end = time.monotonic() + LIMIT_S
        while not condition():
            if time.monotonic() > end or not self._alive_or_unread():
                raise AssertionError(f"{what} did not come; on the screen:\n{self.text()}")
            self.read(0.05)

    def wait_for(self, text: str) -> None:
        self.wait_until(lambda: text in self.text(), repr(text))

    def settle(self, quiet: float = QUIET_S) -> int:
        """Read to the end of a paint; how many bytes it had."""
        before = len(self.output)
        # On a busy machine the first byte may be late; few keys send none.
        self.read(FIRST_BYTE_S)
        while self.read(quiet):
            pass
        return len(self.output) - before

    def send(self, *keys: str) -> None:
        for key in keys:
            os.write(self.fd, KEYS.get(key, key.encode()))

    def press(self, *keys: str) -> None:
        """Send keys one by one, each after the paint of the one before; the first one too."""
        while self.read(QUIET_S):
            pass
        for key in keys:
            self.send(key)
            # A key right behind the escape key would be taken for alt and that key.
            self.settle(AFTER_ESCAPE_S if key == "escape" else QUIET_S)

    def resize(self, cols: int, rows: int) -> None:
        self.screen.resize(rows, cols)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """The connection drops: the kernel sends SIGHUP, and nobody reads any more."""
        os.close(self.fd)
        self.fd = -1

    def wait(self) -> int:
        """The exit status: the code, or minus the signal that ended the program."""
        end = time.monotonic() + LIMIT_S
        while self.status is None:
            if time.monotonic() > end:
                raise AssertionError(f"the program did not end; on the screen:\n{self.text()}")
            if self.fd >= 0:
                self.read(0.05)
            self._alive_or_unread()
        while self.fd >= 0 and self.read(0):
            pass
        return self.status

    def _alive_or_unread(self) -> bool:
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif self.fd < 0:
                select.select([], [], [], 0.02)
        if self.status is None:
            return True
        return self.fd >= 0 and bool(select.select([self.fd], [], [], 0)[0]) and bool(self.read(0))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self.fd >= 0:
            os.close(self.fd)


def _without_private_queries(data: bytes) -> bytes:
    return data.replace(b"\x1b[>25u", b"").replace(b"\x1b[<u", b"")


def reviewtui(*arguments: str) -> list[str]:
    """The command line of the program, run by the Python that runs the tests."""
    return [sys.executable, "-m", "reviewtui", *arguments]
