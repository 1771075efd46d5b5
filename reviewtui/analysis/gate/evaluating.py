"""The gate: which conditions the results meet, and on which interval that rests."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from reviewtui.analysis.agreement.measuring import Agreement
from reviewtui.analysis.gate.figures import Figure, find
from reviewtui.analysis.summary import Summary
from reviewtui.domain.conditions import AGREEMENT, Bound, Check, Metric
from reviewtui.domain.filters import Comparator
from reviewtui.stats import Estimate, MaybeEstimate, Undefined

DIGITS = 12
"""A value and its limit are compared to this many digits: 1 - 0.9 has to be 0.1."""

_HOLDS: Mapping[Comparator, Callable[[float, float], bool]] = {
    Comparator.EQUAL: operator.eq,
    Comparator.LESS: operator.lt,
    Comparator.AT_MOST: operator.le,
    Comparator.MORE: operator.gt,
    Comparator.AT_LEAST: operator.ge,
}
_BELOW = (Comparator.LESS, Comparator.AT_MOST)


class Basis(StrEnum):
    """When the interval that a condition was compared with is right."""

    FIXED_N = "fixed_n"
    """At the planned number of labels, which is reached."""
    ANYTIME = "anytime"
    """However often one looks."""
    ONE_LOOK = "one_look"
    """At a number of labels that was fixed beforehand; nothing here knows that it was."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition beside what the results say. `value` is the number that was compared: the `bound` of the
    figure. `passed` is None where it can't be evaluated."""

    check: Check
    bound: Bound
    value: float | Undefined
    figure: MaybeEstimate | float
    """What it was taken from; a plain number where there is no interval."""
    basis: Basis | None
    """None where neither an end of an interval nor a p-value was compared."""
    passed: bool | None
    named: MaybeEstimate | float
    """The figure that the condition names, of all labels. `figure` is another one where its interval is that
    of prompts' first labels."""


def asks_agreement(checks: Iterable[Check]) -> bool:
    return any(check.metric in AGREEMENT for check in checks)


def evaluate(
    checks: Iterable[Check], summary: Summary, agreement: Agreement | None = None
) -> tuple[Checked, ...]:
    """Each condition with its value.

    The ends of an interval of a win rate are those of the fixed number of labels where the plan's number is
    reached, else those of a confidence sequence (`reviewtui.stats.sequential`): a gate that is run again and
    again on Wilson's interval passes sooner or later although nothing is there. Which interval is
    read never depends on the limit: what is above 50 % is above 49 % too. `win_rate` counts ties as half;
    `decided_win_rate` leaves them out, and tells two models apart with fewer labels. Other figures have the
    one interval that the summary has, and p-values are of one test; `basis` says that it is right for one
    look.

    Args:
        agreement: where `asks_agreement` says so.
    """
    return tuple(_checked(check, find(check, summary, agreement)) for check in checks)


def passed(checked: Iterable[Checked]) -> bool | None:
    """Whether all conditions hold; None where none failed and one can't be evaluated."""
    results = [one.passed for one in checked]
    if False in results:
        return False
    return None if None in results else True


def _checked(check: Check, figure: Figure) -> Checked:
    bound = check.bound or _unsaid(check, figure)
    number, basis = figure.number, None
    if bound in (Bound.LOW, Bound.HIGH):
        number, basis = _interval(figure)
    elif check.metric is Metric.P:
        basis = _fixed(figure)
    value = _value(number, bound)
    holds = None if isinstance(value, Undefined) else _holds(check, value)
    return Checked(check, bound, value, number, basis, holds, figure.number)


def _unsaid(check: Check, figure: Figure) -> Bound:
    """Of what must never happen, none seen is little to say of a few labels: the upper end has to hold."""
    return Bound.HIGH if figure.blocker and check.comparator in _BELOW else Bound.VALUE


def _interval(figure: Figure) -> tuple[MaybeEstimate | float, Basis]:
    if figure.sequence is not None and not figure.reached:
        return figure.sequence, Basis.ANYTIME
    return figure.number, _fixed(figure)


def _fixed(figure: Figure) -> Basis:
    return Basis.FIXED_N if figure.reached else Basis.ONE_LOOK


def _value(number: MaybeEstimate | float, bound: Bound) -> float | Undefined:
    if not isinstance(number, Estimate):
        return number
    return {
        Bound.VALUE: number.value,
        Bound.LOW: number.low,
        Bound.HIGH: number.high,
        Bound.N: float(number.n),
    }[bound]


def _holds(check: Check, value: float) -> bool:
    return _HOLDS[check.comparator](round(value, DIGITS), round(check.limit, DIGITS))
