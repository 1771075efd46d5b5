"""How often each model's outputs are correct, and how often one's are where another's are not.

`correct` is the level of that name: an output that is partly right is not correct.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.labels.arrays import (
    CORRECT,
    INCORRECT,
    LEVELS,
    MISSING,
    PARTIAL,
    Codes,
    LabelArrays,
    Mask,
)
from reviewtui.analysis.labels.outputs import by_comparison, by_model
from reviewtui.analysis.labels.tallies import distinct
from reviewtui.analysis.outcomes.samples import ModelSamples, samples_by_model
from reviewtui.analysis.rates import negative, rate
from reviewtui.stats import MaybeEstimate, TestResult, Undefined
from reviewtui.stats.rates.paired import paired_counts, paired_difference, paired_test

NEVER_JUDGED = "never judged"
NO_WARNING_ASKED = "no judged output with an answer to whether it warned that it might be wrong"
NOT_BOTH = "no label judges the outputs of both"


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
    partial_rate: MaybeEstimate
    incorrect_rate: MaybeEstimate
    n_warned: int = 0
    """Judgements that also say whether the output warned that it might be wrong."""
    n_confidently_wrong: int = 0
    """Of those: incorrect, and no warning."""
    confidently_wrong: MaybeEstimate | None = None
    """The share of `n_confidently_wrong` among `n_warned`; None where no label says it of any model."""
    samples: ModelSamples | None = None
    """Where the model was asked the same thing several times."""


@dataclass(frozen=True, slots=True)
class CorrectnessDifference:
    """Two models judged side by side. Counts are of the labels that judge both outputs, by who is correct;
    with one label a prompt they are of prompts. `difference` is the rate of model_a minus that of model_b
    in these labels: above 0 means that model_a is more often correct."""

    model_a: str
    model_b: str
    n_prompts: int
    n: int
    both: int
    only_a: int
    only_b: int
    neither: int
    difference: MaybeEstimate
    test: TestResult

    @property
    def mirrored(self) -> CorrectnessDifference:
        """The same, said of the other model."""
        return replace(
            self,
            model_a=self.model_b,
            model_b=self.model_a,
            only_a=self.only_b,
            only_b=self.only_a,
            difference=negative(self.difference),
        )


def correctness_by_model(labels: LabelArrays) -> tuple[ModelCorrectness, ...]:
    """One row for every model in these labels, in the order of their names."""
    judged = labels.correctness != MISSING
    asked = bool((labels.warned != MISSING).any())
    samples = samples_by_model(labels)
    return tuple(
        _of_model(labels, model, places, asked, samples) for model, places in by_model(labels, judged)
    )


def _of_model(
    labels: LabelArrays, model: str, places: Codes, asked: bool, samples: Mapping[str, ModelSamples]
) -> ModelCorrectness:
    level, prompt = labels.correctness.ravel()[places], labels.prompt[places // 2]
    count = np.bincount(level, minlength=len(LEVELS)).tolist()
    found = ModelCorrectness(
        model=model,
        n_prompts=distinct(prompt),
        n=level.size,
        correct=count[CORRECT],
        partial=count[PARTIAL],
        incorrect=count[INCORRECT],
        rate=rate(level == CORRECT, prompt, NEVER_JUDGED),
        partial_rate=rate(level == PARTIAL, prompt, NEVER_JUDGED),
        incorrect_rate=rate(level == INCORRECT, prompt, NEVER_JUDGED),
        samples=samples.get(model),
    )
    return _with_warnings(labels, found, places) if asked else found


def _with_warnings(labels: LabelArrays, found: ModelCorrectness, places: Codes) -> ModelCorrectness:
    warned = labels.warned.ravel()[places]
    places, warned = places[warned != MISSING], warned[warned != MISSING]
    wrong = (labels.correctness.ravel()[places] == INCORRECT) & (warned == 0)
    return replace(
        found,
        n_warned=places.size,
        n_confidently_wrong=int(np.count_nonzero(wrong)),
        confidently_wrong=rate(wrong, labels.prompt[places // 2], NO_WARNING_ASKED),
    )


def correctness_differences(labels: LabelArrays) -> tuple[CorrectnessDifference, ...]:
    """One row for every two models that these labels compare, in the order of their names; none where no
    output was judged.

    The interval is Newcombe's for paired rates, the test McNemar's with the mid-p-value; where a prompt has
    several labels, both take prompts as the items (`reviewtui.stats.rates.paired`).
    """
    if not (labels.correctness != MISSING).any():
        return ()
    judged: Mask = (labels.correctness != MISSING).all(axis=1)
    return tuple(_difference(labels, models, rows) for models, rows in by_comparison(labels, judged))


def _difference(labels: LabelArrays, models: tuple[str, str], rows: Codes) -> CorrectnessDifference:
    correct = labels.correctness[rows] == CORRECT
    a, b, prompt = correct[:, 0], correct[:, 1], labels.prompt[rows]
    counts = paired_counts(a, b)
    if rows.size:
        difference, test = paired_difference(a, b, prompt), _worded(paired_test(a, b, prompt))
    else:
        difference = Undefined(NOT_BOTH)
        test = TestResult("mcnemar_mid_p", difference, 0)
    return CorrectnessDifference(
        model_a=models[0],
        model_b=models[1],
        n_prompts=distinct(prompt),
        n=rows.size,
        both=counts.both,
        only_a=counts.only_a,
        only_b=counts.only_b,
        neither=counts.neither,
        difference=difference,
        test=test,
    )


def _worded(test: TestResult) -> TestResult:
    """The reason why there is no p-value, in the words of the project."""
    if isinstance(test.p, Undefined):
        return replace(test, p=Undefined("no prompt where only one of the two is correct"))
    return test
