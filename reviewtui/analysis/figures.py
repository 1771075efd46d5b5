"""How figures are said in text: one spelling of rates, intervals, p-values and counts on every face.

In JSON rates are fractions; here they are percent with one decimal. Names from the data are untrusted text,
and nothing here is wider than a terminal of 80 columns.
"""

from __future__ import annotations

from reviewtui.analysis.labels.arrays import AnnotatorName
from reviewtui.domain.served import SERVED_BY_OUTCOME, filter_text
from reviewtui.stats import MaybeEstimate, TestResult, Undefined
from reviewtui.text.display import both_ends

NAME_WIDTH = 40
INTERVAL = "95 % interval"
"""The heading of a column of intervals."""

EXPLORATORY = (
    "exploratory: nothing here was planned, and with many values one stands out by chance; treat it as a"
    " question for new data, not as a finding"
)
"""What is said beside values of a metadata field that the plan does not name."""

_TESTS = {
    "sign_exact": "Exact sign test",
    "sign_flip_exact": "Exact sign-flip test",
    "sign_flip_monte_carlo": "Sign-flip test (99,999 draws)",
}

_SERVED = {
    "queue": "next in the queue",
    "import-head": "at the head of an import",
    "goto": "somebody went to it",
    "repeat": "as a hidden repeat",
    "imported": "imported with its label",
}


class Reason(str):
    """Why there is no number: longer than a cell, so that a table says it below."""

    __slots__ = ()


def name(text: str, width: int = NAME_WIDTH) -> str:
    """A name from the data, safe to show within a line."""
    return both_ends(text, width)


def who(annotator: AnnotatorName) -> str:
    """An annotator's name within a line; that of a judge model says so."""
    return _with_kind(name(annotator.name, 24), annotator.kind)


def whole(annotator: AnnotatorName) -> str:
    """As `who` for a table, which shortens names itself, once."""
    return _with_kind(annotator.name, annotator.kind)


def _with_kind(shown: str, kind: str) -> str:
    return f"{shown} (judge)" if kind == "judge" else shown


def percent(fraction: float) -> str:
    return f"{100 * fraction:.1f} %"


def rate(estimate: MaybeEstimate) -> tuple[str, str]:
    """Two cells: a rate and its interval, or a dash and the reason why there is none."""
    if isinstance(estimate, Undefined):
        return "–", Reason(estimate.reason)
    return percent(estimate.value), f"{100 * estimate.low:.1f} to {percent(estimate.high)}"


def coefficient(estimate: MaybeEstimate) -> tuple[str, str]:
    """As `rate`, for a coefficient of agreement: at most 1, and below 0 where it is worse than chance."""
    if isinstance(estimate, Undefined):
        return "–", Reason(estimate.reason)
    return f"{estimate.value:.2f}", f"{estimate.low:.2f} to {estimate.high:.2f}"


def in_words(cells: tuple[str, str]) -> str:
    """Two cells of `rate` or `coefficient` within a sentence."""
    value, interval = cells
    return f"undefined ({interval})" if value == "–" else f"{value} ({INTERVAL} {interval})"


def p_value(p: float | Undefined | None) -> str:
    """As a cell; a dash where there is none."""
    if not isinstance(p, float):
        return "–"
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def served_in_words(served_by: str) -> str:
    """How a pair came up; the text of a filter is untrusted."""
    text = filter_text(served_by)
    if text is None:
        return _SERVED.get(served_by, name(served_by))
    outcome = " on what was said" if served_by.startswith(SERVED_BY_OUTCOME) else ""
    return name(f"by a filter{outcome}: {text}", 60)


def test_in_words(test: TestResult) -> str:
    words = _TESTS[test.name]
    if isinstance(test.p, Undefined):
        return f"{words}: undefined ({test.p.reason})."
    return f"{words}: p < 0.001." if test.p < 0.001 else f"{words}: p = {test.p:.3f}."
