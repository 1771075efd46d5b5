"""What `judge` says: some sentences a judge, then tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.analysis.figures import (
    EXPLORATORY,
    INTERVAL,
    coefficient,
    in_words,
    name,
    percent,
    rate,
    test_in_words,
    who,
)
from reviewtui.analysis.judge import (
    ANSWERS,
    ITEMS,
    Against,
    Constant,
    Correction,
    JudgeFigures,
    JudgeSlice,
    Judging,
    Orders,
    Prices,
    answering,
    judge_headline,
    models_in_words,
)
from reviewtui.analysis.judge.verdicts import Models
from reviewtui.analysis.labels.by_field import COUNTS_ALONE
from reviewtui.cli.outcome_cells import amount_cells
from reviewtui.cli.output import paragraph
from reviewtui.cli.preference_tables import bar
from reviewtui.stats import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.classification.thresholds import Threshold
from reviewtui.text.display import one_line
from reviewtui.text.numbers import count
from reviewtui.text.table import table

METHOD = (
    "Method: newest blind labels; people's consensus is what more than half of those say who answered. A"
    " verdict that could not be read (unparsed) is wrong unless said otherwise. Precision: of the judge's"
    " answers the share that people confirm; recall: of people's answers the share that the judge found."
    " Rates have Wilson's interval, with prompts as the unit; F, kappa and AC1 resample. Kappa in both"
    " orientations counts each pair with its two models both ways round."
)
MODEL_WIDTH = 12
"""Of a model's name as the heading of a column: five columns of answers have to fit."""

LEGEND_WIDTH = 120

MOST_ROWS = 12
"""Of a table with a row a person: --json has all."""


def judging_text(judging: Judging, project: str) -> str:
    """All of it for people."""
    return "\n\n".join(_blocks(judging, project))


def _blocks(judging: Judging, project: str) -> Iterator[str]:
    yield paragraph(
        f"{name(project)}: {count(len(judging.judges), 'judge')},"
        f" {'1 person' if len(judging.people) == 1 else f'{len(judging.people):,} people'}."
    )
    for one in judging.judges:
        yield paragraph(judge_headline(one, judging.comparisons))
    for one in judging.judges:
        if len(judging.judges) > 1:
            yield paragraph(f"— {name(one.judge.name)}")
        yield from _judge(one, judging)
    yield paragraph(METHOD)


def _judge(one: JudgeFigures, judging: Judging) -> Iterator[str]:
    for field in ITEMS:
        consensus = one.beside_consensus(field)
        if consensus is None:
            continue
        yield _references(one, field)
        if consensus.n:
            yield from _details(consensus, judging)
            if consensus.cost is not None:
                yield _costs(consensus.cost, judging.prices)
    yield from _orders(one.orders)
    if isinstance(one.chose_left, Estimate):
        chosen = in_words(rate(one.chose_left))
        yield paragraph(f"The first-shown output is chosen in {chosen} of the decided verdicts.")
    if one.threshold is not None:
        yield from _threshold(one.threshold, judging)
    yield from _corrections(one.corrections)
    for field in judging.by:
        parts = [part for part in one.slices if part.field == field]
        if parts:
            yield from _slices(parts, judging)


def _references(one: JudgeFigures, field: str) -> str:
    """The judge against everybody, and below it people against each other on the same cases."""
    rows = [
        _reference(f"judge / {_whom(row)}", row.n, row.accuracy, row.kappa, row.ac1)
        for row in one.against
        if row.field == field
    ][:MOST_ROWS]
    rows += [
        _reference(" / ".join(who(both) for both in row.annotators), row.n, row.agreement, row.kappa, row.ac1)
        for row in one.people
        if row.field == field
    ][:MOST_ROWS]
    return table((field, "n", "agree", INTERVAL, "0 to 1", "kappa", "AC1"), rows, "lrrrlrr")


def _whom(row: Against) -> str:
    return who(row.reference) if row.reference else "consensus"


def _reference(
    whom: str, n: int, agree: MaybeEstimate, kappa: MaybeEstimate, ac1: MaybeEstimate
) -> tuple[str, ...]:
    value, interval = rate(agree)
    if isinstance(agree, Undefined):
        interval = ""
    return whom, f"{n:,}", value, interval, bar(agree, None), coefficient(kappa)[0], coefficient(ac1)[0]


