"""`reviewtui check`: a gate for CI, conditions that the results have to meet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reviewtui.analysis import Note, measure_agreement, summarise
from reviewtui.analysis.document import SCHEMA_VERSION, Document, estimate_document
from reviewtui.analysis.figures import name
from reviewtui.analysis.gate.evaluating import Basis, Checked, asks_agreement, evaluate, passed
from reviewtui.cli.csv_output import print_csv
from reviewtui.cli.opening import db_option, file_argument, json_option, reading
from reviewtui.cli.output import paragraph, print_json, show
from reviewtui.cli.whose import (
    annotator_option,
    csv_option,
    kind_option,
    one_form,
    selection_document,
    since_option,
)
from reviewtui.domain.conditions import DIFFERENCES_OF_SHARES, SHARES, Bound, Check, Metric
from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.query import CheckError, read_check
from reviewtui.stats import Estimate, Undefined
from reviewtui.store import Store
from reviewtui.text.display import safe
from reviewtui.text.numbers import count

PLAN_NOTES = ("plan_changed", "plan_not_labeled", "beyond_plan")
"""Codes of what has to be known of the plan, whoever reads the gate's answer."""

MOST_DIGITS = 6

LEAST_P = 0.001
"""How small a p-value is below that tells nobody anything."""

USAGE = 'reviewtui check FILE ["CONDITION"...]'

_FIGURE = re.compile(r"\s*(\w+)\s*(?:[(<>=]|\.\w+\s*[<>=])")
"""How a condition starts, whether or not the rest of it can be read."""

PASSED, FAILED, NOT_EVALUATED = 0, 1, 2
"""Exit codes."""


@click.command("check")
@file_argument(required=False)
@click.argument("conditions", nargs=-1, metavar='["CONDITION"...]')
@db_option
@annotator_option
@kind_option("person")
@since_option
@json_option
@csv_option
def command(
    file: Path | None,
    conditions: tuple[str, ...],
    db: Path | None,
    names: tuple[str, ...],
    kind: str,
    since: str | None,
    *,
    as_json: bool,
    as_csv: bool,
) -> int:
    """Say which conditions the results of FILE's project meet: those given, else those of the plan.

    Exit 0 where all hold, 1 where one fails, 2 where one or the project itself can't be evaluated.

    \b
    win_rate(new,old).low > 50%     the lower end of new's win rate against old
    correct(new).low >= 90%         the lower end of new's share of correct answers
    tag(unsafe,new).high < 2%       the upper end of how often new is tagged unsafe
    blockers(new) < 2%              any tag of new that blocks: the upper end
    kappa >= 0.6                    agreement on the preference
    slice(language=de).correct(new) >= 85%

    \b
    Figures of two models:  win_rate(A,B) decided_win_rate(A,B) tie_rate(A,B)
      both_bad_rate(A,B) correct_difference(A,B) cost_difference(A,B) p(A,B)
      prompts(A,B)
    Of one model:  correct(M) partial(M) incorrect(M) confidently_wrong(M)
      cost(M), of 1,000 answers, tag(TAG,M) blockers(M)
    Of all labels:  labels, pairs
    Of agreement:  kappa (Cohen's of two annotators, Fleiss' of more), fleiss,
      alpha, ac1, percent; of another question: kappa(correctness)

    Behind a figure, .low and .high are the ends of its interval, .n its number of prompts, .value is the
    default. A difference is what A has more than B. Names with blanks stand in quotation marks.

    The ends of a win rate are those of the planned number of labels once it is reached, else those that stay
    true however often the gate is run. win_rate counts ties as half; decided_win_rate leaves them out, and
    tells two models apart with fewer labels. Only slices of the plan can be asked for.
    """
    one_form(as_json=as_json, as_csv=as_csv)
    if file is not None and _is_condition(file):
        file, conditions = None, (str(file), *conditions)
    if file is None and db is None:
        raise UsageError("which project?", f"Usage: {USAGE}. Name a project's file first, or use --db.")
    try:
        checked, notes, project = _evaluated(file, db, conditions, kind, names, since)
    except ReviewError as error:
        # Exit 1 says that a condition fails: it is not known whether one does.
        raise UsageError(error.message, error.hint) from error
    if as_json or as_csv:
        document = check_document(checked, notes, safe(project))
        (print_json if as_json else print_csv)(document | selection_document(kind, names, since))
    else:
        show("\n\n".join(_blocks(checked, notes, project)))
    return {True: PASSED, False: FAILED, None: NOT_EVALUATED}[passed(checked)]


def _is_condition(file: Path) -> bool:
    """Whether what stands in the project's place was meant as a condition."""
    found = _FIGURE.match(str(file))
    return found is not None and found[1] in (*Metric, "slice") and not file.exists()


def _evaluated(
    file: Path | None,
    db: Path | None,
    conditions: Sequence[str],
    kind: str,
    names: tuple[str, ...],
    since: str | None,
) -> tuple[tuple[Checked, ...], list[Note], str]:
    """The conditions, what has to be known of the plan, and the project's name."""
    with reading(file, db) as store:
        checks = _given(conditions) if conditions else _planned(store)
        summary = summarise(store, kind, names, since=since)
        agreement = measure_agreement(store, kind, names, since) if asks_agreement(checks) else None
        notes = [note for note in summary.notes if note.code in PLAN_NOTES]
        return evaluate(checks, summary, agreement), notes, store.path.name


def _given(conditions: Sequence[str]) -> tuple[Check, ...]:
    checks = []
    for text in conditions:
        try:
            checks.append(read_check(text))
        except CheckError as error:
            raise UsageError(f"«{text}», {error.message}", error.hint) from error
    return tuple(checks)


