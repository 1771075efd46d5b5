"""Labels to make tables of, each field by its name: for the rooms that read more than a preference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reviewtui.analysis.labels.arrays import (
    LEVELS,
    MISSING,
    PREFERENCES,
    AnnotatorName,
    Codes,
    CriterionRows,
    LabelArrays,
    TagRows,
)

SLOTS = ("a", "b")


@dataclass(frozen=True, slots=True)
class Said:
    """One label; None is not said. Two outputs of one model to one prompt are told apart by `outputs`."""

    prompt: int
    preference: str | None = "a"
    annotator: str = "ana"
    models: tuple[str, str] = ("new", "old")
    correctness: tuple[str | None, str | None] = (None, None)
    warned: tuple[bool | None, bool | None] = (None, None)
    left: str | None = "a"
    outputs: tuple[int, int] = (1, 2)
    chars: tuple[int, int] = (100, 100)
    marks: tuple[int, int] = (0, 0)
    tags: tuple[tuple[str, str | None], ...] = ()
    criteria: tuple[tuple[str, str | None], ...] = ()
    active_ms: int | None = None
    rubric: str = "hash"


def table_of(labels: Sequence[Said]) -> LabelArrays:
    """Columns of these labels, which came in this order. Same prompt and outputs: same pair."""
    pairs = _places([(one.prompt, one.models, one.outputs) for one in labels])
    annotators = sorted({AnnotatorName(one.annotator, "person") for one in labels})
    comparisons = sorted({one.models for one in labels})
    rubrics = sorted({one.rubric for one in labels})
    number = np.arange(1, len(labels) + 1)
    n = len(labels)
    of_output = [[(one.prompt, one.models[i], one.outputs[i]) for i in (0, 1)] for one in labels]
    places = {key: i for i, key in enumerate(dict.fromkeys(key for row in of_output for key in row), 1)}
    return LabelArrays(
        number=number,
        pair=pairs,
        prompt=_column(one.prompt for one in labels),
        annotator=_column(annotators.index(AnnotatorName(one.annotator, "person")) for one in labels),
        comparison=_column(comparisons.index(one.models) for one in labels),
        preference=_column(_code(one.preference, PREFERENCES) for one in labels),
        strength=np.full(n, MISSING),
        correctness=_two([_code(value, LEVELS) for value in one.correctness] for one in labels),
        warned=_two([MISSING if value is None else int(value) for value in one.warned] for one in labels),
        confidence=np.full(n, MISSING),
        left=_column(_code(one.left, SLOTS) for one in labels),
        served=np.zeros(n, dtype=np.int64),
        output=_two([places[key] for key in row] for row in of_output),
        active_ms=_column(MISSING if one.active_ms is None else one.active_ms for one in labels),
        rubric=_column(rubrics.index(one.rubric) for one in labels),
        identical=np.zeros(n, dtype=np.bool_),
        leak=np.zeros(n, dtype=np.bool_),
        chars=_two(one.chars for one in labels),
        marks=_two(one.marks for one in labels),
        tags=_tags(labels),
        criteria=_criteria(labels),
        annotators=tuple(annotators),
        comparisons=tuple(comparisons),
        served_by=("queue",),
        rubrics=tuple(rubrics),
    )


def _tags(labels: Sequence[Said]) -> TagRows:
    names = sorted({name for one in labels for name, _ in one.tags})
    rows = [
        (i, names.index(name), _code(slot, SLOTS))
        for i, one in enumerate(labels, 1)
        for name, slot in one.tags
    ]
    number, tag, slot = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return TagRows(number=number, tag=tag, slot=slot, names=tuple(names))


def _criteria(labels: Sequence[Said]) -> CriterionRows:
    names = sorted({name for one in labels for name, _ in one.criteria})
    rows = [
        (i, names.index(name), _code(value, PREFERENCES))
        for i, one in enumerate(labels, 1)
        for name, value in one.criteria
    ]
    number, criterion, preference = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return CriterionRows(
        number=number,
        criterion=criterion,
        preference=preference,
        strength=np.full(number.size, MISSING),
        names=tuple(names),
    )


def _code(value: str | None, words: Sequence[str]) -> int:
    return MISSING if value is None else words.index(value)


def _places(keys: Sequence[Any]) -> Codes:
    place = {key: i for i, key in enumerate(dict.fromkeys(keys), 1)}
    return _column(place[key] for key in keys)


def _column(values: Any) -> Codes:
    return np.array(list(values), dtype=np.int64)


def _two(rows: Any) -> Codes:
    return np.array(list(rows), dtype=np.int64).reshape(-1, 2)