def _details(one: Against, judging: Judging) -> Iterator[str]:
    """Against the consensus: the matrix, each class, what needs no judge."""
    answers, explained = _headings(one.field, judging.comparisons)
    rows = [
        (f"people: {answer}", *(f"{cell:,}" for cell in row), f"{sum(row):,}")
        for answer, row in zip(answers, one.matrix, strict=False)
    ]
    matrix = table((f"{one.field}, judge:", *answers, "all"), rows, "l" + "r" * (len(answers) + 1))
    if explained:
        yield paragraph(explained)
    yield matrix
    beta = f"F{judging.beta:g}"
    classes = [
        (answer, *_rate(scores.precision), *_rate(scores.recall), coefficient(scores.f)[0])
        for answer, (_, scores) in zip(answers, one.classes, strict=False)
        if scores.true or scores.answered
    ]
    yield table(("answer", "precision", "interval", "recall", "interval", beta), classes, "lrrrrr")
    yield paragraph(" ".join(_said_of(one, beta, judging.comparisons)))


def _headings(field: str, comparisons: Sequence[Models]) -> tuple[Sequence[str], str]:
    """The answers as tables head them, with the models' names where these can be told apart, and what is to
    be said before the tables where they can't."""
    answers = ANSWERS[field]
    if field != "preference":
        return answers, ""
    if len(comparisons) != 1:
        return answers, "Of every two models a is the plan's candidate, or else the first by name."
    short = [name(model, MODEL_WIDTH) for model in comparisons[0]]
    headings = (*short, *answers[len(short) :])
    if len(set(headings)) == len(headings):
        return headings, ""
    model_a, model_b = comparisons[0]
    return answers, f"a is {one_line(model_a, LEGEND_WIDTH)}, b is {one_line(model_b, LEGEND_WIDTH)}."


def _rate(estimate: MaybeEstimate) -> tuple[str, str]:
    value, interval = rate(estimate)
    return value, "" if isinstance(estimate, Undefined) else interval


def _said_of(one: Against, beta: str, comparisons: Sequence[Models]) -> Iterator[str]:
    yield f"Macro {beta}: {in_words(coefficient(one.macro_f))}."
    yield f"Kappa {in_words(coefficient(one.kappa))}."
    if one.kappa_symmetrised is not None:
        yield f"Kappa in both orientations {in_words(coefficient(one.kappa_symmetrised))}."
    yield f"AC1 {in_words(coefficient(one.ac1))}."
    if one.split:
        yield f"On {count(one.split, f'more {ITEMS[one.field]}')} there is no majority of people."
    if isinstance(one.constant, Constant):
        always = answering(one.constant.answer, models_in_words(comparisons))
        yield (
            f"Base rate: always {always} is right in {in_words(rate(one.constant.accuracy))};"
            f" the judge is right {_more_often(one.constant.gain)}."
        )
    if one.unparsed:
        yield f"Unparsed: {one.unparsed:,} of {one.n:,}. Right {rate(one.accuracy)[0]} if they are wrong,"
        if one.accuracy_as_tie is not None:
            yield f"{rate(one.accuracy_as_tie)[0]} if they are ties,"
        yield f"{rate(one.accuracy_parsed)[0]} if they are left out."


def _costs(cost: MaybeEstimate, prices: Prices) -> str:
    """What an output costs by what people and the judge say of it, and what they cost in the mean."""
    answers = ANSWERS["correctness"]
    rows = [
        (f"people: {answer}", *(f"{price:g}" for price in row))
        for answer, row in zip(answers, prices.matrix, strict=False)
    ]
    matrix = table(("cost, judge:", *answers), rows, "l" + "r" * len(answers))
    unit = f" {name(prices.unit, 12)}" if prices.unit else ""
    source = ", at the rubric's prices of wrong answers that the judge misses" if prices.of_rubric else ""
    said = f"Cost of the judge's mistakes per output{source}: {in_words(_amount(cost, unit))}."
    return f"{matrix}\n{paragraph(said)}"


def _amount(estimate: MaybeEstimate, unit: str) -> tuple[str, str]:
    value, interval = amount_cells(estimate)
    return (value, interval) if isinstance(estimate, Undefined) else (f"{value}{unit}", interval)


def _slices(parts: Sequence[JudgeSlice], judging: Judging) -> Iterator[str]:
    """One row a value, against the consensus."""
    yield paragraph(f"By {name(parts[0].field)}, judge / consensus ({EXPLORATORY}).")
    for field in dict.fromkeys(row.field for part in parts for row in part.against):
        rows = [
            (
                "(none)" if part.value is None else part.value,
                *(f"{number:,}" for number in (row.n_prompts, row.n, row.right)),
                *_rate_or_counts(row.accuracy),
                coefficient(row.kappa)[0],
                coefficient(row.macro_f)[0],
            )
            for part in parts
            for row in part.against
            if row.field == field
        ]
        counts = ("prompts", f"{ITEMS[field]}s", "right")
        headers = (field, *counts, "agree", INTERVAL, "kappa", f"macro F{judging.beta:g}")
        yield table(headers, rows, "lrrrrrrr")


