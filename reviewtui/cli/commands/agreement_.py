"""`reviewtui agreement`: how far annotators agree."""

from __future__ import annotations

from pathlib import Path

import click

from reviewtui.analysis import agreement_document, measure_agreement
from reviewtui.analysis.figures import name
from reviewtui.cli.agreement_tables import agreement_text
from reviewtui.cli.csv_output import print_csv
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import paragraph, print_json, show
from reviewtui.cli.whose import (
    annotator_option,
    csv_option,
    kind_option,
    nothing_counted,
    one_form,
    selection_document,
    since_option,
)
from reviewtui.text.display import safe


@click.command("agreement")
@file_argument(required=False)
@db_option
@click.option("--by", metavar="FIELD", help="Also for each value of this metadata field of the prompts.")
@annotator_option
@kind_option("person")
@since_option
@json_option
@csv_option
def command(
    file: Path | None,
    db: Path | None,
    by: str | None,
    names: tuple[str, ...],
    kind: str,
    since: str | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> None:
    """How far the annotators of FILE's project agree: over all, between every two, and with themselves.

    People's labels count unless --kind or --annotator chooses others.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    with reading(file, db) as store:
        agreement = measure_agreement(store, kind, names, since, by)
        project = safe(store.path.name)
        if as_json:
            print_json(agreement_document(agreement, project) | selection_document(kind, names, since))
        elif as_csv:
            print_csv(agreement_document(agreement, project))
        elif agreement.n_labels:
            show(agreement_text(agreement, project))
        else:
            show(paragraph(f"{name(project)}: {nothing_counted(store, kind, names, since)}"))
