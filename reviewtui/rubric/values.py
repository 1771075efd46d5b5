"""Values of a rubric file, as an error message shows them."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from reviewtui.domain.messages import Json

_SHOWN_CHARS = 40


def not_one_of(value: Json, choices: Iterable[str]) -> str:
    return f"{shown(value)} is not one of {', '.join(choices)}"


def meant(name: str, known: Iterable[str]) -> str:
    """Behind what is said of a name that nothing has: what was probably meant, where something is near it."""
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


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
