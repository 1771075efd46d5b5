"""Correctness for people: tables and sentences of 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.analysis.figures import INTERVAL, Reason, name
from reviewtui.analysis.outcomes.correctness import CorrectnessDifference, ModelCorrectness
from reviewtui.analysis.outcomes.samples import ModelSamples, VerdictSamples
from reviewtui.analysis.summary import Summary
from reviewtui.cli.outcome_cells import FEW, block, cells, points, sentences, tested
from reviewtui.stats import Undefined
from reviewtui.text.numbers import count

MOST_SENTENCES = 6
"""More pairs of models than that make a table."""

RATE = ("rate", INTERVAL)


def correctness_blocks(summary: Summary) -> Iterator[str]:
    judged = [one for one in summary.correctness if one.n]
    if not judged:
        yield "Correctness: no output was judged."
        return
    rows = [
        (
            one.model,
            f"{one.n:,}",
            f"{one.correct:,}",
            f"{one.partial:,}",
            f"{one.incorrect:,}",
            *cells(one.rate),
        )
        for one in summary.correctness
    ]
    headers = ("correctness", "judged", "correct", "partial", "incorrect", *RATE)
    yield block("", headers, rows, "nrrrrrl")
    yield from _differences(summary.correctness_differences)
    yield from _confidently_wrong(summary.correctness)
    yield from _samples([one.samples for one in judged if one.samples])
    yield from _verdicts(summary.verdict_samples)


def _differences(differences: Sequence[CorrectnessDifference]) -> Iterator[str]:
    known = [_leader_first(one) for one in differences if one.n]
    if not known:
        return
    if len(known) <= MOST_SENTENCES:
        yield sentences(map(_difference, known))
        return
    rows = [
        (
            f"{one.model_a} – {one.model_b}",
            f"{one.n:,}",
            f"{one.only_a:,}",
            f"{one.only_b:,}",
            *_points_cells(one),
        )
        for one in known
    ]
    headers = ("correct: first – second", "judged", "only 1st", "only 2nd", "points", INTERVAL)
    yield block("", headers, rows, "nrrrrl")


def _leader_first(one: CorrectnessDifference) -> CorrectnessDifference:
    return one.mirrored if one.only_b > one.only_a else one


def _points_cells(one: CorrectnessDifference) -> tuple[str, str]:
    if isinstance(one.difference, Undefined):
        return "–", Reason(one.difference.reason)
    found = one.difference
    return points(found.value), f"{points(found.low)} to {points(found.high)}"


def _difference(one: CorrectnessDifference) -> str:
    a, b = name(one.model_a), name(one.model_b)
    if isinstance(one.difference, Undefined):
        return f"Correctness of {a} and {b} side by side: undefined ({one.difference.reason})."
    value, interval = _points_cells(one)
    few = f" {FEW}" if cells(one.difference)[1].endswith(FEW) else ""
    how = f"{value} points ({INTERVAL} {interval}){few}"
    if one.difference.low > 0:
        known = f"{a} is correct more often than {b}, by {how}"
    else:
        known = f"No clear difference in correctness between {a} and {b}: {a} is ahead by {how}"
    base = (
        f"Of {count(one.n, 'label')} that judge{'s' if one.n == 1 else ''} both on"
        f" {count(one.n_prompts, 'prompt')}: both correct {one.both:,}, only {a} {one.only_a:,},"
        f" only {b} {one.only_b:,}, neither {one.neither:,}."
    )
    return f"{known}. {base} {tested(one.test)}"


def _confidently_wrong(models: Sequence[ModelCorrectness]) -> Iterator[str]:
    rows = [
        (one.model, f"{one.n_warned:,}", f"{one.n_confidently_wrong:,}", *cells(one.confidently_wrong))
        for one in models
        if one.confidently_wrong is not None
    ]
    if rows:
        title = "Confidently wrong: incorrect, and no warning that it might be."
        yield block(title, ("model", "judged", "confidently wrong", *RATE), rows, "nrrrl")


def _samples(samples: Sequence[ModelSamples]) -> Iterator[str]:
    if not samples:
        return
    rows = [
        (
            one.model,
            f"{one.n_repeated:,}",
            f"{one.n_samples:,}",
            *cells(one.consistency),
            *cells(one.flips)[:1],
        )
        for one in samples
    ]
    title = (
        "Asked the same thing several times: the share of prompts whose samples are all correct or all not"
        " (alike), and of those that have both (flip)."
    )
    yield block(title, ("model", "prompts", "samples", "alike", INTERVAL, "flip"), rows, "nrrrlr")
    passed = [(one.model, f"{k}", *cells(estimate)) for one in samples for k, estimate in one.pass_at]
    title = "How likely one of k samples at least is correct (pass@k)."
    yield block(title, ("model", "k", *RATE), passed, "nrrl")


def _verdicts(rows: Sequence[VerdictSamples]) -> Iterator[str]:
    shown = [
        (f"{one.model_a} against {one.model_b}", f"{one.n_prompts:,}", *cells(one.changes)) for one in rows
    ]
    if shown:
        title = "How likely another sample of the same prompt turns the verdict between two models."
        yield block(title, ("models", "prompts", "turns", INTERVAL), shown, "nrrl")
