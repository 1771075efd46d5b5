"""What a comparison comes to, in a few sentences: the same words on every face."""

from __future__ import annotations

from reviewtui.analysis.figures import INTERVAL, name, rate, test_in_words
from reviewtui.analysis.preference.comparison import NOTHING_DECIDED_FIRST, Comparison
from reviewtui.analysis.preference.decision import Decision
from reviewtui.stats import Undefined
from reviewtui.stats.sequential.planning import MOST_LABELS
from reviewtui.text.numbers import count


def preference_headline(one: Comparison) -> str:
    """What is known of two models and how sure, in two or three sentences."""
    return f"{_headline(one)}{_nothing_to_prefer(one)}"


def _nothing_to_prefer(one: Comparison) -> str:
    if one.without_identical is None or one.without_identical.n_labels:
        return ""
    return " But both outputs of every pair are the same: there was nothing to prefer."


def _headline(one: Comparison) -> str:
    leader, other = name(one.model_a), name(one.model_b)
    if one.n_labels == 0:
        return f"{leader} and {other}: no label has a preference."
    known = {
        "decided": f"{leader} is preferred to {other}",
        "no_practical_difference": f"No practical difference between {leader} and {other}",
        "open": f"Not decided between {leader} and {other}",
    }[one.decision.state]
    subject = "it" if one.decision.state == "decided" else leader
    said = f"{known}{' (outside the plan: exploratory)' if one.decision.exploratory else ''}:"
    base = f"{count(one.n_labels, 'label')} on {count(one.n_prompts, 'prompt')}"
    rates = f"both bad {rate(one.both_bad_rate)[0]}; {base}."
    interval = one.decision.interval
    if isinstance(interval, Undefined):
        return f"{said} {_why_undefined(one, interval)}. Win rate {rate(one.win_rate_a)[0]}; {rates}"
    if one.decision.by == "fixed_n":
        return (
            f"{said} {subject} has a win rate of {_interval(one, '')}; {rates}"
            f" {test_in_words(one.test)}{_left_open(one)}"
        )
    return (
        f"{said} {subject} wins {_interval(one, ' of prompts with a winner')}.{_left_open(one)}"
        f" Win rate with ties as half {rate(one.win_rate_a)[0]}; {rates}"
    )


def _why_undefined(one: Comparison, interval: Undefined) -> str:
    if interval != NOTHING_DECIDED_FIRST:
        return interval.reason
    if one.wins_a + one.wins_b:
        return "the first label of every prompt is a tie or both bad"
    return "only ties and both bad so far" if one.both_bad else "all ties so far"


def _interval(one: Comparison, base: str) -> str:
    """The rate that was read, of what, with its interval, and why that is right."""
    decision = one.decision
    value, interval = rate(decision.interval)
    why = "valid however often one looks"
    if decision.by == "fixed_n":
        why = f"the planned {count(decision.planned_pairs or 0, 'pair')} are reached"
    elif decision.planned_pairs is not None:
        why += f"; {decision.reached:,} of {decision.planned_pairs:,} planned pairs"
    if decision.state == "no_practical_difference" and decision.margin is not None:
        low, high = 0.5 - decision.margin, 0.5 + decision.margin
        why += f"; a win rate between {100 * low:.4g} and {100 * high:.4g} % counts as no difference"
    return f"{value}{base} ({INTERVAL} {interval}, {why})"


def _left_open(one: Comparison) -> str:
    """What it would take to decide."""
    decision = one.decision
    if decision.state != "open":
        return ""
    if decision.by == "fixed_n":
        return " The planned number was not enough to tell them apart."
    to_go = decision.labels_to_go
    if to_go is None:
        return ""
    low, high = _rounded(to_go.low), to_go.high and _rounded(to_go.high)
    if high is not None and low == high:
        words = f"About {count(low, 'more prompt')} with a label would decide it"
    elif high is not None:
        words = f"Between {low:,} and {high:,} more prompts with a label would decide it"
    elif to_go.low >= MOST_LABELS:
        words = f"It would take more than {MOST_LABELS:,} more prompts with a label to decide it"
    else:
        words = f"It would take {low:,} more prompts with a label or many more to decide it"
    return f" {words}, if the rate stays{_left_in_project(decision, high)}."


def _left_in_project(decision: Decision, wanted: int | None) -> str:
    """Where the forecast asks for more than the project has."""
    left = decision.pairs_left
    if left is None or (wanted is not None and left >= wanted):
        return ""
    has = f"{count(left, 'pair')} without a label left" if left else "no pair without a label left"
    return f"; the project has {has}"


def _rounded(n: int) -> int:
    """Two digits are as much as a forecast is worth."""
    step: int = 10 ** max(len(str(n)) - 2, 0)
    return -(-n // step) * step
