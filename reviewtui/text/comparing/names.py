"""Names in a text: runs of capitalised words, except where a capital only starts a sentence.

No dictionary and no model: a look at capitals in whatever script has them, which takes milliseconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
# Words that may begin with a capital: there is no class for capitals, so that only ASCII is told here.
_CAPITALISED = re.compile(r"(?<![\w'’-])[^\W\d_a-z]\w*(?:['’-]\w+)*")
# Fenced code and headings, whose capitals name nothing.
_NO_PROSE = re.compile(r"^```.*?(?:^```|\Z)|^#[^\n]*", re.MULTILINE | re.DOTALL)
_STARTS = re.compile(r"[.!?:;…。！？\n•|]")
_TITLES = frozenset({"Dr", "Mr", "Mrs", "Ms", "Prof", "St"})
# Words that start sentences, for texts too short to have them in lower case as well.
_NO_NAMES = frozenset(
    """a an and as at but by for from he her here his how however if in it its my no not of on or our she so
    some that the their then there these they this those to we what when where which while who why with yes
    you your""".split()  # noqa: SIM905 - as a list it would take sixty lines
)
# A run that is longer is a title.
_LONGEST = 5
# A text with these words is German, which capitalises all nouns: one capitalised word is no name there.
_GERMAN = frozenset({"und", "der"})


class _Name(NamedTuple):
    words: tuple[str, ...]
    starts: bool
    """Whether the first word starts a sentence, so that it may be no part of the name."""


@dataclass(frozen=True, slots=True)
class _Prose:
    """The words of a text: runs of capitalised ones, those in lower case, and which stand side by side."""

    runs: list[_Name]
    lower: set[str]
    words: set[str]
    pairs: set[tuple[str, str]]

    @classmethod
    def of(cls, text: str) -> _Prose:
        text = _NO_PROSE.sub("\n", text)
        words = _WORD.findall(text)
        folded = [word.casefold() for word in words]
        lower = {word for word in set(words) if word.islower()}
        return cls(list(_runs(text)), lower, set(folded), set(pairwise(folded)))

    def has(self, words: tuple[str, ...]) -> bool:
        """Whether these words stand in the text one after the other, in any case."""
        folded = [word.casefold() for word in words]
        return folded[0] in self.words and all(pair in self.pairs for pair in pairwise(folded))


def names_of_one_side(left: str, right: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that only the left text has, and those that only the right one has, in order, each once."""
    one, other = _Prose.of(left), _Prose.of(right)
    lower = one.lower | other.lower | _NO_NAMES
    known = {word for run in (*one.runs, *other.runs) for word in run.words[run.starts :]}
    return (
        _missing(_names(one.runs, lower, known), other),
        _missing(_names(other.runs, lower, known), one),
    )


def _runs(text: str) -> Iterator[_Name]:
    run: list[str] = []
    starts, end = True, 0
    for found in _CAPITALISED.finditer(text):
        word = found[0]
        if not word[0].isupper():
            continue
        between = text[_end_of_word(text, found.start()) : found.start()]
        beside = bool(run) and end + len(between) == found.start()
        if not (beside and (between == " " or (between == ". " and _abbreviates(run[-1])))):
            if run:
                yield _Name(tuple(run), starts)
            run, starts = [], len(between) == found.start() or _STARTS.search(between) is not None
        run.append(word)
        end = found.end()
    if run:
        yield _Name(tuple(run), starts)


def _end_of_word(text: str, before: int) -> int:
    while before and not text[before - 1].isalnum():
        before -= 1
    return before


def _abbreviates(word: str) -> bool:
    return len(word) == 1 or word in _TITLES


def _names(runs: Iterable[_Name], lower: set[str], known: set[str]) -> Iterator[_Name]:
    """Of runs of capitalised words those that are names."""
    german = lower >= _GERMAN
    for words, starts in runs:
        if starts and words[0].casefold() in lower:
            words, starts = words[1:], False
        if not words or len(words) > _LONGEST or all(word.casefold() in lower for word in words):
            continue
        alone = len(words) == 1 and words[0][1:].lower() == words[0][1:]
        if alone and (german or (starts and words[0] not in known) or len(words[0]) == 1):
            continue
        yield _Name(words, starts)


def _missing(names: Iterable[_Name], other: _Prose) -> tuple[str, ...]:
    """Those that the other text doesn't have; a part of one that was there already is left out."""
    missing: dict[str, None] = {}
    seen: set[str] = set(_NO_NAMES)
    for words, starts in names:
        words = (*words[:-1], words[-1].removesuffix("'s").removesuffix("’s"))
        without_first = starts and len(words) > 1 and other.has(words[1:])
        if other.has(words) or without_first or seen.issuperset(word.casefold() for word in words):
            continue
        missing[" ".join(words)] = None
        seen.update(word.casefold() for word in words)
    return tuple(missing)
