"""A judge model's labels against people's on the same pairs: one `Judging`, which every face shows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from reviewtui.analysis.judge.against import Against, against
from reviewtui.analysis.judge.ceiling import BetweenPeople, Ceiling, between_people, ceiling, split_cases
from reviewtui.analysis.judge.correction import Correction, corrections
from reviewtui.analysis.judge.orders import Orders, chose_left, orders
from reviewtui.analysis.judge.prices import Asked, Prices, prices_of
from reviewtui.analysis.judge.scores import score_threshold
from reviewtui.analysis.judge.slices import JudgeSlice, slices_of
from reviewtui.analysis.judge.verdicts import (
    N_CLASSES,
    Models,
    Said,
    Verdicts,
    consensus_of,
    said_by,
    verdicts_of,
)
from reviewtui.analysis.judge.voices import Voices, read_voices
from reviewtui.analysis.labels.arrays import MISSING, AnnotatorName, LabelArrays
from reviewtui.analysis.labels.by_field import Values, slice_values
from reviewtui.domain.errors import UsageError
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.classification.thresholds import Threshold
from reviewtui.store import Store

FIELDS = ("preference", "correctness")


@dataclass(frozen=True, slots=True)
class JudgeFigures:
    """One judge. Of its verdicts in pass 0; people's labels are those that estimates are made of."""

    judge: AnnotatorName
    n_verdicts: int
    """Pairs that it judged, those with an unparsed verdict among them."""
    n_unparsed: int
    """Verdicts on the preference that could not be read; of a judge that gives none, on correctness."""
    left_open: int
    """Outputs without a word on correctness beside other answers: in no matrix."""
    against: tuple[Against, ...]
    """The consensus first, then each person; the preference, then correctness. Without fields that the judge
    never answers, or people never do."""
    ceilings: tuple[Ceiling, ...]
    people: tuple[BetweenPeople, ...]
    chose_left: MaybeEstimate
    orders: Orders | Undefined
    threshold: Threshold | Undefined | None
    """None where no verdict has a score."""
    corrections: tuple[Correction, ...]
    slices: tuple[JudgeSlice, ...]
    """By each metadata field that was asked for."""

    def beside_consensus(self, field: str) -> Against | None:
        return next((one for one in self.against if one.reference is None and one.field == field), None)

    def ceiling(self, field: str) -> Ceiling | None:
        return next((one for one in self.ceilings if one.field == field), None)


@dataclass(frozen=True, slots=True)
class Judging:
    beta: float
    prices: Prices
    people: tuple[AnnotatorName, ...]
    comparisons: tuple[Models, ...]
    """(model_a, model_b) of what people and judges labeled."""
    by: tuple[str, ...]
    """Metadata fields of the prompts."""
    judges: tuple[JudgeFigures, ...]


def judging(
    store: Store,
    judges: Sequence[str] = (),
    annotators: Sequence[str] = (),
    beta: float = 1.0,
    costs: Asked = (None, None),
    *,
    since: str | None = None,
    by: Sequence[str] = (),
) -> Judging:
    """Every judge, or those named, against all people, or those named.

    `costs` as in `prices_of`, beside the prices of the rubric in force; `since` is a date or a time: what was
    said before it does not count; `by` are metadata fields of the prompts.

    Raises UsageError for a name that no judge or no person has, a β that is not above 0, a negative cost, a
    `since` that is no date and no time, and a field that no prompt has.
    """
    _check(beta)
    rubric = store.rubrics.current()
    prices = prices_of(costs, rubric.costs if rubric else None)
    voices = read_voices(store, judges, annotators, since)
    values = {field: slice_values(store, field) for field in dict.fromkeys(by)}
    return judging_of(voices, judges, beta, prices, values)


def judging_of(
    voices: Voices,
    judges: Sequence[str] = (),
    beta: float = 1.0,
    prices: Prices | None = None,
    values: Mapping[str, Values] = MappingProxyType({}),
) -> Judging:
    """The same of what was read; `judges` are names, `values` of every metadata field that is asked for."""
    prices = prices or prices_of()
    with_labels = np.unique(voices.judges.annotator).tolist()
    heard = {voices.judges.annotators[code].name for code in with_labels} | {
        one.judge for one in voices.skipped
    }
    known = {*voices.people.comparisons, *voices.judges.comparisons}
    return Judging(
        beta=beta,
        prices=prices,
        people=voices.people.annotators,
        comparisons=tuple(sorted(known)),
        by=tuple(values),
        judges=tuple(
            _figures(voices, AnnotatorName(name, "judge"), beta, prices, values)
            for name in sorted(set(judges) or heard)
        ),
    )


def _figures(
    voices: Voices, judge: AnnotatorName, beta: float, prices: Prices, values: Mapping[str, Values]
) -> JudgeFigures:
    people = voices.people
    verdicts = verdicts_of(voices.judges, voices.skipped, judge, people.comparisons)
    said, consensus = verdicts.said, consensus_of(people)
    fields = [field for field in FIELDS if said.answers(field)]
    scores = [one for one in voices.scores if one.judge == judge.name]
    shown = [one for one in voices.shown if one.judge == judge.name]
    return JudgeFigures(
        judge=judge,
        n_verdicts=len(said),
        n_unparsed=_unparsed(said),
        left_open=verdicts.left_open,
        against=tuple(
            one for field in fields for one in _against(field, people, consensus, said, beta, prices)
        ),
        ceilings=tuple(ceiling(field, people, said) for field in fields),
        people=tuple(one for field in fields for one in between_people(field, people, said)),
        chose_left=chose_left(_of_judge(voices.judges, judge)),
        orders=orders(shown, said, _comparison_of(verdicts), consensus),
        threshold=score_threshold(scores, said, consensus, prices.of_verdicts) if scores else None,
        corrections=corrections(verdicts, people),
        slices=slices_of(said, consensus, fields, values, beta),
    )


def _against(
    field: str, people: LabelArrays, consensus: Said, judge: Said, beta: float, prices: Prices
) -> list[Against]:
    """The consensus, also where nothing is settled, and every person who answered what the judge did."""
    persons = (
        against(field, name, said_by(people, code), judge, beta, prices)
        for code, name in enumerate(people.annotators)
    )
    open_ = split_cases(field, people, judge)
    settled = against(field, None, consensus, judge, beta, prices, split=open_)
    return [settled, *(one for one in persons if one.n)]


def _unparsed(said: Said) -> int:
    if said.answers("preference"):
        return int(np.count_nonzero(said.preference == N_CLASSES["preference"]))
    return int(np.count_nonzero(said.correctness[:, 0] == N_CLASSES["correctness"]))


def _of_judge(labels: LabelArrays, judge: AnnotatorName) -> LabelArrays:
    code = labels.annotators.index(judge) if judge in labels.annotators else MISSING
    return labels.where(labels.annotator == code)


def _comparison_of(verdicts: Verdicts) -> dict[int, Models]:
    return {
        pair: verdicts.comparisons[code]
        for pair, code in zip(verdicts.said.pair.tolist(), verdicts.comparison.tolist(), strict=True)
    }


def _check(beta: float) -> None:
    if not (math.isfinite(beta) and beta > 0):
        raise UsageError(
            f"--beta {beta:g}: recall can't be so many times as important as precision", "Above 0."
        )
