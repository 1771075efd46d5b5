"""`reviewtui rank`: places of three or more models."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import click

from reviewtui.analysis.figures import EXPLORATORY, INTERVAL, coefficient, name
from reviewtui.analysis.labels.arrays import read_labels
from reviewtui.analysis.labels.by_field import slice_values
from reviewtui.analysis.ranking.document import ranking_document
from reviewtui.analysis.ranking.places import RankedModel, Ranking, RankingSlice, ranking_of, ranking_slices
from reviewtui.cli.csv_output import print_csv
from reviewtui.cli.interval_bars import bar_of
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.outcome_cells import block
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
from reviewtui.stats import Estimate
from reviewtui.text.display import safe
from reviewtui.text.numbers import count

METHOD = {
    "davidson": (
        "Method: Bradley-Terry strengths with a parameter for ties (Davidson 1970); both bad counts as a tie."
    ),
    "half": "Method: Bradley-Terry strengths, a tie as half a win each way; both bad counts as a tie.",
}
INTERVALS = (
    "The score is the log-strength, mean 0: two models that lie 1 apart win 73 to 27 against each other, ties"
    " aside. Intervals are the sandwich's, with prompts as the unit. A rank is 1 + the number of models that"
    " are significantly better, all differences tested together (Holm), and its range is what these tests"
    " leave open. Intervals that overlap are no test. Tests and intervals are right for a number of labels"
    " that was fixed beforehand, looked at once; reviewtui stats has an interval that is right at any time."
)
IF_PLANNED = "if the number of labels was fixed beforehand"
"""What the tests take for granted, and reviewtui stats does not."""


@click.command("rank")
@file_argument(required=False)
@db_option
@click.option(
    "--ties",
    type=click.Choice(["davidson", "half"]),
    default="davidson",
    show_default=True,
    help="A parameter of their own, or half a win each way.",
)
@click.option("--by", metavar="FIELD", help="Also for each value of this metadata field of the prompts.")
@click.option("--bootstrap", is_flag=True, help="Also intervals by resampling prompts, 1,000 rounds.")
@annotator_option
@kind_option("person")
@since_option
@json_option
@csv_option
def command(
    file: Path | None,
    db: Path | None,
    ties: Literal["davidson", "half"],
    by: str | None,
    names: tuple[str, ...],
    kind: str,
    since: str | None,
    *,
    bootstrap: bool,
    as_json: bool,
    as_csv: bool,
) -> None:
    """Places of the models in FILE's project, no finer than the labels allow.

    People's labels count unless --kind or --annotator chooses others.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    with reading(file, db) as store:
        values = slice_values(store, by) if by else {}
        labels = read_labels(store, kind, names, since)
        ranking = ranking_of(labels, ties, bootstrap=bootstrap)
        slices = tuple(ranking_slices(labels, by, values, ties)) if by else ()
        project = safe(store.path.name)
        if as_json:
            print_json(ranking_document(ranking, project, slices) | selection_document(kind, names, since))
        elif as_csv:
            print_csv(ranking_document(ranking, project, slices))
        elif ranking.n_labels:
            show(ranking_text(ranking, project, slices))
        else:
            show(paragraph(f"{name(project)}: {nothing_counted(store, kind, names, since)}"))


def ranking_text(ranking: Ranking, project: str, slices: Sequence[RankingSlice] = ()) -> str:
    """All of it for people: what is known of the first place first, tables below."""
    return "\n\n".join(_blocks(ranking, project, slices))


def _blocks(ranking: Ranking, project: str, slices: Sequence[RankingSlice]) -> Iterator[str]:
    yield paragraph(
        f"{name(project)}: {count(ranking.n_labels, 'label')}"
        f" by {count(len(ranking.annotators), 'annotator')} on {count(ranking.n_prompts, 'prompt')}."
    )
    yield from map(paragraph, headlines(ranking))
    yield from _tables(ranking)
    if slices:
        yield paragraph(f"By {name(slices[0].field)} ({EXPLORATORY}).")
        for one in slices:
            value = "(none)" if one.value is None else name(one.value)
            yield paragraph(f"{value}: {count(one.ranking.n_prompts, 'prompt')}. {_first(one.ranking)}")
            yield from _tables(one.ranking)
    yield from (paragraph(f"Note: {text}") for text in remarks(ranking))
    yield paragraph(f"{METHOD[ranking.ties]} {INTERVALS}")


