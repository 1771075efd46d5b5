"""The sections [plan] and [costs] of a rubric file, and what each key may hold."""

from __future__ import annotations

import math
from functools import partial
from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field, StrictInt, field_validator, model_validator

from reviewtui.domain.plan import Costs, Plan, PlannedSlice
from reviewtui.query import CheckError, read_check
from reviewtui.rubric.table import CLOSED, at_most, check_no_repeat
from reviewtui.text.naming import checked_name

MOST_SLICES, MOST_CHECKS = 50, 100

HIGHEST_MARGIN = 0.5

UNIT_CELLS = 20


def _slice(text: str) -> str:
    return PlannedSlice.read(text).text


def _check(text: str) -> str:
    try:
        return read_check(text).text
    except CheckError as error:
        # Pydantic knows a value's place in the file; the column within it stands in the message.
        raise ValueError(f"{error.message}. {error.hint}".rstrip(". ")) from error


def _price(number: float) -> float:
    if not 0 <= number < math.inf:
        raise ValueError(f"must be a price of 0 or more, not {number}")
    return number


_Price = Annotated[float, Field(strict=True), AfterValidator(_price)]
_Name = Annotated[str, AfterValidator(checked_name)]
_Unit = Annotated[str, AfterValidator(partial(checked_name, cells=UNIT_CELLS))]


class PlanTable(BaseModel):
    model_config = CLOSED

    candidate: str = ""
    baseline: str = ""
    pairs: StrictInt | None = None
    margin: Annotated[float, Field(strict=True)] | None = None
    slices: list[Annotated[str, AfterValidator(_slice)]] = []
    checks: list[Annotated[str, AfterValidator(_check)]] = []

    @field_validator("pairs")
    @classmethod
    def _some(cls, pairs: int | None) -> int | None:
        if pairs is not None and pairs < 1:
            raise ValueError(f"must be 1 or more, not {pairs}")
        return pairs

    @field_validator("margin")
    @classmethod
    def _around_one_half(cls, margin: float | None) -> float | None:
        if margin is not None and not 0 < margin < HIGHEST_MARGIN:
            raise ValueError(f"must lie between 0 and {HIGHEST_MARGIN} (0.05: 45 % to 55 %), not {margin}")
        return margin

    @field_validator("slices")
    @classmethod
    def _few(cls, slices: list[str]) -> list[str]:
        check_no_repeat(slices)
        return at_most(MOST_SLICES, slices)

    @field_validator("checks")
    @classmethod
    def _not_twice(cls, checks: list[str]) -> list[str]:
        check_no_repeat(checks)
        return at_most(MOST_CHECKS, checks)

    @model_validator(mode="after")
    def _fits_together(self) -> PlanTable:
        if self.candidate and self.candidate == self.baseline:
            raise ValueError("candidate and baseline are the same model")
        if self.pairs is not None and not (self.candidate and self.baseline):
            raise ValueError("pairs counts those of candidate and baseline: name both models")
        plan = self.plan() or Plan()
        for place, text in enumerate(self.checks, 1):
            within = read_check(text).within
            if within is not None and not plan.plans_slice(within.field, within.value):
                wanted = PlannedSlice(within.field, within.value).text
                raise ValueError(
                    f"checks[{place}] is about a slice that is not planned: add {wanted!r} to slices"
                )
        return self

    def plan(self) -> Plan | None:
        """None where nothing is planned."""
        plan = Plan(
            candidate=self.candidate,
            baseline=self.baseline,
            pairs=self.pairs,
            margin=self.margin,
            slices=tuple(map(PlannedSlice.read, self.slices)),
            checks=tuple(self.checks),
        )
        return None if plan == Plan() else plan


class CostsTable(BaseModel):
    model_config = CLOSED

    incorrect: _Price = 0.0
    partial: _Price = 0.0
    confidently_wrong: _Price | None = None
    tags: dict[_Name, _Price] = {}
    unit: _Unit = ""

    def costs(self) -> Costs | None:
        """None where nothing has a price."""
        costs = Costs(
            incorrect=self.incorrect,
            partial=self.partial,
            confidently_wrong=self.confidently_wrong,
            tags=tuple(sorted(self.tags.items())),
            unit=self.unit,
        )
        return None if costs == Costs(unit=self.unit) else costs
