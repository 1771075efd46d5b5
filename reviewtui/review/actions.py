"""The one table of actions and keys: keys, footer, help, `reviewtui keys` and README are made from it."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """`keys` are named as Textual names them; `labels`: it changes what is said of the pair."""

    name: str
    keys: tuple[str, ...]
    description: str
    context: str
    labels: bool = False

    @property
    def short(self) -> str:
        """The description without what stands in brackets."""
        return self.description.partition(" (")[0]


LABEL, MOVE, READ, SESSION = "label", "move", "read", "session"

CONTEXTS = {
    LABEL: "Judge",
    MOVE: "Move",
    READ: "Read",
    SESSION: "Session",
}
"""The groups of the help screen, in its order."""

ACTIONS = (
    Action("prefer_left", ("f", "1"), "left is better (graded: clearly)", LABEL, labels=True),
    Action("prefer_left_slightly", ("g",), "left is slightly better (graded scale)", LABEL, labels=True),
    Action("prefer_right", ("j", "2"), "right is better (graded: clearly)", LABEL, labels=True),
    Action("prefer_right_slightly", ("h",), "right is slightly better (graded scale)", LABEL, labels=True),
    Action("tie", ("t", "3"), "equally good", LABEL, labels=True),
    Action("both_bad", ("b", "4"), "both bad: neither is acceptable", LABEL, labels=True),
    Action("correct_left", ("e",), "left is correct", LABEL, labels=True),
    Action("partial_left", ("r",), "left is partly correct", LABEL, labels=True),
    Action("incorrect_left", ("d",), "left is incorrect", LABEL, labels=True),
    Action("correct_right", ("i",), "right is correct", LABEL, labels=True),
    Action("partial_right", ("u",), "right is partly correct", LABEL, labels=True),
    Action("incorrect_right", ("k",), "right is incorrect", LABEL, labels=True),
    Action("note", ("c",), "write a note", LABEL, labels=True),
    Action("skip", ("p",), "skip this pair", LABEL, labels=True),
    Action("flag", ("exclamation_mark",), "flag this pair, or take the flag off", LABEL, labels=True),
    Action("undo", ("backspace", "z"), "undo, back through all sessions", LABEL, labels=True),
    Action("redo", ("y",), "redo", LABEL, labels=True),
    Action("next_unlabeled", ("enter",), "next unlabeled pair; says what is missing here", MOVE),
    Action("next", ("right",), "next pair", MOVE),
    Action("previous", ("left",), "previous pair", MOVE),
    Action("goto", ("colon",), "go to a pair by number or id", MOVE),
    Action("scroll_down", ("down",), "scroll down a line", READ),
    Action("scroll_up", ("up",), "scroll up a line", READ),
    Action("page_down", ("space", "pagedown"), "scroll down a page", READ),
    Action("page_up", ("pageup",), "scroll up a page", READ),
    Action("scroll_home", ("home",), "scroll to the start", READ),
    Action("scroll_end", ("end",), "scroll to the end", READ),
    Action("scroll_mode", ("equals_sign",), "scroll both outputs, the left, the right or the prompt", READ),
    Action("zoom", ("o",), "see both outputs, the left alone, the right alone", READ),
    Action("flip", ("tab",), "swap the sides", READ),
    Action("prompt", ("P",), "the prompt in a few lines, tall, or folded away", READ),
    Action("metadata", ("M",), "the prompt's metadata; after the reveal, the outputs' too", READ),
    Action("reference", ("a",), "the reference answer", READ),
    Action("guidelines", ("G",), "the rubric's question and guidelines", READ),
    Action("reveal", ("R",), "reveal the models of this pair, once its label is finished", READ),
    Action("help", ("question_mark",), "this help", SESSION),
    Action("quit", ("q",), "quit; everything is saved", SESSION),
)

BY_NAME = {action.name: action for action in ACTIONS}
BY_KEY = {key: action for action in ACTIONS for key in action.keys}

_SHOWN = {
    "exclamation_mark": "!",
    "question_mark": "?",
    "equals_sign": "=",
    "colon": ":",
    "backspace": "⌫",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "enter": "⏎",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "space": "Space",
    "tab": "Tab",
}


def shown(key: str) -> str:
    """A key as people read it."""
    return _SHOWN.get(key, key)


def keys_of(name: str) -> str:
    """All keys of an action as people read them."""
    return " ".join(shown(key) for key in BY_NAME[name].keys)


def key_of(name: str) -> str:
    """The first key of an action as people read it."""
    return shown(BY_NAME[name].keys[0])