def headlines(ranking: Ranking) -> Iterator[str]:
    """Who is first, as far as the labels tell."""
    if len(ranking.groups) > 1:
        yield (
            f"There are {len(ranking.groups)} rankings and not one: between these groups of models nothing"
            " was ever compared, so that no place in one says anything of the other."
        )
    if len(ranking.models) == 2:
        yield "Of two models reviewtui stats says more, and whether it is decided at any time."
    yield _first(ranking)


def _first(ranking: Ranking) -> str:
    if ranking.undefined is not None:
        return f"No ranking: {ranking.undefined}."
    if not ranking.tied_for_first:
        why = ranking.models[0].score if ranking.models else None
        return f"No ranking: {'no label' if why is None or isinstance(why, Estimate) else why.reason}."
    sentences = []
    for number, group in enumerate(ranking.groups):
        first = [name(model) for model in ranking.tied_for_first if model in group]
        where = f"Group {number + 1}: " if len(ranking.groups) > 1 else ""
        if len(group) == 1:
            sentences.append(f"{where}{first[0]} stands alone.")
        elif not first:
            sentences.append(f"{where}{'no' if where else 'No'} ranking.")
        elif len(first) == 1:
            sentences.append(f"{where}{first[0]} is first: better than every other model, {IF_PLANNED}.")
        else:
            better = "no model is" if len(first) == len(group) else "none of them is"
            listed = f"{', '.join(first[:-1])} and {first[-1]}"
            tied = "tied" if where else "Tied"
            sentences.append(
                f"{where}{tied} for first: {listed}; {better} significantly better than another."
            )
    return " ".join(sentences)


def _tables(ranking: Ranking) -> Iterator[str]:
    for number, _ in enumerate(ranking.groups or ((),)):
        models = [one for one in ranking.models if one.group == number]
        low, high = _scale(models)
        rows = [
            (
                _rank(one),
                one.model,
                coefficient(one.score)[0],
                coefficient(one.score)[1],
                bar_of(one.score, start=low, stop=high, mark=0.0),
                f"{one.wins:,}",
                f"{one.losses:,}",
                f"{one.ties:,}",
            )
            for one in models
        ]
        headers = ("rank", "model", "score", INTERVAL, "", "won", "lost", "ties")
        yield block("", headers, rows, "rnrlbrrr")
        if any(one.bootstrap is not None for one in models):
            lines = [(one.model, *coefficient(one.bootstrap)) for one in models if one.bootstrap is not None]
            yield block("", ("by resampling prompts", "score", INTERVAL), lines, "nrl")


def _rank(one: RankedModel) -> str:
    if one.rank is None:
        return "–"
    if one.rank_low == one.rank_high:
        return str(one.rank)
    return f"{one.rank_low} to {one.rank_high}"


def _scale(models: Sequence[RankedModel]) -> tuple[float, float]:
    """From the lowest end to the highest, of all models alike."""
    known = [one.score for one in models if isinstance(one.score, Estimate)]
    if not known:
        return -1.0, 1.0
    low, high = min(one.low for one in known), max(one.high for one in known)
    return (low, high) if low < high else (low - 1, high + 1)


def remarks(ranking: Ranking) -> Iterator[str]:
    """What has to be known beside the numbers."""
    if ranking.regularised:
        yield (
            "these labels alone do not determine how far the models lie apart, so every model was given half"
            " a win and half a loss against an average opponent. The order is the labels'; sizes are in part"
            " this weak assumption's."
        )
    for model, text in (
        *((one.model, "never lost") for one in ranking.models if one.never_lost),
        *((one.model, "never won") for one in ranking.models if one.never_won),
    ):
        yield f"{name(model)} {text}: how far it lies from the rest can't be known from these labels."
    if ranking.resampling and ranking.resampling.not_estimable:
        yield (
            f"{ranking.resampling.not_estimable:,} of {ranking.resampling.rounds:,} resampled rounds did not"
            " determine strengths, and are in no interval."
        )
