"""A rubric is known by what it asks, in this version and in the next."""

from __future__ import annotations

import pytest

from reviewtui.domain.identity import content_hash
from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.rubric import AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Preference, Severity

FULL = Rubric(
    criteria=(AskedCriterion("tone"), AskedCriterion("safety", "No harm")),
    tags=(
        AskedTag("unsafe", "Dangerous", True, "the user", Severity.HIGH, blocker=True),
        AskedTag("odd", sided=False),
    ),
    new_tags=False,
    warned=True,
    skip_reasons=("not my field",),
    advance=Advance.CONFIRM,
    repeat_rate=0.1,
)


def test_a_rubric_that_asks_nothing_new_keeps_the_hash_of_the_first_version() -> None:
    first_keys = {
        "question": "Which answer is better?",
        "guidelines": "",
        "scale": "simple",
        "correctness": ["correct", "partial", "incorrect"],
        "required": ["preference"],
    }
    assert Rubric().document() == first_keys
    assert Rubric().hash == content_hash("rubric", first_keys) == "7de22022c54db9ee9c685811b8a625ed"
    assert Rubric.from_document(first_keys) == Rubric()


def test_a_document_has_what_is_not_as_by_default_and_comes_back() -> None:
    document = FULL.document()
    assert document["criteria"] == [{"name": "tone"}, {"name": "safety", "description": "No harm"}]
    assert document["tags"] == [
        {
            "name": "unsafe",
            "description": "Dangerous",
            "harmed": "the user",
            "severity": "high",
            "blocker": True,
        },
        {"name": "odd", "side": False},
    ]
    assert Rubric.from_document(document) == FULL
    assert FULL.hash != Rubric().hash


@pytest.mark.parametrize(
    ("field", "enough"),
    [
        ("preference", Judgement(preference=Preference.TIE)),
        (
            "criteria",
            Judgement(criteria=(Criterion("safety", Preference.A), Criterion("tone", Preference.TIE))),
        ),
        ("correctness", Judgement(correctness_a=Correctness.CORRECT, correctness_b=Correctness.CORRECT)),
        ("warned", Judgement(warned_a=False, warned_b=False)),
        ("tags", Judgement(tags=(Tag("odd"),))),
        ("confidence", Judgement(confidence=1)),
        ("note", Judgement(note="n")),
    ],
)
def test_each_field_can_be_required(field: str, enough: Judgement) -> None:
    rubric = Rubric(required=(field,), criteria=FULL.criteria, warned=True)
    assert rubric.missing(Judgement()) == (field,)
    assert rubric.missing(enough) == ()


def test_one_criterion_or_one_side_is_not_all() -> None:
    rubric = Rubric(required=("criteria", "warned"), criteria=FULL.criteria, warned=True)
    half = Judgement(criteria=(Criterion("tone", Preference.A),), warned_b=True)
    assert rubric.missing(half) == ("criteria", "warned")
