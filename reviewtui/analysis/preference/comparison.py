"""Which of two models is preferred: counts, rates, what they rest on, and whether it is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, A, AnnotatorName, B, LabelArrays
from reviewtui.analysis.labels.tallies import (
    SCORE,
    Tally,
    Votes,
    by_code,
    counted,
    distinct,
    tally,
    votes_by_comparison,
)
from reviewtui.analysis.preference.decision import Decision, FirstLabels, decide, is_planned
from reviewtui.analysis.rates import LEVEL, complement, negative
from reviewtui.domain.plan import Plan
from reviewtui.stats import Estimate, MaybeEstimate, TestResult, Undefined, sign_test
from reviewtui.stats.rates.means import bootstrap_mean, mean_of_values
from reviewtui.stats.rates.patterns import (
    exchanged,
    mean_of_moments,
    mean_of_patterns,
    pattern_moments,
    sign_flip_of_patterns,
)
from reviewtui.stats.sequential.confidence_sequence import confidence_sequence

SIGNIFICANCE = 0.05

NO_PREFERENCE = Undefined("no label has a preference")
NOTHING_DECIDED = Undefined("no label prefers one of the two")
NOTHING_DECIDED_FIRST = Undefined("no prompt's first label prefers one of the two")

FORECASTS = 10
"""With more comparisons than that, only for the plan's is it said how many labels are still needed: that
takes some hundredths of a second to work out."""

LEFT_OUT = 100
"""With more comparisons than that, only in the plan's is each annotator left out in turn."""

SLIGHT, CLEAR = 1, 2
"""What a preference is worth on the graded scale, from -2 to 2; without a strength it counts as clear."""

_TIED = np.array([0.0, 0.0, 1.0, 0.0])
_BOTH_BAD = np.array([0.0, 0.0, 0.0, 1.0])


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the labels of a comparison, said of its model_a."""

    n_pairs: int
    n_labels: int
    wins_a: int
    wins_b: int
    ties: int
    both_bad: int
    win_rate_a: MaybeEstimate

    @property
    def mirrored(self) -> Part:
        return replace(self, wins_a=self.wins_b, wins_b=self.wins_a, win_rate_a=complement(self.win_rate_a))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The win rate without the labels of one annotator, who has `n_labels` of them; `rest` are left."""

    annotator: AnnotatorName
    n_labels: int
    rest: int
    win_rate_a: MaybeEstimate

    @property
    def mirrored(self) -> LeftOut:
        return replace(self, win_rate_a=complement(self.win_rate_a))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What labels say of two models. Counts are of labels that have a preference.

    `win_rate_a` = (wins_a + half of ties and both-bad) / n_labels; `decided_win_rate_a` leaves ties and
    both-bad out. Their intervals and the test take prompts as the items, and are right for a number of labels
    that was fixed beforehand. `sequence` and `sequence_with_ties` hold however often one looks: of the first
    labels of prompts, the decided ones, and all of them with a tie as half a win.
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
    sequence: MaybeEstimate
    sequence_with_ties: MaybeEstimate
    decision: Decision
    graded_a: MaybeEstimate | None = None
    """Where some labels have a strength: the mean from -2, clearly b, to 2, clearly a."""
    without_identical: Part | None = None
    """Where there are pairs whose two outputs say the same: the rest."""
    without_leaks: Part | None = None
    """Where there are pairs an output of which says the name of a model of its pair: the rest."""
    leave_one_out: tuple[LeftOut, ...] = ()
    """For two annotators or more: each left out in turn."""
    bootstrap: MaybeEstimate | None = None
    """On request: the win rate with the interval of the cluster bootstrap."""
    adjusted_win_rate_a: MaybeEstimate | None = None
    """The win rate to expect if sides were even and outputs equally long."""
    adjusted_for: tuple[str, ...] = ()
    """For which of `left` and `length` the labels allow that."""

    @property
    def mirrored(self) -> Comparison:
        """The same, said of the other model."""
        return replace(
            self,
            model_a=self.model_b,
            model_b=self.model_a,
            wins_a=self.wins_b,
            wins_b=self.wins_a,
            win_rate_a=complement(self.win_rate_a),
            decided_win_rate_a=complement(self.decided_win_rate_a),
            sequence=complement(self.sequence),
            sequence_with_ties=complement(self.sequence_with_ties),
            decision=self.decision.mirrored,
            graded_a=self.graded_a and negative(self.graded_a),
            without_identical=self.without_identical and self.without_identical.mirrored,
            without_leaks=self.without_leaks and self.without_leaks.mirrored,
            leave_one_out=tuple(one.mirrored for one in self.leave_one_out),
            bootstrap=self.bootstrap and complement(self.bootstrap),
            adjusted_win_rate_a=self.adjusted_win_rate_a and complement(self.adjusted_win_rate_a),
        )

    @property
    def leader_first(self) -> Comparison:
        """Said of the model that is favoured, else of the one that wins more often; of model_a where neither
        does."""
        leads = self.wins_b > self.wins_a
        favoured = self.decision.favours
        return self.mirrored if (favoured == self.model_b if favoured else leads) else self

    @property
    def interval_excludes_half(self) -> bool:
        return _excludes_half(self.win_rate_a)

    @property
    def significant(self) -> bool:
        return _significant(self.test)

    @property
    def clear(self) -> bool:
        """Whether one model is preferred by both measures, the interval of the win rate and the test."""
        return self.interval_excludes_half and self.significant


