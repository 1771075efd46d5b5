"""What a study sets out to show, and what mistakes cost: fixed before the first label is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewtui.domain.messages import Json


@dataclass(frozen=True, slots=True)
class PlannedSlice:
    """A metadata field whose values results are broken down by, or one value of it."""

    field: str
    value: str | None = None
    """None: every value of the field."""

    @property
    def text(self) -> str:
        return self.field if self.value is None else f"{self.field}={self.value}"

    @classmethod
    def read(cls, text: str) -> PlannedSlice:
        """Of `language` or `language=de`. Raises ValueError with what is wrong with it."""
        field, equals, value = (part.strip() for part in text.partition("="))
        if not field:
            raise ValueError("names no metadata field; write it as «language» or «language=de»")
        if equals and not value:
            raise ValueError(f"names no value; for every value of the field write «{field}»")
        return cls(field, value if equals else None)

    def covers(self, field: str, value: str) -> bool:
        return self.field == field and self.value in (None, value)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is looked for, how far, and what has to hold in the end."""

    candidate: str = ""
    """The model that may take the place of the baseline; results are told of it."""
    baseline: str = ""
    pairs: int | None = None
    """How many pairs of candidate and baseline shall have a label before the interval for a number of labels
    that was fixed beforehand is read."""
    margin: float | None = None
    """In win rate: .05 means that 45 % to 55 % makes no practical difference."""
    slices: tuple[PlannedSlice, ...] = ()
    checks: tuple[str, ...] = ()
    """The conditions of `check`, as text in the one way that each is written."""

    def plans_slice(self, field: str, value: str) -> bool:
        return any(one.covers(field, value) for one in self.slices)

    def document(self) -> dict[str, Json]:
        """Without what is left open."""
        document: dict[str, Json] = {
            "candidate": self.candidate,
            "baseline": self.baseline,
            "pairs": self.pairs,
            "margin": self.margin,
            "slices": [one.text for one in self.slices],
            "checks": list(self.checks),
        }
        return {key: value for key, value in document.items() if value not in (None, "", [])}

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> Plan:
        return cls(
            candidate=document.get("candidate", ""),
            baseline=document.get("baseline", ""),
            pairs=document.get("pairs"),
            margin=document.get("margin"),
            slices=tuple(PlannedSlice.read(text) for text in document.get("slices", ())),
            checks=tuple(document.get("checks", ())),
        )


@dataclass(frozen=True, slots=True)
class Costs:
    """What an answer costs by what is wrong with it, in `unit`. What has no price costs nothing.

    The cost of an answer is the price of its correctness and those of its tags together, each tag once.
    """

    incorrect: float = 0.0
    partial: float = 0.0
    confidently_wrong: float | None = None
    """In the place of the price of `incorrect`, where the answer did not say that it might be wrong."""
    tags: tuple[tuple[str, float], ...] = ()
    """(name, price), in the order of their names."""
    unit: str = ""
    """Such as EUR or minutes; empty where costs only stand in proportion to each other."""

    def document(self) -> dict[str, Json]:
        """Without what is left open."""
        document: dict[str, Json] = {
            "incorrect": self.incorrect,
            "partial": self.partial,
            "confidently_wrong": self.confidently_wrong,
            "unit": self.unit,
            "tags": dict(self.tags),
        }
        # A price of 0 for the confidently wrong is said: it does not cost what other incorrect answers do.
        return {
            key: value
            for key, value in document.items()
            if value or (key == "confidently_wrong" and value is not None)
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> Costs:
        return cls(
            incorrect=document.get("incorrect", 0.0),
            partial=document.get("partial", 0.0),
            confidently_wrong=document.get("confidently_wrong"),
            tags=tuple(sorted(document.get("tags", {}).items())),
            unit=document.get("unit", ""),
        )
