"""Where annotators agree and the coefficients are low all the same, because one answer prevails."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewtui.analysis.agreement.coefficients import Row
from reviewtui.analysis.agreement.fields import Field
from reviewtui.stats.agreement.disagreement import explained_by_prevalence


@dataclass(frozen=True, slots=True)
class Prevalence:
    """A field in which `share` of all answers are the same one. `balanced` is what alpha would come to for
    the same agreement if all answers were equally frequent."""

    field: str
    answer: str
    share: float
    balanced: float


def prevalences(fields: Sequence[Field], overall: Sequence[Row]) -> Iterator[Prevalence]:
    """Of the fields whose alpha is low because of this."""
    estimates = {(field, statistic): estimate for field, statistic, estimate in overall}
    for field in fields:
        percent, alpha = estimates[field.name, "percent"], estimates[field.name, "krippendorff_alpha"]
        found = explained_by_prevalence(field.ratings, percent, alpha)
        if found is not None:
            yield Prevalence(field.name, field.answers[found.category], found.share, found.balanced)
