"""What rows hold beside texts, names and ids: where each value may be shown without breaking blindness.

Metadata of a prompt is shown while reviewing, metadata of an output after the reveal. So what could tell
which model is which, or what somebody else said of them, goes to the outputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from reviewtui.domain.messages import Json, canonical
from reviewtui.domain.telling import names_verdict

_SIDE = re.compile(r"[_.\- ](?:(a|1)|b|2)$", re.IGNORECASE)

SCALARS = (str, int, float, bool)


def beside(row: Mapping[str, Json], used: Iterable[str]) -> tuple[dict[str, Json], list[str]]:
    """The other top-level scalars of a row and what its `metadata` object holds, and the names of the other
    fields that were not taken: lists and objects."""
    values: dict[str, Json] = {}
    left: list[str] = []
    taken = set(used)
    for key, value in row.items():
        if key in taken or value is None:
            continue
        if isinstance(value, SCALARS):
            values[key] = value
        elif key != "metadata" or type(value) is not dict:
            left.append(key)
    metadata = row.get("metadata")
    if type(metadata) is dict and "metadata" not in taken:
        values.update((key, value) for key, value in metadata.items() if value is not None)
    return values, left


@dataclass(slots=True)
class Split:
    """A row's other values, by where they go."""

    prompt: dict[str, Json] = field(default_factory=dict)
    first: dict[str, Json] = field(default_factory=dict)
    second: dict[str, Json] = field(default_factory=dict)


def split(values: Mapping[str, Json], models: tuple[str, str]) -> Split:
    """Of a row with two outputs: what is of one side goes to that output; what looks like a verdict or holds
    a model's name, to both; the rest to the prompt."""
    result = Split()
    for key, value in values.items():
        if (side := _side(key)) is not None:
            (result.second if side else result.first)[key] = value
        elif telling(key, value, models):
            result.first[key] = result.second[key] = value
        else:
            result.prompt[key] = value
    return result


@lru_cache(maxsize=4096)
def _side(key: str) -> int | None:
    """0 or 1 for a name that ends in a side's suffix."""
    found = _SIDE.search(key)
    return None if found is None else int(found[1] is None)


def telling(key: str, value: Json, models: tuple[str, ...]) -> bool:
    """Whether a value could say which model is which, or what somebody else thought of them."""
    names = _naming(models)
    if names_verdict(key) or names.search(key):
        return True
    if isinstance(value, str):
        return names.search(value) is not None
    if isinstance(value, (list, dict)):
        return names.search(canonical(value)) is not None or any(map(names_verdict, _names_within(value)))
    return False


def _names_within(value: Json) -> Iterator[str]:
    """The names of all fields within a list or an object, however deep."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            yield from one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)


@lru_cache(maxsize=256)
def _naming(models: tuple[str, ...]) -> re.Pattern[str]:
    """Finds a model's name as a whole word, in any case."""
    names = "|".join(re.escape(name) for name in models)
    return re.compile(rf"(?<![^\W_])(?:{names})(?![^\W_])", re.IGNORECASE)
