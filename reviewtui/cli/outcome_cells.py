"""Cells and sentences that the tables of outcomes share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reviewtui.analysis.figures import INTERVAL, name, percent, rate
from reviewtui.analysis.notes import FEW_PROMPTS
from reviewtui.cli.output import paragraph
from reviewtui.stats import Estimate, MaybeEstimate, TestResult, Undefined
from reviewtui.text.table import table

FEW = "*"
FEW_MEANS = f"{FEW} fewer than {FEW_PROMPTS} prompts: the interval is a rough guide."
MODEL_WIDTH = 24

_TESTS = {
    "mcnemar_mid_p": "McNemar's test (mid-p)",
    "sign_flip_exact": "Exact sign-flip test over prompts",
    "sign_flip_monte_carlo": "Sign-flip test over prompts (99,999 draws)",
}


def cells(estimate: MaybeEstimate) -> tuple[str, str]:
    """As `figures.rate`, with a mark where few prompts are behind it."""
    return _marked(estimate, rate(estimate))


def amount_cells(estimate: MaybeEstimate) -> tuple[str, str]:
    """The same for an amount of money, minutes or whatever costs are told in."""
    if isinstance(estimate, Undefined):
        return "–", estimate.reason
    interval = f"{amount(estimate.low)} to {amount(estimate.high)}"
    return _marked(estimate, (amount(estimate.value), interval))


def _marked(estimate: MaybeEstimate, said: tuple[str, str]) -> tuple[str, str]:
    few = isinstance(estimate, Estimate) and estimate.n < FEW_PROMPTS
    return (said[0], f"{said[1]} {FEW}") if few else said


def amount(number: float) -> str:
    """Three digits or more, whatever the size."""
    digits = 0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2
    return f"{number:,.{digits}f}"


def points(number: float) -> str:
    """A difference of two rates."""
    return f"{100 * number:.1f}"


def model(text: str) -> str:
    return name(text, MODEL_WIDTH)


def tested(test: TestResult) -> str:
    words = _TESTS[test.name]
    if isinstance(test.p, Undefined):
        return f"{words}: undefined ({test.p.reason})."
    return f"{words}: p < 0.001." if test.p < 0.001 else f"{words}: p = {test.p:.3f}."


def block(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """A table under its title; what its marks mean below."""
    shown = table(headers, rows, align)
    few = f"\n{FEW_MEANS}" if any(cell.endswith(f" {FEW}") for row in rows for cell in row) else ""
    return f"{paragraph(title)}\n{shown}{few}" if title else f"{shown}{few}"


def below(count: int, n: int, whose: str, estimate: MaybeEstimate) -> str:
    """«0 of 200 outputs of new: below 1.9 %»; with a count above 0 the rate and its interval."""
    said = f"{count:,} of {n:,} {whose}"
    if isinstance(estimate, Undefined):
        return f"{said}: undefined ({estimate.reason})"
    few = f" {FEW}" if estimate.n < FEW_PROMPTS else ""
    if count == 0:
        return f"{said}: below {percent(estimate.high)}{few}"
    value, interval = rate(estimate)
    return f"{said}: {value} ({INTERVAL} {interval}){few}"


def sentences(lines: Iterable[str]) -> str:
    """Each on lines of its own; what their marks mean below."""
    shown = [paragraph(line) for line in lines]
    few = [FEW_MEANS] if any(FEW in line for line in shown) else []
    return "\n".join([*shown, *few])
