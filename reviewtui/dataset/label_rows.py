"""Rows of `export labels` on their way back: a pair, and what an annotator said of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from reviewtui.dataset.conversations import conversation, required_text, text
from reviewtui.dataset.faults import RowError, shortened
from reviewtui.dataset.fields import MISSING
from reviewtui.dataset.metadata import split
from reviewtui.dataset.reading import Row, kind_of
from reviewtui.domain.identity import content_id
from reviewtui.domain.labels import Criterion, Judgement, Revision, Tag
from reviewtui.domain.messages import Json, canonical
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Op, Preference, Role, Slot, Status
from reviewtui.store.clock import now
from reviewtui.store.intake import PutPair

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# Words of the vocabulary are strings in a file; all else has to have its own type.
_Word = Field(strict=False)
_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Strength = Annotated[int, Field(ge=1, le=2)]
_Preference = Annotated[Preference, _Word]
_Correctness = Annotated[Correctness, _Word]
_Slot = Annotated[Slot, _Word]


class _Strict(BaseModel):
    """No value passes for one of another type: "1" is no number, and 1 is not true."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class CriterionRow(_Strict):
    preference: _Preference
    strength: _Strength | None = None


class TagRow(_Strict):
    tag: _Name
    side: _Slot | None = None


class LabelRow(_Strict):
    """What a row says of its pair, in the row's own orientation. Its texts are read apart."""

    id: _Name | None = None
    seq: Annotated[int, Field(ge=1, lt=2**31)] | None = None
    parent: _Name | None = None
    annotator: _Name
    annotator_kind: Annotated[AnnotatorKind, _Word] = AnnotatorKind.PERSON
    pass_: Annotated[int, Field(alias="pass", ge=0, lt=2**31)] = 0
    status: Annotated[Status, _Word] = Status.LABELED
    preference: _Preference | None = None
    strength: _Strength | None = None
    correctness_a: _Correctness | None = None
    correctness_b: _Correctness | None = None
    warned_a: bool | None = None
    warned_b: bool | None = None
    criteria: dict[str, CriterionRow] = {}
    tags: list[TagRow] = []
    note: str = ""
    confidence: Annotated[int, Field(ge=1, le=3)] | None = None
    score: float | None = None
    flagged: bool = False
    reason: str = ""
    left_output: _Slot | None = None
    revealed: bool = False
    role: Annotated[Role, _Word] = Role.LABEL
    served_by: _Name = "imported"
    active_ms: Annotated[int, Field(ge=0, lt=2**53)] | None = None
    rubric: _Name | None = None
    created_at: str | None = None

    @field_validator("created_at")
    @classmethod
    def _is_a_time(cls, value: str | None) -> str | None:
        try:
            datetime.fromisoformat(value or "1970-01-01")
        except ValueError:
            raise ValueError(
                f"expected a time as in 2026-01-31T12:00:00Z, found {shortened(value or '')}"
            ) from None
        return value

    @model_validator(mode="after")
    def _says_something(self) -> LabelRow:
        if self.status is Status.LABELED and self.judgement().empty:
            raise ValueError("labeled, but it says nothing of the pair")
        return self

    def judgement(self) -> Judgement:
        return Judgement(
            preference=self.preference,
            strength=self.strength,
            correctness_a=self.correctness_a,
            correctness_b=self.correctness_b,
            warned_a=self.warned_a,
            warned_b=self.warned_b,
            criteria=tuple(
                Criterion(name, one.preference, one.strength) for name, one in sorted(self.criteria.items())
            ),
            tags=tuple(Tag(one.tag, one.side) for one in self.tags),
            note=self.note,
            confidence=self.confidence,
            score=self.score,
            flagged=self.flagged,
            reason=self.reason,
        )


def read_label(row: Row) -> tuple[SourcePair, LabelRow]:
    """Raises RowError."""
    # A field without a value may be null or missing alike.
    given = {name: value for name, value in row.document.items() if value is not None}
    try:
        label = LabelRow.model_validate(given)
    except ValidationError as error:
        raise RowError("; ".join(_reason(details) for details in error.errors())) from None
    return _pair(row.number, given), label


def _pair(number: int, row: Mapping[str, Json]) -> SourcePair:
    models = (
        required_text(row.get("model_a", MISSING), "model_a"),
        required_text(row.get("model_b", MISSING), "model_b"),
    )
    metadata = row.get("metadata", {})
    if type(metadata) is not dict:
        raise RowError(f"field metadata: expected an object, found {kind_of(metadata)}")
    parts = split(metadata, models)
    first, second = (
        conversation(row.get(name, MISSING), "assistant", name) for name in ("output_a", "output_b")
    )
    return SourcePair(
        Prompt(conversation(row.get("prompt", MISSING), "user", "prompt"), metadata=parts.prompt),
        Output(models[0], first, metadata=parts.first),
        Output(models[1], second, metadata=parts.second),
        row=number,
        external_id=text(row.get("external_id", MISSING), "external_id"),
    )


def revision(
    label: LabelRow, pair: PutPair, pair_hash: str, annotator_id: int, next_seq: Callable[[], int]
) -> Revision:
    """The revision that a row becomes, turned to the orientation of the stored pair."""
    judgement, left = label.judgement(), label.left_output
    if pair.swapped:
        judgement, left = judgement.mirrored(), left and left.other
    return Revision(
        id=revision_id(label, pair_hash, swapped=pair.swapped),
        pair_id=pair.id,
        annotator_id=annotator_id,
        pass_=label.pass_,
        seq=label.seq or next_seq(),
        parent=label.parent,
        op=Op.IMPORT,
        status=label.status,
        judgement=judgement,
        left_output=left,
        revealed=label.revealed,
        role=label.role,
        served_by=label.served_by,
        active_ms=label.active_ms,
        rubric=label.rubric,
        created_at=label.created_at or now(),
    )


def revision_id(label: LabelRow, pair_hash: str, *, swapped: bool) -> str:
    """The row's own, else one of what it says, so that importing it again adds nothing."""
    if label.id is not None:
        return label.id
    judgement = label.judgement().mirrored() if swapped else label.judgement()
    who = [label.annotator, label.annotator_kind]
    said = ["label", *who, pair_hash, label.pass_, label.status, asdict(judgement)]
    return content_id([*said, *_how_it_came(label, swapped=swapped)])


def _how_it_came(label: LabelRow, *, swapped: bool) -> list[Json]:
    """What tells two revisions of the same words apart: a later one of the history, one after a reveal or a
    discussion, a judge's verdict on the same pair with the sides changed. Nothing for a plain row."""
    different: list[Json] = []
    if label.seq is not None and label.seq > 1:
        different.append(["seq", label.seq])
    if label.revealed:
        different.append("revealed")
    if label.role is not Role.LABEL:
        different.append(label.role.value)
    if label.annotator_kind is AnnotatorKind.JUDGE and label.left_output is not None:
        left = label.left_output.other if swapped else label.left_output
        different.append(["left", left.value])
    return different


def _reason(details: ErrorDetails) -> str:
    """A fault in our words, as far as pydantic's speak of Python."""
    field = f"field {'.'.join(map(str, details['loc']))}: " if details["loc"] else ""
    if details["type"] == "missing":
        return f"{field}missing"
    if details["type"] == "value_error":
        return f"{field}{details['ctx']['error']}"
    expected = details["msg"].removeprefix("Input should be ").removeprefix("a valid ")
    return f"{field}expected {expected}, found {shortened(canonical(details['input']))}"
