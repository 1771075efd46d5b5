"""What a judge is worth, for the person who decides whether to use it: the same words on every face."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.analysis.figures import in_words, name, percent, rate
from reviewtui.analysis.judge.against import ITEMS, Against, Constant
from reviewtui.analysis.judge.judging import JudgeFigures
from reviewtui.analysis.judge.orders import Orders
from reviewtui.analysis.judge.verdicts import Models
from reviewtui.stats import Estimate, Undefined
from reviewtui.text.numbers import count


def judge_headline(one: JudgeFigures, comparisons: Sequence[Models]) -> str:
    """Some sentences: agreement with people beside people among themselves, then for each field whether the
    judge does better than one that never looks, and its lean to a side where it has one."""
    return " ".join(_sentences(one, models_in_words(comparisons)))


def models_in_words(comparisons: Sequence[Models]) -> Models:
    """The two models by name; where several comparisons are taken together, which of each two is meant."""
    if len(comparisons) == 1:
        return comparisons[0]
    return "the candidate or the first by name", "the baseline or the last by name"


def _sentences(one: JudgeFigures, models: Models) -> Iterator[str]:
    who = f"The judge {name(one.judge.name)}"
    main = one.beside_consensus("preference") or one.beside_consensus("correctness")
    if main is None:
        yield f"{who}: none of its {count(one.n_verdicts, 'verdict')} has a preference or a correctness."
        return
    yield from _agreement(who, one, main)
    for field in ITEMS:
        against = one.beside_consensus(field)
        if against is not None and isinstance(against.constant, Constant):
            yield _beside_constant(against, against.constant, models)
    yield from _lean(one)


def _agreement(who: str, one: JudgeFigures, main: Against) -> Iterator[str]:
    if isinstance(main.accuracy, Undefined):
        yield f"{who} can't be compared with people: {main.accuracy.reason}."
        return
    yield (
        f"{who} says what {_whom(one, main.field)} in {in_words(rate(main.accuracy))} of"
        f" {count(main.n, ITEMS[main.field])}{_by_field(main)}{_unread(main.unparsed)}."
    )
    ceiling = one.ceiling(main.field)
    if ceiling is not None and isinstance(ceiling.judge, Estimate) and isinstance(ceiling.people, Estimate):
        yield (
            f"Where two or more people judged ({count(ceiling.n, ITEMS[main.field])}), it agrees with one of"
            f" them in {percent(ceiling.judge.value)}, two of them with each other in"
            f" {percent(ceiling.people.value)}{_told_apart(ceiling.difference)}."
        )
    elif _persons(one, main.field) == 1:
        yield "One person alone does not show how far people agree with each other."
    else:
        item = ITEMS[main.field]
        yield f"How far people agree with each other is not known: two of them judged no {item} that it did."


def _persons(one: JudgeFigures, field: str) -> int:
    return sum(row.field == field and row.reference is not None for row in one.against)


def _whom(one: JudgeFigures, field: str) -> str:
    persons = [row.reference for row in one.against if row.field == field and row.reference]
    return f"{name(persons[0].name)} says" if len(persons) == 1 else "most people say"


def _unread(unparsed: int) -> str:
    if not unparsed:
        return ""
    return f"; {unparsed:,} could not be read and {'counts' if unparsed == 1 else 'count'} as wrong"


def _by_field(main: Against) -> str:
    return "" if main.field == "preference" else " (correctness)"


def _told_apart(difference: Estimate | Undefined) -> str:
    if isinstance(difference, Undefined) or difference.low <= 0 <= difference.high:
        return ", which the data do not tell apart"
    return ": people agree with it less" if difference.value < 0 else ": people agree with it more"


def _beside_constant(against: Against, one: Constant, models: Models) -> str:
    """Whether looking is worth more than giving one answer everywhere."""
    if isinstance(one.gain, Undefined) or one.gain.low <= 0 <= one.gain.high:
        does = "is not shown to do better"
    else:
        does = "does better" if one.gain.value > 0 else "does WORSE"
    right, base = rate(against.accuracy)[0], rate(one.accuracy)[0]
    always = f"always {answering(one.answer, models)}"
    return f"On {against.field} it {does} than {always}: right in {right} against {base}."


def answering(answer: str, models: Models) -> str:
    """The answer as something that somebody does."""
    words = {
        "a": f"preferring {name(models[0])}",
        "b": f"preferring {name(models[1])}",
        "tie": "saying that both are equally good",
        "both_bad": "saying that both are bad",
    }
    return words.get(answer, f"saying «{answer}»")


def _lean(one: JudgeFigures) -> Iterator[str]:
    """To the first or the second output, where it is clear; where it is not, the tables have it."""
    orders = one.orders if isinstance(one.orders, Orders) else None
    chosen = orders.first_shown if orders else one.chose_left
    if isinstance(chosen, Undefined) or chosen.low <= 0.5 <= chosen.high:
        return
    side = "first" if chosen.value > 0.5 else "second"
    share = percent(max(chosen.value, 1 - chosen.value))
    if orders is None:
        yield f"It leans to the {side} output: chosen in {share} of its decided verdicts."
        return
    same = rate(orders.consistency)[0]
    yield (
        f"It leans to the {side} output: with the sides swapped it says the same in {same} of"
        f" {count(orders.n_pairs, 'pair')}, and else chooses the {side} in {share}."
    )
