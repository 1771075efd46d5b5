"""The user's configuration: `config.toml`, and beside it the theme that was chosen on the screen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.review.keymap import DEFAULT, Keymap
from reviewtui.review.settings import Clipboard, Settings

CONFIG, THEME = "config.toml", "theme"

KNOWN = ("keys", "theme", "clipboard", "mouse")
"""What can stand in the file."""

THEME_BYTES = 200
"""More is not the name of a theme."""


def directory() -> Path:
    return Path(click.get_app_dir("reviewtui"))


def load_settings() -> Settings:
    """Those of the configuration file. Raises UsageError, which names the file, for what is wrong in it."""
    file = directory() / CONFIG
    try:
        text = file.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings(chosen_theme=_chosen_theme(), keep_theme=_keep_theme)
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: byte {error.start + 1} is not UTF-8", "Save it as UTF-8.") from error
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", "It has to be a file that you may read.") from error
    try:
        return _settings(_parsed(text), str(file))
    except UsageError as error:
        raise UsageError(f"{file}: {error.message}", error.hint) from error


def _parsed(text: str) -> Mapping[str, Any]:
    # Who has no such file does not pay for its parser.
    import tomllib

    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = "Text stands in quotes, the name of a table in brackets."
        raise UsageError(f"not valid TOML: {error}", hint) from error
    for name in values:
        if name not in KNOWN:
            raise UsageError(f"there is no setting {name!r}", f"The settings are: {', '.join(KNOWN)}.")
    return values


def _settings(values: Mapping[str, Any], source: str) -> Settings:
    theme = values.get("theme")
    if theme is not None and not isinstance(theme, str):
        raise UsageError(f"theme is {theme!r}", 'Write a name in quotes, such as theme = "nord".')
    mouse = values.get("mouse", True)
    if not isinstance(mouse, bool):
        raise UsageError(f"mouse is {mouse!r}", "Write mouse = true or mouse = false.")
    return Settings(
        keymap=_keymap(values["keys"]) if "keys" in values else DEFAULT,
        theme=theme,
        chosen_theme=_chosen_theme(),
        clipboard=_clipboard(values.get("clipboard", Clipboard.AUTO.value)),
        mouse=mouse,
        keep_theme=_theme_is_set if theme else _keep_theme,
        source=source,
    )


def _clipboard(value: object) -> Clipboard:
    for choice in Clipboard:
        if value == choice.value:
            return choice
    choices = ", ".join(f'"{choice}"' for choice in Clipboard)
    raise UsageError(f"clipboard is {value!r}", f"It can be: {choices}.")


def _keymap(table: object) -> Keymap:
    """Raises UsageError for what is no key, or no key for its action."""
    if not isinstance(table, dict):
        raise UsageError(f"keys is {table!r}", 'Write a table: [keys], below it lines such as flag = "!".')
    # The checks of keys are for those who have set some.
    from reviewtui.review.key_names import keys_for

    return Keymap({name: keys_for(name, keys) for name, keys in table.items()})


def _chosen_theme() -> str | None:
    """The name in the file beside, whatever it is: the screens know which themes there are."""
    try:
        with (directory() / THEME).open("rb") as file:
            return file.read(THEME_BYTES).decode("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        # A theme is a convenience: the screen opens without it.
        return None


def _keep_theme(name: str) -> str:
    """Raises ReviewError where it can't be written."""
    file = directory() / THEME
    beside = file.with_name(f".{THEME}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{name}\n", encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise ReviewError(f"it holds for this session only ({file}: {error.strerror})") from error
    return "kept for later sessions"


def _theme_is_set(_: str) -> str:
    return f"for this session; {directory() / CONFIG} names the theme"
