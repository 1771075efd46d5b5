"""Cells and sentences that the tables of outcomes share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reviewtui.analysis.figures import Reason, in_words, name, percent, rate
from reviewtui.analysis.notes import FEW_PROMPTS
from reviewtui.cli.output import paragraph
from reviewtui.stats import Estimate, MaybeEstimate, TestResult, Undefined
from reviewtui.text.table import table

FEW = "*"
FEW_MEANS = f"{FEW} fewer than {FEW_PROMPTS} prompts: the interval is a rough guide."

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
        return "–", Reason(estimate.reason)
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


def tested(test: TestResult) -> str:
    words = _TESTS[test.name]
    if isinstance(test.p, Undefined):
        return f"{words}: undefined ({test.p.reason})."
    return f"{words}: p < 0.001." if test.p < 0.001 else f"{words}: p = {test.p:.3f}."


def block(title: str, headers: Sequence[str], rows: Sequence[Sequence[str]], align: str) -> str:
    """A table under its title; below it why there are dashes, and what its marks mean."""
    cells_alone = [["" if isinstance(cell, Reason) else cell for cell in row] for row in rows]
    few = any(cell.endswith(f" {FEW}") for row in rows for cell in row)
    parts = [
        *([paragraph(title)] if title else []),
        table(headers, cells_alone, align),
        *map(paragraph, _reasons(rows, max(align.find("n"), 0))),
        *([FEW_MEANS] if few else []),
    ]
    return "\n".join(parts)


def _reasons(rows: Sequence[Sequence[str]], names: int) -> Iterator[str]:
    """Each once; of several each with the rows that it is of: `names` is the column that tells."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        for cell in row:
            if isinstance(cell, Reason):
                reasons.setdefault(str(cell), []).append(name(row[names].strip()))
    for reason, whose in reasons.items():
        which = "" if len(reasons) == 1 else f" {', '.join(dict.fromkeys(whose))}"
        yield f"–{which}: {reason}."


def below(count: int, estimate: MaybeEstimate) -> str:
    """«below 1.9 %» of a count of 0, else the rate and its interval."""
    few = f" {FEW}" if isinstance(estimate, Estimate) and estimate.n < FEW_PROMPTS else ""
    if count == 0 and isinstance(estimate, Estimate):
        return f"below {percent(estimate.high)}{few}"
    return f"{in_words(rate(estimate))}{few}"


def sentences(lines: Iterable[str]) -> str:
    """Each on lines of its own; what their marks mean below."""
    shown = [paragraph(line) for line in lines]
    few = [FEW_MEANS] if any(FEW in line for line in shown) else []
    return "\n".join([*shown, *few])
