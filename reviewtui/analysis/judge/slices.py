"""A judge against the consensus by a metadata field of the prompts: nothing here was planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.judge.against import kappa_of, no_case
from reviewtui.analysis.judge.verdicts import Said, cases_of
from reviewtui.analysis.labels.arrays import Codes
from reviewtui.analysis.labels.by_field import COUNTS_ALONE, FEWEST_PROMPTS, Values
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import MaybeEstimate
from reviewtui.stats.classification.confusion import accuracy, recognition


@dataclass(frozen=True, slots=True)
class SliceAgainst:
    """Of pairs (preference) or outputs (correctness); `n` of an estimate as in `Against`."""

    field: str
    """What was answered."""
    n: int
    n_prompts: int
    right: int
    accuracy: MaybeEstimate
    kappa: MaybeEstimate
    macro_f: MaybeEstimate


@dataclass(frozen=True, slots=True)
class JudgeSlice:
    """The judge on the prompts whose metadata has this value; None is for prompts that have none. With fewer
    than 30 prompts that the judge and people answered there are counts alone."""

    field: str
    """Of the metadata."""
    value: str | None
    against: tuple[SliceAgainst, ...]


def slices_of(
    judge: Said, consensus: Said, fields: Sequence[str], values: Mapping[str, Values], beta: float
) -> tuple[JudgeSlice, ...]:
    """`fields` are those that are answered, `values` have every metadata field that is asked for."""
    return tuple(
        JudgeSlice(name, value, tuple(_against(field, truth, said, beta) for field in fields))
        for name, of_field in values.items()
        for value, said, truth in _parts(judge, consensus, of_field)
    )


def _parts(judge: Said, consensus: Said, values: Values) -> Iterator[tuple[str | None, Said, Said]]:
    """By the values of the prompts that the judge answered in order, prompts without one last."""
    known = {values.get(prompt) for prompt in judge.prompt.tolist()}
    ordered = sorted(known, key=lambda one: (one is None, one or ""))
    place = {value: code for code, value in enumerate(ordered)}
    judges, theirs = _codes(judge, values, place), _codes(consensus, values, place)
    for value, code in place.items():
        yield value, judge.where(judges == code), consensus.where(theirs == code)


def _codes(said: Said, values: Values, place: Mapping[str | None, int]) -> Codes:
    """The place of every row's value; those that the judge has no prompt of have none."""
    return np.array([place.get(values.get(prompt), -1) for prompt in said.prompt.tolist()], dtype=np.int64)


def _against(field: str, truth: Said, judge: Said, beta: float) -> SliceAgainst:
    found = cases_of(field, truth, judge)
    n_prompts = int(np.unique(found.item).size)
    right = int(np.count_nonzero(found.truth == found.answer))
    if n_prompts < FEWEST_PROMPTS:
        none = COUNTS_ALONE if n_prompts else no_case(field)
        return SliceAgainst(field, len(found), n_prompts, right, none, none, none)
    return SliceAgainst(
        field=field,
        n=len(found),
        n_prompts=n_prompts,
        right=right,
        accuracy=accuracy(found, LEVEL),
        kappa=kappa_of(found, field),
        macro_f=recognition(found, beta, LEVEL).macro_f,
    )
