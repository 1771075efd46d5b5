"""`reviewtui judge`: a judge model's labels against people's."""

from __future__ import annotations

from pathlib import Path

import click

from reviewtui.analysis.figures import name
from reviewtui.analysis.judge import judging, judging_document
from reviewtui.cli.csv_output import print_csv
from reviewtui.cli.judge_tables import judging_text
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import paragraph, print_json, show
from reviewtui.cli.whose import csv_option, one_form, since_option
from reviewtui.text.display import safe


@click.command("judge")
@file_argument(required=False)
@db_option
@click.option(
    "--judge", "judges", multiple=True, metavar="NAME", help="This judge model alone; may be repeated."
)
@click.option(
    "--annotator", "names", multiple=True, metavar="NAME", help="Against this person alone; may be repeated."
)
@since_option
@click.option(
    "--by",
    metavar="FIELD",
    multiple=True,
    help="Also for each value of this metadata field of the prompts; may be repeated.",
)
@click.option("--beta", type=float, default=1.0, show_default=True, help="In F-beta: how much recall weighs.")
@click.option(
    "--cost-false-positive",
    "false_positive",
    type=float,
    help="Of «incorrect» where people say otherwise (1, or 0 beside the rubric's prices), and of a wrong"
    " verdict that stands (1).",
)
@click.option(
    "--cost-false-negative",
    "false_negative",
    type=float,
    help="Of a missed «incorrect» (the rubric's price of it, else 1), and of a right verdict that a person"
    " checks (1).",
)
@json_option
@csv_option
def command(
    file: Path | None,
    db: Path | None,
    judges: tuple[str, ...],
    names: tuple[str, ...],
    since: str | None,
    by: tuple[str, ...],
    beta: float,
    false_positive: float | None,
    false_negative: float | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """How far judge models of FILE's project agree with its people, beside people with each other.

    Confusion matrix, precision and recall, kappa beside the base rate, what happens when sides are swapped,
    the score from which verdicts can stand, and the win rate of the judge corrected by people's labels.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    with reading(file, db) as store:
        costs = false_positive, false_negative
        found = judging(store, judges, names, beta, costs, since=since, by=by)
        project = safe(store.path.name)
        if as_json:
            print_json(judging_document(found, project))
        elif as_csv:
            print_csv(judging_document(found, project))
        elif found.judges:
            show(judging_text(found, project))
        else:
            show(paragraph(f"{name(project)}: {_no_judge(since)}"))


def _no_judge(since: str | None) -> str:
    if since is not None:
        return f"no label by a judge model that was made at or after {since}."
    return "no label by a judge model. Import its verdicts as label rows whose annotator_kind is judge."
