"""What a comparison and an agreement come to, in a sentence or two: the same words on every face."""

from __future__ import annotations

from collections.abc import Mapping

from reviewtui.analysis.figures import coefficient, in_words, name, rate, test_in_words
from reviewtui.analysis.preference import Comparison
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.text.numbers import count

ITEMS = {"preference": "pair", "correctness": "output"}
"""What is judged, by the field."""


def preference_headline(one: Comparison) -> str:
    """What is known of two models and how sure, in one or two sentences."""
    leader, other = name(one.model_a), name(one.model_b)
    if one.n_labels == 0:
        return f"{leader} and {other}: no label has a preference."
    win_rate = in_words(rate(one.win_rate_a))
    both_bad, _ = rate(one.both_bad_rate)
    if one.clear:
        known = f"{leader} was preferred to {other}: win rate {win_rate}"
    else:
        known = f"No clear winner yet between {leader} and {other}: {leader} has a win rate of {win_rate}"
    base = f"{count(one.n_labels, 'label')} on {count(one.n_prompts, 'prompt')}"
    return f"{known} in {base}; both bad {both_bad}. {test_in_words(one.test)}"


def agreement_headline(
    field: str, estimates: Mapping[str, MaybeEstimate], *, beyond_chance: bool = True
) -> str:
    """How far annotators agree on a field, and how far beyond chance, in a sentence each."""
    percent = estimates["percent"]
    if isinstance(percent, Undefined):
        return f"{field.capitalize()}: undefined ({percent.reason})."
    agree = (
        f"{field.capitalize()}: annotators agree in {in_words(rate(percent))} of cases, on"
        f" {count(percent.n, ITEMS[field])} that two or more of them judged."
    )
    if not beyond_chance:
        return agree
    alpha = in_words(coefficient(estimates["krippendorff_alpha"]))
    return f"{agree} Krippendorff's alpha, where 1 is perfect and 0 is chance: {alpha}."
