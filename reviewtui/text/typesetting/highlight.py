"""Roles of the parts of code: JSON and diffs by rules of our own, other languages by Pygments' lexers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Protocol

from reviewtui.text.typesetting.sheet import Line, Run, split_lines

# Longer code is shown without colours: lexers take some 3 ms for 1,000 characters.
_LONGEST = 64_000

# What the further rows of a long line begin with.
_HANG = "  "

_LANGUAGE = re.compile(r"[A-Za-z][\w+#.-]{0,30}")

# A string that is not closed ends with the line; if it did not match, looking again from each of its quotes
# would take quadratic time.
JSON_TOKEN = re.compile(
    r'(?P<string>"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?)|(?P<keyword>(?:true|false|null)\b)'
    r"|(?P<number>-?\d[\d.eE+-]*)"
)
_COLON = re.compile(r"\s*+:")

_DIFF_LINE = re.compile(
    r"(?P<strong>(?:diff |Index: |--- (?=[^\n]*\n\+\+\+ )|(?<=\n)\+\+\+ )[^\n]*)"
    r"|(?P<quiet>(?:@@|index |new file|deleted file|similarity|rename |old mode|new mode)[^\n]*)"
    r"|(?P<inserted>\+[^\n]*)|(?P<deleted>-[^\n]*)|[^\n]*"
)


class _Lexer(Protocol):
    """What is used of Pygments' lexers."""

    def get_tokens_unprocessed(self, text: str) -> Iterable[tuple[int, object, str]]:
        """Where a token starts, its type and its text."""


def highlight(text: str, language: str) -> Iterator[Run]:
    """All of `text`, in order, in runs with the role `code` and what is known beyond that.

    `language` is a name or alias as writers put it at a fence; an unknown one gives plain code. Lazy, as far
    as the lexer is. A run may hold newlines.
    """
    name = language.lower()
    if name in ("json", "jsonl", "geojson"):
        return _json(text)
    if name in ("diff", "patch"):
        return _diff(text)
    if not name or len(text) > _LONGEST or not _LANGUAGE.fullmatch(name):
        return iter((Run(text, "code"),))
    return _lexed(text, name)


def code_lines(text: str, info: str, source: int = 0) -> Iterator[Line]:
    """The lines of a block of code that stands at `source`, behind a fence that says `info`.

    What that says beyond a language, such as the name of a file, has a line of its own.
    """
    words = info.split()
    if len(words) > 1 or (words and not _LANGUAGE.fullmatch(words[0])):
        yield Line([Run(info, "quiet")], source)
    language = _LANGUAGE.match(words[0]) if words else None
    yield from split_lines(highlight(text, language[0] if language else ""), source, _HANG)


def _json(text: str) -> Iterator[Run]:
    at = 0
    for found in JSON_TOKEN.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()], "code")
        yield Run(found[0], json_role(found))
        at = found.end()
    if at < len(text):
        yield Run(text[at:], "code")


def json_role(found: re.Match[str]) -> str:
    """The role of a match of `JSON_TOKEN`: names of members are told from strings."""
    kind = found.lastgroup
    return f"code {'name' if kind == 'string' and _COLON.match(found.string, found.end()) else kind}"


def _diff(text: str) -> Iterator[Run]:
    at = 0
    while at < len(text):
        found = _DIFF_LINE.match(text, at)
        assert found is not None  # its last branch matches any line
        role = f"code {found.lastgroup}" if found.lastgroup else "code"
        at = found.end() + 1
        yield Run(text[found.start() : at], role)


def _lexed(text: str, name: str) -> Iterator[Run]:
    at = 0
    for start, kind, value in _tokens(text, name):
        end = start + len(value)
        if end <= at:
            continue
        if start > at:
            yield Run(text[at:start], "code")
        yield Run(text[max(at, start) : end], _role(kind))
        at = end
    if at < len(text):
        yield Run(text[at:], "code")


def _tokens(text: str, name: str) -> Iterator[tuple[int, object, str]]:
    lexer = _lexer(name)
    if lexer is None:
        return
    try:
        yield from lexer.get_tokens_unprocessed(text)
    except Exception:  # noqa: BLE001 - hundreds of lexers meet any text; what one can't read is plain code
        return


@lru_cache(maxsize=64)
def _lexer(name: str) -> _Lexer | None:
    # Loaded only when there is code to be read.
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped] # Pygments has no types
    from pygments.util import ClassNotFound  # type: ignore[import-untyped] # as above

    try:
        lexer: _Lexer = get_lexer_by_name(name)
    except ClassNotFound:
        return None
    return lexer


@cache
def _role(kind: object) -> str:
    from pygments.token import Token  # type: ignore[import-untyped] # as above

    roles = (
        (Token.Comment, "comment"),
        (Token.Keyword, "keyword"),
        (Token.Operator.Word, "keyword"),
        (Token.Literal.String, "string"),
        (Token.Literal.Number, "number"),
        (Token.Name.Function, "name"),
        (Token.Name.Class, "name"),
        (Token.Name.Tag, "name"),
        (Token.Name.Decorator, "name"),
        (Token.Name.Attribute, "name"),
        (Token.Generic.Inserted, "inserted"),
        (Token.Generic.Deleted, "deleted"),
    )
    return next((f"code {role}" for parent, role in roles if kind in parent), "code")
