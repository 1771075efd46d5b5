"""How far annotators agree with themselves: on hidden repeats, and before and after a reveal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from reviewtui.analysis.agreement.coefficients import of_two
from reviewtui.analysis.agreement.fields import CORRECTNESS, PREFERENCE, Field, question
from reviewtui.analysis.labels.arrays import MISSING, AnnotatorName, Codes, Mask
from reviewtui.analysis.labels.second_looks import FIRST, SECOND, SecondLooks
from reviewtui.stats import MaybeEstimate

Sides = Literal["any", "same", "flipped"]
After = Literal["reveal", "discussion"]


@dataclass(frozen=True, slots=True)
class WithItself:
    """An annotator's first answers against the same annotator's answers when the pair came up again, hidden.
    What one person can't repeat is noise: no agreement between people can be expected above it."""

    annotator: AnnotatorName | None
    """None: all annotators together."""
    sides: Sides
    """`flipped`: the outputs had changed sides in between; a habit of choosing a side shows there."""
    field: str
    statistic: str
    n: int
    estimate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class Changed:
    """Labels that were changed after a reveal or a discussion. The first one is what counts in every number;
    these are told apart from it."""

    after: After
    n: int
    preference_changed: int
    correctness_changed: int
    taken_back: int


def with_itself(looks: SecondLooks) -> Iterator[WithItself]:
    """All annotators together by sides, then each one."""
    everyone = np.ones(len(looks), dtype=np.bool_)
    chosen: tuple[tuple[Sides, Mask], ...] = (
        ("any", everyone),
        ("same", looks.flipped == 0),
        ("flipped", looks.flipped == 1),
    )
    for sides, mask in chosen:
        if mask.any():
            yield from _rows(looks, mask, None, sides)
    if len(looks.annotators) > 1:
        for code, annotator in enumerate(looks.annotators):
            yield from _rows(looks, looks.annotator == code, annotator, "any")


def _rows(
    looks: SecondLooks, mask: Mask, annotator: AnnotatorName | None, sides: Sides
) -> Iterator[WithItself]:
    for field, first, second in _questions(looks, mask):
        for name, statistic, estimate in of_two(field, first, second):
            yield WithItself(annotator, sides, name, statistic, first.size, estimate)


def _questions(looks: SecondLooks, mask: Mask) -> Iterator[tuple[Field, Codes, Codes]]:
    """Answers that were given both times."""
    preference = looks.preference[mask]
    said = (preference != MISSING).all(axis=1)
    yield question(PREFERENCE), preference[said, FIRST], preference[said, SECOND]
    first, second = (looks.correctness[mask][:, look].ravel() for look in (FIRST, SECOND))
    both = (first != MISSING) & (second != MISSING)
    if both.any():
        yield question(CORRECTNESS), first[both], second[both]


def changed(looks: SecondLooks) -> Iterator[Changed]:
    """After a reveal and after a discussion, as far as there is something."""
    back = (looks.preference[:, SECOND] == MISSING) & (looks.correctness[:, SECOND] == MISSING).all(axis=1)
    preference = (looks.preference[:, FIRST] != looks.preference[:, SECOND]) & ~back
    correctness = (looks.correctness[:, FIRST] != looks.correctness[:, SECOND]).any(axis=1) & ~back
    parts: tuple[tuple[After, Mask], ...] = (("reveal", ~looks.discussed), ("discussion", looks.discussed))
    for after, mask in parts:
        if mask.any():
            yield Changed(
                after=after,
                n=int(np.count_nonzero(mask)),
                preference_changed=int(np.count_nonzero(preference & mask)),
                correctness_changed=int(np.count_nonzero(correctness & mask)),
                taken_back=int(np.count_nonzero(back & mask)),
            )
