"""What annotators tend to do, whichever models they judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.labels.arrays import MISSING, AnnotatorName, B, Codes, LabelArrays, Mask
from reviewtui.analysis.labels.tallies import groups
from reviewtui.analysis.preference.adjusted import (
    NO_SIDES,
    NOTHING_DECIDED,
    SAME_LENGTH,
    SAME_MARKS,
    SIDES_NOT_DRAWN,
    Effects,
    Sides,
    effects_of,
    sides_in,
)
from reviewtui.analysis.rates import rate
from reviewtui.stats import MaybeEstimate, Undefined

Answers = NDArray[np.int8]

_NOTHING = Undefined(NOTHING_DECIDED)


@dataclass(frozen=True, slots=True)
class Tendency:
    """How often an annotator chose the output on the left.

    Over `n_decided` labels: those that prefer one output, and whose sides were recorded. Where sides are
    drawn at random, one half is expected of an annotator who does not look at the side.
    """

    annotator: AnnotatorName
    n_labels: int
    n_decided: int
    chose_left: MaybeEstimate
    chose_longer: MaybeEstimate = _NOTHING
    """Of the decided labels of pairs whose outputs differ in it."""
    chose_more_markdown: MaybeEstimate = _NOTHING
    median_seconds: float | None = None
    """At a label; None where no time was taken."""


@dataclass(frozen=True, slots=True)
class TendenciesOfAll:
    """The same over all annotators, and what is left of it when the models' strengths are taken out.

    If the better model writes more, the longer output is chosen more often by annotators who don't look at
    its length: the raw figures alone prove no tendency.
    """

    n_labels: int
    n_decided: int
    sides: Sides
    chose_left: MaybeEstimate
    chose_longer: MaybeEstimate
    chose_more_markdown: MaybeEstimate
    effects: Effects


def tendencies(labels: LabelArrays) -> tuple[Tendency, ...]:
    """One row for every annotator, in the order of their names."""
    order, edges = groups(labels.annotator, len(labels.annotators))
    chosen = _choices(labels).where(order)
    return tuple(
        _tendency(chosen.where(slice(edges[code], edges[code + 1])), name)
        for code, name in enumerate(labels.annotators)
    )


def tendencies_of_all(labels: LabelArrays) -> TendenciesOfAll:
    chosen = _choices(labels)
    sides = sides_in(labels)
    left = Undefined(SIDES_NOT_DRAWN) if sides == "fixed" else chosen.rate(chosen.left, NO_SIDES)
    return TendenciesOfAll(
        n_labels=len(labels),
        n_decided=int(np.count_nonzero(chosen.decided)),
        sides=sides,
        chose_left=left,
        chose_longer=chosen.rate(chosen.longer, SAME_LENGTH),
        chose_more_markdown=chosen.rate(chosen.marked, SAME_MARKS),
        effects=effects_of(labels),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Choices:
    """Equal columns, one row a label: whether the preferred output was on the left, the longer one, and the
    one with more Markdown: 1 yes, 0 no, `MISSING` where nothing is preferred, known or different."""

    prompt: Codes
    active_ms: Codes
    decided: Mask
    left: Answers
    longer: Answers
    marked: Answers

    def where(self, rows: Codes | slice) -> _Choices:
        return _Choices(
            prompt=self.prompt[rows],
            active_ms=self.active_ms[rows],
            decided=self.decided[rows],
            left=self.left[rows],
            longer=self.longer[rows],
            marked=self.marked[rows],
        )

    def rate(self, answers: Answers, without: str) -> MaybeEstimate:
        known = answers != MISSING
        reason = without if self.decided.any() else NOTHING_DECIDED
        return rate(answers[known] == 1, self.prompt[known], reason)


def _choices(labels: LabelArrays) -> _Choices:
    decided = (labels.preference != MISSING) & (labels.preference <= B)
    return _Choices(
        prompt=labels.prompt,
        active_ms=labels.active_ms,
        decided=decided,
        left=_answers(labels, labels.left, decided & (labels.left != MISSING)),
        longer=_more(labels, labels.chars, decided),
        marked=_more(labels, labels.marks, decided),
    )


def _more(labels: LabelArrays, measure: Codes, decided: Mask) -> Answers:
    a, b = measure[:, 0], measure[:, 1]
    return _answers(labels, (b > a).astype(np.int64), decided & (a != b))


def _answers(labels: LabelArrays, output: Codes, known: Mask) -> Answers:
    return np.where(known, labels.preference == output, MISSING).astype(np.int8)


def _tendency(chosen: _Choices, annotator: AnnotatorName) -> Tendency:
    taken = chosen.active_ms[chosen.active_ms > 0]
    return Tendency(
        annotator=annotator,
        n_labels=chosen.prompt.size,
        n_decided=int(np.count_nonzero(chosen.left != MISSING)),
        chose_left=chosen.rate(chosen.left, NO_SIDES),
        chose_longer=chosen.rate(chosen.longer, SAME_LENGTH),
        chose_more_markdown=chosen.rate(chosen.marked, SAME_MARKS),
        median_seconds=float(np.median(taken)) / 1000 if taken.size else None,
    )
