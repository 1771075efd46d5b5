"""What labels say of each criterion: one more preference a label, on one aspect."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.labels.arrays import BOTH_BAD, MISSING, PREFERENCES, TIE, A, B, Codes, LabelArrays
from reviewtui.analysis.labels.outputs import rows_of
from reviewtui.analysis.labels.tallies import SCORE, distinct
from reviewtui.analysis.rates import complement, rate
from reviewtui.stats import MaybeEstimate

NO_PREFERENCE = "no label judges this criterion"


@dataclass(frozen=True, slots=True)
class CriterionComparison:
    """As `Comparison`, of one criterion: counts are of labels that judge it."""

    criterion: str
    model_a: str
    model_b: str
    n_prompts: int
    n_labels: int
    wins_a: int
    wins_b: int
    ties: int
    both_bad: int
    win_rate_a: MaybeEstimate

    @property
    def mirrored(self) -> CriterionComparison:
        """The same, said of the other model."""
        return replace(
            self,
            model_a=self.model_b,
            model_b=self.model_a,
            wins_a=self.wins_b,
            wins_b=self.wins_a,
            win_rate_a=complement(self.win_rate_a),
        )


def criteria_of(labels: LabelArrays) -> tuple[CriterionComparison, ...]:
    """One row for every criterion and every two models of which a label judges it, by their names."""
    said = labels.criteria
    judged = said.preference != MISSING
    rows = rows_of(labels, said.number[judged])
    comparison = labels.comparison[rows]
    group = said.criterion[judged] * max(1, len(labels.comparisons)) + comparison
    order = np.argsort(group, kind="stable")
    found, starts = np.unique(group[order], return_index=True)
    parts = np.split(order, starts[1:]) if found.size else []
    preference, prompt = said.preference[judged], labels.prompt[rows]
    compared = [
        _of_models(said.names[criterion], labels.comparisons[code], preference[part], prompt[part])
        for (criterion, code), part in zip(
            (divmod(int(one), len(labels.comparisons)) for one in found), parts, strict=True
        )
        if len(set(labels.comparisons[code])) == 2
    ]
    return tuple(sorted(compared, key=lambda one: (one.criterion, one.model_a, one.model_b)))


def _of_models(
    criterion: str, models: tuple[str, str], preference: Codes, prompt: Codes
) -> CriterionComparison:
    count = np.bincount(preference, minlength=len(PREFERENCES)).tolist()
    return CriterionComparison(
        criterion=criterion,
        model_a=models[0],
        model_b=models[1],
        n_prompts=distinct(prompt),
        n_labels=preference.size,
        wins_a=count[A],
        wins_b=count[B],
        ties=count[TIE],
        both_bad=count[BOTH_BAD],
        win_rate_a=rate(SCORE[preference], prompt, NO_PREFERENCE),
    )
