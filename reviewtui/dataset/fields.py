"""Where a row holds what: paths into it, and the names that users give by hand (`--map field=path`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from reviewtui.domain.errors import UsageError
from reviewtui.domain.messages import Json

TARGETS = (
    "prompt",
    "response_a",
    "response_b",
    "model_a",
    "model_b",
    "response",
    "model",
    "id",
    "reference",
)
"""What `--map` can name: `_a` and `_b` in rows that are pairs, `response` and `model` where a row is one
output, the others in both."""


class _Missing:
    """What a path leads to where a row has nothing there: null is something."""

    __slots__ = ()


MISSING = _Missing()


@dataclass(frozen=True, slots=True)
class FieldPath:
    """A way into a row: keys, and 0-based places in lists, joined by dots."""

    text: str

    @property
    def root(self) -> str:
        return self.text.partition(".")[0]

    def of(self, row: Mapping[str, Json]) -> Json:
        """What the row has there, or MISSING. A key that holds the dots itself goes before the steps."""
        if self.text in row:
            return row[self.text]
        value: Json = row
        for step in self.text.split("."):
            if isinstance(value, Mapping) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            else:
                return MISSING
        return value


FieldMap = Mapping[str, FieldPath]
"""Target to path, for the fields that the user named."""


def parse_map(entries: Iterable[str]) -> dict[str, FieldPath]:
    """`("prompt=data.question", …)` as targets and paths. Raises UsageError."""
    mapping: dict[str, FieldPath] = {}
    for entry in entries:
        target, equals, path = entry.partition("=")
        if not (target and equals and path):
            raise UsageError(f"--map {entry}: not of the form field=path", "As in --map prompt=data.question")
        if target not in TARGETS:
            near = get_close_matches(target, TARGETS, 1)
            raise UsageError(
                f"--map {entry}: there is no field {target}" + (f"; is it {near[0]}?" if near else ""),
                f"Fields: {', '.join(TARGETS)}",
            )
        if target in mapping:
            raise UsageError(f"--map {entry}: {target} is given twice", "Name each field once.")
        mapping[target] = FieldPath(path)
    _check_combination(mapping)
    return mapping


def _check_combination(mapping: FieldMap) -> None:
    for stem in ("response", "model"):
        given = [name for name in (f"{stem}_a", f"{stem}_b") if name in mapping]
        if len(given) == 1:
            raise UsageError(f"--map: {given[0]} without its other side", f"Name both {stem}_a and {stem}_b.")
    if mapping.keys() & {"response", "model"} and any(name.endswith(("_a", "_b")) for name in mapping):
        raise UsageError(
            "--map: response and model are for rows of one output, the names with _a and _b for rows of two",
            "Name the one or the other.",
        )
