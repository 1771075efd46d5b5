"""Which of two models is preferred: counts, rates with intervals, and a test of "neither"."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.arrays import BOTH_BAD, MISSING, PREFERENCES, TIE, A, B, LabelArrays
from reviewtui.analysis.rates import rate
from reviewtui.stats import Estimate, MaybeEstimate, TestResult, Undefined, sign_flip_test, sign_test

SIGNIFICANCE = 0.05

NO_PREFERENCE = "no label has a preference"
NOTHING_DECIDED = "no label prefers one of the two"

# By code of the preference: what it is worth to model_a.
_SCORE = np.array([1.0, 0.0, 0.5, 0.5])


@dataclass(frozen=True, slots=True)
class Comparison:
    """What labels say of two models. Counts are of labels that have a preference.

    `win_rate_a` = (wins_a + half of ties and both-bad) / n_labels; `decided_win_rate_a` leaves ties and
    both-bad out. Intervals and the test take prompts as the items.
    """

    model_a: str
    model_b: str
    n_prompts: int
    n_pairs: int
    n_labels: int
    wins_a: int
    wins_b: int
    ties: int
    both_bad: int
    win_rate_a: MaybeEstimate
    decided_win_rate_a: MaybeEstimate
    tie_rate: MaybeEstimate
    both_bad_rate: MaybeEstimate
    test: TestResult

    @property
    def mirrored(self) -> Comparison:
        """The same, said of the other model."""
        return replace(
            self,
            model_a=self.model_b,
            model_b=self.model_a,
            wins_a=self.wins_b,
            wins_b=self.wins_a,
            win_rate_a=_complement(self.win_rate_a),
            decided_win_rate_a=_complement(self.decided_win_rate_a),
        )

    @property
    def leader_first(self) -> Comparison:
        """Said of the model that wins more often; of model_a where neither does."""
        return self.mirrored if self.wins_b > self.wins_a else self

    @property
    def interval_excludes_half(self) -> bool:
        win_rate = self.win_rate_a
        return isinstance(win_rate, Estimate) and not win_rate.low <= 0.5 <= win_rate.high

    @property
    def significant(self) -> bool:
        return isinstance(self.test.p, float) and self.test.p < SIGNIFICANCE

    @property
    def clear(self) -> bool:
        """Whether one model is preferred by both measures, the interval of the win rate and the test."""
        return self.interval_excludes_half and self.significant


def compare(labels: LabelArrays) -> tuple[Comparison, ...]:
    """One comparison for every two models that these labels compare, in the order of their names.

    Two samples of one model say nothing of which model is preferred, and are left out.
    """
    return tuple(
        _comparison(labels.where(labels.comparison == code), *labels.comparisons[code])
        for code in np.unique(labels.comparison)
        if len(set(labels.comparisons[code])) == 2
    )


def _comparison(labels: LabelArrays, model_a: str, model_b: str) -> Comparison:
    labels = labels.where(labels.preference != MISSING)
    count = np.bincount(labels.preference, minlength=len(PREFERENCES)).tolist()
    scores = _SCORE[labels.preference]
    decided = labels.preference <= B
    n_prompts = np.unique(labels.prompt).size
    if n_prompts == len(labels):
        test = sign_test(count[A], count[B])
    else:
        test = sign_flip_test(scores, labels.prompt)
    return Comparison(
        model_a=model_a,
        model_b=model_b,
        n_prompts=n_prompts,
        n_pairs=np.unique(labels.pair).size,
        n_labels=len(labels),
        wins_a=count[A],
        wins_b=count[B],
        ties=count[TIE],
        both_bad=count[BOTH_BAD],
        win_rate_a=rate(scores, labels.prompt, NO_PREFERENCE),
        decided_win_rate_a=rate(scores[decided], labels.prompt[decided], NOTHING_DECIDED),
        tie_rate=rate(labels.preference == TIE, labels.prompt, NO_PREFERENCE),
        both_bad_rate=rate(labels.preference == BOTH_BAD, labels.prompt, NO_PREFERENCE),
        test=_worded(test, len(labels)),
    )


def _worded(test: TestResult, n_labels: int) -> TestResult:
    """The reason why there is no p-value, in the words of the project."""
    if isinstance(test.p, Undefined):
        reason = "no prompt favours one of the two" if n_labels else NO_PREFERENCE
        return replace(test, p=Undefined(reason))
    return test


def _complement(estimate: MaybeEstimate) -> MaybeEstimate:
    if isinstance(estimate, Undefined):
        return estimate
    return replace(estimate, value=1 - estimate.value, low=1 - estimate.high, high=1 - estimate.low)
