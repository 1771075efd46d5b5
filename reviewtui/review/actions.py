"""The one table of actions: keys, footer, help, palette, `reviewtui keys` and README are made from it."""

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


LABEL, MOVE, READ, SEARCH, SESSION = "label", "move", "read", "search", "session"

CONTEXTS = {
    LABEL: "Judge",
    MOVE: "Move",
    READ: "Read",
    SEARCH: "Search (while one is open)",
    SESSION: "Session",
}
"""The groups of the help screen, in its order. While a search is open, its keys go before all others."""

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
    Action("next_criterion", ("n",), "judge the next criterion (verdict keys go there)", LABEL),
    Action("previous_criterion", ("N",), "judge the previous criterion", LABEL),
    Action("warned_left", ("E",), "left said that it might be wrong: yes, no, unsaid", LABEL, labels=True),
    Action("warned_right", ("I",), "right said that it might be wrong: yes, no, unsaid", LABEL, labels=True),
    Action("tag_left", ("s",), "tag the left output", LABEL, labels=True),
    Action("tag", ("x",), "tag the pair", LABEL, labels=True),
    Action("tag_right", ("l",), "tag the right output", LABEL, labels=True),
    Action("confidence_up", ("plus",), "more confident (of three levels)", LABEL, labels=True),
    Action("confidence_down", ("minus",), "less confident", LABEL, labels=True),
    Action("note", ("c",), "write a note", LABEL, labels=True),
    Action("skip", ("p",), "skip this pair", LABEL, labels=True),
    Action("skip_because", ("S",), "skip this pair and say why", LABEL, labels=True),
    Action("flag", ("exclamation_mark",), "flag this pair, or take the flag off", LABEL, labels=True),
    Action("undo", ("backspace", "z"), "undo, back through all sessions", LABEL, labels=True),
    Action("redo", ("y",), "redo", LABEL, labels=True),
    Action(
        "next_unlabeled", ("enter",), "finish, or the next unlabeled pair; says what is missing here", MOVE
    ),
    Action("next", ("right",), "next pair", MOVE),
    Action("previous", ("left",), "previous pair", MOVE),
    Action("goto", ("colon",), "go to a pair by number or id", MOVE),
    Action("queue", ("w",), "the list of pairs, and filters on it", MOVE),
    Action("scroll_down", ("down",), "scroll down a line", READ),
    Action("scroll_up", ("up",), "scroll up a line", READ),
    Action("page_down", ("space", "pagedown"), "scroll down a page", READ),
    Action("page_up", ("pageup",), "scroll up a page", READ),
    Action("scroll_home", ("home",), "scroll to the start", READ),
    Action("scroll_end", ("end",), "scroll to the end", READ),
    Action("prompt_down", ("shift+down",), "scroll the prompt down", READ),
    Action("prompt_up", ("shift+up",), "scroll the prompt up", READ),
    Action(
        "scroll_mode",
        ("equals_sign",),
        "scroll both outputs by lines or in proportion, one of them, the prompt",
        READ,
    ),
    Action("zoom", ("o",), "see both outputs, the left alone, the right alone", READ),
    Action("flip", ("tab",), "swap the sides", READ),
    Action("raw", ("m",), "Markdown and code as they were written, or rendered", READ),
    Action("folds", ("comma",), "open or close system prompts, tool calls and reasoning", READ),
    Action("diff", ("v",), "show differences: off, words, lines", READ),
    Action("next_difference", ("greater_than_sign",), "next difference", READ),
    Action("previous_difference", ("less_than_sign",), "previous difference", READ),
    Action("search", ("slash",), "search in the pair", READ),
    Action("prompt", ("P",), "the prompt in a few lines, tall, or folded away", READ),
    Action("metadata", ("M",), "the prompt's metadata; after the reveal, the outputs' too", READ),
    Action("reference", ("a",), "the reference answer", READ),
    Action("guidelines", ("G",), "the rubric's question and guidelines", READ),
    Action("history", ("L",), "all that you said of this pair, revision by revision", READ),
    Action("reveal", ("R",), "reveal the models of this pair, once its label is finished", READ),
    Action("copy", ("Y",), "copy a text to the clipboard", READ),
    Action("next_match", ("n",), "next match", SEARCH),
    Action("previous_match", ("N",), "previous match", SEARCH),
    Action("close_search", ("escape",), "close the search", SEARCH),
    Action(
        "stats",
        ("percent_sign",),
        "pace, agreement and tendencies; the results when you ask for them",
        SESSION,
    ),
    Action("palette", ("ctrl+p",), "all actions, to choose from", SESSION),
    Action("theme", ("T",), "choose the colours", SESSION),
    Action("mouse", ("X",), "mouse off, so that the terminal selects text, or on", SESSION),
    Action("suspend", ("ctrl+z",), "back to the shell; fg returns", SESSION),
    Action("help", ("question_mark",), "this help", SESSION),
    Action("quit", ("q",), "quit; everything is saved", SESSION),
)

BY_NAME = {action.name: action for action in ACTIONS}

SHOWN = {
    "exclamation_mark": "!",
    "quotation_mark": '"',
    "number_sign": "#",
    "dollar_sign": "$",
    "percent_sign": "%",
    "ampersand": "&",
    "apostrophe": "'",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "asterisk": "*",
    "plus": "+",
    "comma": ",",
    "minus": "-",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "semicolon": ";",
    "less_than_sign": "<",
    "equals_sign": "=",
    "greater_than_sign": ">",
    "question_mark": "?",
    "at": "@",
    "left_square_bracket": "[",
    "backslash": "\\",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
    "underscore": "_",
    "grave_accent": "`",
    "left_curly_bracket": "{",
    "vertical_line": "|",
    "right_curly_bracket": "}",
    "tilde": "~",
    "backspace": "⌫",
    "escape": "Esc",
    "shift+up": "⇧↑",
    "shift+down": "⇧↓",
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
"""Keys that are named by words, as people read them."""


def shown(key: str) -> str:
    """A key as people read it."""
    return SHOWN.get(key, key.replace("ctrl+", "Ctrl-"))
