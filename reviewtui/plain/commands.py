"""From a typed line to steps: keys and names of actions, and the words that stand behind them."""

from __future__ import annotations

from typing import NamedTuple

from reviewtui.domain.errors import ReviewError
from reviewtui.review.actions import BY_NAME, shown
from reviewtui.review.key_names import key_name
from reviewtui.review.keymap import Keymap
from reviewtui.text.display import one_line

WORDS = {
    "left": "print the left output again",
    "right": "print the right output again",
    "pair": "print the whole pair again",
    "more": "go on with the text that was cut; more left, more right, more prompt choose one",
}
"""What can be asked for here besides the actions of the table."""

TAKES = {
    "note": "[TEXT]",
    "tag_left": "[TAG]",
    "tag": "[TAG]",
    "tag_right": "[TAG]",
    "skip_because": "[REASON]",
    "goto": "NUMBER or ID",
    "queue": "[FILTER]",
    "search": "TEXT",
    "diff": "[words]",
    "stats": "[results]",
    "more": "[left]",
}
"""Actions and words that take the rest of their line, and how that is said in the help; what stands in
brackets may be left out."""

VERDICTS = {
    "prefer_left",
    "prefer_left_slightly",
    "prefer_right",
    "prefer_right_slightly",
    "tie",
    "both_bad",
}

SHOWN_CELLS = 40


class Step(NamedTuple):
    """An action's name, or one of WORDS, with what was said behind it."""

    name: str
    argument: str = ""


class Commands:
    """Reads lines for one user's keys."""

    def __init__(self, keymap: Keymap, verdicts: int = 1) -> None:
        """`verdicts`: so many questions a pair has that are answered by a verdict."""
        self._keymap = keymap
        self._verdicts = verdicts

    def steps(self, line: str) -> tuple[Step, ...]:
        """What a line asks for, in order. Raises ReviewError where any of it is not understood: then nothing
        of the line is done."""
        rest = line.strip()
        if not rest:
            return (self._blank("space" if line else "enter"),)
        steps: list[Step] = []
        while rest:
            word, behind = _first_word(rest)
            name = self._name(word)
            if name is None and not word[0].isalnum() and self._key(word[0]) in TAKES:
                # A mark such as «:» or «/» needs no blank behind it.
                name, behind = self._key(word[0]), rest[1:].strip()
            if name is None:
                steps += self._run(word)
            elif name in TAKES:
                return (*steps, Step(name, behind))
            else:
                steps.append(Step(name))
            rest = behind
        return tuple(steps)

    def _name(self, word: str) -> str | None:
        """What a whole word stands for: names go before keys, and those before several keys run together."""
        return word if word in BY_NAME or word in WORDS else self._key(word)

    def _key(self, written: str) -> str | None:
        key = key_name(written)
        action = self._keymap.action(key) if key else None
        return action.name if action else None

    def _blank(self, key: str) -> Step:
        name = self._key(key)
        if name is None:
            raise ReviewError(f"an empty line does nothing here; {self._help} shows what can be typed")
        return Step(name)

    def _run(self, word: str) -> list[Step]:
        """Several keys in a row without blanks."""
        said = one_line(word, SHOWN_CELLS)
        if word.isdecimal():
            raise ReviewError(f"«{said}» would be several keys; to go to a pair: goto {said}")
        steps = [Step(self._key(char) or "") for char in word]
        if not all(step.name for step in steps):
            raise ReviewError(f"«{said}» is no key and no name; {self._help} shows what can be typed")
        for char, step in zip(word, steps, strict=True):
            if step.name in TAKES:
                raise ReviewError(f"«{said}» is no name; as a key, «{char}» takes the rest of its line")
        if sum(step.name in VERDICTS for step in steps) > self._verdicts:
            # Many a mistyped word is a row of keys.
            raise ReviewError(f"«{said}» is no name, and as keys more verdicts than there are questions")
        return steps

    @property
    def _help(self) -> str:
        return next(iter(typeable(self._keymap, "help")), "help")


def typeable(keymap: Keymap, name: str) -> list[str]:
    """The keys of an action that a line can hold: not the arrows, for example."""
    signs = [shown(key) for key in keymap.keys(name)]
    return [sign for sign in signs if len(sign) == 1 and (sign.isascii() or sign.isalnum())]


def _first_word(line: str) -> tuple[str, str]:
    word, *behind = line.split(maxsplit=1)
    return word, behind[0] if behind else ""
