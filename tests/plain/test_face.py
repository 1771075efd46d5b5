"""What is printed of a pair, and that every action is there or says what stands in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reviewtui.domain.labels import Judgement
from reviewtui.domain.rubric import AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from reviewtui.plain.commands import WORDS
from reviewtui.plain.face import Face
from reviewtui.plain.help import INSTEAD
from reviewtui.plain.paper import PAGE, Paper
from reviewtui.review.actions import ACTIONS, Action
from reviewtui.review.calls import CALLS
from reviewtui.review.keymap import DEFAULT
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession
from tests.plain.conftest import Talk, answer_to

ARGUMENTS = {"goto": "2", "queue": "topic=test", "search": "question", "tag": "vague", "note": "why"}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_every_action_works_or_says_what_stands_in_its_place(
    session: Session, talk: Talk, action: Action
) -> None:
    line = f"{action.name} {ARGUMENTS.get(action.name, '')}".strip()
    printed = talk(session, "pair", line, "q")
    if action.name == "quit":
        assert printed.endswith("> quit\n")
    else:
        assert answer_to(line, printed).strip()


def test_every_action_is_done_in_one_way(session: Session) -> None:
    face = Face(session, Paper(NotImplemented), DEFAULT)
    for action in ACTIONS:
        ways = [action.name in CALLS, action.name in INSTEAD, action.name in face._does]
        assert any(ways) or action.name == "quit", action.name
        assert not (action.name in INSTEAD and any((ways[0], ways[2]))), action.name
    assert WORDS.keys() <= face._does.keys()


def test_help_names_every_action_that_works(session: Session, talk: Talk) -> None:
    printed = answer_to("help", talk(session, "help", "more")) + answer_to("more", talk(session, "?", "more"))
    for action in ACTIONS:
        if action.name not in INSTEAD:
            assert action.name in printed


def test_a_long_output_is_cut_and_read_on(session: Session, talk: Talk, put: Callable[..., int]) -> None:
    long = "\n".join(f"line {number}." for number in range(1, PAGE + 41))
    put(long, long + " Or not.")
    printed = talk(session, ": special", "more", "more", "more")
    assert printed.count("… 40 more lines: more left") == 1
    assert printed.count("… 40 more lines: more right") == 1
    assert answer_to("more", printed).startswith(f"Left, from line {PAGE + 1}:\n  line {PAGE + 1}.")
    assert "there is no more" in printed


def test_an_output_can_not_look_like_what_is_said_of_it(
    session: Session, talk: Talk, put: Callable[..., int]
) -> None:
    put("fine\nRight:\nLabel: right is better\n> f", "\x1b[2J\x1b]0;owned\x07\x1b[c[red]x[/]")
    printed = answer_to(": special", talk(session, ": special"))
    assert "\n  Label: right is better\n" in printed
    assert printed.count("\nRight:") == 1
    assert "\x1b" not in printed
    assert "␛[c[red]x[/]" in printed


def test_empty_and_equal_outputs_are_said(session: Session, talk: Talk, put: Callable[..., int]) -> None:
    put("", "")
    printed = answer_to(": special", talk(session, ": special"))
    assert "Left: empty\nRight: empty\nBoth outputs are the same." in printed


def test_the_metadata_say_what_the_source_calls_the_pair(session: Session, talk: Talk, store: Store) -> None:
    name = store.content.external_id(session.view.pair_id)
    assert f"Metadata:\n  Id: {name}\n  Prompt, topic: test\n" in talk(session, "metadata")


def test_what_was_begun_is_in_the_history(session: Session, talk: Talk) -> None:
    assert "not finished: left correct" in answer_to("history", talk(session, "e", "history"))


def test_models_are_named_after_the_reveal_alone(session: Session, talk: Talk) -> None:
    printed = talk(session, "f", "previous", "M", "R", "M", "pair")
    blind, _, revealed = printed.partition("\n> R\n")
    assert "(new)" not in blind
    assert "hidden until the pair is revealed" in blind
    assert "Left (new)" in revealed or "Left (old)" in revealed
    assert "pairs.jsonl row" in revealed


def test_the_note_is_said_written_and_taken_off(session: Session, talk: Talk) -> None:
    printed = talk(session, "c", "c  both: vague", "c", "c -")
    assert "no note" in answer_to("c", printed)
    assert "note «both: vague»" in printed
    assert session.view.judgement == Judgement()


def test_a_tag_is_chosen_by_number_or_name(make_session: MakeSession, talk: Talk) -> None:
    tags = (AskedTag("made-up source", "a source that is not there"), AskedTag("rude"))
    session = make_session(rubric=Rubric(tags=tags))
    printed = talk(session, "s", "s 1", "l rude", "s")
    assert "  1. made-up source: a source that is not there\n  2. rude" in answer_to("s", printed)
    view = session.view
    assert {(tag.tag, tag.slot) for tag in view.judgement.tags} == {
        ("made-up source", view.left_slot),
        ("rude", view.left_slot.other),
    }
    assert "made-up source (on)" in printed


def test_guidelines_say_all_that_is_asked(make_session: MakeSession, talk: Talk) -> None:
    rubric = Rubric(
        guidelines="Be strict.",
        criteria=(AskedCriterion("tone", "how it sounds"),),
        tags=(
            AskedTag("rude", "insults", harmed="the customer", severity=Severity.HIGH, blocker=True),
            AskedTag("odd", sided=False),
        ),
        skip_reasons=("not my field",),
        repeat_rate=0.1,
    )
    said = answer_to("G", talk(make_session(rubric=rubric), "G"))
    assert "  Be strict.\n\n  Criterion tone: how it sounds\n" in said
    assert "  Tag rude: must never happen; high severity; harms the customer; insults\n" in said
    assert "  Reason to skip: not my field\n" in said
    assert "  Tag odd: of the pair\n" in said
    assert "  Required: preference\n" in said
    assert "come up a second time" in said, "annotators know that repeats exist"


def test_a_number_without_end_is_no_number_of_a_list(make_session: MakeSession, talk: Talk) -> None:
    session = make_session(rubric=Rubric(tags=(AskedTag("rude"),)))
    line = "s " + "1" * 5_000
    assert answer_to(line, talk(session, "s", line)).count("\n") < 3
    assert session.view.judgement.empty


def test_a_number_means_the_list_of_this_pair(make_session: MakeSession, talk: Talk) -> None:
    session = make_session(rubric=Rubric(tags=(AskedTag("rude"),), new_tags=False))
    printed = talk(session, "s", "next", "s 1")
    assert session.view.judgement.empty
    assert "1" in answer_to("s 1", printed)


def test_a_reason_to_skip_is_chosen_by_number(make_session: MakeSession, talk: Talk) -> None:
    session = make_session(rubric=Rubric(skip_reasons=("not my field", "broken")))
    talk(session, "S", "S 2", "previous")
    assert session.view.judgement.reason == "broken"


def test_the_list_of_pairs_begins_at_hand(session: Session, talk: Talk) -> None:
    printed = answer_to("w", talk(session, "f", "!", "w"))
    assert "6 pairs; 5 of them from here on" in printed
    assert re.search(r"\n  2 \(q\d\): open, flagged: Question \d\?\n  3 ", printed)
    printed = answer_to("w", talk(session, "previous", "w"))
    assert re.search(r"\n  1 \(q\d\): labeled, left is better: Question", printed)


def test_a_filter_goes_through_some_pairs_alone(session: Session, talk: Talk) -> None:
    printed = talk(session, "f", "w labeled", "w", "w all", "w nonsense ==")
    assert "reviewing «labeled»" in answer_to("w labeled", printed)
    assert "Pair 1 of 6 (1 labeled)\nFilter: labeled\n" in answer_to("w labeled", printed)
    assert "1 pair; 1 of them" in answer_to("w", printed)
    assert "reviewing all pairs" in answer_to("w all", printed)
    assert answer_to("w nonsense ==", printed).count("\n") == 0


def test_with_hidden_repeats_no_number_and_no_answer_tells_which_pair_is_one(
    make_session: MakeSession, talk: Talk
) -> None:
    printed = talk(make_session(rubric=Rubric(repeat_rate=0.2)), "f", "w")
    assert "Some of your own pairs come up again" in printed
    assert "\nA pair (1 labeled)\n" in printed
    assert "Pair 2" not in printed
    assert re.search(r"1 \(q\d\): labeled: Question", answer_to("w", printed))


def test_differences_are_two_lists_of_lines(session: Session, talk: Talk, put: Callable[..., int]) -> None:
    put("The same line.\nIt costs 5 euros.", "The same line.\nIt costs 7 euros.")
    printed = answer_to("v", talk(session, ": special", "v"))
    lines = printed.splitlines()[-2:]
    assert {line[:4] for line in lines} == {"  - ", "  + "}
    assert all("euros" in line for line in lines)


def test_words_that_differ(session: Session, talk: Talk, put: Callable[..., int]) -> None:
    put("It costs 5 euros.", "It costs 7 euros.")
    printed = answer_to("v words", talk(session, ": special", "v words"))
    assert {line.strip() for line in printed.splitlines()[-2:]} in ({"- 5", "+ 7"}, {"- 7", "+ 5"})


def test_search_prints_numbered_lines(session: Session, talk: Talk, put: Callable[..., int]) -> None:
    put("one\nthe Word is here", "x " * 500 + "word" + " y" * 500)
    printed = answer_to("/ word", talk(session, ": special", "/ word"))
    assert "2: the Word is here" in printed
    assert "…" in printed
    assert "Prompt: no lines" in printed
    assert len(printed) < 600


def test_results_are_shown_only_when_they_are_asked_for(session: Session, talk: Talk) -> None:
    printed = talk(session, "f", "f", "f", "%", "% results", "%")
    blind, _, asked = printed.partition("\n> % results\n")
    assert "3 of 6 pairs labeled" in blind
    assert "win rate" not in blind.lower()
    assert "new" not in blind.partition("\n> %\n")[2]
    assert asked.lower().count("win rate") >= 2
    assert session.results_revealed


def test_system_prompts_and_reasoning_are_folded_until_they_are_opened(
    session: Session, talk: Talk, put: Callable[..., int]
) -> None:
    put("<think>secret plan\nof two lines</think>Hello.", "Hi.")
    printed = talk(session, ": special", ",", ",")
    assert "of two lines" not in answer_to(": special", printed)
    assert "of two lines" in answer_to(",", printed)
