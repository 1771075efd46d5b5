"""Whether a copy can reach the clipboard of the reviewer's own machine: through the terminal (OSC 52), also
over SSH."""

from __future__ import annotations

import os

from reviewtui.domain.errors import ReviewError
from reviewtui.review.settings import Clipboard

LIMIT = 100_000
"""Bytes of a text at most; terminals drop a longer one without a word."""


def check(text: str, setting: Clipboard) -> None:
    """Raises ReviewError, with what to do about it, where a copy would not arrive."""
    if setting is Clipboard.OFF:
        raise ReviewError('not copied: clipboard = "off" in the configuration')
    if os.environ.get("STY"):
        raise ReviewError("not copied: GNU screen does not pass it on; turn the mouse off and select")
    if os.environ.get("TMUX") and setting is not Clipboard.TMUX:
        raise ReviewError(
            'not copied: tmux needs «set -g set-clipboard on», and config.toml clipboard = "tmux"'
        )
    size = len(text.encode("utf-8", "replace"))
    if size > LIMIT:
        raise ReviewError(f"not copied: {size:,} bytes, and terminals take {LIMIT:,} at most")
