"""What a user has set for every project: keys, colours, clipboard, mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reviewtui.review.keymap import DEFAULT, Keymap


class Clipboard(StrEnum):
    """Where a copy may go: `auto` not through a multiplexer, `tmux` through one too, `off` nowhere."""

    AUTO = "auto"
    TMUX = "tmux"
    OFF = "off"


def _kept_nowhere(_: str) -> str:
    return "for this session"


@dataclass(frozen=True, slots=True)
class Settings:
    keymap: Keymap = DEFAULT
    theme: str | None = None
    """The theme that the configuration names. It goes before the chosen one."""
    chosen_theme: str | None = None
    """The one that was chosen on the screen, in an earlier session; it may exist no more."""
    clipboard: Clipboard = Clipboard.AUTO
    mouse: bool = True
    keep_theme: Callable[[str], str] = _kept_nowhere
    """Keeps a theme that was chosen on the screen, and says for how long. Raises ReviewError."""
    source: str | None = None
    """The file that they come from; None: all is as by default."""
