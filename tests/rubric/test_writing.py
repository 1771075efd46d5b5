"""The template is the default rubric, and what is written loads again."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reviewtui.domain.plan import Costs, Plan, PlannedSlice
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


prices = st.floats(0, allow_infinity=False)
slice_texts = st.sampled_from(["language", "language=de", "tier", 'a "b"=c=d'])
check_texts = st.sampled_from(
    ["kappa > 0.6", 'tag("a \\"b\\"",new).high < 0.02', "win_rate(new,old).low > 0.5", "labels >= 100"]
)


@st.composite
def plans(draw: st.DrawFn) -> Plan | None:
    both = draw(st.booleans())
    plan = Plan(
        candidate=draw(texts.filter(bool)) if both else "",
        baseline=draw(st.sampled_from(["old", "älter"])) if both else "",
        pairs=draw(st.none() | st.integers(1, 10**6)) if both else None,
        margin=draw(st.none() | st.floats(0, 0.5, exclude_min=True, exclude_max=True)),
        slices=tuple(map(PlannedSlice.read, draw(st.lists(slice_texts, unique=True)))),
        checks=tuple(draw(st.lists(check_texts, unique=True))),
    )
    return None if plan == Plan() or (both and plan.candidate == plan.baseline) else plan


@st.composite
def costs_of(draw: st.DrawFn, rubric: Rubric) -> Costs | None:
    """Of what this rubric asks."""
    listed = st.sampled_from([tag.name for tag in rubric.tags]) if rubric.tags else st.nothing()
    sure = rubric.warned and Correctness.INCORRECT in rubric.correctness
    costs = Costs(
        incorrect=draw(prices) if Correctness.INCORRECT in rubric.correctness else 0.0,
        partial=draw(prices) if Correctness.PARTIAL in rubric.correctness else 0.0,
        confidently_wrong=draw(st.none() | prices) if sure else None,
        tags=tuple(sorted(draw(st.dictionaries(names if rubric.new_tags else listed, prices)).items())),
        unit=draw(st.sampled_from(["", "EUR", "Minuten “x”"])),
    )
    return None if costs == Costs(unit=costs.unit) else costs


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
    rubric = replace(rubric, plan=draw(plans()), costs=draw(costs_of(rubric)))
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
        assert re.search(rf"\n# .*\n(# )?({key} = |\[+{key}\]+)", text), f"no comment above {key}"


def test_the_examples_of_the_template_are_valid_once_they_are_no_comments() -> None:
    text = re.sub(r'(?m)^# (?=\[+|[\w" ]+ = |  "|\])', "", template())
    asked = loads(text.replace("warned = false", "warned = true"), "template.toml")
    assert [one.name for one in asked.criteria] == ["tone", "safety"]
    assert [tag.blocker for tag in asked.tags] == [True, False, False]
    assert [tag.sided for tag in asked.tags] == [True, True, False]
    assert "not my field" in asked.skip_reasons
    assert asked.plan is not None
    assert (asked.plan.candidate, asked.plan.pairs, len(asked.plan.checks)) == ("new", 200, 4)
    assert asked.costs is not None
    assert set(dict(asked.costs.tags)) == {"unsafe advice", "refused needlessly"}


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
