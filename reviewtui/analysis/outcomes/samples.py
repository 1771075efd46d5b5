"""Models that were asked the same thing several times: do their answers hold?

Samples are the different outputs of one model to one prompt. Samples that say the same word for word, in the
same context, are one output in a project, and so are one sample here: what varies is a little overstated
where that happens often.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.labels.arrays import CORRECT, MISSING, Codes, LabelArrays, Mask
from reviewtui.analysis.labels.outputs import by_comparison, by_model
from reviewtui.analysis.labels.tallies import SCORE, dense, distinct
from reviewtui.stats import MaybeEstimate
from reviewtui.stats.rates.samples import consistency, flip_share, pass_at_k, redraw_change

KS = (1, 2, 3, 5, 10, 20, 50, 100)
"""The k that pass@k is told for, as far as every prompt has as many samples; and the highest of these."""


@dataclass(frozen=True, slots=True)
class ModelSamples:
    """What one model's samples come to. A sample is correct where more than half of its judgements say so.

    `pass_at` has the k that all prompts with a judged output have.
    """

    model: str
    n_prompts: int
    """Prompts with a judged output."""
    n_repeated: int
    """Prompts with two or more judged samples."""
    n_samples: int
    consistency: MaybeEstimate
    """The share of repeated prompts whose samples are all correct or all not."""
    flips: MaybeEstimate
    """The share of repeated prompts that have both."""
    redraw_change: MaybeEstimate
    """How likely another sample would have been judged otherwise."""
    pass_at: tuple[tuple[int, MaybeEstimate], ...]
    """(k, how likely one of k samples at least is correct)."""


@dataclass(frozen=True, slots=True)
class VerdictSamples:
    """Two models compared on several samples of the same prompts. The verdict of a pair is the model that its
    labels prefer on average, or neither."""

    model_a: str
    model_b: str
    n_prompts: int
    """Prompts with two or more labeled pairs."""
    changes: MaybeEstimate
    """How likely the verdict would have been another one with another sample."""


def samples_by_model(labels: LabelArrays) -> dict[str, ModelSamples]:
    """Of the models for which some prompt has two or more judged outputs."""
    judged = labels.correctness != MISSING
    if not judged.any():
        return {}
    found = {}
    for model, places in by_model(labels, judged):
        output, prompt = labels.output.ravel()[places], labels.prompt[places // 2]
        if distinct(output) == distinct(prompt):
            continue
        correct, asked = _verdicts(labels.correctness.ravel()[places] == CORRECT, output, prompt)
        counts = np.bincount(dense(asked)[0])
        found[model] = _of_model(model, correct > 1 / 2, asked, counts)
    return found


def _of_model(model: str, correct: Mask, prompt: Codes, counts: Codes) -> ModelSamples:
    least = int(counts.min())
    return ModelSamples(
        model=model,
        n_prompts=counts.size,
        n_repeated=int(np.count_nonzero(counts > 1)),
        n_samples=correct.size,
        consistency=consistency(correct, prompt),
        flips=flip_share(correct, prompt),
        redraw_change=redraw_change(correct, prompt),
        pass_at=tuple((k, pass_at_k(correct, prompt, k)) for k in sorted({*KS, least}) if k <= least),
    )


def verdict_samples(labels: LabelArrays) -> tuple[VerdictSamples, ...]:
    """One row for every two models for which some prompt has two or more labeled pairs, by their names."""
    found = []
    for models, rows in by_comparison(labels, labels.preference != MISSING):
        pair, prompt = labels.pair[rows], labels.prompt[rows]
        if distinct(pair) == distinct(prompt):
            continue
        score, asked = _verdicts(SCORE[labels.preference[rows]], pair, prompt)
        verdict = np.sign(np.round(score - 1 / 2, 9)).astype(np.int64)
        repeated = int(np.count_nonzero(np.bincount(dense(asked)[0]) > 1))
        found.append(VerdictSamples(*models, repeated, redraw_change(verdict, asked)))
    return tuple(found)


def _verdicts(
    scores: np.ndarray[tuple[int], np.dtype[np.float64]] | Mask, judged: Codes, prompt: Codes
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float64]], Codes]:
    """The mean score of each thing that was judged, and its prompt."""
    codes, n = dense(judged)
    asked = np.zeros(n, dtype=np.int64)
    asked[codes] = prompt
    return np.bincount(codes, weights=scores, minlength=n) / np.bincount(codes, minlength=n), asked
