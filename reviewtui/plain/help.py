"""What can be typed, and what stands in the place of actions that need a screen."""

from __future__ import annotations

from reviewtui.plain.commands import TAKES, WORDS, typeable
from reviewtui.review.actions import CONTEXTS
from reviewtui.review.keymap import Keymap

_AGAIN = "nothing scrolls here: left, right and prompt print that text again, more goes on with a cut one"
_AT_ONCE = "diff prints all differences at once"
_MATCHES = "search TEXT prints all lines with a match at once"

INSTEAD = {
    "scroll_down": _AGAIN,
    "scroll_up": _AGAIN,
    "page_up": _AGAIN,
    "prompt_down": _AGAIN,
    "prompt_up": _AGAIN,
    "scroll_home": _AGAIN,
    "scroll_end": _AGAIN,
    "scroll_mode": _AGAIN,
    "zoom": "left or right prints that output alone",
    "next_difference": _AT_ONCE,
    "previous_difference": _AT_ONCE,
    "next_match": _MATCHES,
    "previous_match": _MATCHES,
    "close_search": _MATCHES,
    "copy": "what is printed is plain text: copy it with the terminal; left or right prints an output alone",
    "palette": "the name of an action does it; help lists them all",
    "theme": "there are no colours here",
    "mouse": "the mouse is the terminal's own here",
    "suspend": "Ctrl-Z is the terminal's own here; fg returns",
}
"""Actions that mean nothing without a screen."""

_HERE = {
    "tag_left": "tag the left output; alone, list the tags",
    "tag": "tag the pair; alone, list the tags",
    "tag_right": "tag the right output; alone, list the tags",
    "note": "write a note; alone, say it; with - take it off",
    "skip_because": "skip this pair and say why; alone, list the reasons",
    "queue": "list the pairs from here on; with FILTER go through some alone, with all through all again",
    "page_down": "go on with the text that was cut",
    "diff": "list the lines that differ between the outputs, or the words",
    "search": "list the lines with a match",
    "prompt": "print the prompt again",
    "folds": "print system prompts, tool calls and reasoning whole, or a line of each",
}
"""Actions that do the same as on the screen in another way."""

_BLANK_LINES = {"enter": "an empty line", "space": "a line with a blank"}

_INTRODUCTION = (
    "A line holds one or more keys or names, with blanks between them: «e k f», «correct_left prefer_left»."
    " Keys that take nothing behind them may run together: «ekf». What takes TEXT, a TAG or the like takes"
    " the rest of its line; what stands in brackets may be left out. A verdict is taken only for a pair that"
    " was printed before its line was typed."
)


def key_help(keymap: Keymap) -> str:
    parts = [_INTRODUCTION]
    for context, title in CONTEXTS.items():
        lines = [
            f"{_typed(keymap, action.name)}: {_HERE.get(action.name, action.description)}"
            for action in keymap.actions
            if action.context == context and action.name not in INSTEAD
        ]
        if lines:
            parts.append("\n".join([title, *lines]))
    words = [f"{_with_argument(word)}: {does}" for word, does in WORDS.items()]
    parts.append("\n".join(["Here alone", *words]))
    return "\n\n".join(parts)


def _typed(keymap: Keymap, name: str) -> str:
    blank = [words for key, words in _BLANK_LINES.items() if key in keymap.keys(name)]
    return " or ".join([*typeable(keymap, name), *blank, _with_argument(name)])


def _with_argument(name: str) -> str:
    return f"{name} {TAKES[name]}" if name in TAKES else name
