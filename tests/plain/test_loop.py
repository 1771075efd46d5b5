"""A session in lines: what a line may label, what it answers, how it ends."""

from __future__ import annotations

import io

import pytest

from reviewtui.domain.rubric import AskedCriterion, Rubric
from reviewtui.domain.vocabulary import Advance, Scale
from reviewtui.plain.loop import Loop
from reviewtui.plain.paper import Paper
from reviewtui.plain.reader import Reader
from reviewtui.review.keymap import Keymap
from reviewtui.review.session import Session
from tests.conftest import MakeSession
from tests.plain.conftest import Talk, answer_to


def test_a_pair_is_printed_and_labeled_and_the_next_one_comes_up(session: Session, talk: Talk) -> None:
    printed = talk(session, "e k", "f")
    first, second, third = printed.split("\n> ")[:3]
    assert "Pair 1 of 6 (0 labeled)\nPrompt:\n  Question" in first
    assert "\nLeft:\n  The " in first
    assert "\nRight:\n  The " in first
    assert first.endswith("Label: none yet\nWhich answer is better?")
    assert "Label, not finished: left correct, right incorrect; still missing: a preference" in second
    assert "Pair 2 of 6 (1 labeled)" in third
    assert session.progress.labeled == 1


def test_keys_run_together_do_all_in_one_line(session: Session, talk: Talk) -> None:
    printed = talk(session, "ekf")
    assert "left is better, left correct, right incorrect" in answer_to("ekf", printed)
    assert session.progress.labeled == 1


@pytest.mark.parametrize("line", ["f f", "f prefer_left", "f next f"])
def test_one_line_labels_no_pair_that_was_not_printed_before_it(
    session: Session, talk: Talk, line: str
) -> None:
    printed = talk(session, line)
    assert session.progress.labeled == 1
    assert "too early: «prefer_left» was not taken" in answer_to(line, printed)


def test_every_verdict_is_taken_or_visibly_discarded(session: Session, talk: Talk) -> None:
    lines = ["f", "j j", "t", "b f", "1", "2"]
    printed = talk(session, *lines)
    assert session.progress.labeled + printed.count("too early") == 8
    assert session.progress.labeled == 6


def test_a_line_that_is_not_understood_does_nothing(session: Session, talk: Talk) -> None:
    printed = talk(session, "e f wörter")
    assert answer_to("e f wörter", printed) == "«wörter» is no key and no name; ? shows what can be typed"
    assert session.view.judgement.empty


def test_a_step_that_fails_ends_its_line(session: Session, talk: Talk) -> None:
    printed = talk(session, "g e f")
    assert "not done after that: correct_left prefer_left" in answer_to("g e f", printed)
    assert session.view.judgement.empty


def test_swapped_sides_are_printed_anew(session: Session, talk: Talk) -> None:
    printed = talk(session, "tab f", "f")
    swapped = answer_to("tab f", printed)
    assert "sides swapped\ntoo early: «prefer_left» was not taken" in swapped
    assert swapped.partition("Left:\n")[2].splitlines()[0] == printed.partition("Right:\n")[2].splitlines()[0]
    assert session.progress.labeled == 1


def test_criteria_are_judged_row_by_row(make_session: MakeSession, talk: Talk) -> None:
    criteria = (AskedCriterion("tone"), AskedCriterion("safety"))
    session = make_session(rubric=Rubric(criteria=criteria, required=("preference", "criteria")))
    printed = talk(session, "f", "jt", "n", "previous")
    assert "Verdicts go to: tone" in printed.partition("\n> f\n")[0]
    assert "Verdicts go to: safety" in answer_to("f", printed)
    assert "Pair 2 of 6 (1 labeled)" in answer_to("jt", printed)
    assert "Verdicts go to: safety" in answer_to("n", printed)
    assert "tone" in answer_to("previous", printed)


def test_undo_and_redo_bring_the_pair_back(session: Session, talk: Talk) -> None:
    printed = talk(session, "f", "z", "y")
    assert "is taken back" in answer_to("z", printed)
    assert "Pair 1 of 6 (0 labeled)" in answer_to("z", printed)
    assert session.progress.labeled == 1


def test_an_empty_line_confirms_where_the_rubric_asks_for_that(make_session: MakeSession, talk: Talk) -> None:
    session = make_session(rubric=Rubric(advance=Advance.CONFIRM))
    printed = talk(session, "f", "")
    assert "not finished: left is better; an empty line saves it" in answer_to("f", printed)
    assert "Pair 2 of 6 (1 labeled)" in answer_to("", printed)


def test_the_graded_scale(make_session: MakeSession, talk: Talk) -> None:
    printed = talk(make_session(rubric=Rubric(scale=Scale.GRADED)), "g")
    assert "left is slightly better" in answer_to("g", printed)


@pytest.mark.parametrize("line", ["n", "N", "s", "c", "L", "e e", "w", ""])
def test_every_line_is_answered(session: Session, talk: Talk, line: str) -> None:
    assert answer_to(line, talk(session, "e", line, "q")).strip()


def test_what_only_reads_does_not_repeat_the_label(session: Session, talk: Talk) -> None:
    assert "Label" not in answer_to("G", talk(session, "G"))


def test_quit_leaves_the_rest_of_the_input(session: Session, talk: Talk) -> None:
    printed = talk(session, "f", "q", "f")
    assert session.progress.labeled == 1
    assert printed.endswith("> q\n")


def test_the_end_of_the_input_quits(session: Session, talk: Talk) -> None:
    assert talk(session).endswith("> \n")


def test_what_the_session_says_first_is_printed_first(
    session: Session, make_session: MakeSession, talk: Talk
) -> None:
    for _ in range(6):
        session.tie()
    printed = talk(make_session())
    assert printed.index("all pairs are done\n") < printed.index("Pair 6 of 6")


def test_a_session_that_only_reads_says_so(make_session: MakeSession, talk: Talk) -> None:
    session = make_session(read_only=True)
    printed = talk(session, "f", "next")
    assert printed.startswith("ana reviews pairs, read only.")
    assert "read only" in answer_to("f", printed)
    assert "Pair 2 of 6" in answer_to("next", printed)


def test_the_keys_are_those_of_the_user(session: Session, talk: Talk) -> None:
    talk(session, "0", keymap=Keymap({"prefer_left": ("0",)}))
    assert session.progress.labeled == 1


def test_what_was_typed_before_a_pair_was_printed_is_said_and_not_taken(session: Session) -> None:
    class Hasty(Reader):
        """At a terminal, two lines are typed before each pair is printed."""

        def __init__(self, lines: str) -> None:
            super().__init__(io.StringIO(lines))
            self.is_terminal = True

        def typed_ahead(self) -> list[str]:
            return ["f", "j"]

    out = io.StringIO()
    Loop(session, Hasty("t\n"), Paper(out)).run()
    assert session.progress.labeled == 1
    assert out.getvalue().count("too early: «f» was typed before this pair was printed") == 2
    assert out.getvalue().count("too early: «j»") == 2
