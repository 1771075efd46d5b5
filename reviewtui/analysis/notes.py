"""What a reader has to know beside the numbers: plain sentences, each with a code for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, LabelArrays
from reviewtui.analysis.plan_notes import plan_notes
from reviewtui.analysis.preference.comparison import Comparison
from reviewtui.domain.plan import Plan
from reviewtui.store.rubrics import PlanChange
from reviewtui.text.numbers import count

FEW_PROMPTS = 30
"""From here on the coverage of the intervals is known (reviewtui.stats.mean_of_scores)."""


@dataclass(frozen=True, slots=True)
class Note:
    """`code` is stable. `text` may hold names from the data: not safe to show as it is."""

    code: str
    text: str


def notes_on(
    labels: LabelArrays,
    comparisons: Sequence[Comparison],
    plan: Plan | None = None,
    plan_changes: Sequence[PlanChange] = (),
    by_outcome: int = 0,
    asked: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Note, ...]:
    """`by_outcome`: how many labels are not among these, as a filter on outcomes brought their pairs up.
    `asked`: by the hash of a rubric that of what it asks, for rubrics that differ in their plan alone."""
    return (
        *(Note(code, text) for code, text in plan_notes(plan, plan_changes, comparisons)),
        *_on_comparisons(comparisons),
        *_on_labels(labels),
        *_on_rubrics(labels, asked),
        *_on_outcomes(by_outcome),
    )


def _on_comparisons(comparisons: Sequence[Comparison]) -> Iterator[Note]:
    for one in comparisons:
        who = f"{one.model_a} against {one.model_b}"
        if 0 < one.n_prompts < FEW_PROMPTS:
            yield Note(
                "few_prompts",
                f"{who}: {count(one.n_prompts, 'prompt')}. Below {FEW_PROMPTS} an interval is a rough guide,"
                " and may miss the true value more often than it says.",
            )
        if one.interval_excludes_half != one.significant:
            yield Note(
                "interval_and_test_differ",
                f"{who}: only {'the interval' if one.interval_excludes_half else 'the test'} tells the two"
                " apart. Where interval and test differ it is close: take it as undecided.",
            )


def _on_labels(labels: LabelArrays) -> Iterator[Note]:
    of_one_model = np.array([len(set(models)) == 1 for models in labels.comparisons], dtype=bool)
    if n := int(np.count_nonzero(of_one_model[labels.comparison])):
        yield Note(
            "same_model",
            f"{_labels(n)} of two samples of the same model: not in the preference, as there is no other"
            " model to prefer.",
        )
    if n := int(np.count_nonzero(labels.identical)):
        yield Note(
            "identical_outputs",
            f"{_labels(n)} of pairs whose two outputs are identical: they count as they were given, although"
            " there was nothing to prefer.",
        )
    if n := int(np.count_nonzero(labels.leak)):
        yield Note(
            "identity_leaks",
            f"{_labels(n)} of pairs an output of which says the name of a model: who read it was not blind.",
        )
    if n := int(np.count_nonzero(labels.left == MISSING)):
        yield Note(
            "sides_not_recorded",
            f"{_labels(n)} without a record of which output was on the left: a preference for a side can't"
            " be told from one for a model there.",
        )


def _on_rubrics(labels: LabelArrays, asked: Mapping[str, str]) -> Iterator[Note]:
    # A label that was imported may have no rubric: nothing is known to have changed.
    there = np.bincount(labels.rubric, minlength=len(labels.rubrics)).tolist()
    used = {name for name, n in zip(labels.rubrics, there, strict=True) if n and name}
    n = len({asked.get(name, name) for name in used})
    if n > 1:
        yield Note(
            "several_rubrics",
            f"The labels were made under {n} versions of the rubric. Where the question or the guidelines"
            " changed in between, they do not all answer the same.",
        )


def _on_outcomes(n: int) -> Iterator[Note]:
    if n:
        yield Note(
            "chosen_by_outcome",
            f"{_labels(n)} of pairs that came up by a filter on what was said of them: in no rate here, as"
            " pairs that are chosen by their results would turn it.",
        )


def _labels(n: int) -> str:
    return count(n, "label")
