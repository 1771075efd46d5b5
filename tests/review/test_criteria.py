"""Where the verdict keys go."""

from __future__ import annotations

from reviewtui.domain.labels import Criterion, Judgement
from reviewtui.domain.rubric import AskedCriterion, Rubric
from reviewtui.domain.vocabulary import Preference
from reviewtui.review.criteria import CriterionOrder

ASKED = (AskedCriterion("tone"), AskedCriterion("safety"))
REQUIRED = CriterionOrder(Rubric(criteria=ASKED, required=("preference", "criteria")))
OPTIONAL = CriterionOrder(Rubric(criteria=ASKED))


def judged(*names: str, preference: Preference | None = None) -> Judgement:
    return Judgement(preference, criteria=tuple(Criterion(name, Preference.A) for name in names))


def test_a_label_starts_at_what_it_needs() -> None:
    assert REQUIRED.start(judged()) == "tone"
    assert REQUIRED.start(judged("tone")) == "safety"
    assert REQUIRED.start(judged("safety", "tone")) is None
    assert OPTIONAL.start(judged()) is None


def test_a_verdict_goes_on_to_the_next_and_after_the_last_to_the_whole() -> None:
    assert REQUIRED.after_verdict("tone", judged("tone")) == "safety"
    assert REQUIRED.after_verdict("safety", judged("safety", "tone")) is None
    assert OPTIONAL.after_verdict("safety", judged("safety")) is None


def test_a_verdict_that_was_taken_back_stays() -> None:
    assert REQUIRED.after_verdict("tone", judged()) == "tone"


def test_once_the_whole_is_judged_it_goes_to_what_is_missing() -> None:
    whole = Preference.TIE
    assert REQUIRED.after_verdict(None, judged("tone", preference=whole)) == "safety"
    assert REQUIRED.after_verdict("safety", judged("safety", preference=whole)) == "tone"
    assert OPTIONAL.after_verdict(None, judged(preference=whole)) is None


def test_undo_goes_to_where_it_changed_something() -> None:
    assert REQUIRED.at_change(judged("tone"), judged(), "safety") == "tone"
    assert REQUIRED.at_change(judged(preference=Preference.A), judged(), "safety") is None
    assert REQUIRED.at_change(judged(), Judgement(note="n"), "safety") == "safety"


def test_the_way_round_has_the_whole_behind_the_last() -> None:
    assert [OPTIONAL.step(at, 1) for at in ("tone", "safety", None)] == ["safety", None, "tone"]
    assert [OPTIONAL.step(at, -1) for at in (None, "safety", "tone")] == ["safety", "tone", None]
