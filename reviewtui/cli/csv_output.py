"""Any JSON document of results as CSV: one row for every estimate, test and count in it."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from reviewtui.text.display import safe

COLUMNS = (
    *("section", "model", "model_a", "model_b", "annotator", "slice", "subject", "statistic"),
    *("value", "low", "high", "level", "method", "n", "undefined"),
)

_NAMED = ("model", "model_a", "model_b", "annotator", "slice")
_SAID_ELSEWHERE = {"schema_version", "notes", "plan", "undefined"}
"""Not numbers of results: what they are for is in the JSON document."""
_OF_A_NUMBER = {"method", "undefined"}
_STATISTIC = "statistic"
"""A key whose text names what the numbers beside it are."""
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that starts with one of these a spreadsheet takes as a formula, and runs."""

Cell = str | int | float


def print_csv(document: Mapping[str, Any]) -> None:
    """On stdout, a row of column names first. Texts come from the data: see `cell`."""
    rows = csv.DictWriter(sys.stdout, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    for row in csv_rows(document):
        rows.writerow({column: cell(value) for column, value in row.items()})


def cell(value: Cell) -> Cell:
    """Numbers stay numbers. A text shows no control character, and none is taken as a formula: an
    apostrophe before it says that it is text."""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(_FORMULAS) else value
    return safe(text)


def csv_rows(document: Mapping[str, Any]) -> Iterator[dict[str, Cell]]:
    """Rows as of `COLUMNS`; an empty cell is not there.

    `statistic` is the path of keys below the section. What the objects around a number say of it is in the
    columns of the same names; `slice` is «field=value», and other texts are in `subject`, as «tag=unsafe».
    """
    for key, value in document.items():
        if key not in _SAID_ELSEWHERE:
            yield from _rows(_Place(section=key), value)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the document a number stands."""

    section: str
    path: tuple[str, ...] = ()
    about: tuple[tuple[str, str], ...] = ()

    def below(self, key: str) -> _Place:
        return replace(self, path=(*self.path, key))

    def saying(self, texts: Mapping[str, str]) -> _Place:
        return replace(self, about=(*self.about, *texts.items()))

    def row(self, **numbers: Any) -> dict[str, Cell]:
        about = dict(self.about)
        path = [*([about.pop(_STATISTIC)] if _STATISTIC in about else []), *self.path]
        row: dict[str, Cell] = {"section": self.section}
        row |= {key: about.pop(key) for key in _NAMED if key in about}
        if about:
            row["subject"] = "; ".join(f"{key}={text}" for key, text in about.items())
        row["statistic"] = ".".join(path) or self.section
        return row | {key: number for key, number in numbers.items() if isinstance(number, Cell)}


def _rows(place: _Place, value: Any) -> Iterator[dict[str, Cell]]:
    match value:
        case bool() | str() | None:
            return
        case int() | float():
            yield place.row(value=value)
        case list():
            for one in value:
                if isinstance(one, dict):
                    yield from _rows(place, one)
        case dict():
            yield from _of_object(place.saying(_texts(value)), value)


def _of_object(place: _Place, value: Mapping[str, Any]) -> Iterator[dict[str, Cell]]:
    """Its own number first, then those below it."""
    inner = dict(value)
    if "method" in inner or "undefined" in inner or {"name", "p"} <= inner.keys():
        yield _number(place, inner)
        for key in ("value", "low", "high", "level", "n", "p"):
            inner.pop(key, None)
    for key, below in inner.items():
        if key not in _SAID_ELSEWHERE:
            yield from _rows(place.below(key), below)


def _number(place: _Place, value: Mapping[str, Any]) -> dict[str, Cell]:
    """An estimate, a test, or either of them undefined."""
    if "name" in value:
        return place.below("p").row(
            value=value.get("p"), method=value["name"], n=value.get("n"), undefined=value.get("undefined")
        )
    keys = ("value", "low", "high", "level", "method", "n", "undefined")
    return place.row(**{key: value.get(key) for key in keys})


def _texts(value: Mapping[str, Any]) -> dict[str, str]:
    """What an object says of the numbers in it."""
    texts = {key: one for key, one in value.items() if isinstance(one, str) and key not in _OF_A_NUMBER}
    texts |= {key: str(one).lower() for key, one in value.items() if isinstance(one, bool)}
    if isinstance(value.get("annotators"), list):
        texts["annotator"] = " and ".join(map(str, value["annotators"]))
    if "field" in texts and "value" in value and _STATISTIC not in value:
        texts["slice"] = f"{texts.pop('field')}={texts.pop('value', '(none)')}"
    if "p" in value or "undefined" in value:
        texts.pop("name", None)
    return texts
