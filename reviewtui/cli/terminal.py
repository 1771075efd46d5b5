"""Whether this terminal can show the review screen, said before anything is drawn."""

from __future__ import annotations

import os
import sys

from reviewtui.domain.errors import UsageError
from reviewtui.tui import SMALLEST

SSH_ESCAPE_DELAY_MS = "300"
"""On a slow link the bytes of an arrow key come apart; Textual's 100 ms would make them three keys."""


def is_dumb() -> bool:
    """Whether the terminal can't move its cursor."""
    return os.environ.get("TERM", "") in ("", "dumb")


def check_terminal() -> None:
    """Raises UsageError where the review screen can't be shown."""
    if not all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            "the review screen needs a terminal; input or output is a pipe or a file",
            "Run it in a terminal, or line by line: reviewtui label --plain. For scripts there are: reviewtui"
            " import, stats, agreement, export.",
        )
    if is_dumb():
        raise UsageError(
            "this terminal can't move its cursor (TERM is empty or dumb)",
            "Review line by line: reviewtui label --plain. Or set TERM, for example: TERM=xterm-256color",
        )
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    # Some programs that drive a terminal never set its size.
    if (columns, rows) != (0, 0) and (columns < SMALLEST[0] or rows < SMALLEST[1]):
        raise UsageError(
            f"the terminal has {columns}x{rows} cells; the review screen needs {SMALLEST[0]}x{SMALLEST[1]}",
            "Enlarge the window, or make its font smaller, and start again.",
        )


def set_up_keys() -> None:
    """Before Textual is imported: it reads this setting once."""
    if "SSH_CONNECTION" in os.environ:
        os.environ.setdefault("ESCDELAY", SSH_ESCAPE_DELAY_MS)


COLOURFUL = ("xterm", "screen", "tmux", "rxvt", "linux", "kitty", "alacritty", "foot", "wezterm", "ghostty")
"""Terminals that are known to have colours without a look into the terminal database."""


def set_up_colours() -> None:
    """Textual knows terminals without colours by this variable alone."""
    if _is_monochrome(os.environ.get("TERM", "")):
        os.environ["NO_COLOR"] = "1"


def _is_monochrome(term: str) -> bool:
    """Whether the terminal's name or terminfo says so; not where nothing is known."""
    name, _, kind = term.partition("-")
    if kind in ("m", "mono"):
        return True
    if name in COLOURFUL or "color" in term or os.environ.get("COLORTERM"):
        return False
    try:
        import curses
    except ImportError:
        return False
    try:
        curses.setupterm(term, sys.stderr.fileno())
    except curses.error:
        return False
    return curses.tigetnum("colors") < 2
