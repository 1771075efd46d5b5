"""What a judge's mistakes cost: as the rubric prices wrong answers, or as somebody says for once."""

from __future__ import annotations

import math
from dataclasses import dataclass

from reviewtui.domain.errors import UsageError
from reviewtui.domain.plan import Costs

Asked = tuple[float | None, float | None]
"""The price of a false positive and of a false negative; None is left open."""


@dataclass(frozen=True, slots=True)
class Prices:
    false_positive: float
    """Of a wrong verdict that stands."""
    false_negative: float
    """Of a right verdict that goes to a person all the same."""
    matrix: tuple[tuple[float, ...], ...]
    """Of an output, by what people say of its correctness (rows) and the judge (columns), as in `ANSWERS`."""
    of_rubric: bool
    """Whether the rubric's prices are in the matrix."""
    unit: str

    @property
    def of_verdicts(self) -> tuple[float, float]:
        """Of a false positive and a false negative in `least_cost_threshold`."""
        return self.false_positive, self.false_negative


def prices_of(asked: Asked = (None, None), rubric: Costs | None = None) -> Prices:
    """A false negative is an incorrect output that the judge does not call incorrect, with an unparsed
    verdict among these; a false positive is an output that the judge calls incorrect, and people do not.

    Without a price for false negatives, and where the rubric has one for incorrect answers, a missed
    incorrect output costs that, and a partly correct one that the judge calls correct (or says nothing of)
    what the rubric says of partly correct ones; what is wrongly called incorrect costs nothing unless a price
    is given. The rubric's other prices are of tags and warnings, of which a correctness says nothing. In all
    other cases either mistake costs 1 where it is not said. Verdicts that stand or are checked cost what is
    said or 1: the rubric has no price of a person's time.

    Raises UsageError for a negative price.
    """
    if not all(one is None or (math.isfinite(one) and one >= 0) for one in asked):
        raise UsageError("a mistake can't cost less than nothing", "Costs are 0 or more, in any unit.")
    false_positive, false_negative = asked
    stands, checked = (1.0 if one is None else one for one in asked)
    if rubric is not None and rubric.incorrect > 0 and false_negative is None:
        matrix = _matrix(false_positive or 0.0, rubric.incorrect, rubric.partial)
        return Prices(stands, checked, matrix, of_rubric=True, unit=rubric.unit)
    return Prices(stands, checked, _matrix(stands, checked), of_rubric=False, unit="")


def _matrix(found: float, missed: float, missed_partial: float = 0.0) -> tuple[tuple[float, ...], ...]:
    # Rows and columns: correct, partial, incorrect; and a column for unparsed verdicts.
    return (
        (0.0, 0.0, found, 0.0),
        (missed_partial, 0.0, found, missed_partial),
        (missed, missed, 0.0, missed),
    )