def compare(
    labels: LabelArrays, plan: Plan | None = None, *, bootstrap: bool = False
) -> tuple[Comparison, ...]:
    """One comparison for every two models that these labels compare: the plan's, then in the order of names.

    Two samples of one model say nothing of which model is preferred, and are left out.
    """
    of_two = [
        (labels.comparisons[code], votes)
        for code, votes in votes_by_comparison(labels)
        if len(set(labels.comparisons[code])) == 2
    ]
    of_two.sort(key=lambda one: not is_planned(plan, one[0]))
    found = []
    for models, votes in of_two:
        planned = is_planned(plan, models)
        one = comparison_of(models, votes, plan, forecast=planned or len(of_two) <= FORECASTS)
        left_out = _left_out(votes, labels.annotators) if planned or len(of_two) <= LEFT_OUT else ()
        found.append(
            replace(
                one,
                graded_a=_graded(votes),
                without_identical=_part(votes, votes.identical),
                without_leaks=_part(votes, votes.leak),
                leave_one_out=tuple(left_out),
                bootstrap=_bootstrap(votes) if bootstrap else None,
            )
        )
    return tuple(found)


def comparison_of(
    models: tuple[str, str],
    votes: Votes,
    plan: Plan | None = None,
    level: float = LEVEL,
    *,
    forecast: bool = False,
) -> Comparison:
    """What these labels say of two models, with all intervals at `level`; nothing of single annotators."""
    of_prompts = tally(votes.counts)
    wins_a, wins_b, ties, both_bad = votes.counts.sum(axis=0).tolist()
    win_rate = _rate(of_prompts, SCORE, level)
    test = _test(of_prompts, votes)
    first = votes.preference[votes.first]
    won = FirstLabels(int(np.count_nonzero(first == A)), int(np.count_nonzero(first == B)), first.size)
    sequence = _sequence(won.wins, won.losses, level, NOTHING_DECIDED_FIRST)
    neither = (won.n - won.wins - won.losses) / 2
    n_pairs = distinct(votes.pair)
    significant = _significant(test)
    return Comparison(
        model_a=models[0],
        model_b=models[1],
        n_prompts=len(votes.counts),
        n_pairs=n_pairs,
        n_labels=len(votes),
        wins_a=wins_a,
        wins_b=wins_b,
        ties=ties,
        both_bad=both_bad,
        win_rate_a=win_rate,
        decided_win_rate_a=_decided_rate(of_prompts, level),
        tie_rate=_rate(of_prompts, _TIED, level),
        both_bad_rate=_rate(of_prompts, _BOTH_BAD, level),
        test=test,
        sequence=sequence,
        sequence_with_ties=_sequence(won.wins + neither, won.losses + neither, level, NO_PREFERENCE),
        decision=decide(
            models, n_pairs, win_rate, sequence, won, plan, significant=significant, forecast=forecast
        ),
    )


