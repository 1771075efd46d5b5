"""The words of a text, as differences are told by: what a reader takes for one thing is one token.

Numbers (``1,234.5``, ``2026-03-01``), identifiers (``max_tokens``, ``os.path.join``), hyphenated words and
URLs are one token each; scripts that write no blanks between words go by character, with its marks; so do
emoji; punctuation goes by runs of one character. White space is no token but what lies between tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

# Sets of characters are written as the inside of a regular expression's class.

# What follows a character and belongs to it: combining marks, joiners, variation selectors, skin tones.
_MARKS = (
    r"\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u1ab0-\u1aff\u1dc0-\u1dff"
    r"\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef"
)
# Thai and Lao, kana, Han.
_UNSPACED = (
    r"\u0e01-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_PUNCTUATION = (
    r"\x00-\x1f!-/:-@\[-\^`{-\x9f\xa0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf\xd7\xf7"
    r"\u2000-\u200b\u200e-\u206f\u2190-\u2bff\u3000-\u3020\u3030\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
    r"\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)
_LETTER = rf"[^\s{_PUNCTUATION}{_UNSPACED}]"
# A dot, a hyphen or an apostrophe joins letters; what separates digits joins digits alone.
_WORD = rf"{_LETTER}++(?:(?:[.'’-]|(?<=\d)[,:/](?=\d)){_LETTER}++)*+"
_URL = r"https?://[^\s<>()\[\]\"]*[^\s<>()\[\]\".,;:!?*`]"
# What follows a joiner in an emoji is a part of it.
_OTHER = rf"(\S)(?:\1+|[{_MARKS}]+(?:(?<=\u200d)\S[{_MARKS}]*)*)?"

_TOKEN = re.compile(rf"{_URL}|{_WORD}|[{_UNSPACED}][{_MARKS}]*|{_OTHER}")


def tokens(text: str) -> list[tuple[int, int]]:
    """Where the tokens of ``text`` start and end, in order; between them is white space, or nothing."""
    return [found.span() for found in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in tokens; the same token has the same key in all texts that share `known`."""

    text: str
    tokens: list[tuple[int, int]]
    keys: list[int]

    @classmethod
    def of(cls, text: str, known: dict[str, int]) -> Words:
        spans = tokens(text)
        return cls(text, spans, [known.setdefault(text[start:end], len(known)) for start, end in spans])

    def first_from(self, offset: int) -> int:
        """The first token that starts at an offset or later."""
        return bisect_left(self.tokens, (offset, 0))

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the tokens from `first` up to `last`; where the next one starts if none."""
        start = self.tokens[first][0] if first < len(self.tokens) else len(self.text)
        return start, self.tokens[last - 1][1] if last > first else start

    def space(self, token: int) -> tuple[int, int]:
        """The white space before a token; behind the last one where there is none."""
        start = self.tokens[token - 1][1] if token else 0
        return start, self.tokens[token][0] if token < len(self.tokens) else len(self.text)

    def count(self, first: int, last: int) -> int:
        """How many of these tokens are words, not punctuation."""
        return sum(
            self.text[start].isalnum() or self.text[start] == "_" for start, _ in self.tokens[first:last]
        )
