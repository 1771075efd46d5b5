"""What `check` can be asked, and that what can't be read is said with its column."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.conditions import (
    ARGUMENTS,
    OF_A_SLICE,
    SHARES,
    TWO_MODELS,
    WITHOUT_INTERVAL,
    Argument,
    Bound,
    Check,
    InSlice,
    Metric,
)
from reviewtui.domain.filters import Comparator
from reviewtui.query import CheckError, read_check
from reviewtui.query.conditions import LONGEST, written


@pytest.mark.parametrize(
    ("text", "check"),
    [
        (
            "win_rate(new,old).low > 0.5",
            Check(Metric.WIN_RATE, ("new", "old"), Comparator.MORE, 0.5, Bound.LOW),
        ),
        (" correct( new ) .low>=90 % ", Check(Metric.CORRECT, ("new",), Comparator.AT_LEAST, 0.9, Bound.LOW)),
        ("kappa >= .6", Check(Metric.KAPPA, (), Comparator.AT_LEAST, 0.6)),
        ("KAPPA() == 1e-1", Check(Metric.KAPPA, (), Comparator.EQUAL, 0.1)),
        ("alpha(correctness) > -1", Check(Metric.ALPHA, ("correctness",), Comparator.MORE, -1.0)),
        ("fleiss(criterion:tone)>0", Check(Metric.FLEISS, ("criterion:tone",), Comparator.MORE, 0.0)),
        ("labels >= 200", Check(Metric.LABELS, (), Comparator.AT_LEAST, 200.0)),
        ("prompts(a,b).value = 7", Check(Metric.PROMPTS, ("a", "b"), Comparator.EQUAL, 7.0, Bound.VALUE)),
        ("correct(gpt-4.1).n > 30", Check(Metric.CORRECT, ("gpt-4.1",), Comparator.MORE, 30.0, Bound.N)),
        ("cost(meta/l:8b_x) < 5.5", Check(Metric.COST, ("meta/l:8b_x",), Comparator.LESS, 5.5)),
        (
            r"""tag("unsafe advice",'say "A, \'B').high < 1.9%""",
            Check(Metric.TAG, ("unsafe advice", "say \"A, 'B"), Comparator.LESS, 0.019, Bound.HIGH),
        ),
        (
            "slice(user.tier=a.b).correct(new)<=1",
            Check(Metric.CORRECT, ("new",), Comparator.AT_MOST, 1.0, None, InSlice("user.tier", "a.b")),
        ),
        (
            "correct_difference(new,old).low > -5%",
            Check(Metric.CORRECT_DIFFERENCE, ("new", "old"), Comparator.MORE, -0.05, Bound.LOW),
        ),
    ],
)
def test_what_is_read(text: str, check: Check) -> None:
    found = read_check(text)
    assert (found.metric, found.arguments, found.comparator, found.limit, found.bound, found.within) == (
        check.metric, check.arguments, check.comparator, check.limit, check.bound, check.within,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "expected a figure, not the end"),
        ("  > 3", 3, "expected a figure, not «>»"),
        ("win_rat(a,b) > 0", 1, "there is no figure «win_rat»"),
        ("win_rate > 0", 10, "expected «(», not «>»"),
        ("win_rate(a) > 0", 9, "«win_rate» takes two models, not 1"),
        ("win_rate(a,b,c) > 0", 9, "«win_rate» takes two models, not 3"),
        ("p(a,a) < 5%", 2, "«p» takes two different models"),
        ("tag(x) < 1%", 4, "«tag» takes a tag and a model, not 1"),
        ("labels(x) < 1", 7, "«labels» takes no name, not 1"),
        ("correct() > 1", 8, "«correct» takes a model, not 0"),
        ("correct(,) > 1", 9, "expected a model, not «,»"),
        ("correct(new > 1", 13, "expected «,» or «)», not «>»"),
        ("correct(a b) > 1", 11, "expected «,» or «)», not «b»"),
        ('correct("new) > 1', 9, "the quotation mark is not closed"),
        ("correct(new).mean > 1", 14, "expected value, low, high or n, not «mean»"),
        ("labels.low > 1", 8, "«labels» is a number without an interval: leave .low out"),
        ("correct(new) != 1", 14, "expected >, >=, <, <= or =, not «!»"),
        ("correct(new) => 1", 15, "expected a number, not «>»"),
        ("correct(new) > high", 16, "expected a number, not «high»"),
        ("correct(new) > 90", 16, "«correct» lies between 0 and 1"),
        ("correct(new) > 190%", 16, "«correct» lies between 0 and 1"),
        ("correct(new).low < -1e-9", 20, "«correct» lies between 0 and 1"),
        ("correct_difference(a,b) > 5", 27, "«correct_difference» lies between -1 and 1"),
        ("p(a,b) < 5", 10, "a p-value lies between 0 and 1"),
        ("cost(new) < 5%", 14, "this is not a share of 100"),
        ("correct(new).n > 5%", 19, "this is not a share of 100"),
        ("cost(new) < 1e999", 13, "this number is too large"),
        ("kappa > 0.6 and labels > 3", 13, "expected the end, not «and»"),
        ("slice > 3", 7, "expected «(», not «>»"),
        ("slice(language).correct(new) > 0", 15, "expected «=», not «)»"),
        ("slice(language=).correct(new) > 0", 16, "expected a value, not «)»"),
        ("slice(language=de) > 0", 20, "expected «.» and a figure, not «>»"),
        ("slice(language=de).cost(new) < 5", 20, "«cost» is not known by slice"),
        ("slice(a=b).slice(a=b).correct(new) < 5", 12, "there is no figure «slice»"),
        ("k" * (LONGEST + 1), LONGEST + 1, f"a condition has {LONGEST} characters at most"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(CheckError) as caught:
        read_check(text)
    assert caught.value.message == f"column {column}: {reason}"
    assert (caught.value.column, caught.value.exit_code) == (column, 2)


def test_the_hint_says_what_there_is() -> None:
    for text, hint in (
        ("win_rat(a,b) > 0", "Did you mean win_rate?"),
        ("xyzzy > 0", "There are: win_rate(A,B), "),
        ("tag(x) > 0", "Write tag(TAG,M)."),
        ("correct(new) > 90", "as in 55%"),
    ):
        with pytest.raises(CheckError) as caught:
            read_check(text)
        assert hint in caught.value.hint


NAMES = st.text(max_size=6)


@st.composite
def checks(draw: st.DrawFn) -> Check:
    metric = draw(st.sampled_from(Metric))
    kinds = ARGUMENTS[metric]
    if kinds == (Argument.FIELD,) and draw(st.booleans()):
        kinds = ()
    unique = kinds == TWO_MODELS
    names = draw(st.lists(NAMES, min_size=len(kinds), max_size=len(kinds), unique=unique))
    bound = draw(st.none() | st.sampled_from([Bound.VALUE] if metric in WITHOUT_INTERVAL else list(Bound)))
    share = metric in {*SHARES, Metric.P, Metric.CORRECT_DIFFERENCE}
    limit = draw(st.floats(0, 1) if share else st.floats(-1e300, 1e300))
    within = draw(st.none() | st.builds(InSlice, NAMES, NAMES)) if metric in OF_A_SLICE else None
    return Check(metric, tuple(names), draw(st.sampled_from(Comparator)), limit, bound, within)


@given(checks())
def test_there_is_one_way_to_write_a_condition(check: Check) -> None:
    text = written(check)
    if len(text) <= LONGEST:
        found = read_check(text)
        assert found.text == text
        assert read_check(found.text) == found
        assert written(found) == text
        assert (found.metric, found.arguments, found.limit) == (check.metric, check.arguments, check.limit)


@given(st.text(max_size=30) | st.text("win_rate(a,b).low>=5% \"'\\", max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read_check(text)
    except CheckError as error:
        column = error.column
    else:
        column = 1
        assert read_check(found.text) == found
    assert 1 <= column <= len(text) + 1
