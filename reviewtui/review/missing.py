"""What a label still needs before it is finished, in sides."""

from __future__ import annotations

from typing import NamedTuple

from reviewtui.domain.labels import Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Side, Slot


class Missing(NamedTuple):
    """A required field that is not there yet. `names`: the sides or the criteria that it is missing for;
    empty where the field is one thing."""

    field: str
    names: tuple[str, ...] = ()


def still_missing(rubric: Rubric, judgement: Judgement, left: Slot) -> tuple[Missing, ...]:
    """In the rubric's order."""
    slots = {Side.LEFT: left, Side.RIGHT: left.other}
    names = {
        "criteria": (one.name for one in rubric.criteria if judgement.criterion(one.name) is None),
        "correctness": (side.value for side, slot in slots.items() if judgement.correctness(slot) is None),
        "warned": (side.value for side, slot in slots.items() if judgement.warned(slot) is None),
    }
    return tuple(Missing(field, tuple(names.get(field, ()))) for field in rubric.missing(judgement))
