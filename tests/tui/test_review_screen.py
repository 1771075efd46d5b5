"""The review screen: what keys do, and what there is to see."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Scale, Status
from reviewtui.review.actions import BY_NAME
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.tui.app import ReviewApp
from reviewtui.tui.bar import Bar
from reviewtui.tui.text_pane import TextPane
from tests.conftest import MakeSession
from tests.tui.conftest import Start


async def goto(screen, target: str) -> None:
    await screen.press("colon", *("minus" if char == "-" else char for char in target), "enter")


async def test_it_shows_the_pair_blind(session: Session, start: Start) -> None:
    async with start(session) as screen:
        view = session.view
        assert screen.pane("left")[0] == f" {view.left[0].text}"
        assert screen.pane("right")[0] == f" {view.right[0].text}"
        assert screen.pane("prompt") == [f" {view.prompt[0].text}"]
        assert "ana" in screen.bar("top")
        assert "pair 1 of 6" in screen.bar("top")
        assert "Which answer is better?" in screen.bar("label")
        titles = screen.bar("left-title") + screen.bar("right-title") + screen.bar("top")
        assert "old" not in titles
        assert "new" not in titles


async def test_a_verdict_is_one_key_and_moves_on(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("f")
        assert "pair 2 of 6" in screen.bar("top")
        assert "1 labeled" in screen.bar("top")
        assert "pair 1: left is better" in screen.bar("label")
        assert len(list(store.labels.current())) == 1


async def test_preference_and_both_correctnesses_are_three_keys(
    session: Session, store: Store, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("d")
        assert "✗ incorrect" in screen.bar("left-title")
        await screen.press("i")
        assert "✓ correct" in screen.bar("right-title")
        await screen.press("j")
        (head,) = store.labels.current()
        assert None not in (
            head.judgement.preference,
            head.judgement.correctness_a,
            head.judgement.correctness_b,
        )


@pytest.mark.parametrize(("digit", "letter"), [("1", "f"), ("2", "j"), ("3", "t"), ("4", "b")])
async def test_digits_are_second_keys(
    make_session: MakeSession, store: Store, start: Start, digit: str, letter: str
) -> None:
    for name, key in (("ana", digit), ("ben", letter)):
        session = make_session(name)
        session.goto("1")
        session.view  # noqa: B018  the same pair for both
        async with start(session) as screen:
            await screen.press(key)
    by_side = {
        head.annotator_id: head.judgement.preference
        if head.judgement.preference not in ("a", "b")
        else head.judgement.preference.value == (head.left_output and head.left_output.value)
        for head in store.labels.current()
    }
    assert len(by_side) == 2
    assert len(set(by_side.values())) == 1


async def test_keys_that_come_before_the_outputs_are_drawn_label_nothing(
    session: Session, store: Store, start: Start
) -> None:
    async with start(session) as screen:
        review = screen.app.screen
        for pane in review.query(TextPane):
            pane.painted = False
        review.act(BY_NAME["prefer_left"])
        assert "too early" in screen.bar("label")
        assert list(store.labels.current()) == []
        review.act(BY_NAME["next"])
        assert session.view.number == 2, "moving needs no look"


async def test_a_discarded_key_stays_in_words_until_a_paint_has_shown_it(
    session: Session, start: Start
) -> None:
    async with start(session, width=120) as screen:
        review = screen.app.screen
        review.act(BY_NAME["prefer_left"], came=0.0)
        review.act(BY_NAME["tie"], came=0.0)
        review.act(BY_NAME["flag"])
        review.act(BY_NAME["prefer_right"])
        assert "too early: «equally good» not taken (2 so far) · pair 1: right is better" in screen.bar(
            "label"
        )
        await screen.pilot.pause()
        review.act(BY_NAME["flag"])
        assert "too early" not in screen.bar("label")


async def test_slightly_does_nothing_on_the_simple_scale(
    session: Session, store: Store, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("g")
        assert "no «slightly»" in screen.bar("label")
        assert list(store.labels.current()) == []


async def test_the_graded_scale_has_slightly(make_session: MakeSession, store: Store, start: Start) -> None:
    async with start(make_session(rubric=Rubric(scale=Scale.GRADED))) as screen:
        assert "slightly" in screen.bar("keys")
        await screen.press("h")
        (head,) = store.labels.current()
        assert head.judgement.strength == 1


async def test_undo_and_redo_say_what_they_did(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("t", "backspace")
        assert "«equally good» is taken back" in screen.bar("label")
        assert "pair 1 of 6" in screen.bar("top")
        await screen.press("y")
        assert "● equally good" in screen.bar("label")


async def test_a_note_is_typed_kept_and_shown(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("c", *"wrong", "space", *"date", "escape")
        assert "note: wrong date" in screen.bar("label")
        await screen.press("f")
        (head,) = store.labels.current()
        assert head.judgement.note == "wrong date"


async def test_a_half_typed_note_survives_the_end_of_the_program(
    session: Session, make_session: MakeSession, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("c", *"half")
    assert make_session().view.judgement.note == "half"


async def test_keys_of_the_review_are_letters_in_a_note(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("c", "f", "j", "q", "tab", "enter", "z")
        assert list(store.labels.current()) == []
        assert screen.app.is_running


async def test_goto_by_id_and_number(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await goto(screen, "q3")
        assert "Question 3?" in screen.pane("prompt")[0]
        await goto(screen, "6")
        assert "pair 6 of 6" in screen.bar("top")
        await goto(screen, "99")
        assert "no pair has the number or id «99»" in screen.bar("label")
        await screen.press("colon", "1", "escape")
        assert "pair 6 of 6" in screen.bar("top")


async def test_reveal_shows_the_models_after_the_label(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("R")
        assert "after its label is finished" in screen.bar("label")
        await screen.press("f", "left", "R")
        titles = screen.bar("left-title") + screen.bar("right-title")
        assert "old" in titles
        assert "new" in titles


async def test_metadata_is_the_prompts_own_while_blind(session: Session, start: Start) -> None:
    async with start(session, 80, 30) as screen:
        await screen.press("M")
        shown = "\n".join(screen.lines())
        assert "topic:  test" in shown
        assert "hidden until the pair is revealed" in shown
        assert "model" not in shown
        await screen.press("M", "f", "left", "R", "M")
        assert "model: " in "\n".join(screen.lines())


async def test_reference_guidelines_and_help_open_and_close(make_session: MakeSession, start: Start) -> None:
    session = make_session(rubric=Rubric(guidelines="Be strict about [dates]."))
    async with start(session, 80, 60) as screen:
        for key, text in (
            ("a", "Reference"),
            ("G", "Be strict about [dates]."),
            ("question_mark", "left is better"),
        ):
            await screen.press(key)
            assert text in "\n".join(screen.lines())
            await screen.press("escape")
        assert "pair 1 of 6" in screen.bar("top")


async def test_zoom_shows_one_side_and_ends_with_the_pair(
    session: Session, store: Store, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("o")
        assert screen.app.screen.query_one("#left", TextPane).size.height > 10
        assert not screen.app.screen.query_one("#right-output").display
        await screen.press("f")
        assert screen.app.screen.query_one("#right-output").display
        await screen.press("f")
        assert len(list(store.labels.current())) == 2


@pytest.mark.parametrize(("width", "wide"), [(60, False), (99, False), (100, True), (200, True)])
async def test_outputs_stand_side_by_side_from_100_columns(
    session: Session, start: Start, width: int, wide: bool
) -> None:
    async with start(session, width, 24) as screen:
        left, right = (screen.app.screen.query_one(f"#{side}", TextPane).region for side in ("left", "right"))
        assert (left.y == right.y) is wide
        assert (left.x == right.x) is not wide
        assert min(left.height, right.height) >= 4


async def test_resizing_keeps_the_pair_and_below_60x20_says_so(
    session: Session, store: Store, start: Start
) -> None:
    async with start(session) as screen:
        await screen.resize(59, 24)
        assert "60x20 needed, this is 59x24" in "\n".join(screen.lines())
        await screen.press("f")
        assert list(store.labels.current()) == []
        await screen.resize(120, 40)
        assert "pair 1 of 6" in screen.bar("top")
        await screen.press("f")
        assert len(list(store.labels.current())) == 1


async def test_scrolling_moves_both_or_one(session: Session, put: Callable[..., int], start: Start) -> None:
    put("\n".join(f"l{n}" for n in range(100)), "\n".join(f"r{n}" for n in range(100)))
    session = Session(session._store, session.annotator, Rubric(), None)
    async with start(session) as screen:
        await goto(screen, "special")
        sides = sorted(("left", "right"), key=lambda side: screen.pane(side)[0])
        await screen.press("down")
        assert [screen.pane(side)[0] for side in sides] == [" l1", " r1"]
        await screen.press("equals_sign", "end")
        assert screen.pane("left")[-1].endswith("99")
        assert screen.pane("right")[0].endswith("1")
        assert "100" in screen.bar("left-title")
        await screen.press("home", "space")
        height = len(screen.pane("left"))
        assert screen.pane("left")[0].endswith(str(height - 1))


async def test_a_read_only_session_says_so_and_takes_no_label(
    make_session: MakeSession, store: Store, start: Start
) -> None:
    async with start(make_session(read_only=True)) as screen:
        assert "READ ONLY" in screen.bar("top")
        await screen.press("f", "c")
        assert "this session is read only" in screen.bar("label")
        assert list(store.labels.current()) == []


async def test_a_takeover_is_told(make_session: MakeSession, start: Start) -> None:
    async with start(make_session()) as screen:
        make_session()
        await screen.press("f")
        assert "took over" in screen.bar("label")
        assert "READ ONLY" in screen.bar("top")


async def test_at_the_end_it_says_that_all_is_done(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press(*"tttttt")
        assert "all pairs are done" in screen.bar("label")
        assert "6 labeled" in screen.bar("top")


async def test_ctrl_q_does_not_quit_and_q_does(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("ctrl+q", "ctrl+c")
        assert screen.app.is_running
        assert "q quits" in screen.bar("label")
        await screen.press("q")
        assert screen.app.return_code == 0


async def test_skipped_is_shown(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("p", "left")
        assert "skipped" in screen.bar("label")
        assert next(store.labels.current()).status is Status.SKIPPED


async def test_zoom_and_flip_leave_the_keys_armed(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("o", "tab", "f")
        assert len(list(store.labels.current())) == 1


async def test_a_note_that_can_not_be_saved_stays_in_the_editor(
    make_session: MakeSession, store: Store, start: Start
) -> None:
    async with start(make_session()) as screen:
        await screen.press("c", *"lost")
        make_session()
        await screen.press("escape")
        assert "took over" in "\n".join(screen.lines())
        assert "lost" in "\n".join(screen.lines())
        assert store.drafts.count(1) == 0


async def test_a_begun_change_of_a_finished_label_does_not_look_finished(
    make_session: MakeSession, start: Start
) -> None:
    async with start(make_session(rubric=Rubric(required=("preference", "correctness")))) as screen:
        await screen.press("e", "i", "t", "left")
        assert "● equally good" in screen.bar("label")
        await screen.press("e")
        assert "○ equally good" in screen.bar("label")
        assert "still missing" in screen.bar("label")


async def test_a_pasted_number_or_text_goes_nowhere(session: Session, start: Start) -> None:
    from textual import events

    async with start(session) as screen:
        for pasted in ("9" * 5000, "\ud800", "\x1b[2J"):
            await screen.press("colon")
            screen.app.screen.post_message(events.Paste(pasted))
            await screen.press("enter")
            assert "no pair has the number or id" in screen.bar("label")


@pytest.mark.parametrize(
    "keys", [("o", "end", "o", "o"), ("o", "o", "end", "o"), ("P", "P", *["equals_sign"] * 3, "end", "P")]
)
async def test_hidden_panes_take_no_scrolling(
    session: Session, put: Callable[..., int], start: Start, keys: tuple[str, ...]
) -> None:
    long = "\n".join("word " * 30 for _ in range(60))
    put(long, long + "!", prompt=long)
    session.goto("special")
    async with start(session) as screen:
        await screen.press(*keys)
        assert screen.pane("left")[0].startswith(" word")
        assert screen.pane("right")[0].startswith(" word")


async def test_a_lost_session_can_leave_the_note_editor(make_session: MakeSession, start: Start) -> None:
    async with start(make_session()) as screen:
        await screen.press("c", *"lost")
        make_session()
        await screen.press("escape", "escape")
        assert "pair 1 of 6" in screen.bar("top")


async def test_a_key_that_does_nothing_says_so(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("F")
        assert "«F» does nothing here" in screen.bar("label")


async def test_a_message_is_never_glued_to_the_label(session: Session, start: Start) -> None:
    async with start(session, 60, 20) as screen:
        await screen.press("exclamation_mark", "c", *"long note " * 8, "escape")
        assert "note saved" in screen.bar("label")
        assert "…  note saved" in screen.bar("label")


async def test_what_counts_is_shown_where_a_reveal_came_between(session: Session, start: Start) -> None:
    async with start(session, 120, 30) as screen:
        await screen.press("f", "left", "R", "t", "left")
        assert "● equally good" in screen.bar("label")
        assert "counted: left is better" in screen.bar("label")
        await screen.press("backspace", "backspace")
        assert session.progress.labeled == 1


async def test_identical_outputs_are_told(session: Session, put: Callable[..., int], start: Start) -> None:
    put("the same", "the same")
    session.goto("special")
    async with start(session) as screen:
        assert "both are the same" in screen.bar("left-title")


async def test_what_the_start_has_to_say_is_said_until_the_first_key(session: Session) -> None:
    app = ReviewApp(session, "pairs", notice="6 rows left out: named when you quit")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        label = app.screen.query_one("#label", Bar)
        assert "6 rows left out" in label.text
        await pilot.press("e")
        await pilot.pause()
        assert "left out" not in label.text
