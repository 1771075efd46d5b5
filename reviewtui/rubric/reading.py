"""From a rubric file to a valid rubric, or to every fault it has."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from reviewtui.domain.rubric import Rubric
from reviewtui.rubric.faults import Fault, RubricError, fault_of
from reviewtui.rubric.file import RubricFile

_EXAMPLE = "A commented one to start from: reviewtui rubric init"


def load(path: Path) -> Rubric:
    """The rubric of a file. Raises RubricError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = f"can't be read ({error.strerror or error})"
        raise RubricError(str(path), (Fault("", reason),), _EXAMPLE) from error
    except UnicodeDecodeError as error:
        reason = f"not UTF-8 text (at byte {error.start})"
        raise RubricError(str(path), (Fault("", reason),), "Save it as UTF-8.") from error
    return loads(text, str(path))


def loads(text: str, where: str) -> Rubric:
    """The rubric of a TOML text; `where` names it in errors. Raises RubricError."""
    if not text.strip():
        raise RubricError(where, (Fault("", "empty"),), _EXAMPLE)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = f"not valid TOML: {error}"
        raise RubricError(where, (Fault("", reason),), "Text in TOML stands in quotes.") from error
    try:
        return RubricFile.model_validate(table).rubric()
    except ValidationError as error:
        faults = tuple(fault_of(details) for details in error.errors())
        raise RubricError(where, faults, "The keys, explained: reviewtui rubric init") from error
