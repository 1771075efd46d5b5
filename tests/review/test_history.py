"""The history of a pair, as a person reads it."""

from __future__ import annotations

import re

from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Op, Preference, Role, Side, Slot, Status
from reviewtui.review.history import history_lines
from reviewtui.review.session import Session
from tests.conftest import MakeSession


def said(session: Session) -> list[str]:
    """The lines without their times. What is begun has none."""
    lines = [re.sub(r"^\d{4}-\d\d-\d\d \d\d:\d\d  ", "  ", line) for line in session.history()]
    assert all(line.startswith(("  ", "not ")) for line in lines)
    return [line.removeprefix("  ") for line in lines]


def test_a_pair_of_which_nothing_was_said_has_none(session: Session) -> None:
    assert session.history() == ()
    session.flag()
    session.undo()
    assert session.history() == ()


def test_what_is_begun_stands_last(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric(advance=Advance.CONFIRM))
    session.mark(Side.LEFT, Correctness.CORRECT)
    assert said(session) == ["not finished: left correct"]
    session.prefer(Side.LEFT)
    session.next_unlabeled()
    session.previous()
    session.prefer(Side.RIGHT)
    assert said(session) == ["left is better, left correct", "not saved: right is better"]


def test_a_filter_is_named_by_its_text(session: Session) -> None:
    session.filter("topic = test")
    session.tie()
    session.filter("preference tie")
    session.prefer(Side.LEFT)
    assert said(session) == [
        "equally good · through the filter «topic = test»",
        "left is better · through the filter «preference tie»",
    ]


def test_every_revision_says_what_it_changed_and_how_it_came_about(session: Session) -> None:
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.prefer(Side.LEFT)
    session.undo()
    session.redo()
    session.goto("1")
    session.both_bad()
    session.goto("1")
    session.note("check the\ndate")
    session.reveal()
    session.tie()
    session.goto("1")
    assert said(session) == [
        "left is better, left correct",
        "taken back · undone",
        "left is better, left correct · redone",
        "both bad · by number or id",
        "note «check the↵date» · by number or id",
        "equally good · after the reveal · by number or id",
    ]


def test_sides_are_those_that_were_shown(session: Session) -> None:
    session.prefer(Side.LEFT)
    session.previous()
    session.flip()
    session.tie()
    session.previous()
    session.prefer(Side.LEFT)
    session.previous()
    assert said(session) == [
        "left is better",
        "equally good · sides swapped",
        "left is better",
    ]


def test_a_skip_has_its_reason(make_session: MakeSession) -> None:
    session = make_session(rubric=Rubric())
    session.skip("not my field")
    session.previous()
    session.flag()
    session.tie()
    session.previous()
    assert said(session) == [
        "skipped, because of «not my field»",
        "skipped, flagged",
        "equally good, flagged",
    ]


def test_it_is_the_annotators_own(make_session: MakeSession) -> None:
    make_session("ben").tie()
    assert make_session("ana").history() == ()


def revision(**more: object) -> Revision:
    values = {
        "id": "x",
        "pair_id": 1,
        "annotator_id": 1,
        "pass_": 0,
        "seq": 1,
        "parent": None,
        "op": Op.IMPORT,
        "status": Status.LABELED,
        "judgement": Judgement(preference=Preference.A),
        "left_output": None,
        "revealed": False,
        "role": Role.LABEL,
        "served_by": "imported",
        "active_ms": None,
        "rubric": None,
        "created_at": "2026-01-31",
    }
    return Revision(**{**values, **more})  # type: ignore[arg-type]  # the values are put in by name


def test_what_was_imported_goes_by_the_sides_of_now() -> None:
    (line,) = history_lines([revision()], Slot.B)
    assert line == "2026-01-31 00:00  right is better · imported"


def test_how_a_pair_was_served_is_shown_without_what_a_terminal_acts_on() -> None:
    (line,) = history_lines([revision(op=Op.SET, served_by="filter:\x1b[31m")], Slot.A)
    assert line.endswith("left is better · through the filter «␛[31m»")


def test_a_repeat_is_not_told() -> None:
    (line,) = history_lines([revision(op=Op.SET, served_by="repeat", pass_=1)], Slot.A)
    assert line.endswith("left is better")
