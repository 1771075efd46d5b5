"""What is wrong with a rubric file, in words for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reviewtui.domain.errors import DataError
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Severity
from reviewtui.rubric.file import SECTIONS, TABLES, RubricFile
from reviewtui.rubric.values import not_one_of, shortened, shown

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key (such as `tags[2].severity`, of the second tag); `key` is empty where it is
    the file as a whole."""

    key: str
    reason: str

    def __str__(self) -> str:
        return f"{self.key}: {self.reason}" if self.key else self.reason


class RubricError(DataError):
    """A file that is no valid rubric, with all of its faults."""

    def __init__(self, where: str, faults: tuple[Fault, ...], hint: str) -> None:
        super().__init__(f"{where}: " + "; ".join(map(str, faults)), hint)
        self.where = where
        self.faults = faults


_CHOICES: Mapping[str, Iterable[str]] = {
    "scale": Scale,
    "correctness": Correctness,
    "severity": Severity,
    "advance": Advance,
}


def fault_of(details: ErrorDetails) -> Fault:
    """A fault in our words; pydantic's speak of types of Python."""
    loc, value = details["loc"], details["input"]
    place = _place(loc)
    match details["type"]:
        case "extra_forbidden":
            return Fault(place, _unknown(loc))
        case "missing":
            return Fault(place, "missing")
        case "enum":
            names = [part for part in loc if isinstance(part, str)]
            return Fault(place, not_one_of(value, _CHOICES[names[-1]]))
        case "value_error":
            return Fault(place, str(details["ctx"]["error"]))
        case "list_type" if loc[0] in TABLES:
            return Fault(place, f"must be a list in [ ] or tables [[{place}]], not {shown(value)}")
        case "model_type" if loc[0] in SECTIONS:
            return Fault(place, f"must be a table [{place}], not {shown(value)}")
        case kind:
            return Fault(place, f"must be {_EXPECTED[kind]}, not {shown(value)}")


_EXPECTED = {
    "string_type": "text in quotes",
    "list_type": "a list of texts in [ ]",
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "dict_type": "a table of names and prices",
    "model_type": "a name in quotes or a table",
}

_UNCOUNTED = ("correctness", "required")
"""Lists whose elements are words of a closed set; those of the others go by their place."""


def _place(loc: tuple[int | str, ...]) -> str:
    """As `tags[2].severity`: of the second tag."""
    place = ""
    for part in loc:
        if isinstance(part, str):
            place += f"{'.' if place else ''}{shortened(part)}" if part != _KEY_ITSELF else ""
        elif place not in _UNCOUNTED:
            place += f"[{part + 1}]"
    return place


_KEY_ITSELF = "[key]"
"""Pydantic's name for a key of a table as opposed to its value."""


def _unknown(loc: tuple[int | str, ...]) -> str:
    file = RubricFile if len(loc) == 1 else {**TABLES, **SECTIONS}[loc[0]]
    known = list(file.model_fields)
    near = get_close_matches(str(loc[-1]), known, n=1)
    return f"unknown key; did you mean {near[0]}?" if near else f"unknown key; there are {', '.join(known)}"
