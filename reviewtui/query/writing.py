"""A condition as text: the one way to write it, which reads back to the same condition."""

from __future__ import annotations

import re

from reviewtui.domain.filters import (
    And,
    Condition,
    Confidence,
    Contains,
    ExternalId,
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

JOINS = ("and", "or", "not")

FIELDS = ("length", "source", "id", "confidence")
"""Names before a comparator that are not fields of the metadata."""

METADATA = "metadata"
"""Before a field of the metadata that has one of those names."""

_BARE = re.compile(r"""[^\s"()=<>!\\]+""")


def written(condition: Condition) -> str:
    match condition:
        case Or(parts):
            return " or ".join(written(part) for part in parts)
        case And(parts):
            # Without the word, what follows a bare `tag` would be its name.
            return " and ".join(_within(part, Or) for part in parts)
        case Not(part):
            return f"not {_within(part, Or, And)}"
        case _:
            return _term(condition)


def _within(part: Condition, *looser: type[Or | And]) -> str:
    return f"({written(part)})" if isinstance(part, looser) else written(part)


def _term(condition: Condition) -> str:
    match condition:
        case Mark():
            return condition.value
        case Metadata(path, comparator, value):
            return f"{_field(path)} {comparator} {value_text(value)}"
        case Length(comparator, number):
            return f"length {comparator} {number}"
        case Confidence(comparator, number):
            return f"confidence {comparator} {number}"
        case Source(value):
            return f"source = {value_text(value)}"
        case ExternalId(value):
            return f"id = {value_text(value)}"
        case _:
            return _phrase(condition)


def _phrase(condition: Condition) -> str:
    match condition:
        case Contains(text):
            return f"text {value_text(text)}"
        case Tagged(name):
            return "tag" if name is None else f"tag {value_text(name)}"
        case Preferred(verdict):
            return f"preference {verdict.value}"
        case Judged(level):
            return f"correctness {level.value}"
        case _:
            raise AssertionError(f"{condition!r} is no term")


def _field(path: tuple[str, ...]) -> str:
    first = path[0].casefold()
    clear = len(path) > 1 or first not in (*FIELDS, *JOINS)
    dotted = ".".join(path)
    return value_text(dotted if clear and first != METADATA else f"{METADATA}.{dotted}")


def value_text(value: str) -> str:
    if _BARE.fullmatch(value) and value.casefold() not in JOINS:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
