"""What a filter asks of a pair, as a tree: `query` reads it from text, `store` looks it up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reviewtui.domain.vocabulary import Correctness, Preference, Side

SERVED_BY = "filter:"
"""How a pair came up, before the filter's text: by a filter on what was known before anybody judged."""

SERVED_BY_OUTCOME = "filter-outcome:"
"""The same by a filter on what labels say. It chooses pairs by their results, so it feeds no estimate."""


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
    """A field of the prompt's metadata; the path leads through objects. Numbers compare as numbers with a
    value that is one, texts with texts; of a list, any element does."""

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
    def served_by(self) -> str:
        return f"{SERVED_BY_OUTCOME if self.about_outcomes else SERVED_BY}{self.text}"


_OUTCOMES = (Mark.LABELED, Mark.SKIPPED, Mark.FLAGGED, Mark.NOTE)


def _asks_outcomes(condition: Condition, *, turned: bool = False) -> bool:
    """`open` alone says that nothing was said yet; turned round it says that something was."""
    match condition:
        case And(parts) | Or(parts):
            return any(_asks_outcomes(part, turned=turned) for part in parts)
        case Not(part):
            return _asks_outcomes(part, turned=not turned)
        case Mark():
            return condition in _OUTCOMES or (turned and condition is Mark.OPEN)
        case _:
            return isinstance(condition, Tagged | Preferred | Judged | Confidence)
