"""The win rate of a judge's many labels, corrected by people's few."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.judge.verdicts import Models, Verdicts
from reviewtui.analysis.labels.arrays import MISSING, Codes, LabelArrays
from reviewtui.analysis.rates import LEVEL, rate
from reviewtui.domain.served import filter_text
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.rates.prediction_powered import LEAST_LABELED, Corrected, prediction_powered_mean

Floats = NDArray[np.float64]

DRAWN = ("queue", "repeat")
"""Ways to come up that are a random draw: the order of the queue is a hash of the project's seed. What was
searched out, filtered, at the head of a file or imported was chosen by somebody."""

SCORES = np.array([1.0, 0.0, 0.5, 0.5, 0.5])
"""Of an answer, for model_a. An unparsed verdict is worth a half, which the correction makes good."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Of one comparison; `n` of an estimate counts prompts."""

    models: Models
    judge: MaybeEstimate
    """model_a's win rate by the judge alone, on all it judged."""
    people: MaybeEstimate
    """By people alone, on prompts drawn at random."""
    corrected: Corrected | Undefined
    drawn: int
    """Prompts with a drawn label by a person, that the judge judged as well."""
    left_out: int
    """Prompts that people labeled, and that were not drawn: in neither part of the correction."""


def corrections(verdicts: Verdicts, people: LabelArrays) -> tuple[Correction, ...]:
    """One for each comparison of two models that the judge has preferences on."""
    said = verdicts.said
    if not np.any(said.preference != MISSING):
        return ()
    return tuple(
        _correction(verdicts, code, models, people)
        for code, models in enumerate(verdicts.comparisons)
        if models[0] != models[1] and np.any(verdicts.comparison == code)
    )


def _correction(verdicts: Verdicts, code: int, models: Models, people: LabelArrays) -> Correction:
    own = verdicts.comparison == code
    pair, prompt = verdicts.said.pair[own], verdicts.said.prompt[own]
    score = SCORES[verdicts.said.preference[own]]
    labels = _of(people, models)
    was_drawn = np.array([one in DRAWN for one in labels.served_by], dtype=bool)
    drawn = labels.where(was_drawn[labels.served]) if len(labels) else labels
    both = drawn.where(np.isin(drawn.pair, pair))
    prompts = np.unique(both.prompt)
    rest = ~np.isin(prompt, labels.prompt)
    human = _means(both.prompt, SCORES[both.preference])
    here = np.isin(prompt, prompts) & np.isin(pair, both.pair)
    judge = _means(prompt[here], score[here])
    alone = _means(prompt[rest], score[rest])
    return Correction(
        models=models,
        judge=_mean(_means(prompt, score), "the judge has no verdict"),
        people=_mean(human, "no prompt that came up at random was labeled by both"),
        corrected=_corrected(human, judge, alone, labels),
        drawn=int(prompts.size),
        left_out=int(np.setdiff1d(labels.prompt, drawn.prompt).size),
    )


def _of(people: LabelArrays, models: Models) -> LabelArrays:
    """People's preferences on this comparison."""
    if models not in people.comparisons:
        return people.where(np.zeros(len(people), dtype=bool))
    code = people.comparisons.index(models)
    return people.where((people.comparison == code) & (people.preference != MISSING))


def _mean(scores: Floats, without: str) -> MaybeEstimate:
    """Each prompt counts once, as in the correction."""
    return rate(scores, np.arange(scores.size), without)


def _means(prompt: Codes, score: Floats) -> Floats:
    """The mean score of each prompt, in the order of prompts."""
    _, row = np.unique(prompt, return_inverse=True)
    return np.asarray(np.bincount(row, weights=score) / np.maximum(np.bincount(row), 1))


def _corrected(human: Floats, judge: Floats, alone: Floats, labels: LabelArrays) -> Corrected | Undefined:
    if human.size < LEAST_LABELED:
        return Undefined(
            f"{human.size} prompts with a verdict of the judge have a person's label that came up at random,"
            f" {LEAST_LABELED} are needed{_ways(labels)}"
        )
    if not alone.size:
        return Undefined(
            "people have labeled all prompts that the judge has: their own win rate is the answer"
        )
    return prediction_powered_mean(human, judge, alone, LEVEL)


def _ways(labels: LabelArrays) -> str:
    """How the other labels came up, which is why they do not count here."""
    counts = np.bincount(labels.served, minlength=len(labels.served_by)).tolist()
    chosen: Counter[str] = Counter()
    for served_by, n in zip(labels.served_by, counts, strict=True):
        if n and served_by not in DRAWN:
            chosen["filter" if filter_text(served_by) is not None else served_by] += n
    told = ", ".join(f"{n:,} {how}" for how, n in chosen.most_common(3))
    return f"; other labels came up by: {told}" if told else ""
