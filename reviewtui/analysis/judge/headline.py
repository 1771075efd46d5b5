"""What a judge is worth, for the person who decides whether to use it: the same words on every face."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.analysis.figures import in_words, name, percent, rate, test_in_words
from reviewtui.analysis.judge.against import ITEMS, Against, Constant
from reviewtui.analysis.judge.correction import Correction
from reviewtui.analysis.judge.judging import JudgeFigures
from reviewtui.analysis.judge.orders import Orders
from reviewtui.analysis.judge.verdicts import Models
from reviewtui.stats import Estimate, Undefined
from reviewtui.text.numbers import count


def judge_headline(one: JudgeFigures, comparisons: Sequence[Models]) -> str:
    """Some sentences: agreement beside the human ceiling, what needs no judge, sides, the corrected rate."""
    models = comparisons[0] if len(comparisons) == 1 else ("model_a", "model_b")
    return " ".join(_sentences(one, models))


def _sentences(one: JudgeFigures, models: Models) -> Iterator[str]:
    who = f"The judge {name(one.judge.name)}"
    main = one.beside_consensus("preference") or one.beside_consensus("correctness")
    if main is None:
        yield f"{who}: none of its {count(one.n_verdicts, 'verdict')} has a preference or a correctness."
        return
    yield from _agreement(who, one, main, models)
    yield from _sides(one)
    for correction in one.corrections:
        yield from _corrected(correction)


def _agreement(who: str, one: JudgeFigures, main: Against, models: Models) -> Iterator[str]:
    if isinstance(main.accuracy, Undefined):
        yield f"{who} can't be compared with people: {main.accuracy.reason}."
        return
    yield (
        f"{who} says what {_whom(one, main.field)} in {in_words(rate(main.accuracy))} of"
        f" {count(main.n, ITEMS[main.field])}{_by_field(main)}{_split(main)}."
    )
    if main.unparsed:
        counts = "counts" if main.unparsed == 1 else "count"
        yield f"{count(main.unparsed, 'verdict')} of these could not be read and {counts} as wrong."
    ceiling = one.ceiling(main.field)
    if ceiling is not None and isinstance(ceiling.judge, Estimate) and isinstance(ceiling.people, Estimate):
        yield (
            f"On the {count(ceiling.n, ITEMS[main.field])} that two or more people judged, it agrees with one"
            f" of them in {percent(ceiling.judge.value)}, two of them with each other in"
            f" {percent(ceiling.people.value)}{_told_apart(ceiling.difference)}."
        )
    if isinstance(main.constant, Constant):
        yield _against_constant(main.constant, models)


def _whom(one: JudgeFigures, field: str) -> str:
    persons = [row.reference for row in one.against if row.field == field and row.reference]
    return f"{name(persons[0].name)} says" if len(persons) == 1 else "most people say"


def _split(main: Against) -> str:
    return f"; on {main.split:,} more there is no majority" if main.split else ""


def _by_field(main: Against) -> str:
    return "" if main.field == "preference" else " (correctness)"


def _told_apart(difference: Estimate | Undefined) -> str:
    if isinstance(difference, Undefined) or difference.low <= 0 <= difference.high:
        return ", which the data do not tell apart"
    return ": people agree with it less" if difference.value < 0 else ": people agree with it more"


def _against_constant(one: Constant, models: Models) -> str:
    base, _ = rate(one.accuracy)
    words = {
        "a": f"to prefer {name(models[0])}",
        "b": f"to prefer {name(models[1])}",
        "tie": "to say that both are equally good",
        "both_bad": "to say that both are bad",
    }
    always = f"Always {words.get(one.answer, f'to say «{one.answer}»')} would be right in {base}"
    if isinstance(one.gain, Undefined) or one.gain.low <= 0 <= one.gain.high:
        return f"{always}: no clear gain by the judge."
    return f"{always}." if one.gain.value > 0 else f"{always}, more often than the judge."


def _sides(one: JudgeFigures) -> Iterator[str]:
    if isinstance(one.orders, Orders):
        yield from _orders(one.orders)
    elif isinstance(one.chose_left, Estimate):
        chosen = one.chose_left
        lean = "" if chosen.low <= 0.5 <= chosen.high else _to_side(chosen.value)
        yield f"It chose the first-shown output in {in_words(rate(chosen))} of its decided verdicts{lean}."


def _orders(found: Orders) -> Iterator[str]:
    same = in_words(rate(found.consistency))
    yield f"Shown both orders of {count(found.n_pairs, 'pair')}, it says the same in {same}."
    if isinstance(found.first_shown, Estimate):
        yield (
            f"Where it does not, it chooses the first-shown output in {in_words(rate(found.first_shown))}."
            f" {test_in_words(found.test)}"
        )


def _to_side(share: float) -> str:
    return ": it leans to the first" if share > 0.5 else ": it leans to the second"


def _corrected(one: Correction) -> Iterator[str]:
    if isinstance(one.corrected, Undefined) or isinstance(one.judge, Undefined):
        return
    yield (
        f"By its own labels {name(one.models[0])} has a win rate of {percent(one.judge.value)} against"
        f" {name(one.models[1])}; corrected by people's labels on {count(one.drawn, 'prompt')} it is"
        f" {in_words(rate(one.corrected.estimate))}."
    )
