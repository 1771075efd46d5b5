"""How often each model's outputs are correct."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.arrays import CORRECT, INCORRECT, LEVELS, MISSING, PARTIAL, LabelArrays
from reviewtui.analysis.rates import rate
from reviewtui.stats import MaybeEstimate


@dataclass(frozen=True, slots=True)
class ModelCorrectness:
    """Judgements of one model's outputs; `rate` is the share of `correct` among all `n`.

    A model that is compared with several others has outputs that one annotator judged several times: each
    counts, and the interval takes prompts as the items.
    """

    model: str
    n_prompts: int
    n: int
    correct: int
    partial: int
    incorrect: int
    rate: MaybeEstimate


def correctness_by_model(labels: LabelArrays) -> tuple[ModelCorrectness, ...]:
    """One row for every model in these labels, in the order of their names."""
    present = [labels.comparisons[code] for code in np.unique(labels.comparison)]
    return tuple(_of_model(labels, model) for model in sorted({name for names in present for name in names}))


def _of_model(labels: LabelArrays, model: str) -> ModelCorrectness:
    models = np.array([[name == model for name in names] for names in labels.comparisons])
    # (n_labels, 2): where this model's output was judged.
    judged = models[labels.comparison] & (labels.correctness != MISSING)
    level = labels.correctness[judged]
    prompt = np.stack([labels.prompt] * 2, axis=1)[judged]
    count = np.bincount(level, minlength=len(LEVELS)).tolist()
    return ModelCorrectness(
        model=model,
        n_prompts=np.unique(prompt).size,
        n=level.size,
        correct=count[CORRECT],
        partial=count[PARTIAL],
        incorrect=count[INCORRECT],
        rate=rate(level == CORRECT, prompt, "never judged"),
    )
