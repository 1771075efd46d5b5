"""Costs, tags, criteria and tendencies for people: tables and sentences of 80 columns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter, itemgetter

from reviewtui.analysis.figures import INTERVAL, name, whole
from reviewtui.analysis.outcomes.costs import CostDifference, CostFigures
from reviewtui.analysis.outcomes.tags import BlockerRate, HarmRate, TagRate
from reviewtui.analysis.preference.criteria import CriterionComparison
from reviewtui.analysis.preference.tendencies import TendenciesOfAll, Tendency
from reviewtui.analysis.summary import Summary
from reviewtui.cli.outcome_cells import FEW, amount, amount_cells, below, block, cells, sentences
from reviewtui.cli.output import paragraph
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.text.numbers import count

THE_PAIR = "(the pair)"
TYPICAL = math.tanh(1)
"""Of the unit that effects of length and looks are told in: a difference of one standard deviation."""
EQUALLY_GOOD = (
    "Between equals: how often it is chosen where two models are equally good and the rest is the same;"
    " longer and more Markdown by as much as outputs typically differ (one standard deviation)."
)


def costs_blocks(summary: Summary) -> Iterator[str]:
    costs = summary.costs
    if costs is None:
        return
    counted = (
        "all outputs of labels that could have tagged"
        if costs.by_tags_alone
        else "outputs judged for correctness"
    )
    title = (
        f"Expected cost of 1,000 outputs{_unit(costs, ' in ')}. Counted: {counted}, once a label. What is"
        " possible and was never seen widens the interval."
    )
    if costs.n_unwarned:
        title += (
            f" For {count(costs.n_unwarned, 'incorrect output')} nobody said whether it warned: priced as"
            " incorrect."
        )
    rows = [(one.model, f"{one.n:,}", *amount_cells(one.per_1000)) for one in costs.models]
    yield block(title, ("model", "labels", "cost", INTERVAL), rows, "nrrl")
    known = [_cost_difference(one, costs) for one in costs.differences if one.n]
    if known:
        yield sentences(known)


def _unit(costs: CostFigures, before: str) -> str:
    return f"{before}{costs.unit}" if costs.unit else ""


def _cost_difference(one: CostDifference, costs: CostFigures) -> str:
    """Said of the dearer model."""
    found = one.per_1000
    a, b = name(one.model_a), name(one.model_b)
    if isinstance(found, Undefined):
        return f"Costs of {a} and {b} side by side: undefined ({found.reason})."
    if found.value < 0:
        return _cost_difference(one.mirrored, costs)
    interval = amount_cells(found)[1]
    few = f" {FEW}" if interval.endswith(FEW) else ""
    interval = interval.removesuffix(f" {FEW}")
    more = f"{amount(found.value)}{_unit(costs, ' ')} more ({INTERVAL} {interval}){few}"
    base = f"on {count(one.n, 'label')} that tell both costs"
    if found.low > 0:
        return f"1,000 outputs of {a} cost {more} than those of {b}, {base}."
    return f"Open which of {a} and {b} costs more: 1,000 outputs of {a} cost {more}, {base}."


def tags_blocks(summary: Summary) -> Iterator[str]:
    if lines := list(_blockers(summary)):
        yield sentences(lines)
    tags = [(one.tag, one) for one in summary.tags if not one.blocker]
    yield from _told(("tag", "said of", "Not said of any output or pair"), tags)
    yield from _told(
        ("harmed", "by", "No tag says that it harms"), [(one.harmed, one) for one in summary.harms]
    )


def _blockers(summary: Summary) -> Iterator[str]:
    """What must never happen: what was seen, and how much of it can still be so."""
    rows = [one for one in summary.tags if one.blocker]
    for tag, of_models in groupby(rows, key=attrgetter("tag")):
        yield f"Must not happen: {tag}: {_each(list(of_models))}."
    if len({one.tag for one in rows if one.model is not None}) > 1:
        yield f"Must not happen: any of these: {_each(summary.blockers)}."


def _each(rows: Sequence[TagRate | BlockerRate]) -> str:
    """Every model; what is the same for those that were never seen to do it is said once.

    «assistant-v1 and assistant-v2 0 of 88 labels on 39 prompts each: below 9.8 %»
    """
    parts: list[str] = []
    same: dict[str, list[str]] = {}
    for one in rows:
        how = f"{one.count:,} of {_base(one)}: {below(one.count, one.rate)}"
        same.setdefault(how, []).append(THE_PAIR if one.model is None else name(one.model))
    for how, models in same.items():
        parts.append(f"{' and '.join(models)}{' each' if len(models) > 1 else ''} {how}")
    return "; ".join(parts)


def _base(one: TagRate | HarmRate | BlockerRate) -> str:
    return f"{count(one.n, 'label')} on {count(one.n_prompts, 'prompt')}"


def _told(words: tuple[str, str, str], shown: Sequence[tuple[str, TagRate | HarmRate]]) -> Iterator[str]:
    """A table of what was said at least once; all else in a sentence."""
    first, second, never = words
    rows = [
        (
            text,
            THE_PAIR if one.model is None else one.model,
            f"{one.count:,}",
            f"{one.n:,}",
            f"{one.n_prompts:,}",
            *cells(one.rate),
        )
        for text, one in shown
        if any(other.count for same, other in shown if same == text)
    ]
    if rows:
        yield block("", (first, second, "labels", "of", "prompts", "rate", INTERVAL), rows, "nnrrrrl")
    unseen: dict[str, list[str]] = {}
    for text, of_models in groupby(shown, key=itemgetter(0)):
        known = [one for _, one in of_models]
        if not any(one.count for one in known):
            # The rows of a tag differ where not every label has both models: the widest is what is known.
            worst = max(known, key=_upper)
            how = f"{_base(worst)}: each {below(0, worst.rate)}"
            unseen.setdefault(how, []).append(name(text))
    for how, texts in unseen.items():
        yield sentences([f"{never}: {'; '.join(texts)} ({how})."])


def _upper(one: TagRate | HarmRate) -> float:
    return math.inf if isinstance(one.rate, Undefined) else one.rate.high


def criteria_blocks(summary: Summary) -> Iterator[str]:
    """One table for every two models, said of the one that leads in more criteria."""

    def models(one: CriterionComparison) -> tuple[str, str]:
        return one.model_a, one.model_b

    for (model_a, model_b), of_models in groupby(sorted(summary.criteria, key=models), key=models):
        rows = list(of_models)
        ahead = sum((one.wins_a > one.wins_b) - (one.wins_b > one.wins_a) for one in rows)
        if ahead < 0:
            rows, model_a, model_b = [one.mirrored for one in rows], model_b, model_a
        a, b = name(model_a), name(model_b)
        headers = ("criterion", "labels", "wins", "losses", "ties", "both bad", "win rate", INTERVAL)
        lines = [(one.criterion, *(f"{n:,}" for n in _counts(one)), *cells(one.win_rate_a)) for one in rows]
        yield block(f"Criterion by criterion, {a} against {b}", headers, lines, "nrrrrrrl")


def _counts(one: CriterionComparison) -> tuple[int, ...]:
    return one.n_labels, one.wins_a, one.wins_b, one.ties, one.both_bad


def tendencies_blocks(summary: Summary, *, per_annotator: bool = False) -> Iterator[str]:
    everyone = summary.tendencies_of_all
    if everyone.n_decided:
        yield _of_all(everyone)
    if per_annotator:
        yield _per_person(summary.tendencies)


def _of_all(everyone: TendenciesOfAll) -> str:
    shown = (
        ("left output", everyone.chose_left, _as_rate(everyone.effects.left, 1)),
        ("longer output", everyone.chose_longer, _as_rate(everyone.effects.length, TYPICAL)),
        ("more Markdown", everyone.chose_more_markdown, _as_rate(everyone.effects.markdown, TYPICAL)),
    )
    rows = [(what, *_cells_or_dash(chosen), *_cells_or_dash(equals)) for what, chosen, equals in shown]
    title = f"Over {count(everyone.n_decided, 'decided label')}, whichever output it was."
    reasons = sentences(line for what, chosen, equals in shown for line in _reasons(what, chosen, equals))
    if all(isinstance(chosen, Undefined) for _, chosen, _ in shown):
        return reasons
    headers = ("annotators choose", "chosen", INTERVAL, "between equals", INTERVAL)
    below_it = [reasons, paragraph(EQUALLY_GOOD)] if reasons else [paragraph(EQUALLY_GOOD)]
    return "\n".join([block(title, headers, rows, "lrlrl"), *below_it])


def _cells_or_dash(estimate: MaybeEstimate) -> tuple[str, str]:
    """The reason stands below the table: it is longer than a cell."""
    return ("–", "") if isinstance(estimate, Undefined) else cells(estimate)


def _reasons(what: str, chosen: MaybeEstimate, equals: MaybeEstimate) -> Iterator[str]:
    if isinstance(chosen, Undefined):
        yield f"{_capital(what)}: undefined ({chosen.reason})."
    elif isinstance(equals, Undefined):
        yield f"{_capital(what)} between equals: undefined ({equals.reason})."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _as_rate(effect: MaybeEstimate, unit: float) -> MaybeEstimate:
    """Log-odds to how often it is chosen over an output that is as good."""
    if isinstance(effect, Undefined):
        return effect
    value, low, high = (
        (1 + math.tanh(unit * number / 2)) / 2 for number in (effect.value, effect.low, effect.high)
    )
    return replace(effect, value=value, low=low, high=high)


def _per_person(each: Sequence[Tendency]) -> str:
    rows = [
        (
            whole(one.annotator),
            f"{one.n_labels:,}",
            f"{one.n_decided:,}",
            *cells(one.chose_left),
            cells(one.chose_longer)[0],
            cells(one.chose_more_markdown)[0],
            "–" if one.median_seconds is None else f"{one.median_seconds:.0f} s",
        )
        for one in each
    ]
    headers = ("annotator", "labels", "decided", "left", INTERVAL, "longer", "Markdown", "median")
    return block("", headers, rows, "nrrrlrrr")
