"""Which tags can be chosen, and in which order."""

from __future__ import annotations

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Judgement, Tag
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity, Side, Slot
from reviewtui.review.tags import RecentTags, TagChoice, choices
from reviewtui.store import Store
from tests.conftest import MakeSession

RUBRIC = Rubric(
    tags=(
        AskedTag("made-up source", "Cites what does not exist", True, "the user", Severity.HIGH, True),
        AskedTag("rude"),
        AskedTag("too long"),
        AskedTag("unclear question", sided=False),
    )
)


def names(found: tuple[TagChoice, ...]) -> list[str]:
    return [choice.name for choice in found]


def test_a_choice_has_what_the_rubric_says_of_the_tag(make_session: MakeSession) -> None:
    session = make_session(rubric=RUBRIC)
    first, *_ = session.tag_choices(Side.LEFT)
    assert first == TagChoice(
        "made-up source", "Cites what does not exist", False, "the user", Severity.HIGH, True
    )
    assert names(session.tag_choices(Side.LEFT)) == ["made-up source", "rude", "too long"]
    assert names(session.tag_choices(None)) == ["unclear question"]


def test_what_was_used_last_goes_first_and_what_is_on_is_told_by_side(make_session: MakeSession) -> None:
    session = make_session(rubric=RUBRIC)
    session.tag("too long", Side.RIGHT)
    session.tag("my own", Side.RIGHT)
    session.tag("of the pair", None)
    assert names(session.tag_choices(Side.LEFT)) == ["my own", "too long", "made-up source", "rude"]
    assert names(session.tag_choices(None)) == ["of the pair", "unclear question"]
    assert [one.name for one in session.tag_choices(Side.RIGHT) if one.on] == ["my own", "too long"]
    assert not any(one.on for one in session.tag_choices(Side.LEFT))
    assert session.view.tags(Side.RIGHT) == ("too long", "my own")
    assert session.view.tags(None) == ("of the pair",)


def test_recent_tags_are_the_annotators_own_and_outlive_a_session(make_session: MakeSession) -> None:
    session = make_session(rubric=RUBRIC)
    session.tag("rude", Side.LEFT)
    session.tie()
    session.tag("my own", Side.LEFT)
    session.tie()
    session.tag("too long", Side.LEFT)
    session.tie()
    again = make_session(rubric=RUBRIC)
    assert names(again.tag_choices(Side.LEFT)) == ["too long", "my own", "rude", "made-up source"]
    other = make_session("ben", RUBRIC)
    assert names(other.tag_choices(Side.LEFT)) == ["made-up source", "rude", "too long"]


def test_where_new_tags_are_closed_only_listed_ones_and_those_that_are_on_are_there() -> None:
    recent = RecentTags(())
    recent.use(Tag("my own", Slot.A))
    closed = Rubric(tags=RUBRIC.tags, new_tags=False)
    assert names(choices(closed, Judgement(), Slot.A, recent)) == ["made-up source", "rude", "too long"]
    on = Judgement(tags=(Tag("my own", Slot.A),))
    assert names(choices(closed, on, Slot.A, recent))[-1] == "my own"
    assert "my own" not in names(choices(closed, on, Slot.B, recent))


def test_a_tag_whose_kind_the_rubric_changed_is_not_offered_twice() -> None:
    recent = RecentTags(())
    recent.use(Tag("unclear question", Slot.A))
    assert "unclear question" not in names(choices(RUBRIC, Judgement(), Slot.A, recent))
    assert names(choices(RUBRIC, Judgement(), None, recent)) == ["unclear question"]


def test_a_tag_that_is_refused_is_not_remembered(make_session: MakeSession) -> None:
    session = make_session(rubric=RUBRIC)
    with pytest.raises(ReviewError, match="said of one output"):
        session.tag("rude", None)
    assert names(session.tag_choices(None)) == ["unclear question"]


def test_the_own_tags_are_read_once_a_session(make_session: MakeSession, store: Store) -> None:
    session = make_session(rubric=RUBRIC)
    session.tag("rude", Side.LEFT)
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    session.tag_choices(Side.LEFT)
    session.tag_choices(Side.RIGHT)
    store._db.set_trace_callback(None)
    assert statements == []
