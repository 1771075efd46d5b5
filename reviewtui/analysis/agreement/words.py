"""What an agreement comes to, in a sentence or two a field: the same words on every face."""

from __future__ import annotations

from reviewtui.analysis.agreement.coefficients import SYMMETRISED
from reviewtui.analysis.agreement.fields import CRITERION, GRADED, TAG
from reviewtui.analysis.agreement.measuring import Agreement
from reviewtui.analysis.figures import coefficient, in_words, name, percent, rate
from reviewtui.stats import Undefined
from reviewtui.text.numbers import count


def asked(field: str) -> str:
    """A field's name within a sentence; criteria and tags have names from the data."""
    if field.startswith(CRITERION):
        return f"criterion {name(field.removeprefix(CRITERION))}"
    if field.startswith(TAG):
        return f"tag {name(field.removeprefix(TAG))}"
    return "preference in grades" if field == GRADED else field


def agreement_headline(agreement: Agreement, field: str, *, beyond_chance: bool = True) -> str:
    """How far annotators agree on a field, how far beyond chance, and why that may look low."""
    estimates = {(row.field, row.statistic): row.estimate for row in agreement.overall}
    agreed = estimates[field, "percent"]
    words = asked(field)
    title = words[0].upper() + words[1:]
    if isinstance(agreed, Undefined):
        return f"{title}: undefined ({agreed.reason})."
    agree = (
        f"{title}: annotators agree in {in_words(rate(agreed))} of cases, on"
        f" {count(agreed.n, agreement.items[field])} that two or more of them judged."
    )
    if not beyond_chance:
        return agree
    alpha = in_words(coefficient(estimates[field, "krippendorff_alpha"]))
    said = f"{agree} Krippendorff's alpha, where 1 is perfect and 0 is chance: {alpha}"
    both_ways = estimates.get((f"{field}{SYMMETRISED}", "krippendorff_alpha"))
    if both_ways is not None and not isinstance(both_ways, Undefined):
        said = f"{said}; with each pair in both orientations {in_words(coefficient(both_ways))}"
    return f"{said}.{_why_low(agreement, field)}"


def _why_low(agreement: Agreement, field: str) -> str:
    """High agreement beside a low coefficient, explained."""
    found = next((one for one in agreement.prevalences if one.field == field), None)
    if found is None:
        return ""
    return (
        f" It is low although annotators agree because {percent(found.share)} of all answers are"
        f" «{found.answer}»: two who answer so nearly always agree often by chance. With answers equally"
        f" frequent, the same agreement would come to {found.balanced:.2f}."
    )
