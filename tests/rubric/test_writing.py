"""The template is the default rubric, and what is written loads again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewtui.domain.rubric import REQUIRABLE, Rubric
from reviewtui.domain.vocabulary import Correctness, Scale
from reviewtui.rubric import dumps, loads, template

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text('"\\\n\r\t a\x1b\x00')


@st.composite
def rubrics(draw: st.DrawFn) -> Rubric:
    levels = draw(st.sets(st.sampled_from(Correctness)))
    required = draw(st.permutations(REQUIRABLE).flatmap(lambda names: st.sampled_from([names, names[:2]])))
    required = required if "preference" in required else ["preference", *required]
    return Rubric(
        question=draw(texts.filter(str.strip)),
        guidelines=draw(texts),
        scale=draw(st.sampled_from(Scale)),
        correctness=tuple(level for level in Correctness if level in levels),
        required=tuple(name for name in required if levels or name != "correctness"),
    )


def test_the_template_is_the_default_but_for_its_guidelines() -> None:
    rubric = loads(template(), "template.toml")
    assert replace(rubric, guidelines="") == Rubric()
    assert rubric.guidelines.startswith("## Success\n")


def test_the_template_explains_every_key() -> None:
    text = template()
    for key in Rubric().document():
        before, _, _ = text.partition(f"\n{key} = ")
        assert before.splitlines()[-1].startswith("# "), f"no comment above {key}"


@given(rubrics())
@example(Rubric(guidelines='\n"""ends with quotes\n"""""'))
@example(Rubric(guidelines='"'))
@example(Rubric(guidelines="\r\n back\\slash \\"))
def test_what_is_written_loads_again(rubric: Rubric) -> None:
    assert loads(dumps(rubric), "r") == rubric


def test_a_text_for_people_stays_readable() -> None:
    text = dumps(Rubric(guidelines='# "Größe"\n\n- 日本語\n'))
    assert 'guidelines = """\n# "Größe"\n\n- 日本語\n"""\n' in text


@pytest.mark.parametrize("char", ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u200b", "\u2066", "\ufeff"])
def test_nothing_that_a_terminal_acts_on_is_written_raw(char: str) -> None:
    assert char not in dumps(Rubric(question=f"Which{char}?", guidelines=f"one\n{char}two"))
