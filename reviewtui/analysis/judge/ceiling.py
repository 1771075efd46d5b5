"""How far people agree with each other where the judge has answered: the most a judge can be asked for."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.judge.against import coefficients
from reviewtui.analysis.judge.verdicts import N_CLASSES, Said, cases_of, said_by, votes
from reviewtui.analysis.labels.arrays import MISSING, AnnotatorName, Codes, LabelArrays
from reviewtui.analysis.rates import LEVEL, rate
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.classification.confusion import accuracy
from reviewtui.stats.rates.means import difference_of_means

Floats = NDArray[np.float64]

MOST_PEOPLE = 12
"""Between more people than these, every two would be a table that nobody reads: the pooled figures stand."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """On what two or more people and the judge answered; `n` of an estimate counts prompts.

    Each case counts once, however many people answered it.
    """

    field: str
    n: int
    """Pairs, or outputs."""
    people: MaybeEstimate
    """The share of pairs of people who gave the same answer."""
    judge: MaybeEstimate
    """The share of people whose answer the judge gave. An unparsed verdict is nobody's answer."""
    difference: MaybeEstimate
    """`judge` minus `people`."""


@dataclass(frozen=True, slots=True)
class BetweenPeople:
    """Two people on the pairs, or outputs, that the judge answered as well."""

    annotators: tuple[AnnotatorName, AnnotatorName]
    field: str
    n: int
    agreement: MaybeEstimate
    kappa: MaybeEstimate
    ac1: MaybeEstimate


def ceiling(field: str, labels: LabelArrays, judge: Said) -> Ceiling:
    """Of everybody in `labels`, with the judge on the same cases."""
    counts, prompt, answer = _cases(field, labels, judge)
    answered = counts.sum(axis=1)
    two = (answered >= 2) & (answer != MISSING)
    counts, prompt, answer, answered = counts[two], prompt[two], answer[two], answered[two].astype(np.float64)
    item = "pair" if field == "preference" else "output"
    nothing = f"no {item} was judged by two people and by the judge"
    if not answer.size:
        none = Undefined(nothing)
        return Ceiling(field, 0, none, none, none)
    people: Floats = (counts * (counts - 1)).sum(axis=1) / (answered * (answered - 1))
    # An unparsed verdict takes the column of zeros behind the classes.
    padded = np.column_stack([counts, np.zeros(len(counts), dtype=np.int64)])
    judged: Floats = padded[np.arange(len(counts)), answer] / answered
    return Ceiling(
        field,
        int(answer.size),
        rate(people, prompt, nothing),
        rate(judged, prompt, nothing),
        difference_of_means(judged, people, prompt, LEVEL, bounds=(0.0, 1.0)),
    )


def split_cases(field: str, labels: LabelArrays, judge: Said) -> int:
    """How many cases the judge and people answered without a majority of people for any answer."""
    counts, _, answer = _cases(field, labels, judge)
    answered = counts.sum(axis=1)
    unsettled = 2 * counts.max(axis=1, initial=0) <= answered
    return int(np.count_nonzero(unsettled & (answered > 0) & (answer != MISSING)))


def _cases(field: str, labels: LabelArrays, judge: Said) -> tuple[NDArray[np.int64], Codes, Codes]:
    """Of each case how many people gave each answer, its prompt, and the judge's answer."""
    pair, first, row = np.unique(labels.pair, return_index=True, return_inverse=True)
    _, mine, its = np.intersect1d(pair, judge.pair, assume_unique=True, return_indices=True)
    prompt, n_classes = labels.prompt[first][mine], N_CLASSES[field]
    if field == "preference":
        return votes(labels.preference, row, pair.size, n_classes)[mine], prompt, judge.preference[its]
    sides = [votes(labels.correctness[:, side], row, pair.size, n_classes)[mine] for side in range(2)]
    answers = judge.correctness[its].T.ravel()
    return np.concatenate(sides), np.concatenate([prompt, prompt]), answers


def between_people(field: str, labels: LabelArrays, judge: Said) -> tuple[BetweenPeople, ...]:
    """Every two people on what the judge answered; those who share nothing of it are not there.

    Empty for more than `MOST_PEOPLE`.
    """
    if len(labels.annotators) > MOST_PEOPLE:
        return ()
    here = labels.where(np.isin(labels.pair, judge.pair[_answered(field, judge)]))
    voices = [said_by(here, code) for code in range(len(labels.annotators))]
    found = (
        _between(field, (labels.annotators[one], labels.annotators[other]), voices[one], voices[other])
        for one, other in combinations(range(len(voices)), 2)
    )
    return tuple(both for both in found if both.n)


def _between(
    field: str, annotators: tuple[AnnotatorName, AnnotatorName], one: Said, other: Said
) -> BetweenPeople:
    found = cases_of(field, one, other)
    of_two = coefficients(found, field)
    return BetweenPeople(annotators, field, len(found), accuracy(found, LEVEL), of_two.kappa, of_two.ac1)


def _answered(field: str, judge: Said) -> NDArray[np.bool_]:
    if field == "preference":
        return np.asarray(judge.preference != MISSING)
    return np.asarray(np.any(judge.correctness != MISSING, axis=1))
