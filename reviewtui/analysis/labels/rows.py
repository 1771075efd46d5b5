"""Labels that are given one by one, as columns."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from reviewtui.analysis.labels.columns import (
    LEVELS,
    MISSING,
    PREFERENCES,
    AnnotatorName,
    Codes,
    CriterionRows,
    LabelArrays,
    TagRows,
)
from reviewtui.domain.labels import Criterion, Tag
from reviewtui.domain.vocabulary import Slot
from reviewtui.store.results import CountedLabel


def labels_to_arrays(labels: Iterable[CountedLabel]) -> LabelArrays:
    """Rows to columns."""
    rows = list(labels)
    numbers = [row.number or place for place, row in enumerate(rows, 1)]
    annotator, annotators = _coded([AnnotatorName(row.annotator, row.annotator_kind) for row in rows])
    comparison, comparisons = _coded([(row.model_a, row.model_b) for row in rows])
    served, served_by = _coded([row.served_by for row in rows])
    rubric, rubrics = _coded([row.rubric or "" for row in rows])
    return LabelArrays(
        number=_numbers(numbers),
        pair=_numbers([row.pair_id for row in rows]),
        prompt=_numbers([row.prompt_id for row in rows]),
        output=_two([(row.output_a, row.output_b) for row in rows]),
        annotator=annotator,
        comparison=comparison,
        preference=_codes([row.preference for row in rows], PREFERENCES),
        strength=_numbers([row.strength for row in rows]),
        correctness=np.stack(
            [
                _codes([row.correctness_a for row in rows], LEVELS),
                _codes([row.correctness_b for row in rows], LEVELS),
            ],
            axis=1,
        ),
        warned=_two([(row.warned_a, row.warned_b) for row in rows]),
        confidence=_numbers([row.confidence for row in rows]),
        left=_codes([row.left_output for row in rows], tuple(Slot)),
        served=served,
        rubric=rubric,
        active_ms=_numbers([row.active_ms for row in rows]),
        identical=np.array([row.identical for row in rows], dtype=np.bool_),
        leak=np.array([row.leak for row in rows], dtype=np.bool_),
        chars=_two([row.chars for row in rows]),
        marks=_two([row.marks for row in rows]),
        tags=tag_rows((number, row.tags) for number, row in zip(numbers, rows, strict=True)),
        criteria=criterion_rows((number, row.criteria) for number, row in zip(numbers, rows, strict=True)),
        annotators=annotators,
        comparisons=comparisons,
        served_by=served_by,
        rubrics=rubrics,
    )


def tag_rows(labels: Iterable[tuple[int, Iterable[Tag]]]) -> TagRows:
    """Of labels' numbers and tags."""
    rows = [(number, one) for number, tags in labels for one in tags]
    tag, names = _coded([one.tag for _, one in rows])
    slot = _codes([one.slot for _, one in rows], tuple(Slot))
    return TagRows(_numbers(number for number, _ in rows), tag, slot, names)


def criterion_rows(labels: Iterable[tuple[int, Iterable[Criterion]]]) -> CriterionRows:
    """Of labels' numbers and criteria."""
    rows = [(number, one) for number, criteria in labels for one in criteria]
    criterion, names = _coded([one.name for _, one in rows])
    return CriterionRows(
        number=_numbers(number for number, _ in rows),
        criterion=criterion,
        preference=_codes([one.preference for _, one in rows], PREFERENCES),
        strength=_numbers(one.strength for _, one in rows),
        names=names,
    )


Name = TypeVar("Name", str, AnnotatorName, tuple[str, str])


def _coded(values: Sequence[Name]) -> tuple[Codes, tuple[Name, ...]]:
    """Codes of these values, and the distinct values in order."""
    names: tuple[Name, ...] = tuple(sorted(set(values)))
    return _codes(values, names), names


def _codes(values: Sequence[Hashable], vocabulary: Sequence[Hashable]) -> Codes:
    """The place of each value in the vocabulary; None is missing."""
    place: Mapping[Hashable, int] = {None: MISSING, **{word: code for code, word in enumerate(vocabulary)}}
    return np.array([place[value] for value in values], dtype=np.int64)


def _numbers(values: Iterable[int | None]) -> Codes:
    return np.array([MISSING if value is None else value for value in values], dtype=np.int64)


def _two(values: Iterable[tuple[int | None, int | None]]) -> Codes:
    return _numbers(one for both in values for one in both).reshape(-1, 2)
