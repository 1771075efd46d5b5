"""What `agreement` says: a sentence a field, then tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter

from reviewtui.analysis import Agreement, AgreementBetween
from reviewtui.analysis.agreement.coefficients import SYMMETRISED
from reviewtui.analysis.agreement.fields import PREFERENCE
from reviewtui.analysis.agreement.self_agreement import Changed
from reviewtui.analysis.agreement.words import agreement_headline, asked
from reviewtui.analysis.figures import EXPLORATORY, INTERVAL, coefficient, name, percent, rate, who, whole
from reviewtui.cli.interval_bars import bar_of
from reviewtui.cli.outcome_cells import block
from reviewtui.cli.output import paragraph
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from reviewtui.text.cells import cell_width
from reviewtui.text.numbers import count

STATISTICS = {
    "percent": "percent agreement",
    "krippendorff_alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "Gwet's AC1",
    "cohen_kappa": "Cohen's kappa",
    "krippendorff_alpha_ordinal": "alpha, ordered answers",
    "gwet_ac2": "Gwet's AC2, ordered answers",
    "cohen_kappa_linear": "Cohen's kappa, linear",
    "cohen_kappa_quadratic": "Cohen's kappa, quadratic",
}
BOTH_WAYS = {
    "krippendorff_alpha": "alpha, in both orientations",
    "fleiss_kappa": "Fleiss, in both orientations",
    "gwet_ac1": "AC1, in both orientations",
}
METHOD = (
    "Method: each annotator's newest blind judgement of a pair counts. Percent agreement is the share of"
    " pairs of annotators who gave the same answer, averaged over what was judged. Alpha, kappa and AC1 are 1"
    " where all agree and 0 where they agree as often as by chance; all answers count as equally far apart,"
    " but for ordered ones, where near misses count for something. In both orientations: each pair is counted"
    " as model_a against model_b and the other way round, half each, because annotators do not see which is"
    " which. Intervals resample what was judged, or are Wilson's where that can't show how little is known."
)
MOST_PAIRS, MOST_DISPUTED = 20, 10
FULL_ROW = 10
"""Cells of two annotators' names beside which all columns have room."""
TWO_NAMES = 32
"""Cells that the names of two models may take as headings of columns of counts."""
SIDES = {"any": "any side", "same": "the same side", "flipped": "the other side"}


def agreement_text(agreement: Agreement, project: str) -> str:
    """All of it for people."""
    return "\n\n".join(_blocks(agreement, project))


def _blocks(agreement: Agreement, project: str) -> Iterator[str]:
    yield paragraph(
        f"{name(project)}: {count(agreement.n_labels, 'label')}"
        f" by {count(len(agreement.annotators), 'annotator')}."
    )
    overall = {
        field: {row.statistic: row.estimate for row in rows}
        for field, rows in groupby(agreement.overall, key=attrgetter("field"))
    }
    fields = [field for field in overall if not field.endswith(SYMMETRISED)]
    for field in fields:
        yield paragraph(agreement_headline(agreement, field))
    for field in fields:
        if isinstance(overall[field]["percent"], Estimate):
            yield _overall(field, overall[field], overall.get(f"{field}{SYMMETRISED}", {}))
            between = [row for row in agreement.between if row.field == field]
            yield from _between(field, agreement.items[field], between)
    yield from _slices(agreement)
    yield from _with_itself(agreement)
    yield from (paragraph(_changed(one)) for one in agreement.changed)
    yield from _disputed(agreement)
    yield paragraph(METHOD)


def _overall(
    field: str, estimates: Mapping[str, MaybeEstimate], both_ways: Mapping[str, MaybeEstimate]
) -> str:
    rows = [
        (STATISTICS[statistic], *_cells(statistic, one), bar_of(one)) for statistic, one in estimates.items()
    ]
    rows += [(BOTH_WAYS[statistic], *coefficient(one), bar_of(one)) for statistic, one in both_ways.items()]
    headers = (f"{asked(field)}, all annotators", "value", INTERVAL, "0 to 1")
    return block("", headers, rows, "lrlb")


def _between(field: str, item: str, rows: Sequence[AgreementBetween]) -> Iterator[str]:
    """One row for every two annotators; where a value is undefined, a dash, and the reason below."""
    lines: list[list[str]] = []
    reasons: dict[str, list[str]] = {}
    by_pair = [(pair, list(of_two)) for pair, of_two in groupby(rows, key=attrgetter("annotators"))]
    by_pair.sort(key=lambda one: -one[1][0].overlap)
    for (one, other), of_two in by_pair[:MOST_PAIRS]:
        line = [whole(one), whole(other)]
        for row in of_two:
            if row.statistic not in ("percent", "cohen_kappa", "krippendorff_alpha"):
                continue
            value, interval = _cells(row.statistic, row.estimate)
            if isinstance(row.estimate, Undefined):
                pairs = reasons.setdefault(interval, [])
                if (pair := f"{who(one)} and {who(other)}") not in pairs[-1:]:
                    pairs.append(pair)
                interval = ""
            # There is room for two intervals in a line.
            line += (f"{row.overlap:,}", value) if row.statistic == "percent" else (value, interval)
        lines.append(line)
    if lines:
        yield _two_by_two(field, item, lines)
    if len(by_pair) > MOST_PAIRS:
        yield paragraph(
            f"The {MOST_PAIRS} pairs of annotators who judged most in common, of {len(by_pair):,}; --json has"
            " all."
        )
    for reason, pairs in reasons.items():
        yield paragraph(f"Undefined ({reason}): {'; '.join(pairs)}.")


