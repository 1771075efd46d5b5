"""Values of a rubric file, as an error message shows them."""

from __future__ import annotations

from collections.abc import Iterable

from reviewtui.domain.messages import Json

_SHOWN_CHARS = 40


def not_one_of(value: Json, choices: Iterable[str]) -> str:
    return f"{shown(value)} is not one of {', '.join(choices)}"


def shown(value: Json) -> str:
    """A value of the file, as short as an error message needs."""
    match value:
        case str():
            return repr(shortened(value))
        case bool():
            return str(value).lower()
        case int() | float():
            return shortened(str(value))
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
