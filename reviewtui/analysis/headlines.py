"""What a comparison comes to, in a few sentences: the same words on every face."""

from __future__ import annotations

from reviewtui.analysis.figures import INTERVAL, name, percent, rate, test_in_words
from reviewtui.analysis.preference import Comparison
from reviewtui.stats import Undefined
from reviewtui.stats.planning import MOST_LABELS
from reviewtui.text.numbers import count


def preference_headline(one: Comparison) -> str:
    """What is known of two models and how sure, in two or three sentences."""
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
        return f"{said} {interval.reason}. Win rate {rate(one.win_rate_a)[0]}; {rates}"
    if one.decision.by == "fixed_n":
        return (
            f"{said} {subject} has a win rate of {_interval(one, '')}; {rates}"
            f" {test_in_words(one.test)}{_left_open(one)}"
        )
    return (
        f"{said} {subject} wins {_interval(one, ' of prompts with a winner')}.{_left_open(one)}"
        f" Win rate with ties as half {rate(one.win_rate_a)[0]}; {rates}"
    )


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
        why += f"; between {100 * low:.1f} and {percent(high)} makes none"
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
    if high is not None:
        words = f"Between {low:,} and {high:,} more prompts with a label would decide it"
    elif to_go.low >= MOST_LABELS:
        words = f"It would take more than {MOST_LABELS:,} more prompts with a label to decide it"
    else:
        words = f"It would take {low:,} more prompts with a label or many more to decide it"
    return f" {words}, if the rate stays."


def _rounded(n: int) -> int:
    """Two digits are as much as a forecast is worth."""
    step: int = 10 ** max(len(str(n)) - 2, 0)
    return -(-n // step) * step
