"""A filter's text cut into words: names, values, comparators, parentheses."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import NamedTuple

from reviewtui.query.errors import FilterError


class Kind(Enum):
    NAME = auto()
    """A bare word: a keyword, a field, or a value without blanks."""
    QUOTED = auto()
    """A value in quotation marks, never a keyword."""
    COMPARATOR = auto()
    OPENING = auto()
    CLOSING = auto()
    END = auto()


class Word(NamedTuple):
    """`text` is without quotation marks; `column` counts from 1."""

    kind: Kind
    text: str
    column: int

    @property
    def keyword(self) -> str:
        """The word in small letters where it can be a keyword, else empty."""
        return self.text.casefold() if self.kind is Kind.NAME else ""

    @property
    def shown(self) -> str:
        return "the end" if self.kind is Kind.END else f"«{self.text}»"


_WORD = re.compile(
    r"""(?P<QUOTED> "(?:[^"\\]|\\.)*" )
      | (?P<COMPARATOR> != | <= | >= | = | < | > )
      | (?P<OPENING> \( )
      | (?P<CLOSING> \) )
      | (?P<NAME> [^\s"()=<>!]+ )""",
    re.VERBOSE | re.DOTALL,
)
_BLANKS = re.compile(r"\s*")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def words(text: str) -> list[Word]:
    """The words of a filter, and an END. Raises FilterError."""
    found: list[Word] = []
    at = _end_of_blanks(text, 0)
    while at < len(text):
        match = _WORD.match(text, at)
        if match is None:
            reason = (
                "the quotation mark is not closed" if text[at] == '"' else f"«{text[at]}» can't stand here"
            )
            raise FilterError(at + 1, reason)
        kind = Kind[match.lastgroup or ""]
        value = _ESCAPED.sub(r"\1", match[0][1:-1]) if kind is Kind.QUOTED else match[0]
        found.append(Word(kind, value, at + 1))
        at = _end_of_blanks(text, match.end())
    return [*found, Word(Kind.END, "", len(text) + 1)]


def _end_of_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    assert blanks is not None, "it matches nothing too"
    return blanks.end()
