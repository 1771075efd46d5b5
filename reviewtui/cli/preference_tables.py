"""What `stats` says of preferences in tables, over all labels and by slices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.analysis import Comparison, ModelCorrectness, Slice, Summary
from reviewtui.analysis.figures import EXPLORATORY, INTERVAL, name, p_value, percent, rate, whole
from reviewtui.analysis.labels.by_field import COUNTS_ALONE
from reviewtui.analysis.preference.comparison import LeftOut
from reviewtui.analysis.preference.headlines import preference_headline
from reviewtui.cli.interval_bars import bar_of
from reviewtui.cli.outcome_cells import block
from reviewtui.cli.output import paragraph
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from reviewtui.text.bars import CELLS
from reviewtui.text.numbers import count

IN_FULL = 6
"""Of more comparisons than that each has one line, but the plan's."""

EVEN = 0.5

SCALE = f"{'0 %':<{CELLS // 2 - 1}}50 %{'100 %':>{CELLS - CELLS // 2 - 3}}"
"""The heading of a column of bars."""

NARROW, NARROW_SCALE = 11, "0%  50 100%"
"""Where many columns stand before the bar."""

PLANNED_ALONE = "planned: one slice, so that its interval and its p-value stand as they are"
PLANNED = (
    "planned: the intervals of these {n} slices hold all at once with 95 %, and their p-values are adjusted"
    " for their number (Holm)"
)


def bar(estimate: MaybeEstimate, mark: float | None = EVEN, cells: int = CELLS) -> str:
    """On a scale from 0 to 100 %; empty where there is no interval."""
    return bar_of(estimate, mark=mark, cells=cells)


def in_full(comparisons: Sequence[Comparison]) -> Sequence[Comparison]:
    """The comparisons that are told at length: all of a few, else those that the plan has a number for."""
    if len(comparisons) <= IN_FULL:
        return comparisons
    return [one for one in comparisons if one.decision.planned_pairs is not None]


def headlines(comparisons: Sequence[Comparison]) -> Iterator[str]:
    """A sentence or two for each that is told at length, and one for all the others."""
    for one in in_full(comparisons):
        yield paragraph(preference_headline(one))
    if len(comparisons) > IN_FULL:
        models = {model for one in comparisons for model in (one.model_a, one.model_b)}
        decided = sum(one.decision.state == "decided" for one in comparisons)
        yield paragraph(
            f"{len(comparisons):,} comparisons of {len(models):,} models, {decided:,} of them decided. With"
            " so many, some are by chance: reviewtui rank orders the models by all labels together."
        )


def preference_blocks(comparisons: Sequence[Comparison], *, per_annotator: bool) -> Iterator[str]:
    """Said of the leading model."""
    for one in in_full(comparisons):
        yield _preference(one)
        yield from _rests_on(one, per_annotator=per_annotator)
    if len(comparisons) > IN_FULL:
        yield _one_line_each(comparisons)


def _preference(one: Comparison) -> str:
    a, b = name(one.model_a), name(one.model_b)
    decided = one.wins_a + one.wins_b
    rows = [
        (f"{one.model_a} preferred", f"{one.wins_a:,}", _share(one.wins_a, one.n_labels), "", ""),
        (f"{one.model_b} preferred", f"{one.wins_b:,}", _share(one.wins_b, one.n_labels), "", ""),
        _row("tie", one.ties, one.tie_rate, None),
        _row("both bad", one.both_bad, one.both_bad_rate, None),
        _row(f"win rate of {one.model_a}", one.n_labels, one.win_rate_a),
        _row("of decided labels", decided, one.decided_win_rate_a),
        _row("  the same, at any time", None, one.sequence),
    ]
    title = f"{a} against {b}: {count(one.n_pairs, 'pair')}"
    return block(title, ("preference", "labels", "rate", INTERVAL, SCALE), rows, "nrrlb")


def _row(
    what: str, labels: int | None, estimate: MaybeEstimate, mark: float | None = EVEN
) -> tuple[str, ...]:
    return (what, "" if labels is None else f"{labels:,}", *rate(estimate), bar(estimate, mark))


def _share(part: int, whole: int) -> str:
    return percent(part / whole) if whole else "–"


def _rests_on(one: Comparison, *, per_annotator: bool) -> Iterator[str]:
    """The win rate again, each time without something that it could rest on."""
    rows = [
        _left(what, part.n_labels, part.win_rate_a)
        for what, part in (
            ("without identical outputs", one.without_identical),
            ("without names of models", one.without_leaks),
        )
        if part is not None
    ]
    rows += [
        _row(what, None, estimate)
        for what, estimate in (
            (_taken_out(one), one.adjusted_win_rate_a),
            ("interval by resampling", one.bootstrap),
        )
        if isinstance(estimate, Estimate)
    ]
    if per_annotator:
        rows += [
            _left(f"without {whole(out.annotator)}", out.rest, out.win_rate_a) for out in one.leave_one_out
        ]
    else:
        rows += _range(one.leave_one_out)
    if one.graded_a is not None:
        yield _graded(one, one.graded_a)
    if rows:
        headers = ("the win rate again", "labels", "rate", INTERVAL, SCALE)
        yield block("", headers, rows, "nrrlb")
    if isinstance(one.adjusted_win_rate_a, Undefined):
        reason = one.adjusted_win_rate_a.reason
        yield paragraph(f"Win rate with side and length taken out: undefined ({reason}).")


