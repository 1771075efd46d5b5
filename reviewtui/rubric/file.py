"""The keys of a rubric file, and what each may hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StrictBool,
    ValidationInfo,
    field_validator,
)

from reviewtui.domain.messages import Json
from reviewtui.domain.rubric import REQUIRABLE, AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Severity
from reviewtui.rubric.planning import CostsTable, PlanTable
from reviewtui.rubric.table import CLOSED, at_most, check_no_repeat
from reviewtui.rubric.values import meant, not_one_of
from reviewtui.text.naming import checked_name

MOST_CRITERIA = 12
"""More don't fit on a screen, nor in a head."""

MOST_TAGS, MOST_REASONS = 200, 50

REASON_CELLS = 80
"""Of a reason to skip: it may be a sentence."""

HIGHEST_REPEAT_RATE = 0.5


def _requirable(name: str) -> str:
    if name not in REQUIRABLE:
        raise ValueError(not_one_of(name, REQUIRABLE))
    return name


def _as_table(item: Json) -> Json:
    """A list may name its elements, where nothing else is to be said of them."""
    return {"name": item} if isinstance(item, str) else item


_Name = Annotated[str, AfterValidator(checked_name)]
_Reason = Annotated[str, AfterValidator(partial(checked_name, cells=REASON_CELLS))]


class CriterionTable(BaseModel):
    model_config = CLOSED

    name: _Name
    description: str = ""

    def asked(self) -> AskedCriterion:
        return AskedCriterion(self.name, self.description)


class TagTable(BaseModel):
    model_config = CLOSED

    name: _Name
    description: str = ""
    side: StrictBool = True
    harmed: str = ""
    severity: Severity | None = None
    blocker: StrictBool = False

    def asked(self) -> AskedTag:
        return AskedTag(self.name, self.description, self.side, self.harmed, self.severity, self.blocker)


_DEFAULT = Rubric()


class RubricFile(BaseModel):
    """A rubric as the file has it. `required` and `costs` depend on what is asked, and are read after it."""

    model_config = CLOSED

    question: str = _DEFAULT.question
    guidelines: str = _DEFAULT.guidelines
    scale: Scale = _DEFAULT.scale
    correctness: list[Correctness] = list(_DEFAULT.correctness)
    warned: StrictBool = _DEFAULT.warned
    criteria: list[Annotated[CriterionTable, BeforeValidator(_as_table)]] = []
    tags: list[Annotated[TagTable, BeforeValidator(_as_table)]] = []
    new_tags: StrictBool = _DEFAULT.new_tags
    skip_reasons: list[_Reason] = []
    advance: Advance = _DEFAULT.advance
    repeat_rate: Annotated[float, Field(strict=True)] = _DEFAULT.repeat_rate
    required: list[Annotated[str, AfterValidator(_requirable)]] = list(_DEFAULT.required)
    plan: PlanTable | None = None
    costs: CostsTable | None = None

    @field_validator("question")
    @classmethod
    def _asks_something(cls, question: str) -> str:
        if not question.strip():
            raise ValueError('is empty; ask what annotators decide, such as "Which answer is better?"')
        return question

    @field_validator("correctness")
    @classmethod
    def _from_best_to_worst(cls, levels: list[Correctness]) -> list[Correctness]:
        check_no_repeat(levels)
        ordered = [level for level in Correctness if level in levels]
        if levels != ordered:
            raise ValueError(f"must stand in the order {', '.join(ordered)}")
        return levels

    @field_validator("criteria")
    @classmethod
    def _few(cls, criteria: list[CriterionTable]) -> list[CriterionTable]:
        check_no_repeat(one.name for one in criteria)
        return at_most(MOST_CRITERIA, criteria)

    @field_validator("tags")
    @classmethod
    def _to_choose_from(cls, tags: list[TagTable]) -> list[TagTable]:
        check_no_repeat(one.name for one in tags)
        return at_most(MOST_TAGS, tags)

    @field_validator("skip_reasons")
    @classmethod
    def _reasons(cls, reasons: list[str]) -> list[str]:
        check_no_repeat(reasons)
        return at_most(MOST_REASONS, reasons)

    @field_validator("repeat_rate")
    @classmethod
    def _not_most_of_the_work(cls, rate: float) -> float:
        if not 0 <= rate <= HIGHEST_REPEAT_RATE:
            raise ValueError(f"must be from 0 to {HIGHEST_REPEAT_RATE}, not {rate}")
        return rate

    @field_validator("required")
    @classmethod
    def _can_be_given(cls, names: list[str], known: ValidationInfo) -> list[str]:
        check_no_repeat(names)
        if "preference" not in names:
            raise ValueError("must hold 'preference': without one no label is finished")
        for name, unasked in _UNASKED.items():
            # A field that has a fault of its own is not there.
            if name in names and name in known.data and unasked(known.data):
                raise ValueError(f"{name!r} is required but not asked: {_WHY_UNASKED[name]}")
        return names

    @field_validator("costs")
    @classmethod
    def _of_what_is_asked(cls, costs: CostsTable | None, known: ValidationInfo) -> CostsTable | None:
        for key, unasked in _unasked_prices(costs, known.data) if costs is not None else ():
            raise ValueError(f"{key} has a price but is not asked: {unasked}")
        return costs

    def rubric(self) -> Rubric:
        return Rubric(
            question=self.question,
            guidelines=self.guidelines,
            scale=self.scale,
            correctness=tuple(self.correctness),
            required=tuple(self.required),
            criteria=tuple(one.asked() for one in self.criteria),
            tags=tuple(one.asked() for one in self.tags),
            new_tags=self.new_tags,
            warned=self.warned,
            skip_reasons=tuple(self.skip_reasons),
            advance=self.advance,
            repeat_rate=self.repeat_rate,
            plan=None if self.plan is None else self.plan.plan(),
            costs=None if self.costs is None else self.costs.costs(),
        )


def _unasked_prices(costs: CostsTable, file: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(key, why it is not asked). A field that has a fault of its own is not there."""
    levels = file.get("correctness", list(Correctness))
    for level in (Correctness.INCORRECT, Correctness.PARTIAL):
        if level in costs.model_fields_set and level not in levels:
            yield level.value, "correctness does not list it"
    if costs.confidently_wrong is not None:
        if Correctness.INCORRECT not in levels:
            yield "confidently_wrong", "correctness does not list 'incorrect'"
        if not file.get("warned", True):
            yield "confidently_wrong", "warned is false"
    if not file.get("new_tags", True) and "tags" in file:
        listed = [tag.name for tag in file["tags"]]
        for name in costs.tags:
            if name not in listed:
                yield f"tags.{name}", f"new_tags is false, and it is not listed{meant(name, listed)}"


_UNASKED: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "correctness": lambda file: not file["correctness"],
    "criteria": lambda file: not file["criteria"],
    "warned": lambda file: not file["warned"],
    "tags": lambda file: not file["tags"] and not file.get("new_tags", True),
}
_WHY_UNASKED = {
    "correctness": "its list of levels is empty",
    "criteria": "there are none",
    "warned": "it is false",
    "tags": "none are listed, and new_tags is false",
}


TABLES: Mapping[int | str, type[BaseModel]] = {"criteria": CriterionTable, "tags": TagTable}
"""Keys that hold lists of tables."""

SECTIONS: Mapping[int | str, type[BaseModel]] = {"plan": PlanTable, "costs": CostsTable}
"""Keys that hold one table."""
