"""`reviewtui stats`: win rates, correctness and tendencies, with intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reviewtui.analysis import Comparison, ModelCorrectness, Slice, Summary, summarise, summary_document
from reviewtui.analysis.figures import INTERVAL, name, percent, rate, who
from reviewtui.analysis.headlines import preference_headline
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import paragraph, print_json
from reviewtui.cli.whose import annotator_option, kind_option, nothing_counted
from reviewtui.text.display import safe
from reviewtui.text.numbers import count
from reviewtui.text.table import table

METHOD = (
    "Method: each annotator's newest blind judgement of a pair counts, in every row. Win rate = (preferred +"
    " half of ties and both bad) / labels. Intervals are Wilson's at 95 %, on the effective sample size with"
    " prompts as the unit, however many labels a prompt has."
)
EXPLORATORY = (
    "exploratory: nothing here was planned, and with many values one stands out by chance; treat it as a"
    " question for new data, not as a finding"
)


@click.command("stats")
@file_argument(required=False)
@db_option
@click.option("--by", metavar="FIELD", help="Also for each value of this metadata field of the prompts.")
@annotator_option
@kind_option("person")
@json_option
def command(
    file: Path | None, db: Path | None, by: str | None, names: tuple[str, ...], kind: str, *, as_json: bool
) -> None:
    """Win rates, correctness and tendencies of FILE's project, with intervals.

    People's labels count unless --kind or --annotator chooses others.
    """
    with reading(file, db) as store:
        summary = summarise(store, kind, names, by)
        project = safe(store.path.name)
        if as_json:
            print_json(summary_document(summary, project))
        elif summary.n_labels:
            click.echo(stats_text(summary, project))
        else:
            click.echo(paragraph(f"{name(project)}: {nothing_counted(store, kind, names)}"))


def stats_text(summary: Summary, project: str) -> str:
    """All of it for people: sentences first, tables below."""
    return "\n\n".join(_blocks(summary, project))


def _blocks(summary: Summary, project: str) -> Iterator[str]:
    yield paragraph(
        f"{name(project)}: {count(summary.n_labels, 'label')}"
        f" by {count(len(summary.annotators), 'annotator')}"
        f" on {summary.n_pairs:,} of {count(summary.pairs_in_project, 'pair')}."
    )
    shown = [one.leader_first for one in summary.preference]
    for one in shown:
        yield paragraph(preference_headline(one))
    for one in shown:
        yield _preference(one)
    yield _correctness(summary.correctness)
    yield _tendencies(summary)
    yield table(("how the pair came up", "labels"), [(k, f"{n:,}") for k, n in summary.served.items()], "lr")
    if summary.by is not None:
        yield paragraph(f"By {name(summary.by)} ({EXPLORATORY}).")
        for one in shown:
            yield _preference_by(summary.slices, one)
        for model in summary.correctness:
            yield from _correctness_by(summary.slices, model.model)
    if summary.notes:
        yield "\n".join(paragraph(f"Note: {note.text}") for note in summary.notes)
    yield paragraph(METHOD)


def _preference(one: Comparison) -> str:
    a, b = name(one.model_a), name(one.model_b)
    decided = one.wins_a + one.wins_b
    rows = [
        (f"{a} preferred", f"{one.wins_a:,}", _share(one.wins_a, one.n_labels), ""),
        (f"{b} preferred", f"{one.wins_b:,}", _share(one.wins_b, one.n_labels), ""),
        ("tie", f"{one.ties:,}", *rate(one.tie_rate)),
        ("both bad", f"{one.both_bad:,}", *rate(one.both_bad_rate)),
        (f"win rate of {a}", f"{one.n_labels:,}", *rate(one.win_rate_a)),
        ("the same, decided labels alone", f"{decided:,}", *rate(one.decided_win_rate_a)),
    ]
    title = paragraph(f"{a} against {b}: {count(one.n_pairs, 'pair')}")
    return f"{title}\n{table(('preference', 'labels', 'rate', INTERVAL), rows, 'lrrl')}"


def _share(part: int, whole: int) -> str:
    return percent(part / whole) if whole else "–"


def _correctness(models: Sequence[ModelCorrectness]) -> str:
    if not any(one.n for one in models):
        return "Correctness: no output was judged."
    rows = [(one.model, *_correctness_cells(one)) for one in models]
    return table(("correctness", *_CORRECTNESS), rows, "lrrrrrl")


_CORRECTNESS = ("judged", "correct", "partial", "incorrect", "rate", INTERVAL)


def _correctness_cells(one: ModelCorrectness) -> tuple[str, ...]:
    return (f"{one.n:,}", f"{one.correct:,}", f"{one.partial:,}", f"{one.incorrect:,}", *rate(one.rate))


def _tendencies(summary: Summary) -> str:
    rows = [
        (who(one.annotator), f"{one.n_labels:,}", f"{one.n_decided:,}", *rate(one.chose_left))
        for one in summary.tendencies
    ]
    return table(("annotator", "labels", "decided", "chose left", INTERVAL), rows, "lrrrl")


def _preference_by(slices: Sequence[Slice], overall: Comparison) -> str:
    """One row a value, said of the model that leads over all."""
    models = (overall.model_a, overall.model_b)
    rows = [
        (
            _value(part),
            f"{one.n_labels:,}",
            f"{one.n_prompts:,}",
            rate(one.both_bad_rate)[0],
            *rate(one.win_rate_a),
        )
        for part in slices
        for comparison in part.preference
        for one in (comparison, comparison.mirrored)
        if (one.model_a, one.model_b) == models
    ]
    title = paragraph(f"Win rate of {name(overall.model_a)} against {name(overall.model_b)}")
    headers = ("value", "labels", "prompts", "both bad", "win rate", INTERVAL)
    return f"{title}\n{table(headers, rows, 'lrrrrl')}"


def _correctness_by(slices: Sequence[Slice], model: str) -> Iterator[str]:
    rows = [
        (_value(part), *_correctness_cells(one))
        for part in slices
        for one in part.correctness
        if one.model == model and one.n
    ]
    if rows:
        title = paragraph(f"Correctness of {name(model)}")
        yield f"{title}\n{table(('value', *_CORRECTNESS), rows, 'lrrrrrl')}"


def _value(part: Slice) -> str:
    return "(none)" if part.value is None else part.value