def _planned(store: Store) -> tuple[Check, ...]:
    rubric = store.rubrics.current()
    if rubric is None or rubric.plan is None or not rubric.plan.checks:
        raise UsageError(
            "no condition is given, and the plan has none",
            'Give one, such as "win_rate(new,old).low > 50%", or write checks = [...] under [plan] in the'
            " rubric and put it in force with: reviewtui rubric use RUBRIC PROJECT",
        )
    return tuple(map(read_check, rubric.plan.checks))


def check_document(checked: Sequence[Checked], notes: Sequence[Note], project: str) -> Document:
    """`value` is the number that was compared, `figure` the estimate that it was taken from."""
    return {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "passed": passed(checked),
        "checks": [
            {
                "condition": one.check.text,
                "passed": one.passed,
                **_value_document(one),
                "bound": one.bound.value,
                "comparator": one.check.comparator.value,
                "limit": one.check.limit,
                "basis": one.basis and one.basis.value,
                "figure": estimate_document(one.figure) if not isinstance(one.figure, float) else None,
            }
            for one in checked
        ],
        "notes": [{"code": note.code, "text": note.text} for note in notes],
    }


def _value_document(one: Checked) -> Document:
    if isinstance(one.value, Undefined):
        return {"value": None, "undefined": one.value.reason}
    return {"value": one.value}


def _blocks(checked: Sequence[Checked], notes: Sequence[Note], project: str) -> Iterator[str]:
    yield paragraph(f"{name(project)}: {_headline(checked)}")
    for one in checked:
        verdict = {True: "Holds", False: "FAILS", None: "CAN'T BE EVALUATED"}[one.passed]
        yield paragraph(f"{verdict}: {_condition(one)}") + "\n" + paragraph(_figure(one))
    known = {one.basis for one in checked}
    yield from (paragraph(text) for basis, text in _WHY.items() if basis in known)
    if notes:
        yield "\n".join(paragraph(f"Note: {note.text}") for note in notes)


def _headline(checked: Sequence[Checked]) -> str:
    failed = sum(one.passed is False for one in checked)
    unknown = sum(one.passed is None for one in checked)
    if not failed and not unknown:
        return f"passed, {count(len(checked), 'condition')} held."
    parts = [f"{failed} failed"] if failed else []
    parts += [f"{unknown} can't be evaluated"] if unknown else []
    result = "FAILED" if failed else "NOT PASSED"
    return f"{result}, of {count(len(checked), 'condition')} {' and '.join(parts)}."


_ENDS = {Bound.LOW: "the lower end", Bound.HIGH: "the upper end"}
_MARKS = {
    Basis.FIXED_N: "planned number reached",
    Basis.ANYTIME: "at any time",
    Basis.ONE_LOOK: "one look",
}
_WHY = {
    Basis.FIXED_N: "Planned number reached: right, as the plan's number of labels is there.",
    Basis.ANYTIME: "At any time: the interval stays true however often one looks.",
    Basis.ONE_LOOK: "One look: right for a number of labels that was fixed beforehand; run again and again"
    " until it holds, it holds too often.",
}
"""Said once, below the conditions that have the mark."""


def _condition(one: Checked) -> str:
    """As it is written, with the limit in the unit of the value beside it."""
    check = one.check
    if check.metric not in SHARES | DIFFERENCES_OF_SHARES or one.bound is Bound.N:
        return check.text
    figure, _, _ = check.text.rpartition(" ")
    return f"{figure} {100 * check.limit:.10g} %"


def _figure(one: Checked) -> str:
    """The value in a sentence, and which interval it is of."""
    if isinstance(one.value, Undefined):
        return f"Undefined: {one.value.reason}."
    value = shown(one.check, one.value, one.bound)
    mark = "" if one.basis is None else f", {_MARKS[one.basis]}"
    if not isinstance(one.figure, Estimate) or one.bound is Bound.N:
        return f"It is {value}{mark and f' ({mark[2:]})'}."
    interval = " to ".join(shown(one.check, end, one.bound) for end in (one.figure.low, one.figure.high))
    # Planned slices have a level of their own, for all of them to hold together.
    around = f"{100 * one.figure.level:.4g} % interval {interval}, n = {one.figure.n:,}{mark}"
    if one.basis is None:
        return f"It is {value} ({around})."
    named = one.named if isinstance(one.named, Estimate) else one.figure
    middle = shown(one.check, named.value, one.bound)
    of_first = shown(one.check, one.figure.value, one.bound)
    if of_first != middle:
        around += f"; the interval is of prompts' first labels, {of_first}"
    return f"It is {value}, {_ENDS[one.bound]} for {middle} ({around})."


def shown(check: Check, number: float, bound: Bound) -> str:
    """With as many digits as tell it from the limit."""
    if check.metric is Metric.P and number < LEAST_P:
        return f"below {LEAST_P}" if check.limit >= LEAST_P else f"{number:.2g}"
    if bound is Bound.N or (number.is_integer() and check.metric not in SHARES):
        return f"{number:,.0f}"
    share = check.metric in SHARES | DIFFERENCES_OF_SHARES
    scale, least, unit = (100, 1, " %") if share else (1, 2, "")
    digits = next(
        (
            digits
            for digits in range(least, MOST_DIGITS)
            if round(number * scale, digits) != round(check.limit * scale, digits)
        ),
        least,
    )
    return f"{number * scale:,.{digits}f}{unit}"
