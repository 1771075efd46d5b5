"""A judge's answers against one reference, taken for the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.judge.prices import Prices
from reviewtui.analysis.judge.verdicts import ANSWERS, N_CLASSES, Said, cases_of
from reviewtui.analysis.labels.arrays import AnnotatorName, Mask
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import MaybeEstimate, Undefined, cohen_kappa, gwet_ac1
from reviewtui.stats.agreement import NO_COMMON_CATEGORY, NO_OVERLAP, ONE_CATEGORY
from reviewtui.stats.agreement.ratings import RatingPatterns
from reviewtui.stats.classification.confusion import (
    Cases,
    ClassScores,
    accuracy,
    baseline,
    confusion_matrix,
    recognition,
)
from reviewtui.stats.rates.means import difference_of_means, mean_of_values

MIRROR = (1, 0, 2, 3, 4)
"""The answers on the preference when the two outputs change names."""

TIE = ANSWERS["preference"].index("tie")

ITEMS = {"preference": "pair", "correctness": "output"}


@dataclass(frozen=True, slots=True)
class Constant:
    """The best judge that never looks: it always gives the reference's most frequent answer."""

    answer: str
    accuracy: MaybeEstimate
    """The base rate of that answer."""
    gain: MaybeEstimate
    """By how much the judge is right more often."""


@dataclass(frozen=True, slots=True)
class Against:
    """`reference` None is the consensus. Cases are pairs (preference) or outputs (correctness) that both
    answered; `n` of an estimate counts their prompts, that of kappa and AC1 the cases."""

    reference: AnnotatorName | None
    field: str
    n: int
    unparsed: int
    split: int | None
    """Cases that the judge and people answered, and people do not settle: in no figure here. For the
    consensus alone."""
    matrix: tuple[tuple[int, ...], ...]
    """Rows: what the reference says, columns: what the judge says, as in `ANSWERS`."""
    classes: tuple[tuple[str, ClassScores], ...]
    macro_f: MaybeEstimate
    accuracy: MaybeEstimate
    """An unparsed verdict is wrong."""
    accuracy_parsed: MaybeEstimate
    """Unparsed verdicts are left out."""
    accuracy_as_tie: MaybeEstimate | None
    """An unparsed verdict is a tie; None for correctness, which has none."""
    kappa: MaybeEstimate
    kappa_symmetrised: MaybeEstimate | None
    """Each pair in both orientations, which leaves one model's lead out of chance; for the preference."""
    ac1: MaybeEstimate
    constant: Constant | Undefined
    cost: MaybeEstimate | None
    """Per output, as the matrix of `Prices` has it; None for the preference."""


def against(
    field: str,
    reference: AnnotatorName | None,
    truth: Said,
    judge: Said,
    beta: float,
    prices: Prices,
    split: int | None = None,
) -> Against:
    """The judge's answers beside those of one voice, or of all."""
    found = cases_of(field, truth, judge)
    unparsed = found.answer == N_CLASSES[field]
    right = found.truth == found.answer
    preference = field == "preference"
    of_two = coefficients(found, field)
    recognised = recognition(found, beta, LEVEL)
    return Against(
        reference=reference,
        field=field,
        n=len(found),
        unparsed=int(np.count_nonzero(unparsed)),
        split=split,
        matrix=tuple(tuple(row) for row in confusion_matrix(found).tolist()),
        classes=tuple(zip(ANSWERS[field], recognised.classes, strict=False)),
        macro_f=worded(recognised.macro_f, field),
        accuracy=worded(accuracy(found, LEVEL), field),
        accuracy_parsed=_of_parsed(found, unparsed, field),
        accuracy_as_tie=_as_tie(found, unparsed) if preference else None,
        kappa=of_two.kappa,
        kappa_symmetrised=of_two.kappa_symmetrised,
        ac1=of_two.ac1,
        constant=_constant(found, right, field),
        cost=None if preference else _cost_of_mistakes(found, prices),
    )


def worded(estimate: MaybeEstimate, field: str) -> MaybeEstimate:
    """The reason why there is none, in the words of the project."""
    if isinstance(estimate, Undefined):
        return no_case(field)
    return estimate


def no_case(field: str) -> Undefined:
    return Undefined(f"no {ITEMS[field]} has both an answer of the judge and one of people")


def _as_tie(found: Cases, unparsed: Mask) -> MaybeEstimate:
    answer = np.where(unparsed, TIE, found.answer)
    return worded(accuracy(replace(found, answer=answer), LEVEL), "preference")


def _of_parsed(found: Cases, unparsed: Mask, field: str) -> MaybeEstimate:
    if len(found) and unparsed.all():
        return Undefined("no verdict could be read")
    read = ~unparsed
    parsed = replace(found, truth=found.truth[read], answer=found.answer[read], item=found.item[read])
    return worded(accuracy(parsed, LEVEL), field)


@dataclass(frozen=True, slots=True)
class Coefficients:
    kappa: MaybeEstimate
    kappa_symmetrised: MaybeEstimate | None
    ac1: MaybeEstimate


def coefficients(found: Cases, field: str) -> Coefficients:
    """Kappa, for the preference symmetrised too, and AC1. An unparsed verdict is a category of its own."""
    square, item = _square(found), ITEMS[field]
    one_hot = np.eye(found.n_answers, dtype=np.int64)
    rows, columns = np.nonzero(square)
    ratings = RatingPatterns(one_hot[rows] + one_hot[columns], square[rows, columns])
    both = cohen_kappa(square, LEVEL, mirror=MIRROR) if field == "preference" else None
    return Coefficients(
        kappa_of(found, field),
        both and _coefficient(both, item),
        _coefficient(gwet_ac1(ratings, LEVEL), item),
    )


def kappa_of(found: Cases, field: str) -> MaybeEstimate:
    return _coefficient(cohen_kappa(_square(found), LEVEL), ITEMS[field])


def _square(found: Cases) -> NDArray[np.int64]:
    """The confusion matrix with a row for the answers that nobody means."""
    more = np.zeros((found.n_answers - found.n_classes, found.n_answers), dtype=np.int64)
    return np.vstack([confusion_matrix(found), more])


def _coefficient(estimate: MaybeEstimate, item: str) -> MaybeEstimate:
    if estimate == NO_OVERLAP:
        return Undefined(f"no {item} has both an answer of the judge and one of people")
    if estimate == ONE_CATEGORY:
        return Undefined("judge and people gave the same answer everywhere: agreement 100 %")
    if estimate == NO_COMMON_CATEGORY:
        return Undefined("the judge never gave an answer that people gave")
    return estimate


def _constant(found: Cases, right: Mask, field: str) -> Constant | Undefined:
    base = baseline(found, LEVEL)
    if isinstance(base, Undefined):
        return no_case(field)
    always = found.truth == base.code
    gain = difference_of_means(right, always, found.item, LEVEL, bounds=(0.0, 1.0))
    return Constant(ANSWERS[field][base.code], base.accuracy, gain)


def _cost_of_mistakes(found: Cases, prices: Prices) -> MaybeEstimate:
    """Σ c·n / n over the cells of the matrix."""
    if not len(found):
        return no_case("correctness")
    costs = np.array(prices.matrix)
    if costs.max() == 0:
        return Undefined("no mistake costs anything")
    spent = costs[found.truth, found.answer]
    return mean_of_values(spent, found.item, LEVEL, bounds=(0.0, float(costs.max())))
