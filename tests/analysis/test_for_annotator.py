"""What an annotator is told while reviewing, and what not."""

from __future__ import annotations

import pytest

from reviewtui.analysis.for_annotator import FEWEST_SHARED, statistics_for
from reviewtui.store import Store
from tests.analysis.conftest import put_label
from tests.conftest import put_pairs


@pytest.fixture
def judged(store: Store) -> Store:
    """ana and ben judged twelve pairs and differ on three; chi judged one of them; «new» always wins."""
    ids = put_pairs(store, 12)
    for number, pair_id in enumerate(ids, 1):
        put_label(store, pair_id, "a", "ana", correctness=("correct", "incorrect"))
        put_label(store, pair_id, "tie" if number <= 3 else "a", "ben", left="b")
    put_label(store, ids[0], "a", "chi")
    return store


def told(store: Store, annotator: str = "ana", *, results: bool = False) -> dict[str, str]:
    return dict(statistics_for(store, annotator, results=results))


def test_agreement_is_told_over_all_and_with_each_of_the_others(judged: Store) -> None:
    lines = told(judged)["Agreement"].splitlines()
    assert lines[0].startswith("Preference: annotators agree in ")
    assert lines[0].endswith("on 12 pairs that two or more of them judged.")
    assert "You and ben: the same preference in 75.0 % (95 % interval " in lines[2]
    assert lines[2].endswith(" of 12 pairs.")
    assert lines[3] == "Preference, with chi: not shown below 10 pairs that you both judged."
    assert told(judged, "ben")["Agreement"].splitlines()[2].startswith("You and ana: ")


def test_agreement_on_few_pairs_would_tell_what_the_others_said(store: Store) -> None:
    for pair_id in put_pairs(store, FEWEST_SHARED - 1):
        put_label(store, pair_id, "a", "ana")
        put_label(store, pair_id, "b", "ben")
    text = told(store)["Agreement"]
    assert "%" not in text
    assert "Preference: not shown below 10 pairs that two or more judged; so far 9." in text


def test_tendencies_are_told_of_this_annotator_and_of_all_together(judged: Store) -> None:
    text = told(judged, "ben")["Tendencies"]
    _, own, together = text.splitlines()
    assert own.startswith("you: 0.0 % (95 % interval ")
    assert own.endswith(" of 9 decided labels.")
    assert together.startswith("all 3 annotators together: ")
    assert together.endswith(" of 22 decided labels.")
    assert not any(other in text for other in ("ana:", "chi:", "ben:"))
    assert len(told(judged, "dan")["Tendencies"].splitlines()) == 2


def test_where_a_side_is_a_model_the_side_that_was_chosen_is_not_told(store: Store) -> None:
    for pair_id in put_pairs(store, 12):
        put_label(store, pair_id, "a", "ana", left="a")
    text = told(store)["Tendencies"]
    assert "%" not in text
    assert "not shown; of every two models the same one always stood there." in text


def test_what_is_undefined_is_told_with_its_reason(store: Store) -> None:
    put_label(store, store.content.pair_ids()[0], "tie", "ana")
    text = told(store)
    assert text["Tendencies"].endswith("\nyou: undefined (nothing decided).")
    assert "Preference: undefined (no pair was judged by two annotators)." in text["Agreement"]


def test_blind_it_tells_nothing_of_who_is_winning(judged: Store) -> None:
    """No model, and no figure from which the shares of the answers can be worked out."""
    text = "\n".join(f"{heading}\n{body}" for heading, body in told(judged).items())
    preference = "\n".join(line for line in text.splitlines() if "orrectness" not in line)
    assert not any(word in text for word in ("new", "old", "win rate", "Results"))
    assert not any(word in preference for word in ("alpha", "kappa"))


def test_the_results_are_told_to_those_who_asked(judged: Store) -> None:
    text = told(judged, results=True)
    assert text["Results"].startswith(
        "new is preferred to old: it wins 100.0 % of prompts with a winner (95 % "
    )
    assert "new: correct in 100.0 % (95 % interval " in text["Results"]
    assert "of 12 judgements." in text["Results"]
    assert "Krippendorff's alpha" in text["Agreement"].splitlines()[0]
    assert "Cohen's kappa" in text["Agreement"]


def test_a_project_without_labels_says_so(store: Store) -> None:
    text = told(store, results=True)
    assert text["Tendencies"] == "No label counts yet."
    assert text["Results"].startswith("No label counts yet.\n")