def _rate_or_counts(estimate: MaybeEstimate) -> tuple[str, str]:
    return ("–", "counts alone") if estimate == COUNTS_ALONE else _rate(estimate)


def _more_often(gain: MaybeEstimate) -> str:
    """A difference of two rates in percentage points, as more or less."""
    if isinstance(gain, Undefined):
        return f"more or less often: undefined ({gain.reason})"
    value, low, high = 100 * gain.value, 100 * gain.low, 100 * gain.high
    if low < 0 < high:
        interval = f"{-low:.1f} less to {high:.1f} more"
    else:
        least, most = sorted((abs(low), abs(high)))
        interval = f"{least:.1f} to {most:.1f}"
    return f"{'less' if value < 0 else 'more'} often by {abs(value):.1f} points ({INTERVAL} {interval})"


def _orders(one: Orders | Undefined) -> Iterator[str]:
    if isinstance(one, Undefined):
        yield paragraph(f"Consistency when sides are swapped: undefined ({one.reason}).")
        return
    rows = [
        (
            "same verdict in both orders",
            f"{one.n_pairs:,}",
            *_rate(one.consistency),
            bar(one.consistency, None),
        ),
        ("else the first shown chosen", f"{one.leaning:,}", *_rate(one.first_shown), bar(one.first_shown)),
        ("right (as it counts)", f"{one.n_settled:,}", *_rate(one.right_once), bar(one.right_once, None)),
        (
            "right in both orders",
            f"{one.n_settled:,}",
            *_rate(one.right_in_both),
            bar(one.right_in_both, None),
        ),
    ]
    yield table(("sides swapped", "pairs", "share", INTERVAL, "0 to 1"), rows, "lrrrl")
    if isinstance(one.first_shown, Estimate):
        yield paragraph(test_in_words(one.test))


def _threshold(one: Threshold | Undefined, judging: Judging) -> Iterator[str]:
    if isinstance(one, Undefined):
        yield paragraph(f"Threshold on the judge's score: undefined ({one.reason}).")
        return
    false_positive, false_negative = judging.prices.of_verdicts
    stand = (
        f"verdicts with a score of {one.value:g} or more stand ({one.positives:,} of {one.n:,})"
        if one.value is not None
        else f"none of {one.n:,} verdicts stands"
    )
    yield paragraph(
        f"Threshold of least cost on the judge's score: {stand}, the others go to a person. Cost a verdict on"
        f" prompts it was not chosen on: {in_words(coefficient(one.expected))}; if all stand"
        f" {one.cost_of_all:.2f}, if none does {one.cost_of_none:.2f}. A wrong verdict that stands costs"
        f" {false_positive:g}, a right one that goes to a person {false_negative:g}.{_worth(one)}"
    )


def _worth(one: Threshold) -> str:
    if isinstance(one.expected, Undefined) or one.expected.value < min(one.cost_of_all, one.cost_of_none):
        return ""
    better = "to let all stand" if one.cost_of_all <= one.cost_of_none else "to let none stand"
    return f" The score does not help: {better} costs no more."


def _corrections(rows: Sequence[Correction]) -> Iterator[str]:
    for one in rows:
        corrected = one.corrected if isinstance(one.corrected, Undefined) else one.corrected.estimate
        lines = [
            (whom, _prompts(estimate), *_rate(estimate), bar(estimate))
            for whom, estimate in (
                ("the judge alone", one.judge),
                ("people alone", one.people),
                ("corrected by people", corrected),
            )
        ]
        headers = (f"win rate of {name(one.models[0], 24)}", "prompts", "value", INTERVAL, "0 to 1")
        yield f"{table(headers, lines, 'lrrrl')}\n{paragraph(_rests_on(one))}"


def _prompts(estimate: MaybeEstimate) -> str:
    return "" if isinstance(estimate, Undefined) else f"{estimate.n:,}"


def _rests_on(one: Correction) -> str:
    whom = f"Against {name(one.models[1])}, corrected (PPI++)"
    left_out = ""
    if one.left_out:
        left_out = f" {count(one.left_out, 'prompt')} that people labeled were not drawn, and are left out."
    if isinstance(one.corrected, Undefined):
        return f"{whom}: undefined ({one.corrected.reason}).{left_out}"
    return (
        f"{whom}: people's labels on {count(one.drawn, 'prompt')} that came up at random, the judge's on"
        f" {one.corrected.unlabeled:,} others, weighed {percent(one.corrected.weight)}.{left_out}"
    )