def _two_by_two(field: str, item: str, lines: Sequence[Sequence[str]]) -> str:
    """Where names are long, the intervals make room for them: people who look alike are worse."""
    headers = ("annotator", "and", f"{item}s", "agree", "kappa", "interval", "alpha", "interval")
    title = f"{asked(field)}, annotators two by two"
    if max(cell_width(name) for line in lines for name in line[:2]) <= FULL_ROW:
        return block(title, headers, lines, "nnrrrrrr")
    kept = (0, 1, 2, 3, 4, 6)
    bare = [[line[place] for place in kept] for line in (headers, *lines)]
    return block(f"{title} (intervals: --json)", bare[0], bare[1:], "nnrrrr")


def _slices(agreement: Agreement) -> Iterator[str]:
    if not agreement.slices:
        return
    yield paragraph(f"By {name(agreement.slices[0].field)} ({EXPLORATORY}).")
    for field in agreement.items:
        rows = []
        for part in agreement.slices:
            found = {one.statistic: one.estimate for one in part.overall if one.field == field}
            if found:
                value = "(none)" if part.value is None else part.value
                percent_cells = _short(rate(found["percent"]))
                alpha_cells = _short(coefficient(found["krippendorff_alpha"]))
                rows.append((value, f"{part.n_prompts:,}", *percent_cells, *alpha_cells))
        headers = (asked(field), "prompts", "agree", "interval", "alpha", "interval")
        if rows:
            yield block("", headers, rows, "nrrlrl")


def _short(cells: tuple[str, str]) -> tuple[str, str]:
    """A reason as short as a cell: too few prompts, or nothing that two annotators answered differently."""
    value, interval = cells
    if value != "–":
        return cells
    return value, "counts alone" if "counts alone" in interval else "undefined"


def _with_itself(agreement: Agreement) -> Iterator[str]:
    """The preference by sides, then by annotator."""
    rows = [
        (
            "all together" if one.annotator is None else whole(one.annotator),
            SIDES[one.sides],
            f"{one.n:,}",
            *rate(one.estimate),
            bar_of(one.estimate),
        )
        for one in agreement.with_itself
        if (one.field, one.statistic) == (PREFERENCE, "percent")
    ]
    if rows:
        title = (
            "Annotators with themselves: the same preference when a pair came up again, hidden. What one"
            " person can't repeat is noise, above which no agreement between people can be expected."
        )
        headers = ("annotator", "outputs on", "pairs", "agree", INTERVAL, "0 to 1")
        yield block(title, headers, rows, "nlrrlb")


def _changed(one: Changed) -> str:
    return (
        f"After a {one.after}, {count(one.n, 'label')} changed: {one.preference_changed:,} in the preference,"
        f" {one.correctness_changed:,} in correctness, {one.taken_back:,} taken back. No number here counts"
        " what was said then."
    )


def _disputed(agreement: Agreement) -> Iterator[str]:
    shown = agreement.disputed[:MOST_DISPUTED]
    if not shown:
        return
    votes = [(percent(one.disagreement), *(f"{votes:,}" for votes in one.votes)) for one in shown]
    pairs = [one.external_id or f"pairs.id {one.pair}" for one in shown]
    title = "The pairs that people disagree on most, worth a look together."
    if len({one.models for one in shown}) == 1:
        a, b = map(name, shown[0].models)
        if cell_width(a) + cell_width(b) > TWO_NAMES:
            title, a, b = f"{title} First is {a}, second is {b}.", "first", "second"
        rows = [(pair, *cells) for pair, cells in zip(pairs, votes, strict=True)]
        yield block(title, ("pair", "disagree", f"for {a}", f"for {b}", "tie", "both bad"), rows, "nrrrrr")
        return
    rows = [(pair, *one.models, *cells) for pair, one, cells in zip(pairs, shown, votes, strict=True)]
    headers = ("pair", "first", "second", "disagree", "for 1st", "for 2nd", "tie", "both bad")
    yield block(title, headers, rows, "nnnrrrrr")


def _cells(statistic: str, estimate: MaybeEstimate) -> tuple[str, str]:
    return rate(estimate) if statistic == "percent" else coefficient(estimate)
