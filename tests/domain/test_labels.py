from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.labels import (
    Criterion,
    Judgement,
    Tag,
    criteria_document,
    criteria_from,
    tags_document,
    tags_from,
)
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Preference, Slot
from reviewtui.review.draft import Draft, judgement_document, judgement_from

CORRECTNESS = st.sampled_from([None, *Correctness])
CRITERIA = st.dictionaries(st.text(max_size=3), st.sampled_from(Preference), max_size=2).map(
    lambda values: tuple(Criterion(name, value) for name, value in sorted(values.items()))
)
TAGS = st.lists(st.builds(Tag, st.text(max_size=3), st.sampled_from([None, *Slot])), max_size=2).map(tuple)
JUDGEMENTS = st.builds(
    Judgement,
    preference=st.sampled_from([None, *Preference]),
    correctness_a=CORRECTNESS,
    correctness_b=CORRECTNESS,
    warned_a=st.sampled_from([None, True, False]),
    criteria=CRITERIA,
    tags=TAGS,
    note=st.text(max_size=5),
    flagged=st.booleans(),
)


@given(JUDGEMENTS)
def test_mirroring_twice_is_nothing(judgement: Judgement) -> None:
    assert judgement.mirrored().mirrored() == judgement


def test_mirroring_turns_everything_that_has_a_side() -> None:
    judgement = Judgement(
        preference=Preference.A,
        correctness_a=Correctness.CORRECT,
        warned_b=True,
        criteria=(Criterion("tone", Preference.B),),
        tags=(Tag("rude", Slot.A), Tag("odd")),
        note="left as it is",
    )
    assert judgement.mirrored() == Judgement(
        preference=Preference.B,
        correctness_b=Correctness.CORRECT,
        warned_a=True,
        criteria=(Criterion("tone", Preference.A),),
        tags=(Tag("rude", Slot.B), Tag("odd")),
        note="left as it is",
    )


@given(JUDGEMENTS)
def test_documents_lose_nothing(judgement: Judgement) -> None:
    assert judgement_from(judgement_document(judgement)) == judgement
    assert criteria_from(criteria_document(judgement.criteria)) == judgement.criteria
    assert tags_from(tags_document(judgement.tags)) == judgement.tags


@given(st.lists(st.one_of(JUDGEMENTS, st.text(max_size=3)), max_size=6))
def test_a_draft_goes_back_and_forth_through_all_its_steps(steps: list[Judgement | str]) -> None:
    draft = Draft()
    for step in steps:
        draft = draft.typed(step) if isinstance(step, str) else draft.changed(step)
    assert Draft.from_document(draft.document()) == draft
    last = draft.settled()
    back = last
    while back.history:
        back = back.undone()
    assert back.judgement == Judgement()
    while back.future:
        back = back.redone()
    assert back == last


def test_a_rubric_says_what_is_missing() -> None:
    rubric = Rubric(required=("preference", "correctness", "note"))
    assert rubric.missing(Judgement()) == ("preference", "correctness", "note")
    judged = Judgement(preference=Preference.TIE, correctness_a=Correctness.CORRECT, note=" ")
    assert rubric.missing(judged) == ("correctness", "note")


def test_a_rubric_is_known_by_what_it_asks() -> None:
    assert Rubric.from_document(Rubric().document()) == Rubric()
    assert Rubric().hash == Rubric.from_document(Rubric().document()).hash
    assert Rubric().hash != Rubric(question="Which is safer?").hash
