"""Which coefficients of agreement a field gets, and why there is none, in the words of the project."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from reviewtui.analysis.agreement.fields import Field
from reviewtui.analysis.labels.arrays import Codes
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
from reviewtui.stats.agreement.kappas import gwet_ac2
from reviewtui.stats.agreement.ratings import symmetrised

Row = tuple[str, str, MaybeEstimate]
"""Field, statistic, value."""

SYMMETRISED = "_symmetrised"
"""What a field's name ends with where each item counts in both orientations."""

# Every category is as far from every other (Krippendorff's nominal scale).
_CHANCE_CORRECTED: dict[str, Callable[[RatingPatterns], MaybeEstimate]] = {
    "krippendorff_alpha": lambda ratings: krippendorff_alpha(ratings, level=LEVEL),
    "fleiss_kappa": lambda ratings: fleiss_kappa(ratings, LEVEL),
    "gwet_ac1": lambda ratings: gwet_ac1(ratings, LEVEL),
}
# For answers that have an order: near misses count for something.
_ORDERED: dict[str, Callable[[RatingPatterns], MaybeEstimate]] = {
    "krippendorff_alpha_ordinal": lambda ratings: krippendorff_alpha(ratings, "ordinal", LEVEL),
    "gwet_ac2": lambda ratings: gwet_ac2(ratings, "quadratic", LEVEL),
}


def over_all(field: Field, n_annotators: int) -> Iterator[Row]:
    """Of all annotators together; with two of them also Cohen's kappa."""
    ratings = field.ratings
    yield field.name, "percent", _worded(percent_agreement(ratings, LEVEL), field, "two annotators")
    coefficients = {**_CHANCE_CORRECTED, **(_ORDERED if field.ordered else {})}
    for name, statistic in coefficients.items():
        yield field.name, name, _worded(statistic(ratings), field, "two annotators")
    if n_annotators == 2:
        for name, estimate in _cohen(field, *field.in_common(0, 1)):
            yield field.name, name, _worded(estimate, field, "two annotators")
    if field.mirrored is None:
        return
    both_ways = symmetrised(ratings, field.mirrored)
    for name, statistic in _CHANCE_CORRECTED.items():
        yield f"{field.name}{SYMMETRISED}", name, _worded(statistic(both_ways), field, "two annotators")


def of_two(field: Field, first: Codes, second: Codes) -> Iterator[Row]:
    """Of two columns of answers to the same items: of two annotators, or of one at two times."""
    ratings = rating_patterns(np.stack([first, second], axis=1), field.n_categories)
    yield field.name, "percent", _worded(percent_agreement(ratings, LEVEL), field, "both")
    for name, estimate in _cohen(field, first, second):
        yield field.name, name, _worded(estimate, field, "both")
    alpha = krippendorff_alpha(ratings, level=LEVEL)
    yield field.name, "krippendorff_alpha", _worded(alpha, field, "both")
    if field.mirrored is not None:
        table = cross_table(first, second, field.n_categories)
        kappa = cohen_kappa(table, LEVEL, mirror=field.mirrored)
        yield f"{field.name}{SYMMETRISED}", "cohen_kappa", _worded(kappa, field, "both")


def _cohen(field: Field, first: Codes, second: Codes) -> Iterator[tuple[str, MaybeEstimate]]:
    table = cross_table(first, second, field.n_categories)
    yield "cohen_kappa", cohen_kappa(table, LEVEL)
    if field.ordered:
        yield "cohen_kappa_linear", cohen_kappa(table, LEVEL, scale="linear")
        yield "cohen_kappa_quadratic", cohen_kappa(table, LEVEL, scale="quadratic")


def _worded(estimate: MaybeEstimate, field: Field, whom: str) -> MaybeEstimate:
    """The reason why there is no value, in the words of the project."""
    if estimate == NO_OVERLAP:
        return Undefined(f"no {field.item_word} was judged by {whom}")
    if estimate == ONE_CATEGORY:
        return Undefined("everybody gave the same answer everywhere: agreement 100 %")
    if estimate == NO_COMMON_CATEGORY:
        return Undefined("the two annotators never gave an answer that the other one gave")
    return estimate