def _rate(
    of_prompts: Tally, worth: np.ndarray[tuple[int], np.dtype[np.float64]], level: float
) -> MaybeEstimate:
    patterns = of_prompts.rate(worth)
    return mean_of_patterns(patterns, level) if patterns.items.size else NO_PREFERENCE


def _decided_rate(of_prompts: Tally, level: float) -> MaybeEstimate:
    patterns = of_prompts.rate(SCORE, decided=True)
    if patterns.items.size:
        return mean_of_patterns(patterns, level)
    return NOTHING_DECIDED if of_prompts.prompts.size else NO_PREFERENCE


def _test(of_prompts: Tally, votes: Votes) -> TestResult:
    """With one label a prompt the sign test, else the one that takes prompts as the items."""
    if len(votes.counts) == len(votes):
        wins_a, wins_b, _, _ = votes.counts.sum(axis=0).tolist()
        test = sign_test(wins_a, wins_b)
    else:
        test = sign_flip_of_patterns(of_prompts.rate(SCORE))
    if isinstance(test.p, Undefined):
        reason = Undefined("no prompt favours one of the two") if len(votes) else NO_PREFERENCE
        return replace(test, p=reason)
    return test


def _sequence(wins: float, losses: float, level: float, without: Undefined) -> MaybeEstimate:
    return confidence_sequence(wins, losses, level) if wins + losses else without


def _part(votes: Votes, without: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Part | None:
    """The labels for which `without` is false; None where that is all of them."""
    if not without.any():
        return None
    rest = votes.where(~without)
    wins_a, wins_b, ties, both_bad = rest.counts.sum(axis=0).tolist()
    win_rate = _rate(tally(rest.counts), SCORE, LEVEL)
    return Part(distinct(rest.pair), len(rest), wins_a, wins_b, ties, both_bad, win_rate)


def _left_out(votes: Votes, annotators: tuple[AnnotatorName, ...]) -> Iterator[LeftOut]:
    """Each annotator left out: only the prompts that one judged become others."""
    everybody = np.bincount(votes.annotator, minlength=len(annotators))
    present = np.flatnonzero(everybody)
    if present.size < 2:
        return
    overall = pattern_moments(tally(votes.counts).rate(SCORE))
    order = by_code(votes.annotator, len(annotators))
    prompt, preference = votes.prompt[order], votes.preference[order]
    stops = np.cumsum(everybody)
    for code in present.tolist():
        mine = slice(stops[code] - everybody[code], stops[code])
        own, touched = counted(prompt[mine], preference[mine])
        before = votes.counts[touched]
        taken, given = (pattern_moments(tally(one).rate(SCORE)) for one in (before, before - own))
        win_rate = mean_of_moments(exchanged(overall, taken, given), LEVEL)
        n_labels = int(everybody[code])
        yield LeftOut(annotators[code], n_labels, len(votes) - n_labels, win_rate)


def _graded(votes: Votes) -> MaybeEstimate | None:
    if not (votes.strength != MISSING).any():
        return None
    size = np.where(votes.strength == SLIGHT, SLIGHT, CLEAR)
    worth = np.select([votes.preference == A, votes.preference == B], [size, -size], 0)
    return mean_of_values(worth, votes.prompt, LEVEL, bounds=(-CLEAR, CLEAR))


def _bootstrap(votes: Votes) -> MaybeEstimate:
    if not len(votes):
        return NO_PREFERENCE
    return bootstrap_mean(SCORE[votes.preference], votes.prompt, LEVEL)


def _excludes_half(win_rate: MaybeEstimate) -> bool:
    return isinstance(win_rate, Estimate) and not win_rate.low <= 0.5 <= win_rate.high


def _significant(test: TestResult) -> bool:
    return isinstance(test.p, float) and test.p < SIGNIFICANCE
