"""`reviewtui agreement`: how far annotators agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

import click

from reviewtui.analysis import Agreement, AgreementBetween, agreement_document, measure_agreement
from reviewtui.analysis.figures import INTERVAL, coefficient, name, rate, who
from reviewtui.analysis.headlines import ITEMS, agreement_headline
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import paragraph, print_json
from reviewtui.cli.whose import annotator_option, kind_option, nothing_counted
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from reviewtui.text.display import safe
from reviewtui.text.numbers import count
from reviewtui.text.table import table

STATISTICS = {
    "percent": "percent agreement",
    "krippendorff_alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "gwet_ac1": "Gwet's AC1",
    "cohen_kappa": "Cohen's kappa",
}
METHOD = (
    "Method: each annotator's newest blind judgement of a pair counts. Percent agreement is the share of"
    " pairs of annotators who gave the same answer, averaged over what was judged. Alpha, kappa and AC1 are 1"
    " where all agree and 0 where they agree as often as by chance; all answers count as equally far apart."
    " Intervals resample what was judged; that of percent agreement, and any where all resamples are alike,"
    " is Wilson's."
)


@click.command("agreement")
@file_argument(required=False)
@db_option
@annotator_option
@kind_option("person")
@json_option
def command(file: Path | None, db: Path | None, names: tuple[str, ...], kind: str, *, as_json: bool) -> None:
    """How far the annotators of FILE's project agree: over all, and between every two.

    People's labels count unless --kind or --annotator chooses others.
    """
    with reading(file, db) as store:
        agreement = measure_agreement(store, kind, names)
        project = safe(store.path.name)
        if as_json:
            print_json(agreement_document(agreement, project))
        elif agreement.n_labels:
            click.echo(agreement_text(agreement, project))
        else:
            click.echo(paragraph(f"{name(project)}: {nothing_counted(store, kind, names)}"))


def agreement_text(agreement: Agreement, project: str) -> str:
    """All of it for people: a sentence a field first, tables below."""
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
    for field, estimates in overall.items():
        yield paragraph(agreement_headline(field, estimates))
    for field, estimates in overall.items():
        if isinstance(estimates["percent"], Estimate):
            yield _overall(field, estimates)
            yield from _between(field, [row for row in agreement.between if row.field == field])
    yield paragraph(METHOD)


def _overall(field: str, estimates: Mapping[str, MaybeEstimate]) -> str:
    rows = [(STATISTICS[statistic], *_cells(statistic, one)) for statistic, one in estimates.items()]
    return table((f"{field}, all annotators", "value", INTERVAL), rows, "lrl")


def _between(field: str, rows: Sequence[AgreementBetween]) -> Iterator[str]:
    """One row for every two annotators; where a value is undefined, a dash, and the reason below."""
    lines: list[list[str]] = []
    reasons: dict[str, list[str]] = {}
    for (one, other), of_two in groupby(rows, key=attrgetter("annotators")):
        line = [who(one), who(other)]
        for row in of_two:
            value, interval = _cells(row.statistic, row.estimate)
            if isinstance(row.estimate, Undefined):
                pairs = reasons.setdefault(interval, [])
                if (pair := f"{who(one)} and {who(other)}") not in pairs[-1:]:
                    pairs.append(pair)
                interval = ""
            # There is room for two intervals in a line.
            line += (f"{row.overlap:,}", value) if row.statistic == "percent" else (value, interval)
        lines.append(line)
    headers = (field, "and", f"{ITEMS[field]}s", "agree", "kappa", "interval", "alpha", "interval")
    if lines:
        yield table(headers, lines, "llrrrrrr")
    for reason, pairs in reasons.items():
        yield paragraph(f"Undefined ({reason}): {'; '.join(pairs)}.")


def _cells(statistic: str, estimate: MaybeEstimate) -> tuple[str, str]:
    return rate(estimate) if statistic == "percent" else coefficient(estimate)
