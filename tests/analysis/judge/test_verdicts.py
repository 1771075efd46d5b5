"""What counts as said: by one voice, and by most."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.judge.verdicts import cases_of, consensus_of, said_by
from reviewtui.consensus import majority
from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import Correctness, Preference
from tests.analysis.conftest import counted, many

PREFERENCES = [*(str(one) for one in Preference), None]


LEVELS = [*(str(one) for one in Correctness), None]


answer = st.tuples(
    st.integers(1, 5),
    st.sampled_from("abcd"),
    st.sampled_from(PREFERENCES),
    st.sampled_from(LEVELS),
    st.sampled_from(LEVELS),
)


@given(st.lists(answer, min_size=1, max_size=20, unique_by=lambda one: one[:2]))
def test_the_consensus_is_the_policy_of_the_exports(
    rows: list[tuple[int, str, str | None, str | None, str | None]],
) -> None:
    labels = [counted(pair, said, who, correctness=levels) for pair, who, said, *levels in rows]  # type: ignore[arg-type]  # two levels
    found = consensus_of(labels_to_arrays(labels))
    for place, pair in enumerate(found.pair.tolist()):
        verdict = majority(
            [
                Judgement(said and Preference(said), None, one and Correctness(one), two and Correctness(two))
                for of_pair, _, said, one, two in rows
                if of_pair == pair
            ]
        )
        said = verdict.preference.value
        assert PREFERENCES[found.preference[place]] == (said and str(said))
        for side, decision in enumerate((verdict.correctness_a, verdict.correctness_b)):
            assert LEVELS[found.correctness[place, side]] == (decision.value and str(decision.value))


def test_cases_are_of_pairs_that_both_answered() -> None:
    labels = labels_to_arrays(many("ab t") + many("b ab", "ben"))
    found = cases_of("preference", said_by(labels, 0), said_by(labels, 1))
    assert (found.truth.tolist(), found.answer.tolist(), found.item.tolist()) == ([0, 2], [1, 1], [0, 1])
