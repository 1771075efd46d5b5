"""What an annotator says of a pair, and how it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reviewtui.domain.messages import Json
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Op, Preference, Role, Slot, Status


@dataclass(frozen=True, slots=True)
class Criterion:
    """A preference on one aspect, such as tone."""

    name: str
    preference: Preference
    strength: int | None = None


@dataclass(frozen=True, slots=True)
class Tag:
    """A word for what went wrong or right, such as `made-up source`."""

    tag: str
    slot: Slot | None = None
    """The output that it is about; None where it is about the pair."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The values of a label, finished or not, in the pair's orientation (`a`, `b`)."""

    preference: Preference | None = None
    strength: int | None = None
    correctness_a: Correctness | None = None
    correctness_b: Correctness | None = None
    warned_a: bool | None = None
    warned_b: bool | None = None
    criteria: tuple[Criterion, ...] = ()
    tags: tuple[Tag, ...] = ()
    note: str = ""
    confidence: int | None = None
    score: float | None = None
    flagged: bool = False
    reason: str = ""

    @property
    def empty(self) -> bool:
        return self == Judgement()

    def correctness(self, slot: Slot) -> Correctness | None:
        return self.correctness_a if slot is Slot.A else self.correctness_b

    def with_correctness(self, slot: Slot, value: Correctness | None) -> Judgement:
        if slot is Slot.A:
            return replace(self, correctness_a=value)
        return replace(self, correctness_b=value)

    def warned(self, slot: Slot) -> bool | None:
        """Whether the output said that it might be wrong; None: not said here."""
        return self.warned_a if slot is Slot.A else self.warned_b

    def with_warned(self, slot: Slot, value: bool | None) -> Judgement:
        if slot is Slot.A:
            return replace(self, warned_a=value)
        return replace(self, warned_b=value)

    def criterion(self, name: str) -> Criterion | None:
        return next((one for one in self.criteria if one.name == name), None)

    def mirrored(self) -> Judgement:
        """The same judgement when the two outputs change names."""
        return replace(
            self,
            preference=self.preference and self.preference.mirrored,
            correctness_a=self.correctness_b,
            correctness_b=self.correctness_a,
            warned_a=self.warned_b,
            warned_b=self.warned_a,
            criteria=tuple(replace(one, preference=one.preference.mirrored) for one in self.criteria),
            tags=tuple(replace(one, slot=one.slot and one.slot.other) for one in self.tags),
        )


def criteria_document(criteria: tuple[Criterion, ...]) -> dict[str, Json]:
    return {one.name: {"preference": one.preference.value, "strength": one.strength} for one in criteria}


def criteria_from(document: Mapping[str, Json] | None) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(name, Preference(value["preference"]), value.get("strength"))
        for name, value in sorted((document or {}).items())
    )


def tags_document(tags: tuple[Tag, ...]) -> list[Json]:
    return [{"tag": one.tag, "side": one.slot and one.slot.value} for one in tags]


def tags_from(document: list[Json] | None) -> tuple[Tag, ...]:
    return tuple(Tag(row["tag"], row.get("side") and Slot(row["side"])) for row in document or ())


@dataclass(frozen=True, slots=True)
class Annotator:
    """`id` is this database's; `uuid` is the same in every copy and merge."""

    id: int
    uuid: str
    name: str
    kind: AnnotatorKind


@dataclass(frozen=True, slots=True)
class Revision:
    """One row of a label's history. Never changed once it is written."""

    id: str
    pair_id: int
    annotator_id: int
    pass_: int
    seq: int
    parent: str | None
    op: Op
    status: Status
    judgement: Judgement
    left_output: Slot | None
    revealed: bool
    role: Role
    served_by: str
    active_ms: int | None
    rubric: str | None
    created_at: str
    number: int = 0
    """The order of arrival in this database; 0 until it is written."""
