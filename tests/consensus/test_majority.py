"""What several annotators' judgements come to."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.consensus import majority
from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import Correctness, Preference

A, B, TIE, BOTH_BAD = Preference
CORRECT, PARTIAL, INCORRECT = Correctness

judgements = st.lists(
    st.builds(
        Judgement,
        preference=st.none() | st.sampled_from(Preference),
        correctness_a=st.none() | st.sampled_from(Correctness),
        correctness_b=st.none() | st.sampled_from(Correctness),
    ),
    max_size=7,
)


@pytest.mark.parametrize(
    ("preferences", "settled"),
    [
        ([A], A),
        ([BOTH_BAD], BOTH_BAD),
        ([A, B], None),
        ([A, A, B], A),
        ([A, A, B, B], None),
        ([A, A, B, TIE], None),
        ([TIE, TIE, TIE, A, B], TIE),
        ([A, B, TIE], None),
        ([], None),
    ],
)
def test_more_than_half_settle_it(preferences: list[Preference], settled: Preference | None) -> None:
    verdict = majority([Judgement(preference=one) for one in preferences])
    assert verdict.preference.value is settled
    assert verdict.annotators == len(preferences)
    assert verdict.policy == "majority"


def test_the_votes_name_every_answer() -> None:
    verdict = majority([Judgement(A), Judgement(A), Judgement(TIE)])
    assert verdict.preference.votes == {"a": 2, "b": 0, "tie": 1, "both_bad": 0}


def test_correctness_is_settled_for_each_output_apart_from_the_preference() -> None:
    verdict = majority(
        [
            Judgement(A, correctness_a=CORRECT, correctness_b=INCORRECT),
            Judgement(B, correctness_a=CORRECT, correctness_b=PARTIAL),
        ]
    )
    assert verdict.preference.value is None
    assert verdict.correctness_a.value is CORRECT
    assert verdict.correctness_b.value is None
    assert verdict.correctness_b.votes == {"correct": 0, "partial": 1, "incorrect": 1}


def test_an_open_question_is_no_vote_on_it() -> None:
    verdict = majority([Judgement(A, correctness_a=INCORRECT), Judgement(A), Judgement(A)])
    assert verdict.correctness_a.value is INCORRECT
    assert verdict.correctness_b.value is None
    assert verdict.annotators == 3


@given(judgements)
def test_the_names_of_the_outputs_do_not_matter(given_: list[Judgement]) -> None:
    straight = majority(given_)
    mirrored = majority([one.mirrored() for one in given_])
    assert mirrored.preference.value == (straight.preference.value and straight.preference.value.mirrored)
    assert (mirrored.correctness_a, mirrored.correctness_b) == (
        straight.correctness_b,
        straight.correctness_a,
    )


@given(judgements, st.randoms())
def test_the_order_of_annotators_does_not_matter(given_: list[Judgement], random: Random) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert majority(shuffled) == majority(given_)
