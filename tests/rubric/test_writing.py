"""The template is the default rubric, and what is written loads again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewtui.domain.rubric import REQUIRABLE, AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Severity
from reviewtui.rubric import dumps, loads, template
from reviewtui.rubric.file import RubricFile

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text('"\\\n\r\t a\x1b\x00')


names = st.text("ab é日", min_size=1, max_size=8).map(str.strip).filter(bool)

criteria = st.lists(st.builds(AskedCriterion, names, texts), unique_by=lambda one: one.name, max_size=3)
tags = st.lists(
    st.builds(
        AskedTag,
        names,
        texts,
        st.booleans(),
        texts,
        st.none() | st.sampled_from(Severity),
        st.booleans(),
    ),
    unique_by=lambda one: one.name,
    max_size=3,
)


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    levels = draw(st.sets(st.sampled_from(Correctness)))
    rubric = Rubric(
        question=draw(texts.filter(str.strip)),
        guidelines=draw(texts),
        scale=draw(st.sampled_from(Scale)),
        correctness=tuple(level for level in Correctness if level in levels),
        criteria=tuple(draw(criteria)),
        tags=tuple(draw(tags)),
        new_tags=draw(st.booleans()),
        warned=draw(st.booleans()),
        skip_reasons=tuple(draw(st.lists(names, unique=True, max_size=3))),
        advance=draw(st.sampled_from(Advance)),
        repeat_rate=draw(st.floats(0, 0.5)),
    )
    unasked = {
        "correctness": not rubric.correctness,
        "criteria": not rubric.criteria,
        "warned": not rubric.warned,
        "tags": not rubric.tags and not rubric.new_tags,
    }
    askable = [name for name in REQUIRABLE if name != "preference" and not unasked.get(name)]
    others = draw(st.lists(st.sampled_from(askable), unique=True))
    return replace(rubric, required=tuple(draw(st.permutations(["preference", *others]))))


def test_the_template_is_the_default_but_for_its_guidelines() -> None:
    rubric = loads(template(), "template.toml")
    assert replace(rubric, guidelines="") == Rubric()
    assert rubric.guidelines.startswith("## Success\n")


def test_the_template_explains_every_key() -> None:
    text = template()
    for key in RubricFile.model_fields:
        assert re.search(rf"\n# .*\n(# )?({key} = |\[\[{key}\]\])", text), f"no comment above {key}"


def test_the_examples_of_the_template_are_valid_once_they_are_no_comments() -> None:
    asked = loads(re.sub(r"(?m)^# (?=\[\[|\w+ = )", "", template()), "template.toml")
    assert [one.name for one in asked.criteria] == ["tone", "safety"]
    assert [tag.blocker for tag in asked.tags] == [True, False, False]
    assert [tag.sided for tag in asked.tags] == [True, True, False]
    assert "not my field" in asked.skip_reasons


@given(rubrics())
@example(Rubric(guidelines='\n"""ends with quotes\n"""""'))
@example(Rubric(guidelines='"'))
@example(Rubric(guidelines="\r\n back\\slash \\"))
def test_what_is_written_loads_again(rubric: Rubric) -> None:
    assert loads(dumps(rubric), "r") == rubric
    assert Rubric.from_document(rubric.document()) == rubric


def test_a_text_for_people_stays_readable() -> None:
    text = dumps(Rubric(guidelines='# "Größe"\n\n- 日本語\n'))
    assert 'guidelines = """\n# "Größe"\n\n- 日本語\n"""\n' in text


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u200b", "\u2066", "\ufeff"])
def test_nothing_that_a_terminal_acts_on_is_written_raw(char: str) -> None:
    assert char not in dumps(Rubric(question=f"Which{char}?", guidelines=f"one\n{char}two"))
