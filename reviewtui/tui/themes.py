"""Colours: which themes there are, and which one a terminal starts with."""

from __future__ import annotations

import os

from textual.theme import BUILTIN_THEMES

from reviewtui.domain.errors import UsageError
from reviewtui.review.settings import Settings

DEFAULT = "textual-dark"

FOR_FEW_COLOURS = "ansi-dark"
"""The terminal's own sixteen colours on its own background, where mixed ones would be rounded to them."""


def dark_or_light(name: str) -> str:
    theme = BUILTIN_THEMES[name]
    words = "dark" if theme.dark else "light"
    return f"{words}, the terminal's own colours" if theme.ansi else words


def names() -> list[str]:
    """All themes, the dark ones first."""
    return sorted(BUILTIN_THEMES, key=lambda name: (not BUILTIN_THEMES[name].dark, name))


def start_theme(settings: Settings) -> str:
    """The configured theme, else the chosen one, else the terminal's default. Raises UsageError where the
    configuration names one that there is not."""
    if settings.theme is not None and settings.theme not in BUILTIN_THEMES:
        hint = f"The themes are: {', '.join(names())}."
        raise UsageError(f"{settings.source}: there is no theme {settings.theme!r}", hint)
    if has_no_colours():
        return FOR_FEW_COLOURS
    kept = settings.theme or settings.chosen_theme
    if kept in BUILTIN_THEMES:
        return kept
    return FOR_FEW_COLOURS if has_few_colours() else DEFAULT


def has_no_colours() -> bool:
    """As Textual sees it: the variable is set, to whatever value."""
    return "NO_COLOR" in os.environ


def has_few_colours() -> bool:
    """At most sixteen, as far as the environment says: Textual would round all others to them."""
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return False
    return not os.environ.get("TERM", "").endswith(("256color", "kitty"))
