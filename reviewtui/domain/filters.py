"""What a filter asks of a pair, as a tree: `query` reads it from text, `store` looks it up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reviewtui.domain.served import SERVED_BY, SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Correctness, Preference, Side


class Comparator(StrEnum):
    EQUAL = "="
    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="


class Mark(StrEnum):
    """What a pair is, or is not. Flags, notes and the state of the label are the annotator's own."""

    LEAK = "leak"
    """An output says the name of a model of this pair."""
    IDENTICAL = "identical"
    """Both outputs say the same."""
    OPEN = "open"
    """Neither labeled nor skipped."""
    LABELED = "labeled"
    SKIPPED = "skipped"
    FLAGGED = "flagged"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Metadata:
    """A field of the prompt's metadata; the path leads through objects, or is one name with dots. Numbers
    compare as numbers with a value that is one, texts with texts; of a list, any element does."""

    path: tuple[str, ...]
    comparator: Comparator
    value: str


@dataclass(frozen=True, slots=True)
class Length:
    """Of the longer output, in characters as they are shown."""

    comparator: Comparator
    characters: int


@dataclass(frozen=True, slots=True)
class Source:
    """The name of a file that the pair came from."""

    name: str


@dataclass(frozen=True, slots=True)
class ExternalId:
    """What a source calls the pair."""

    value: str


@dataclass(frozen=True, slots=True)
class Contains:
    """The prompt or an output has this text, in any case of its letters."""

    text: str


@dataclass(frozen=True, slots=True)
class Tagged:
    """With this tag; with any where there is no name."""

    name: str | None = None


@dataclass(frozen=True, slots=True)
class Preferred:
    """A side as it was shown, a tie, or both bad."""

    verdict: Side | Preference


@dataclass(frozen=True, slots=True)
class Judged:
    """An output is of this correctness, either one."""

    level: Correctness


@dataclass(frozen=True, slots=True)
class Confidence:
    comparator: Comparator
    level: int


@dataclass(frozen=True, slots=True)
class Not:
    part: Condition


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Condition, ...]


Condition = (
    Mark
    | Metadata
    | Length
    | Source
    | ExternalId
    | Contains
    | Tagged
    | Preferred
    | Judged
    | Confidence
    | Not
    | And
    | Or
)


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition that pairs of the queue have to meet; `text` is the one way that it is written."""

    condition: Condition
    text: str

    @property
    def about_outcomes(self) -> bool:
        """Whether it chooses pairs by what this annotator said of them."""
        return _asks_outcomes(self.condition)

    @property
    def fields(self) -> frozenset[tuple[str, ...]]:
        """The paths of the metadata that it asks for."""
        return frozenset(_paths(self.condition))

    @property
    def served_by(self) -> str:
        return f"{SERVED_BY_OUTCOME if self.about_outcomes else SERVED_BY}{self.text}"


_UNLESS_TURNED = (Mark.LABELED, Mark.SKIPPED, Mark.FLAGGED, Mark.NOTE)
_IF_TURNED = (Mark.OPEN, Mark.FLAGGED, Mark.NOTE)


def _paths(condition: Condition) -> Iterator[tuple[str, ...]]:
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _paths(part)
        case Not(part):
            yield from _paths(part)
        case Metadata():
            yield condition.path


def _asks_outcomes(condition: Condition, *, turned: bool = False) -> bool:
    """`open`, `not labeled` and `not skipped` find what nothing was said of yet, and ask for nothing that
    was; turned round, they do."""
    match condition:
        case And(parts) | Or(parts):
            return any(_asks_outcomes(part, turned=turned) for part in parts)
        case Not(part):
            return _asks_outcomes(part, turned=not turned)
        case Mark():
            return condition in (_UNLESS_TURNED if not turned else _IF_TURNED)
        case _:
            return isinstance(condition, Tagged | Preferred | Judged | Confidence)
