"""What is found out about the terminal before the screen starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("term", "colours", "monochrome"),
    [
        ("vt100", "", True),
        ("vt100", "truecolor", False),
        ("linux-m", "", True),
        ("xterm-mono", "truecolor", True),
        ("xterm", "", False),
        ("screen-256color", "", False),
        ("some-256color", "", False),
        ("a-terminal-that-nobody-knows", "", False),
    ],
)
def test_terminals_without_colours(term: str, colours: str, monochrome: bool) -> None:
    # In a process of its own: terminfo is read for one terminal a process.
    code = "import os, reviewtui.cli.terminal as it; it.set_up_colours(); print('NO_COLOR' in os.environ)"
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "TERM": term, "COLORTERM": colours},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == str(monochrome)
