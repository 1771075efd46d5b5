"""What an annotator is told of a project's labels while reviewing, as (heading, text) for every face.

Blind: how often annotators agree and what they tend to do names no model and tells nothing of who is winning.
That comes only for an annotator who has asked for the results, and with it what is beyond chance in the
agreement on the preference: how lopsided the preferences are can be worked out from it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from reviewtui.analysis.agreement.fields import CORRECTNESS, PREFERENCE, WARNED
from reviewtui.analysis.agreement.measuring import Agreement, measure_agreement
from reviewtui.analysis.agreement.words import agreement_headline, asked
from reviewtui.analysis.figures import coefficient, in_words, name, rate, who
from reviewtui.analysis.preference.headlines import preference_headline
from reviewtui.analysis.summary import Summary, summarise
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from reviewtui.store import Store
from reviewtui.text.display import one_line
from reviewtui.text.numbers import count

Section = tuple[str, str]

FEWEST_SHARED = 10
"""Agreement on fewer pairs or outputs would tell what the others said of them."""

SAME_ON_THE_LEFT = "not shown; of every two models the same one always stood there."

NOTE_CELLS = 1_000

RESULTS = "Results"


def statistics_for(store: Store, annotator: str, *, results: bool) -> tuple[Section, ...]:
    """Of people's labels. `results`: whether this annotator may see who is winning."""
    summary, agreement = summarise(store), measure_agreement(store)
    told = (
        ("Agreement", agreement_text(agreement, annotator, results=results)),
        ("Tendencies", tendencies_text(summary, annotator)),
    )
    return (*told, (RESULTS, results_text(summary))) if results else told


def agreement_text(agreement: Agreement, annotator: str, *, results: bool) -> str:
    """Over all, field by field, then this annotator with each of the others."""
    lines = []
    for row in agreement.overall:
        if row.statistic != "percent":
            continue
        field, agreed = row.field, row.estimate
        if isinstance(agreed, Estimate) and agreed.n < FEWEST_SHARED:
            few = count(FEWEST_SHARED, agreement.items[field])
            words = f"not shown below {few} that two or more judged; so far {agreed.n}."
            lines.append(f"{asked(field).capitalize()}: {words}")
        else:
            lines.append(agreement_headline(agreement, field, beyond_chance=_beyond_chance(field, results)))
    return "\n".join([*lines, *_with_others(agreement, annotator, results)])


def _beyond_chance(field: str, results: bool) -> bool:
    """What is beyond chance on a criterion or a tag can tell who is winning as well."""
    return results or field in (CORRECTNESS, WARNED)


def _with_others(agreement: Agreement, annotator: str, results: bool) -> Iterator[str]:
    """A line for each of the others that judged enough of what this annotator judged, field by field."""
    for field, of_field in groupby(agreement.between, key=attrgetter("field")):
        if field not in (PREFERENCE, CORRECTNESS):
            continue
        item = agreement.items[field]
        few = []
        for pair, rows in groupby(of_field, key=attrgetter("annotators")):
            others = [one for one in pair if one.name != annotator]
            estimates = {row.statistic: row for row in rows}
            n = estimates["percent"].overlap
            if len(others) != 1 or not n:
                continue
            if n < FEWEST_SHARED:
                few.append(who(others[0]))
                continue
            agree = in_words(rate(estimates["percent"].estimate))
            said = f"You and {who(others[0])}: the same {field} in {agree} of {count(n, item)}"
            kappa = in_words(coefficient(estimates["cohen_kappa"].estimate))
            yield f"{said}; Cohen's kappa {kappa}." if _beyond_chance(field, results) else f"{said}."
        if few:
            shared = f"{count(FEWEST_SHARED, item)} that you both judged"
            yield f"{field.capitalize()}, with {', '.join(few)}: not shown below {shared}."


def tendencies_text(summary: Summary, annotator: str) -> str:
    """How often the output on the left was chosen: by this annotator, and by everybody together. What each of
    the others does is for whoever asks `stats` for it, `--per-annotator`."""
    if not summary.tendencies:
        return "No label counts yet."
    if summary.tendencies_of_all.sides == "fixed":
        # Of a side that is always the same model's: how often it was chosen says who is winning.
        return f"The output on the left was chosen:\nyou: {SAME_ON_THE_LEFT}"
    lines = ["The output on the left was chosen (one half is what to expect: sides are drawn at random):"]
    own = [one for one in summary.tendencies if one.annotator.name == annotator]
    lines += [f"you: {_chose_left(one.chose_left, one.n_decided)}" for one in own]
    if len(summary.tendencies) > len(own):
        decided = sum(one.n_decided for one in summary.tendencies)
        together = _chose_left(summary.tendencies_of_all.chose_left, decided)
        lines.append(f"all {count(len(summary.tendencies), 'annotator')} together: {together}")
    return "\n".join(lines)


def _chose_left(chosen: MaybeEstimate, decided: int) -> str:
    if isinstance(chosen, Undefined):
        return f"undefined ({chosen.reason})."
    return f"{in_words(rate(chosen))} of {count(decided, 'decided label')}."


def results_text(summary: Summary) -> str:
    """Who is winning, and how correct each model is."""
    lines = [preference_headline(one.leader_first) for one in summary.preference]
    lines += [
        f"{name(one.model)}: correct in {in_words(rate(one.rate))} of {count(one.n, 'judgement')}."
        for one in summary.correctness
        if one.n
    ]
    lines += [f"Note: {one_line(note.text, NOTE_CELLS)}" for note in summary.notes]
    if not summary.n_labels:
        lines.append("No label counts yet.")
    lines.append("reviewtui stats has the tables, and --by FIELD breaks them down.")
    return "\n".join(lines)
