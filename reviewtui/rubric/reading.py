"""From a rubric file to a valid rubric, or to every fault it has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator

from reviewtui.domain.errors import DataError
from reviewtui.domain.messages import Json
from reviewtui.domain.rubric import REQUIRABLE, Rubric
from reviewtui.domain.vocabulary import Correctness, Scale

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_EXAMPLE = "A commented one to start from: reviewtui rubric init"
_SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one key; `key` is empty where it is the file as a whole."""

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
        return _RubricFile.model_validate(table).rubric()
    except ValidationError as error:
        faults = tuple(_fault(details) for details in error.errors())
        raise RubricError(where, faults, "The keys, explained: reviewtui rubric init") from error


def _requirable(name: str) -> str:
    if name not in REQUIRABLE:
        raise ValueError(_not_one_of(name, REQUIRABLE))
    return name


_DEFAULT = Rubric()


class _RubricFile(BaseModel):
    """A rubric as the file has it."""

    model_config = ConfigDict(extra="forbid")

    question: str = _DEFAULT.question
    guidelines: str = _DEFAULT.guidelines
    scale: Scale = _DEFAULT.scale
    correctness: list[Correctness] = list(_DEFAULT.correctness)
    required: list[Annotated[str, AfterValidator(_requirable)]] = list(_DEFAULT.required)

    @field_validator("question")
    @classmethod
    def _asks_something(cls, question: str) -> str:
        if not question.strip():
            raise ValueError('is empty; ask what annotators decide, such as "Which answer is better?"')
        return question

    @field_validator("correctness")
    @classmethod
    def _from_best_to_worst(cls, levels: list[Correctness]) -> list[Correctness]:
        _check_no_repeat(levels)
        ordered = [level for level in Correctness if level in levels]
        if levels != ordered:
            raise ValueError(f"must stand in the order {', '.join(ordered)}")
        return levels

    @field_validator("required")
    @classmethod
    def _can_be_given(cls, names: list[str], known: ValidationInfo) -> list[str]:
        _check_no_repeat(names)
        if "preference" not in names:
            raise ValueError("must hold 'preference': without one no label is finished")
        if "correctness" in names and known.data.get("correctness") == []:
            raise ValueError("'correctness' is required but not asked: its list of levels is empty")
        return names

    def rubric(self) -> Rubric:
        return Rubric(
            self.question, self.guidelines, self.scale, tuple(self.correctness), tuple(self.required)
        )


def _check_no_repeat(names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{str(name)!r} stands there twice")
        seen.add(name)


_CHOICES: Mapping[str, Iterable[str]] = {"scale": Scale, "correctness": Correctness}


def _fault(details: ErrorDetails) -> Fault:
    """A fault in our words; pydantic's speak of types of Python."""
    key, value = str(details["loc"][0]), details["input"]
    match details["type"]:
        case "extra_forbidden":
            return Fault(_shortened(key), _unknown(key))
        case "enum":
            return Fault(key, _not_one_of(value, _CHOICES[key]))
        case "string_type":
            return Fault(key, f"must be text in quotes, not {_shown(value)}")
        case "list_type":
            return Fault(key, f"must be a list of texts in [ ], not {_shown(value)}")
        case _:
            return Fault(key, str(details["ctx"]["error"]))


def _unknown(key: str) -> str:
    known = list(_RubricFile.model_fields)
    near = get_close_matches(key, known, n=1)
    return f"unknown key; did you mean {near[0]}?" if near else f"unknown key; there are {', '.join(known)}"


def _not_one_of(value: Json, choices: Iterable[str]) -> str:
    return f"{_shown(value)} is not one of {', '.join(choices)}"


def _shown(value: Json) -> str:
    """A value of the file, as short as an error message needs."""
    match value:
        case str():
            return repr(_shortened(value))
        case bool():
            return str(value).lower()
        case int() | float():
            return _shortened(str(value))
        case list():
            return "a list"
        case dict():
            return "a table"
        case _:
            return "a date or time"


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
