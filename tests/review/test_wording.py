"""What is said of a label, in sides."""

from __future__ import annotations

import pytest

from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.vocabulary import Correctness, Preference, Slot, Status
from reviewtui.review import wording
from reviewtui.review.missing import Missing

FULL = Judgement(
    preference=Preference.A,
    strength=1,
    correctness_a=Correctness.CORRECT,
    warned_a=False,
    warned_b=True,
    criteria=(Criterion("safety", Preference.TIE), Criterion("tone", Preference.B, 2)),
    tags=(Tag("rude", Slot.B), Tag("odd")),
    note="check the date",
    confidence=3,
    flagged=True,
)


def test_a_summary_says_everything_and_turns_with_the_sides() -> None:
    assert wording.summary(FULL, Slot.A) == (
        "left is slightly better, safety: equally good, tone: right is clearly better, left correct,"
        " left did not warn, right warned, right «rude», «odd», confidence 3 of 3,"
        " note «check the date», flagged"
    )
    assert wording.summary(FULL.mirrored(), Slot.B) == wording.summary(FULL, Slot.A)
    assert wording.summary(Judgement(), Slot.A) == ""


def test_a_step_back_says_what_it_took_away() -> None:
    assert wording.taken_off(FULL, Judgement(preference=Preference.A, strength=1), Slot.A) == (
        "safety: verdict taken off, tone: verdict taken off, correctness of the left taken off,"
        " warned of the left taken off, warned of the right taken off, right «rude» taken off,"
        " «odd» taken off, confidence taken off, note taken off, flag taken off"
    )
    assert wording.taken_off(Judgement(), FULL, Slot.A) == ""
    named_so = Judgement(tags=(Tag("taken off"),), note="taken off", reason="taken off")
    assert wording.taken_off(Judgement(), named_so, Slot.A) == ""


def test_a_stronger_verdict_is_a_change() -> None:
    slightly, clearly = Judgement(Preference.A, 1), Judgement(Preference.A, 2)
    assert wording.change(slightly, clearly, Slot.A) == "now left is clearly better"
    assert wording.change(clearly, clearly, Slot.A) == "no change"


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ((), ""),
        ((Missing("preference"), Missing("note")), "still missing: a preference, a note"),
        ((Missing("criteria", ("tone", "safety")),), "still missing: the criteria tone, safety"),
        ((Missing("correctness", ("left", "right")),), "still missing: the correctness of left and right"),
        ((Missing("warned", ("left",)),), "still missing: whether left warned"),
        ((Missing("tags"), Missing("confidence")), "still missing: a tag, the confidence"),
    ],
)
def test_what_is_missing_is_named(missing: tuple[Missing, ...], words: str) -> None:
    assert wording.missing(missing) == words


def test_names_and_notes_are_short_and_do_nothing_to_a_terminal() -> None:
    hostile = Judgement(
        preference=Preference.TIE,
        criteria=(Criterion("\x1b[2J", Preference.TIE),),
        tags=(Tag("x" * 5000),),
        note="one\ntwo\x07" + "y" * 5000,
        reason="\x9b31m",
    )
    said = wording.summary(hostile, Slot.A)
    assert said.isprintable()
    assert len(said) < 200


def test_why_a_label_does_not_count_stands_behind_it() -> None:
    tie = Judgement(preference=Preference.TIE)
    assert wording.kept(tie, Slot.A, 3, "") == "pair 3: equally good"
    assert wording.kept(tie, Slot.A, None, wording.BY_OUTCOME) == (
        "equally good (chosen by its outcome: not counted)"
    )
    assert wording.skipped(Judgement(reason="odd"), 3, wording.BY_OUTCOME) == (
        "skipped pair 3 because of «odd» (chosen by its outcome: not counted)"
    )


def test_of_many_names_the_first_are_said() -> None:
    many = [f"n{number}" for number in range(wording.NAMES + 1)]
    assert wording.names(many[:2]) == "n0, n1"
    assert wording.names(many).endswith("n11, …")


def test_a_label_that_is_not_finished_any_more_says_what_it_lost() -> None:
    verdict = Judgement(preference=Preference.TIE)
    whole = Judgement(preference=Preference.TIE, confidence=2)
    lost = ("undone", whole, Status.LABELED, verdict, Status.RETRACTED, Slot.A, False)
    assert wording.stepped(*lost) == "undone: confidence taken off, not finished any more"
