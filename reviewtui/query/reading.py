"""Reading a filter: terms side by side have to hold together; `or`, `not` and parentheses join them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

from reviewtui.domain.filters import (
    And,
    Comparator,
    Condition,
    Confidence,
    Contains,
    ExternalId,
    Filter,
    Judged,
    Length,
    Mark,
    Metadata,
    Not,
    Or,
    Preferred,
    Source,
    Tagged,
)
from reviewtui.domain.telling import names_verdict
from reviewtui.domain.vocabulary import Correctness, Preference, Side
from reviewtui.query.errors import FilterError
from reviewtui.query.words import Kind, Word, words
from reviewtui.query.writing import FIELDS, JOINS, METADATA, written

LONGEST = 500
"""Characters of a filter: it is stored with each label that is made under it."""

DEEPEST = 30
"""Parentheses and `not` within each other."""

VERDICTS = {one.value: one for one in (Side.LEFT, Side.RIGHT, Preference.TIE, Preference.BOTH_BAD)}
LEVELS = {one.value: one for one in Correctness}
MARKS = {one.value: one for one in Mark}

UNEQUAL = "!="


def read(text: str) -> Filter:
    """Raises FilterError, with the column and what is expected there."""
    too_long = FilterError(min(len(text), LONGEST) + 1, f"a filter has {LONGEST} characters at most")
    if len(text) > LONGEST:
        raise too_long
    condition = _Reader(text).all()
    found = Filter(condition, written(condition))
    if len(found.text) > LONGEST:
        raise too_long
    return found


class _Reader:
    """One pass over the words, by recursive descent."""

    def __init__(self, text: str) -> None:
        self._words = words(text)
        self._at = 0
        self._depth = 0

    @property
    def _word(self) -> Word:
        return self._words[self._at]

    @property
    def _second(self) -> Word:
        return self._words[min(self._at + 1, len(self._words) - 1)]

    def _take(self) -> Word:
        word = self._word
        self._at += word.kind is not Kind.END
        return word

    def _fail(self, word: Word, reason: str, hint: str = "") -> NoReturn:
        raise FilterError(word.column, reason, hint)

    def all(self) -> Condition:
        condition = self._or()
        if self._word.kind is not Kind.END:
            self._fail(self._word, f"expected a filter, not {self._word.shown}")
        return condition

    def _or(self) -> Condition:
        parts = [self._and()]
        while self._word.keyword == "or":
            self._take()
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(_flat(parts, Or))

    def _and(self) -> Condition:
        parts = [self._part()]
        while self._word.kind not in (Kind.END, Kind.CLOSING) and self._word.keyword != "or":
            if self._word.keyword == "and":
                self._take()
            parts.append(self._part())
        return parts[0] if len(parts) == 1 else And(_flat(parts, And))

    def _part(self) -> Condition:
        word = self._word
        if word.keyword != "not" and word.kind is not Kind.OPENING:
            return self._term()
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail(word, f"more than {DEEPEST} parentheses within each other")
        self._take()
        condition = Not(self._part()) if word.keyword == "not" else self._enclosed()
        self._depth -= 1
        return condition

    def _enclosed(self) -> Condition:
        condition = self._or()
        if self._word.kind is not Kind.CLOSING:
            self._fail(self._word, f"expected «)», not {self._word.shown}")
        self._take()
        return condition

    def _term(self) -> Condition:
        if self._second.kind is Kind.COMPARATOR and self._word.kind in (Kind.NAME, Kind.QUOTED):
            return self._comparison()
        word = self._take()
        phrase = PHRASES.get(word.keyword)
        if phrase is not None:
            return phrase(self)
        if word.keyword in MARKS:
            return MARKS[word.keyword]
        unknown = word.kind is Kind.NAME and word.keyword not in JOINS
        return self._fail(
            word,
            f"there is no filter «{word.text}»" if unknown else f"expected a filter, not {word.shown}",
            _KNOWN,
        )

    # Terms with a comparator

    def _comparison(self) -> Condition:
        word, sign = self._take(), self._take()
        unequal = sign.text == UNEQUAL
        comparator = Comparator.EQUAL if unequal else Comparator(sign.text)
        name = word.keyword
        if name in ("length", "confidence"):
            number = self._number()
            condition: Condition = (
                Length(comparator, number) if name == "length" else Confidence(comparator, number)
            )
        elif name in FIELDS:
            if comparator is not Comparator.EQUAL:
                self._fail(sign, f"«{name}» takes = or !=, not «{sign.text}»")
            value = self._value("a value")
            condition = Source(value) if name == "source" else ExternalId(value)
        else:
            condition = Metadata(self._path(word), comparator, self._value("a value"))
        return Not(condition) if unequal else condition

    def _path(self, word: Word) -> tuple[str, ...]:
        path = tuple(word.text.split("."))
        if path[0].casefold() == METADATA and len(path) > 1:
            path = path[1:]
        if not all(path) or any('"' in name for name in path):
            self._fail(word, f"{word.shown} can't be a field of the metadata")
        if any(map(names_verdict, path)):
            self._fail(word, f"{word.shown} is hidden while you review", _HIDDEN)
        return path

    def _number(self) -> int:
        word = self._take()
        if word.kind is not Kind.NAME or not (word.text.isascii() and word.text.isdecimal()):
            self._fail(word, f"expected a whole number, not {word.shown}")
        if len(word.text) > len(str(2**53)):
            self._fail(word, "this number is too large")
        return int(word.text)

    def _value(self, what: str) -> str:
        word = self._take()
        if word.kind not in (Kind.NAME, Kind.QUOTED):
            self._fail(word, f"expected {what}, not {word.shown}")
        return word.text

    # Phrases: a keyword and a word behind it

    def contains(self) -> Condition:
        word = self._word
        text = self._value("a text to look for")
        if not text:
            self._fail(word, "expected a text to look for")
        return Contains(text)

    def tagged(self) -> Condition:
        """The word behind `tag` is its name; one that joins is not."""
        word = self._word
        named = word.kind is Kind.QUOTED or (word.kind is Kind.NAME and word.keyword not in JOINS)
        return Tagged(self._take().text) if named else Tagged()

    def preferred(self) -> Condition:
        word = self._take()
        if word.keyword not in VERDICTS:
            self._fail(word, f"expected {_one_of(VERDICTS)}, not {word.shown}")
        return Preferred(VERDICTS[word.keyword])

    def judged(self) -> Condition:
        word = self._take()
        if word.keyword not in LEVELS:
            self._fail(word, f"expected {_one_of(LEVELS)}, not {word.shown}")
        return Judged(LEVELS[word.keyword])


PHRASES: dict[str, Callable[[_Reader], Condition]] = {
    "text": _Reader.contains,
    "tag": _Reader.tagged,
    "preference": _Reader.preferred,
    "correctness": _Reader.judged,
}

_HIDDEN = "Models, scores and what else could tell which output is which can't be asked for."

_KNOWN = (
    f"There are: {', '.join((*MARKS, *PHRASES))}; and with = or another comparator: {', '.join(FIELDS)}"
    " and the fields of the prompts' metadata."
)


def _flat(parts: list[Condition], kind: type[And] | type[Or]) -> tuple[Condition, ...]:
    """Parts in parentheses that changed nothing are as if they had none."""
    flat: list[Condition] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return tuple(flat)


def _one_of(values: dict[str, Side | Preference] | dict[str, Correctness]) -> str:
    *most, last = values
    return f"{', '.join(most)} or {last}"
