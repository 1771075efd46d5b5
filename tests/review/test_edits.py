"""What a key makes of a judgement, and what the rubric refuses."""

from __future__ import annotations

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Preference, Scale, Slot
from reviewtui.review import edits

GRADED = Rubric(scale=Scale.GRADED)
TAGS = Rubric(tags=(AskedTag("rude"), AskedTag("unclear question", sided=False)))


def test_the_graded_scale_gives_a_side_its_strength_on_the_whole_and_on_criteria() -> None:
    slightly = edits.with_preference(GRADED, Judgement(), Preference.A, 1, None)
    assert (slightly.preference, slightly.strength) == (Preference.A, 1)
    tie = edits.with_preference(GRADED, slightly, Preference.TIE, None, None)
    assert (tie.preference, tie.strength) == (Preference.TIE, None)
    tone = edits.with_preference(GRADED, Judgement(), Preference.B, None, "tone")
    assert tone == Judgement(criteria=(Criterion("tone", Preference.B, 2),))
    with pytest.raises(ReviewError, match="no «slightly»"):
        edits.with_preference(Rubric(), Judgement(), Preference.A, 1, "tone")


def test_criteria_stay_in_the_order_that_they_are_stored_in() -> None:
    judgement = Judgement()
    for name in ("tone", "brevity", "safety"):
        judgement = edits.with_preference(Rubric(), judgement, Preference.TIE, None, name)
    assert [one.name for one in judgement.criteria] == ["brevity", "safety", "tone"]


def test_another_verdict_on_a_criterion_replaces_it_and_the_same_takes_it_back() -> None:
    first = edits.with_preference(Rubric(), Judgement(), Preference.A, None, "tone")
    other = edits.with_preference(Rubric(), first, Preference.BOTH_BAD, None, "tone")
    assert other.criteria == (Criterion("tone", Preference.BOTH_BAD),)
    assert edits.with_preference(Rubric(), other, Preference.BOTH_BAD, None, "tone") == Judgement()


def test_the_same_verdict_on_the_whole_stays_and_ends_the_reason_of_a_skip() -> None:
    judgement = edits.with_preference(Rubric(), Judgement(reason="unsure"), Preference.A, None, None)
    assert judgement == Judgement(preference=Preference.A)
    assert edits.with_preference(Rubric(), judgement, Preference.A, None, None) == judgement


def test_warned_goes_round_and_is_refused_where_it_is_not_asked() -> None:
    judgement, seen = Judgement(warned_b=True), []
    for _ in range(3):
        judgement = edits.with_warned(Rubric(warned=True), judgement, Slot.A)
        seen.append(judgement.warned_a)
    assert seen == [True, False, None]
    assert judgement.warned_b is True
    with pytest.raises(ReviewError, match="does not ask"):
        edits.with_warned(Rubric(), judgement, Slot.A)


def test_a_tag_goes_on_and_off_where_it_belongs() -> None:
    rude = edits.with_tag(TAGS, Judgement(), " rude ", Slot.A)
    both = edits.with_tag(TAGS, rude, "rude", Slot.B)
    assert both.tags == (Tag("rude", Slot.A), Tag("rude", Slot.B))
    assert edits.with_tag(TAGS, both, "rude", Slot.A).tags == (Tag("rude", Slot.B),)
    assert edits.with_tag(TAGS, Judgement(), "new one", None).tags == (Tag("new one"),)


@pytest.mark.parametrize(
    ("name", "slot", "fault"),
    [
        ("rude", None, "«rude» is said of one output, not of the pair"),
        ("unclear question", Slot.B, "«unclear question» is said of the pair, not of one output"),
        (" ", Slot.A, "the tag is empty"),
        ("a\nb", Slot.A, "the tag must stand on one line"),
    ],
)
def test_a_tag_is_refused_where_it_does_not_belong(name: str, slot: Slot | None, fault: str) -> None:
    with pytest.raises(ReviewError, match=fault):
        edits.with_tag(TAGS, Judgement(), name, slot)


def test_new_tags_can_be_closed_and_old_ones_still_be_taken_off() -> None:
    closed = Rubric(tags=TAGS.tags, new_tags=False)
    with pytest.raises(ReviewError, match="no tag «odd», and takes no new ones"):
        edits.with_tag(closed, Judgement(), "odd", Slot.A)
    assert edits.with_tag(closed, Judgement(tags=(Tag("odd", Slot.A),)), "odd", Slot.A) == Judgement()


@pytest.mark.parametrize(
    ("steps", "level"),
    [([1], 2), ([-1], 2), ([1, 1], 3), ([1, -1], 1), ([-1, -1, -1], None), ([-1, -1, -1, -1], 2)],
)
def test_confidence_starts_in_the_middle_and_moves(steps: list[int], level: int | None) -> None:
    judgement = Judgement()
    for step in steps:
        judgement = edits.with_confidence(judgement, step)
    assert judgement.confidence == level


def test_confidence_has_an_end() -> None:
    with pytest.raises(ReviewError, match="3 of 3"):
        edits.with_confidence(Judgement(confidence=3), 1)


def test_a_skip_takes_the_verdict_away_and_keeps_the_rest() -> None:
    said = Judgement(
        preference=Preference.A, strength=2, note="n", criteria=(Criterion("tone", Preference.B),)
    )
    skipped = edits.skipped(said, " not\nmy  field ")
    assert skipped == Judgement(note="n", criteria=said.criteria, reason="not my field")
    assert edits.skipped(skipped, "") == skipped
