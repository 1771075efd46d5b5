"""Keys as people write them: their names in the table of actions, and which of them an action can have."""

from __future__ import annotations

import unicodedata

from reviewtui.domain.errors import UsageError
from reviewtui.review.actions import BY_NAME, SHOWN, shown

_WORDS = {
    "pgdn": "pagedown",
    "pgup": "pageup",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
}
"""Other words for keys."""

_NAMES = {"delete", "insert"} | {name for name, sign in SHOWN.items() if len(name) > 1}
_BY_SIGN = {sign.lower(): name for name, sign in SHOWN.items() if name != "space"} | {" ": "space"}
_FUNCTION_KEYS = {f"f{number}" for number in range(1, 25)}
_MODIFIERS = ("ctrl", "alt", "shift")

TAKEN = {
    "ctrl+c": "it says how to quit",
    "ctrl+q": "it does nothing, as it quits other programs",
}
"""Keys that no action can have, and why."""

KEPT = ("quit",)
"""Actions that need a key."""

SPLIT = {"escape", "left_square_bracket", "tilde", *"ABCDFHO"}
"""What a slow link can make of one arrow or function key: such a piece must not label a pair."""


def key_name(written: str) -> str | None:
    """The table's name for a key: of «%», «PgDn», «Ctrl-T», or of the name itself. None: no such key."""
    if written in _BY_SIGN or len(written) == 1:
        return _BY_SIGN.get(written) or _of_character(written)
    *modifiers, last = written.lower().replace("ctrl-", "ctrl+").split("+")
    if not modifiers:
        return _named(last)
    if any(one not in _MODIFIERS for one in modifiers) or len(set(modifiers)) < len(modifiers):
        return None
    base = _named(last) or (_of_character(last) if len(last) == 1 else None)
    if base is None:
        return None
    if modifiers == ["shift"] and len(base) == 1:
        return base.upper()
    return "+".join([*sorted(modifiers, key=_MODIFIERS.index), base])


def _named(word: str) -> str | None:
    word = _WORDS.get(word, word)
    if word in _NAMES or word in _FUNCTION_KEYS:
        return word
    return _BY_SIGN.get(word)


def _of_character(char: str) -> str | None:
    """A letter or digit is its own name; a sign's is made of its Unicode name, as Textual makes it."""
    if char.isalnum():
        return char
    name = unicodedata.name(char, "") if char.isprintable() else ""
    return name.lower().replace("-", "_").replace(" ", "_") or None


def keys_for(action: str, written: object) -> tuple[str, ...]:
    """The keys that a user gives an action: one or a list. Raises UsageError for what can't be its key."""
    keys = written if isinstance(written, list) else [written]
    named = dict.fromkeys(_key_for(action, key) for key in keys)
    if not named and action in KEPT:
        raise UsageError(f"{action} has no key", "It needs one.")
    return tuple(named)


def _key_for(action: str, written: object) -> str:
    name = key_name(written) if isinstance(written, str) else None
    if name is None:
        raise UsageError(
            f"{written!r}, for {action}, is no key", 'Write keys as "x", "%", "F2", "PgDn" or "ctrl+t".'
        )
    if name in TAKEN:
        raise UsageError(f"{action} can't have the key «{shown(name)}»: {TAKEN[name]}", "Choose another key.")
    if name in SPLIT and action in BY_NAME and BY_NAME[action].labels:
        raise UsageError(
            f"{action} can't have the key «{shown(name)}»: on a slow link an arrow key can arrive as it",
            "Choose another key: actions that label have none of Esc [ ~ A B C D F H O.",
        )
    return name
