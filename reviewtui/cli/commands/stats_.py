"""`reviewtui stats`: win rates, correctness, costs and tendencies, with intervals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reviewtui.analysis import Summary, summarise, summary_document
from reviewtui.analysis.figures import name, percent, served_in_words
from reviewtui.analysis.plan_notes import PLAN_CHANGED
from reviewtui.cli.correctness_tables import correctness_blocks
from reviewtui.cli.csv_output import print_csv
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.outcome_tables import costs_blocks, criteria_blocks, tags_blocks, tendencies_blocks
from reviewtui.cli.output import paragraph, print_json, show
from reviewtui.cli.preference_tables import headlines, preference_blocks, slice_blocks
from reviewtui.cli.whose import (
    annotator_option,
    by_whom,
    csv_option,
    kind_option,
    nothing_counted,
    one_form,
    selection_document,
    selection_in_words,
    since_option,
)
from reviewtui.domain.plan import Plan
from reviewtui.text.display import safe
from reviewtui.text.numbers import count
from reviewtui.text.table import table

METHOD = (
    "Method: each annotator's newest blind judgement of a pair counts, in every row. Win rate = (preferred +"
    " half of ties and both bad) / labels. Intervals are Wilson's at 95 %, on the effective sample size with"
    " prompts as the unit, however many labels a prompt has; they are right for a number of labels that was"
    " fixed beforehand. The one that is right at any time is the beta-binomial confidence sequence (Howard et"
    " al. 2021) of prompts' first labels, ties left out."
)


@click.command("stats")
@file_argument(required=False)
@db_option
@click.option(
    "--by",
    metavar="FIELD",
    multiple=True,
    help="Also for each value of this metadata field of the prompts; may be repeated.",
)
@annotator_option
@kind_option("person")
@since_option
@click.option("--per-annotator", is_flag=True, help="Also what each annotator tends to do, and how fast.")
@click.option("--bootstrap", is_flag=True, help="Also the intervals of win rates by resampling prompts.")
@json_option
@csv_option
def command(
    file: Path | None,
    db: Path | None,
    by: tuple[str, ...],
    names: tuple[str, ...],
    kind: str,
    since: str | None,
    *,
    per_annotator: bool,
    bootstrap: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Win rates, correctness, costs and tendencies of FILE's project, with intervals.

    People's labels count unless --kind or --annotator chooses others. The slices of the plan are always told;
    --by breaks down by more.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    with reading(file, db) as store:
        summary = summarise(store, kind, names, by, since=since, bootstrap=bootstrap)
        project = safe(store.path.name)
        if as_json or as_csv:
            document = summary_document(summary, project, per_annotator=per_annotator)
            (print_json if as_json else print_csv)(document | selection_document(kind, names, since))
        elif summary.n_labels:
            chosen = selection_in_words(names, since)
            show(stats_text(summary, project, chosen, per_annotator=per_annotator))
        else:
            show(paragraph(f"{name(project)}: {nothing_counted(store, kind, names, since)}"))


def stats_text(summary: Summary, project: str, chosen: str = "", *, per_annotator: bool = False) -> str:
    """All of it for people: sentences first, tables below. `chosen` says which labels were asked for."""
    return "\n\n".join(_blocks(summary, project, chosen, per_annotator=per_annotator))


def _blocks(summary: Summary, project: str, chosen: str, *, per_annotator: bool) -> Iterator[str]:
    yield paragraph(
        f"{name(project)}: {count(summary.n_labels, 'label')} by {by_whom(summary.annotators)}"
        f" on {summary.n_pairs:,} of {count(summary.pairs_in_project, 'pair')}"
        f"{f' ({chosen})' if chosen else ''}."
    )
    shown = [one.leader_first for one in summary.preference]
    yield from headlines(shown)
    yield from _plan(summary)
    yield from preference_blocks(shown, per_annotator=per_annotator)
    yield from correctness_blocks(summary)
    yield from costs_blocks(summary)
    yield from tags_blocks(summary)
    yield from criteria_blocks(summary)
    yield from tendencies_blocks(summary, per_annotator=per_annotator)
    rows = [(served_in_words(how), f"{n:,}") for how, n in summary.served.items()]
    yield table(("how the pair came up", "labels"), rows, "lr")
    yield from slice_blocks(summary, shown)
    notes = [note for note in summary.notes if note.code != PLAN_CHANGED]
    if notes:
        yield "\n".join(paragraph(f"Note: {note.text}") for note in notes)
    yield paragraph(METHOD)


def _plan(summary: Summary) -> Iterator[str]:
    """What was planned, and what became of it once there were labels."""
    words = [_plan_in_words(summary.plan)] if summary.plan else []
    words += [note.text for note in summary.notes if note.code == PLAN_CHANGED]
    if words:
        yield "\n".join(map(paragraph, words))


def _plan_in_words(plan: Plan) -> str:
    said = []
    if plan.candidate or plan.baseline:
        said.append(" against ".join(name(one) for one in (plan.candidate, plan.baseline) if one))
    if plan.pairs is not None:
        said.append(f"{count(plan.pairs, 'pair')} with a label")
    if plan.margin is not None:
        low, high = percent(0.5 - plan.margin), percent(0.5 + plan.margin)
        said.append(f"a win rate from {low} to {high} makes no practical difference")
    if plan.slices:
        said.append(f"by {', '.join(name(one.text) for one in plan.slices)}")
    if plan.checks:
        said.append(f"{count(len(plan.checks), 'check')} (reviewtui check)")
    return f"Plan: {'; '.join(said)}."
