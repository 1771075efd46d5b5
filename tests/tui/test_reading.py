"""Reading a pair: rendered or raw, folded, scrolled together, compared, searched."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewtui.domain.messages import Message
from reviewtui.domain.vocabulary import Side
from reviewtui.review.session import Session
from reviewtui.tui.review_screen import ReviewScreen
from reviewtui.tui.text_pane import TextPane
from tests.tui.conftest import Screen, Start

Put = Callable[..., int]


async def goto_special(screen: Screen) -> None:
    await screen.press("colon", *"special", "enter")


async def found(screen: Screen) -> None:
    """What threads were asked for is there."""
    await screen.app.workers.wait_for_complete()
    await screen.pilot.pause()


def review_of(screen: Screen) -> ReviewScreen:
    review = screen.app.screen
    assert isinstance(review, ReviewScreen)
    return review


def side_with(session: Session, text: str) -> str:
    return "left" if text in session.view.left[0].text else "right"


def pane(screen: Screen, name: str) -> TextPane:
    return screen.app.screen.query_one(f"#{name}", TextPane)


MARKDOWN = "# Title\n\nSome **bold** words.\n\n- one\n- two\n"


async def test_markdown_is_rendered_and_one_key_shows_what_was_written(
    session: Session, put: Put, start: Start
) -> None:
    put(MARKDOWN, "plain words")
    async with start(session, 100, 30) as screen:
        await goto_special(screen)
        side = side_with(session, "Title")
        assert " Title" in screen.pane(side)
        assert " Some bold words." in screen.pane(side)
        await screen.press("m")
        assert " # Title" in screen.pane(side)
        assert " Some **bold** words." in screen.pane(side)
        # It holds for the pairs that follow, and seeing the raw text was seeing the text.
        assert review_of(screen).armed
        await screen.press("m")
        assert " Some bold words." in screen.pane(side)


async def test_instructions_calls_and_reasoning_are_one_line_until_opened(
    session: Session, put: Put, start: Start
) -> None:
    prompt = (Message("system", "Be brief.\nBe kind."), Message("user", "Hello?"))
    put("<think>\nHm.\nHm.\n</think>\nYes.", "No.", prompt)
    async with start(session, 100, 30) as screen:
        await goto_special(screen)
        side = side_with(session, "Yes")
        assert screen.pane(side)[:2] == [" ▸ reasoning: Hm. (2 lines)", " Yes."]
        # The prompt's last turn is what is answered.
        assert " Hello?" in screen.pane("prompt")
        await screen.press("comma")
        assert screen.pane(side)[:4] == [" ▾ reasoning", " Hm.", " Hm.", " Yes."]
        await screen.press("colon", "2" if session.view.number == 1 else "1", "enter")
        await goto_special(screen)
        assert screen.pane(side)[0].startswith(" ▸")


async def test_nothing_to_fold_is_said(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("comma")
        assert "nothing is folded" in screen.bar("label")


async def test_the_first_turn_that_differs_is_in_view(session: Session, put: Put, start: Start) -> None:
    same = [Message("assistant", "The same start.\n" * 30), Message("user", "And then?\n" * 10)]
    put((*same, Message("assistant", "One end.")), (*same, Message("assistant", "Another end.")))
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        for side in ("left", "right"):
            assert any("end." in row for row in screen.pane(side))


LONG = "\n\n".join(f"Paragraph {number} of the long one." for number in range(1, 101))
SHORT = "\n\n".join(f"Paragraph {number} of the short one." for number in range(1, 51))


async def test_both_scroll_by_lines_in_proportion_or_one_alone(
    session: Session, put: Put, start: Start
) -> None:
    put(LONG, SHORT)
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        long = side_with(session, "long one")
        short = "left" if long == "right" else "right"
        await screen.press("down", "down")
        assert pane(screen, long).extent.first == pane(screen, short).extent.first == 3
        await screen.press("end", "equals_sign")
        assert "in proportion" in screen.bar("label")
        await screen.press("home", "pagedown", "pagedown", "pagedown")
        assert pane(screen, long).fraction == pytest.approx(pane(screen, short).fraction, abs=0.02)
        assert pane(screen, long).extent.first > pane(screen, short).extent.first + 10
        await screen.press("end")
        assert pane(screen, long).fraction == pane(screen, short).fraction == 1.0
        await screen.press("equals_sign")
        assert "scrolling the left" in screen.bar("label")
        await screen.press("home")
        assert pane(screen, "left").extent.first == 1
        assert pane(screen, "right").fraction == 1.0


async def test_a_flip_leaves_each_text_where_it_was(session: Session, put: Put, start: Start) -> None:
    put(LONG, SHORT)
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        await screen.press("equals_sign", "equals_sign", "pagedown")
        before = screen.pane("left"), screen.pane("right")
        await screen.press("tab")
        assert (screen.pane("right"), screen.pane("left")) == before
        assert review_of(screen).armed


OLD = "The charge is 438.50 euros.\n\nYou can pay by card until Friday.\n\nThe same end.\n"
NEW = "The charge is 437.50 euros.\n\nYou can pay by card until Monday.\n\nThe same end.\n"


async def test_differences_by_words_by_lines_and_off(session: Session, put: Put, start: Start) -> None:
    put(OLD, NEW)
    async with start(session, 100, 30) as screen:
        await goto_special(screen)
        await screen.press("v")
        await found(screen)
        old = side_with(session, "438")
        rows = screen.pane(old)
        assert rows[0] == "┃The charge is 438.50 euros."
        assert rows[4] == " The same end."
        assert "2 differences" in screen.bar("label")
        assert "438.50" in screen.bar(f"{old}-facts")
        assert "Friday" in screen.bar(f"{old}-facts")
        assert "437.50" not in screen.bar(f"{old}-facts")
        await screen.press("greater_than_sign")
        assert "difference 1 of 2" in screen.bar("label")
        await screen.press("less_than_sign")
        assert "difference 2 of 2" in screen.bar("label")
        await screen.press("v")
        assert "by lines" in screen.bar("label")
        assert screen.pane(old)[2].startswith("┃")
        await screen.press("v")
        assert screen.pane(old)[0] == " The charge is 438.50 euros."
        assert screen.app.screen.query_one(f"#{old}-facts").size.height == 0


async def test_differences_far_down_are_brought_into_view(session: Session, put: Put, start: Start) -> None:
    put(LONG, LONG.replace("Paragraph 90 ", "Chapter 90 "))
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        await screen.press("v")
        await found(screen)
        await screen.press("greater_than_sign")
        for side in ("left", "right"):
            assert any(row.startswith("┃") and "90 of" in row for row in screen.pane(side))


async def test_differences_are_found_anew_for_the_next_pair_and_another_width(
    session: Session, put: Put, start: Start
) -> None:
    put(OLD, NEW)
    async with start(session, 120, 30) as screen:
        await screen.press("v")
        await goto_special(screen)
        await found(screen)
        assert screen.pane("left")[0].startswith("┃")
        await screen.resize(80, 30)
        await found(screen)
        assert screen.pane("left")[0].startswith("┃")
        await screen.press("tab")
        await found(screen)
        assert screen.pane("left")[0].startswith("┃")


async def test_steps_without_differences_say_why(session: Session, put: Put, start: Start) -> None:
    put("The same.", "The same.")
    async with start(session) as screen:
        await goto_special(screen)
        await screen.press("greater_than_sign")
        assert "differences are not shown" in screen.bar("label")
        await screen.press("v")
        await found(screen)
        assert "no differences" in screen.bar("label")
        await screen.press("greater_than_sign")
        assert "there are no differences" in screen.bar("label")


async def test_a_search_is_walked_through_and_closed(session: Session, put: Put, start: Start) -> None:
    put(LONG, "Paragraph 90 of another.", "Which paragraph 90?")
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        await screen.press("slash", *"paragraph", "space", *"90", "enter")
        await found(screen)
        assert "match 1 of 3, in the prompt" in screen.bar("label")
        for number in (2, 3, 1):
            await screen.press("n")
            assert f"match {number} of 3" in screen.bar("label")
        assert any("Paragraph 90" in row for row in screen.pane("left"))
        await screen.press("N")
        assert "match 3 of 3" in screen.bar("label")
        await screen.press("escape")
        assert "search closed" in screen.bar("label")
        await screen.press("n")
        assert "match" not in screen.bar("label")


async def test_a_search_without_a_match_says_so_and_one_ends_with_its_pair(
    session: Session, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("slash", *"zebra", "enter")
        await found(screen)
        assert "«zebra» is not in this pair" in screen.bar("label")
        await screen.press("right")
        assert not review_of(screen).is_searching


async def test_a_search_goes_through_what_is_shown(session: Session, put: Put, start: Start) -> None:
    put(MARKDOWN, "plain words")
    async with start(session, 100, 24) as screen:
        await goto_special(screen)
        await screen.press("slash", *"**", "enter")
        await found(screen)
        assert "is not in this pair" in screen.bar("label")
        await screen.press("m")
        await found(screen)
        assert "match 1 of 2" in screen.bar("label")


async def test_the_reference_and_the_way_back(session: Session, start: Start) -> None:
    async with start(session, 80, 30) as screen:
        before = screen.pane(Side.LEFT.value)
        await screen.press("a")
        assert any("Reference" in line for line in screen.lines())
        await screen.press("a")
        assert screen.pane(Side.LEFT.value) == before


async def test_the_prompt_scrolls_by_keys_of_its_own(session: Session, put: Put, start: Start) -> None:
    put("one", "two", "\n".join(f"line {number}" for number in range(1, 41)))
    async with start(session, 80, 24) as screen:
        await goto_special(screen)
        first = pane(screen, "prompt").extent
        await screen.press("shift+down")
        assert pane(screen, "prompt").extent.first == first.last
        await screen.press("shift+up")
        assert pane(screen, "prompt").extent == first


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_a_tall_prompt_leaves_some_rows_of_each_output(
    session: Session, put: Put, start: Start, size: tuple[int, int]
) -> None:
    put(LONG, SHORT, LONG)
    async with start(session, *size) as screen:
        await goto_special(screen)
        await screen.press("P")
        assert pane(screen, "prompt").size.height > pane(screen, "left").size.height
        for side in ("left", "right"):
            assert pane(screen, side).size.height >= 3


async def test_the_keys_of_an_open_search_stand_first(session: Session, start: Start) -> None:
    async with start(session) as screen:
        assert "next match" not in screen.bar("keys")
        await screen.press("slash", *"answer", "enter")
        await found(screen)
        assert screen.bar("keys").startswith(" n next match  N previous  Esc close")
        await screen.press("down")
        assert "next match" in screen.bar("keys")


async def test_an_output_of_blanks_is_said_to_be_blank(session: Session, put: Put, start: Start) -> None:
    put("  \n\t\n ", "")
    async with start(session) as screen:
        await goto_special(screen)
        titles = screen.bar("left-title") + screen.bar("right-title")
        assert "(blank)" in titles
        assert "(empty)" in titles


async def test_unlike_outputs_are_said_to_be_so_and_nothing_is_marked(
    session: Session, put: Put, start: Start
) -> None:
    put("alpha beta gamma delta " * 5, "one two three four five six " * 5)
    async with start(session) as screen:
        await goto_special(screen)
        await screen.press("v")
        await found(screen)
        assert "hardly anything in common" in screen.bar("label")
        for key in ("greater_than_sign", "v"):
            await screen.press(key)
            assert "hardly anything in common" in screen.bar("label")
        assert not any(row.startswith("┃") for row in screen.pane("left"))


async def test_the_last_question_stays_in_view_when_the_terminal_shrinks(
    session: Session, put: Put, start: Start
) -> None:
    said = [
        Message("user", "First.\n" * 6),
        Message("assistant", "Well.\n" * 6),
        Message("user", "And last?"),
    ]
    put("one", "two", tuple(said))
    async with start(session, 120, 60) as screen:
        await goto_special(screen)
        assert screen.pane("prompt")[0].strip() == "user:"
        for size in ((80, 24), (60, 20), (100, 30)):
            await screen.resize(*size)
            assert " And last?" in screen.pane("prompt")


async def test_a_folded_prompt_has_no_rows_in_view(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("P", "P")
        assert screen.bar("prompt-title").strip() == "Prompt"
