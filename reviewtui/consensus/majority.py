"""The policy `majority`: what more than half of those say who answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import Correctness, Preference

POLICY = "majority"

Answer = TypeVar("Answer", Preference, Correctness)


@dataclass(frozen=True, slots=True)
class Decision(Generic[Answer]):
    """What annotators make of one question. `value` is None where they do not settle it."""

    value: Answer | None
    votes: Mapping[Answer, int]
    """Every possible answer, also those that nobody gave, in the order of the vocabulary."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The consensus on one pair, in the orientation of the judgements that it was made of."""

    policy: str
    annotators: int
    """How many judgements it was made of, whichever questions they answer."""
    preference: Decision[Preference]
    correctness_a: Decision[Correctness]
    correctness_b: Decision[Correctness]


def majority(judgements: Sequence[Judgement]) -> Verdict:
    """Each question is settled by the answer that more than half of those gave who answered it.

    So two annotators who disagree settle nothing, and one alone settles it. A judgement that leaves a
    question open, as correctness may be, is no vote on it.
    """
    return Verdict(
        policy=POLICY,
        annotators=len(judgements),
        preference=_settle(Preference, (one.preference for one in judgements)),
        correctness_a=_settle(Correctness, (one.correctness_a for one in judgements)),
        correctness_b=_settle(Correctness, (one.correctness_b for one in judgements)),
    )


def _settle(answers: type[Answer], given: Iterable[Answer | None]) -> Decision[Answer]:
    count = Counter(answer for answer in given if answer is not None)
    total = count.total()
    value = next((answer for answer in answers if 2 * count[answer] > total), None)
    return Decision(value, {answer: count[answer] for answer in answers})
