"""How far annotators agree, over all of them and between every two."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from reviewtui.analysis.arrays import (
    LEVELS,
    MISSING,
    PREFERENCES,
    AnnotatorName,
    Codes,
    LabelArrays,
    read_labels,
)
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import (
    MaybeEstimate,
    RatingPatterns,
    Undefined,
    cohen_kappa,
    cross_table,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    rating_patterns,
)
from reviewtui.stats.agreement import NO_COMMON_CATEGORY, NO_OVERLAP, ONE_CATEGORY
from reviewtui.store import Store

Statistic = Callable[[RatingPatterns], MaybeEstimate]

# Every category is as far from every other (Krippendorff's nominal scale).
_OVERALL: Mapping[str, Statistic] = {
    "percent": lambda ratings: percent_agreement(ratings, LEVEL),
    "krippendorff_alpha": lambda ratings: krippendorff_alpha(ratings, level=LEVEL),
    "fleiss_kappa": lambda ratings: fleiss_kappa(ratings, LEVEL),
    "gwet_ac1": lambda ratings: gwet_ac1(ratings, LEVEL),
}


@dataclass(frozen=True, slots=True)
class AgreementOverall:
    field: str
    statistic: str
    estimate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class AgreementBetween:
    annotators: tuple[AnnotatorName, AnnotatorName]
    field: str
    statistic: str
    overlap: int
    """How many items both judged: pairs for the preference, outputs for correctness."""
    estimate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of first blind labels. `n` of an estimate is the number of items that two or more annotators judged.

    The items of `preference` are pairs, with model_a the first by name; those of `correctness` are outputs,
    as they were judged within a pair.
    """

    n_labels: int
    annotators: tuple[AnnotatorName, ...]
    overall: tuple[AgreementOverall, ...]
    between: tuple[AgreementBetween, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """A question that annotators answered: `codes` has the shape (n_items, n_annotators)."""

    name: str
    item: str
    codes: Codes
    n_categories: int


def measure_agreement(store: Store, kind: str = "person", annotators: Sequence[str] = ()) -> Agreement:
    """How far annotators of a kind (`person`, `judge` or `all`), or those named alone, agree.

    Raises UsageError for a name that nobody has.
    """
    return agreement_of(read_labels(store, kind, annotators))


def agreement_of(labels: LabelArrays) -> Agreement:
    """How far the annotators of these labels agree, field by field."""
    preference = _by_annotator(labels, labels.preference)
    correctness = [_by_annotator(labels, labels.correctness[:, side]) for side in range(2)]
    both = (
        _Field("preference", "pair", preference, len(PREFERENCES)),
        _Field("correctness", "output", np.concatenate(correctness), len(LEVELS)),
    )
    return Agreement(
        n_labels=len(labels),
        annotators=labels.annotators,
        overall=tuple(row for field in both for row in _overall(field)),
        between=tuple(
            row
            for field in both
            for one, other in combinations(range(len(labels.annotators)), 2)
            for row in _between(field, labels.annotators, one, other)
        ),
    )


def _by_annotator(labels: LabelArrays, values: Codes) -> Codes:
    """One row a pair, one column an annotator."""
    pairs, row = np.unique(labels.pair, return_inverse=True)
    table = np.full((pairs.size, len(labels.annotators)), MISSING, dtype=np.int64)
    table[row, labels.annotator] = values
    return table


def _overall(field: _Field) -> list[AgreementOverall]:
    ratings = rating_patterns(field.codes, field.n_categories)
    return [
        AgreementOverall(field.name, name, _worded(statistic(ratings), field.item, "two annotators"))
        for name, statistic in _OVERALL.items()
    ]


def _between(
    field: _Field, annotators: Sequence[AnnotatorName], one: int, other: int
) -> list[AgreementBetween]:
    table = cross_table(field.codes[:, one], field.codes[:, other], field.n_categories)
    ratings = rating_patterns(field.codes[:, [one, other]], field.n_categories)
    estimates = {
        "percent": percent_agreement(ratings, LEVEL),
        "cohen_kappa": cohen_kappa(table, LEVEL),
        "krippendorff_alpha": krippendorff_alpha(ratings, level=LEVEL),
    }
    return [
        AgreementBetween(
            (annotators[one], annotators[other]),
            field.name,
            name,
            int(table.sum()),
            _worded(estimate, field.item, "both"),
        )
        for name, estimate in estimates.items()
    ]


def _worded(estimate: MaybeEstimate, item: str, whom: str) -> MaybeEstimate:
    """The reason why there is no value, in the words of the project."""
    if estimate == NO_OVERLAP:
        return Undefined(f"no {item} was judged by {whom}")
    if estimate == ONE_CATEGORY:
        return Undefined("everybody gave the same answer everywhere: agreement 100 %")
    if estimate == NO_COMMON_CATEGORY:
        return Undefined("the two annotators never gave an answer that the other one gave")
    return estimate
