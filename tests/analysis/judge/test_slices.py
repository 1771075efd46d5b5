"""A judge by a metadata field: each slice is what the judge would be on those prompts alone."""

from __future__ import annotations

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.judge.judging import JudgeFigures, judging_of
from reviewtui.analysis.judge.slices import JudgeSlice
from reviewtui.analysis.judge.voices import Voices
from reviewtui.analysis.labels.by_field import COUNTS_ALONE
from reviewtui.stats import Undefined, wilson
from tests.analysis.conftest import counted, many

PEOPLE, JUDGE = "aabbt" * 14, "aabba" * 8 + "abaab" * 6
VALUES = {prompt: "de" if prompt <= 40 else "fr" for prompt in range(1, 61)}


def figures(people: str, judge: str, values: dict[int, str]) -> JudgeFigures:
    (one,) = judging_of(
        Voices(labels_to_arrays(many(people)), labels_to_arrays(many(judge, "bot", kind="judge"))),
        values={"language": values},
    ).judges
    return one


def by_value(slices: tuple[JudgeSlice, ...]) -> dict[str | None, JudgeSlice]:
    return {one.value: one for one in slices}


def test_a_slice_is_the_judge_on_those_prompts_alone() -> None:
    slices = figures(PEOPLE, JUDGE, VALUES).slices
    assert [(one.field, one.value) for one in slices] == [
        ("language", "de"),
        ("language", "fr"),
        ("language", None),
    ]
    (german,) = by_value(slices)["de"].against
    (alone,) = (one for one in figures(PEOPLE[:40], JUDGE[:40], {}).against if one.reference is None)
    assert (german.field, german.n, german.n_prompts, german.right) == ("preference", 40, 40, 32)
    assert german.accuracy == alone.accuracy == wilson(32, 40)
    assert (german.kappa, german.macro_f) == (alone.kappa, alone.macro_f)


def test_under_thirty_prompts_there_are_counts_alone() -> None:
    slices = by_value(figures(PEOPLE, JUDGE, VALUES).slices)
    for value, n in (("fr", 20), (None, 10)):
        (found,) = slices[value].against
        assert (found.n, found.n_prompts) == (n, n)
        assert found.accuracy == found.kappa == found.macro_f == COUNTS_ALONE


def test_prompts_that_people_did_not_answer_are_said() -> None:
    (found,) = by_value(figures("a" * 10, "a" * 11, {11: "de"}).slices)["de"].against
    assert (found.n, found.right) == (0, 0)
    assert found.accuracy == Undefined("no pair has both an answer of the judge and one of people")
    # A value that the judge has no verdict on is none of its slices.
    assert {one.value for one in figures("aaa", "a", {3: "de"}).slices} == {None}


def test_prompts_are_what_thirty_counts() -> None:
    people = [counted(pair, "a", prompt=pair % 20) for pair in range(60)]
    judge = [counted(pair, "a", "bot", kind="judge", prompt=pair % 20) for pair in range(60)]
    (one,) = judging_of(
        Voices(labels_to_arrays(people), labels_to_arrays(judge)), values={"language": {}}
    ).judges
    (found,) = one.slices[0].against
    assert (found.n, found.n_prompts, found.accuracy) == (60, 20, COUNTS_ALONE)