def _left(what: str, labels: int, estimate: MaybeEstimate) -> tuple[str, ...]:
    if isinstance(estimate, Undefined):
        return what, f"{labels:,}", "–", "nothing left", ""
    return _row(what, labels, estimate)


def _taken_out(one: Comparison) -> str:
    words = {"left": "side", "length": "length"}
    return f"{' and '.join(words[what] for what in one.adjusted_for)} taken out"


def _range(left: Sequence[LeftOut]) -> list[tuple[str, ...]]:
    """The least and the greatest, naming nobody."""
    known = [out for out in left if isinstance(out.win_rate_a, Estimate)]
    if not known:
        return []
    ordered = sorted(known, key=_value)
    return [
        _row("one annotator out, least", ordered[0].rest, ordered[0].win_rate_a),
        _row("one annotator out, most", ordered[-1].rest, ordered[-1].win_rate_a),
    ]


def _value(out: LeftOut) -> float:
    return out.win_rate_a.value if isinstance(out.win_rate_a, Estimate) else EVEN


def _graded(one: Comparison, graded: MaybeEstimate) -> str:
    if isinstance(graded, Undefined):
        return paragraph(f"Graded preference: undefined ({graded.reason}).")
    return paragraph(
        f"Graded preference for {name(one.model_a)}, from -2 (clearly {name(one.model_b)}) to 2:"
        f" {graded.value:+.2f} ({INTERVAL} {graded.low:+.2f} to {graded.high:+.2f})."
    )


def _one_line_each(comparisons: Sequence[Comparison]) -> str:
    rows = [
        (
            one.model_a,
            one.model_b,
            f"{one.n_labels:,}",
            rate(one.both_bad_rate)[0],
            *rate(one.win_rate_a),
            {"decided": "yes", "open": "no", "no_practical_difference": "alike"}[one.decision.state],
        )
        for one in comparisons
    ]
    headers = ("model", "against", "labels", "both bad", "win rate", INTERVAL, "decided")
    return block("", headers, rows, "nnrrrll")


# By slices


def slice_blocks(summary: Summary, comparisons: Sequence[Comparison]) -> Iterator[str]:
    """What was planned first. `comparisons` say which models lead over all."""
    comparisons = in_full(comparisons)
    planned = [part for part in summary.slices if part.planned]
    if planned:
        joint = PLANNED.format(n=len(planned)) if len(planned) > 1 else PLANNED_ALONE
        yield paragraph(f"By the plan's slices ({joint}).")
        yield from _tables(planned, comparisons, summary.correctness, planned=True)
    for field in summary.by:
        parts = [part for part in summary.slices if part.field == field and not part.planned]
        if parts:
            yield paragraph(f"By {name(field)} ({EXPLORATORY}).")
            yield from _tables(parts, comparisons, summary.correctness, planned=False)


def _tables(
    parts: Sequence[Slice],
    comparisons: Sequence[Comparison],
    models: Sequence[ModelCorrectness],
    *,
    planned: bool,
) -> Iterator[str]:
    for one in comparisons:
        yield _preference_by(parts, one, planned=planned)
    for model in models:
        yield from _correctness_by(parts, model.model, planned=planned)


def _preference_by(parts: Sequence[Slice], overall: Comparison, *, planned: bool) -> str:
    """One row a value, said of the model that leads over all."""
    models = (overall.model_a, overall.model_b)
    rows = [
        (
            _label(part, planned=planned),
            *(f"{number:,}" for number in (one.n_prompts, one.wins_a, one.wins_b, one.both_bad)),
            *_cells(one.win_rate_a),
            p_value(p) if planned else bar(one.win_rate_a, cells=NARROW),
        )
        for part in parts
        for comparison, p in zip(part.preference, part.p_holm, strict=True)
        for one in (comparison, comparison.mirrored)
        if (one.model_a, one.model_b) == models
    ]
    rows += [
        (_label(part, planned=planned), *["0"] * 4, "–", "no label", "")
        for part in parts
        if not part.n_labels
    ]
    title = f"{name(overall.model_a)} against {name(overall.model_b)} (bad: both bad)"
    headers = ("prompts", "wins", "losses", "bad", "win rate", *_headings(planned=planned))
    align = "nrrrrrl" + ("r" if planned else "b")
    return block(title, ("slice" if planned else "value", *headers), rows, align)


def _correctness_by(parts: Sequence[Slice], model: str, *, planned: bool) -> Iterator[str]:
    rows = [
        (
            _label(part, planned=planned),
            *(f"{number:,}" for number in (one.n, one.correct, one.partial, one.incorrect)),
            *_cells(one.rate),
        )
        for part in parts
        for one in part.correctness
        if one.model == model and one.n
    ]
    if rows:
        title = f"Correctness of {name(model)}"
        headers = ("judged", "correct", "partial", "incorrect", "rate", _headings(planned=planned)[0])
        yield block(title, ("slice" if planned else "value", *headers), rows, "nrrrrrl")


def _headings(*, planned: bool) -> tuple[str, str]:
    """Of the interval, and of what stands behind it."""
    return ("joint interval", "p (Holm)") if planned else (INTERVAL, NARROW_SCALE)


def _cells(estimate: MaybeEstimate) -> tuple[str, str]:
    return ("–", "counts alone") if estimate == COUNTS_ALONE else rate(estimate)


def _label(part: Slice, *, planned: bool) -> str:
    value = "(none)" if part.value is None else part.value
    return f"{part.field}={value}" if planned else value
