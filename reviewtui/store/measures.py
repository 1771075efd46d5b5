"""What results and filters ask of the texts of a pair: sizes, and whether a model's name is in them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import NamedTuple

import orjson

from reviewtui.domain.messages import Conversation, from_documents


class Names(NamedTuple):
    """A model's name, and its name for people."""

    name: str
    display: str


class PairMeasures(NamedTuple):
    """In the order of `derived.PAIR_LINE`, which begins with ids."""

    chars_a: int
    chars_b: int
    marks_a: int
    marks_b: int
    identical: bool
    leak: bool


class Said(NamedTuple):
    """What an output says: as it is stored, and the same read."""

    stored: str
    messages: Conversation

    @classmethod
    def of(cls, stored: str) -> Said:
        return cls(stored, _conversation(stored))


def measure(a: Said, b: Said, models: tuple[Names, ...]) -> PairMeasures:
    """Of the two outputs of a pair of these models."""
    chars_a, marks_a = _size(a.messages)
    chars_b, marks_b = _size(b.messages)
    own = tuple(dict.fromkeys(models))
    leak = any(_says(one.stored, partial(_texts, one.messages), own) for one in (a, b))
    return PairMeasures(chars_a, chars_b, marks_a, marks_b, identical=a.stored == b.stored, leak=leak)


def _size(messages: Conversation) -> tuple[int, int]:
    """Characters and marks."""
    chars = marks = 0
    for message in messages:
        text = message.text
        chars += len(text)
        marks += marks_in(text)
    return chars, marks


def line_of(*numbers: int) -> str:
    """As the tables for results have it; a truth value is 0 or 1."""
    return ",".join(str(int(number)) for number in numbers)


def marks_in(text: str) -> int:
    """How many headings, list items, bold words and code blocks Markdown makes of a text. A code block is one
    mark, whatever is in it; one that is not closed goes to the end."""
    count, fence = 0, ""
    for line in text.split("\n"):
        begins = line.lstrip(" \t")
        if fence:
            if begins.startswith(fence) and not begins.strip("`~ \t\r"):
                fence = ""
            continue
        if begins[:3] in _FENCES:
            count, fence = count + 1, begins[:3]
        elif begins[:1] in _BEGINNINGS:
            count += _BEGINNING.match(begins) is not None
        if "**" in line and not fence:
            count += len(_BOLD.findall(line))
    return count


_FENCES = ("```", "~~~")
_BEGINNINGS = frozenset("#-*+0123456789")
_BEGINNING = re.compile(r"(?:#{1,6}|[-*+]|[0-9]{1,9}[.)])[ \t]")
_BOLD = re.compile(r"\*\*[^\s*][^*]*\*\*")


def texts(messages: str) -> list[str]:
    """What there is to read in messages as they are stored."""
    return _texts(_conversation(messages))


def _texts(messages: Conversation) -> list[str]:
    return [text for message in messages for text in (message.reasoning, message.text) if text]


def _conversation(messages: str) -> Conversation:
    return from_documents(orjson.loads(messages))


def says_one_of(messages: str, names: tuple[str, ...]) -> bool:
    """Whether one of these names is a word of the messages, which are as they are stored."""
    return _says(messages, partial(texts, messages), (names,))


def _says(stored: str, read: Callable[[], list[str]], models: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a name of one of the models is a word of the messages."""
    folded = stored.casefold()
    return any(
        any(may_contain(folded, name.casefold()) for name in names)
        and any(_as_words(names).search(text) for text in read())
        for names in models
    )


def may_contain(stored: str, sought: str) -> bool:
    """Whether a text may be in messages as they are stored. Most are told apart so without reading them: JSON
    has all characters as they are but those that it escapes."""
    return sought in stored or _ESCAPED.search(sought) is not None


_ESCAPED = re.compile(r'["\\\x00-\x1f]')


@lru_cache(maxsize=256)
def _as_words(names: tuple[str, ...]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![^\W_])(?:{alternatives})(?![^\W_])", re.IGNORECASE)
