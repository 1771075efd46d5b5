"""However it ends, the terminal is as it was, the exit code says so, and no reviewed text is left on it."""

from __future__ import annotations

import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal, reviewtui

QUESTION = "Which answer is better?"
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l")
"""The normal screen, the cursor, no mouse reports, no bracketed paste."""


def start(pairs_file: Path, command: list[str] | None = None) -> Terminal:
    return Terminal(command or reviewtui(str(pairs_file), "--annotator", "ana"))


def assert_restored(terminal: Terminal) -> None:
    last_paint = terminal.output.rfind(b"\x1b[?1049h")
    for sequence in RESTORED:
        assert terminal.output.rfind(sequence) > last_paint, sequence


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(pairs_file: Path, number: signal.Signals) -> None:
    with start(pairs_file) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.wait_for(QUESTION)
        assert termios.tcgetattr(terminal.fd)[3] != before[3], "the screen reads keys one by one"
        terminal.press("f")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert_restored(terminal)
        assert termios.tcgetattr(terminal.fd)[3] == before[3]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_screen_starts_restores_the_terminal(
    pairs_file: Path, run: Run, number: signal.Signals
) -> None:
    assert run("import", pairs_file).returncode == 0
    with start(pairs_file) as terminal:
        terminal.wait_until(lambda: b"\x1b[?1049h" in terminal.output, "the screen")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
        assert_restored(terminal)


CRASHING = """
import sys
from reviewtui.cli.group import run
from reviewtui.review.session import Session

def fail(self):
    secret = self.view.left
    raise KeyError(f"secret {secret}")

Session.skip = fail
sys.exit(run(sys.argv[1:]))
"""


def test_a_crash_restores_the_terminal_and_tells_no_text(pairs_file: Path) -> None:
    command = [sys.executable, "-c", CRASHING, str(pairs_file), "--annotator", "ana"]
    with start(pairs_file, command) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("f")
        terminal.send("p")
        assert terminal.wait() == 70
        assert_restored(terminal)
        said = terminal.output[terminal.output.rfind(b"\x1b[?1049l") :].decode()
        assert "a defect in reviewtui: KeyError" in said
        assert "Every label is saved" in said
        assert "answer to" not in said
        assert "secret" not in said
        assert "Traceback" not in said
