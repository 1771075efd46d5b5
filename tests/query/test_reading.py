"""The language of filters: what is read, what is said of what can't be, and the one way to write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.filters import (
    And,
    Comparator,
    Condition,
    Confidence,
    Contains,
    ExternalId,
    Judged,
    Length,
    Mark,
    Metadata,
    Not,
    Or,
    Preferred,
    Source,
    Tagged,
)
from reviewtui.domain.telling import names_verdict
from reviewtui.domain.vocabulary import Correctness, Preference, Side
from reviewtui.query import FilterError, read
from reviewtui.query.reading import DEEPEST, LONGEST
from reviewtui.query.writing import written

EQUAL = Comparator.EQUAL


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("language=de", Metadata(("language",), EQUAL, "de")),
        ("language != de", Not(Metadata(("language",), EQUAL, "de"))),
        ("metadata.level >= 3", Metadata(("level",), Comparator.AT_LEAST, "3")),
        ("origin.country < x", Metadata(("origin", "country"), Comparator.LESS, "x")),
        ('"due date" = "1 May"', Metadata(("due date",), EQUAL, "1 May")),
        ("metadata.length = 3", Metadata(("length",), EQUAL, "3")),
        ("length > 2000", Length(Comparator.MORE, 2000)),
        ("source = file.jsonl", Source("file.jsonl")),
        ("id != q12", Not(ExternalId("q12"))),
        ("LEAK", Mark.LEAK),
        ("tag", Tagged()),
        ("tag hallucination", Tagged("hallucination")),
        ('tag "made-up source"', Tagged("made-up source")),
        ("tag flagged", Tagged("flagged")),
        ("tag and flagged", And((Tagged(), Mark.FLAGGED))),
        ("preference left", Preferred(Side.LEFT)),
        ("preference both_bad", Preferred(Preference.BOTH_BAD)),
        ("correctness incorrect", Judged(Correctness.INCORRECT)),
        ("confidence <= 1", Confidence(Comparator.AT_MOST, 1)),
        ('text "say \\"no\\""', Contains('say "no"')),
        ("leak open", And((Mark.LEAK, Mark.OPEN))),
        ("leak or open identical", Or((Mark.LEAK, And((Mark.OPEN, Mark.IDENTICAL))))),
        ("(leak or open) identical", And((Or((Mark.LEAK, Mark.OPEN)), Mark.IDENTICAL))),
        ("not leak open", And((Not(Mark.LEAK), Mark.OPEN))),
        ("(leak (open note))", And((Mark.LEAK, Mark.OPEN, Mark.NOTE))),
    ],
)
def test_what_is_read(text: str, condition: Condition) -> None:
    assert read(text).condition == condition


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("", 1, "expected a filter, not the end"),
        ("foo", 1, "there is no filter «foo»"),
        ("leak or", 8, "expected a filter, not the end"),
        ("leak )", 6, "expected a filter, not «)»"),
        ("(leak", 6, "expected «)», not the end"),
        ("  preference up", 14, "expected left, right, tie or both_bad, not «up»"),
        ("correctness", 12, "expected correct, partial or incorrect, not the end"),
        ("length > 2,000", 10, "expected a whole number, not «2,000»"),
        ("length > 99999999999999999999", 10, "this number is too large"),
        ("language =", 11, "expected a value, not the end"),
        ("source > a", 8, "«source» takes = or !=, not «>»"),
        ("text", 5, "expected a text to look for, not the end"),
        ('text ""', 6, "expected a text to look for"),
        ('tag "open', 5, "the quotation mark is not closed"),
        ("leak ! open", 6, "«!» can't stand here"),
        ("a..b = 1", 1, "«a..b» can't be a field of the metadata"),
        ("leak model = gpt", 6, "«model» is hidden while you review"),
        ("winnerModel != gpt", 1, "«winnerModel» is hidden while you review"),
        ("score > 1", 1, "«score» is hidden while you review"),
        ("metadata.model_a = gpt", 1, "«metadata.model_a» is hidden while you review"),
        ("run.score = 3", 1, "«run.score» is hidden while you review"),
        ("(" * (DEEPEST + 1), DEEPEST + 1, f"more than {DEEPEST} parentheses within each other"),
        ("x" * (LONGEST + 1), LONGEST + 1, f"a filter has {LONGEST} characters at most"),
    ],
)
def test_what_is_wrong_is_said_with_its_column(text: str, column: int, reason: str) -> None:
    with pytest.raises(FilterError) as caught:
        read(text)
    assert caught.value.message == f"column {column}: {reason}"
    assert caught.value.column == column


VALUES = st.text(min_size=1, max_size=4)
NAMES = st.text(st.characters(exclude_characters='."'), min_size=1, max_size=4).filter(
    lambda name: not names_verdict(name)
)
COMPARATORS = st.sampled_from(Comparator)
TERMS: st.SearchStrategy[Condition] = st.one_of(
    st.sampled_from(Mark),
    st.builds(Metadata, st.lists(NAMES, min_size=1, max_size=2).map(tuple), COMPARATORS, VALUES),
    st.builds(Length, COMPARATORS, st.integers(0, 9999)),
    st.builds(Confidence, COMPARATORS, st.integers(0, 9)),
    st.builds(Source, VALUES),
    st.builds(ExternalId, VALUES),
    st.builds(Contains, VALUES),
    st.builds(Tagged, st.none() | VALUES | st.sampled_from(["and", "open", "or"])),
    st.builds(Preferred, st.sampled_from([*Side, Preference.TIE, Preference.BOTH_BAD])),
    st.builds(Judged, st.sampled_from(Correctness)),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    TERMS,
    lambda parts: st.one_of(
        parts.map(Not),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
    ),
    max_leaves=6,
)


@given(CONDITIONS)
def test_there_is_one_way_to_write_a_condition(condition: Condition) -> None:
    text = written(condition)
    if len(text) <= LONGEST:
        # Parentheses that change nothing are not kept; a second reading changes nothing more.
        again = read(text)
        assert again.text == text
        assert read(again.text) == again


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(text: str) -> None:
    try:
        found = read(text)
    except FilterError as error:
        column = error.column
    else:
        column = 1
        assert read(found.text) == found
    assert 1 <= column <= len(text) + 1
