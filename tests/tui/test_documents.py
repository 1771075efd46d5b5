"""Help, guidelines and metadata, as they are read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.rubric import AskedCriterion, AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from reviewtui.review.actions import ACTIONS
from reviewtui.review.keymap import DEFAULT, Keymap
from reviewtui.review.session import Session
from reviewtui.text.flow import Flow
from reviewtui.tui.documents import Section, Sections, guidelines, key_help, metadata


def rows(sections: Sections, width: int = 60) -> list[str]:
    flow = Flow(sections.at(width), width)
    flow.ensure(10_000)
    return [flow.row(y).text for y in range(flow.known)]


def test_the_help_has_every_action_with_its_keys_as_they_are_for_this_user() -> None:
    shown = " ".join(" ".join(rows(key_help(DEFAULT))).split())
    for action in ACTIONS:
        assert f"{DEFAULT.keys_of(action.name)} {action.description}" in shown
    own = rows(key_help(Keymap({"flag": ("f2",)})))
    assert any(row.split()[0] == "f2" and "flag this pair" in row for row in own if row)


@pytest.mark.parametrize("width", [58, 78, 118])
def test_a_long_description_goes_on_below_itself(width: int) -> None:
    found = rows(Sections([Section("Keys", [("x", "short"), ("Ctrl-x", "word " * 60)])]), width)
    start = found[1].index("short")
    assert found[2].index("word") == start
    assert all(row.startswith(" " * start + "word") for row in found[3:])
    assert len(found) > 3


def test_values_of_several_lines_stay_in_their_column() -> None:
    found = rows(Sections([Section("Prompt", [("note:", "one\ntwo"), ("a longer name:", "three")])]))
    assert found[1:] == ["  note:           one", "                  two", "  a longer name:  three"]


def test_guidelines_are_markdown_and_say_all_that_is_asked() -> None:
    rubric = Rubric(
        question="Which is *safer*?",
        guidelines="# Strict\n\n- on **dates**\n",
        criteria=(AskedCriterion("tone", "polite"),),
        tags=(
            AskedTag("leak", "names a person", harmed="the customer", severity=Severity.HIGH, blocker=True),
            AskedTag("odd", sided=False),
        ),
        warned=True,
        skip_reasons=("broken text",),
        repeat_rate=0.1,
    )
    shown = rows(guidelines(rubric))
    assert "Which is *safer*?" in shown, "a question is no Markdown"
    assert "• on dates" in shown
    assert "  tone  polite" in shown
    text = " ".join(" ".join(shown).split())
    assert "leak must never happen; high severity; harms the customer; names a person" in text
    assert "odd of the pair" in text
    assert "broken text" in shown
    assert "whether an answer said that it might be wrong" in text
    assert "come up a second time" in text


def test_what_a_rubric_does_not_have_is_not_headed() -> None:
    shown = rows(guidelines(Rubric()))
    assert not {"Guidelines", "Criteria", "Tags", "Reasons to skip"} & set(shown)
    assert "come up a second time" not in "\n".join(shown)


def test_metadata_of_the_outputs_is_hidden_until_the_reveal(session: Session) -> None:
    blind = rows(metadata(session.view, None))
    assert "  topic:  test" in blind
    assert "hidden until the pair is revealed" in blind
    assert "old" not in " ".join(blind)
    session.tie()
    session.previous()
    session.reveal()
    assert "  model:  old" in rows(metadata(session.view, None))


def test_metadata_is_shown_as_it_is(session: Session) -> None:
    view = replace(session.view, metadata={"# a\x1b[2J": "**b**\x1b]0;x\x07", "n": [1, {"k": None}]})
    shown = rows(metadata(view, None))
    assert "  # a␛[2J:  **b**␛]0;x␇" in shown
    assert '  n:        [1,{"k":null}]' in shown


def test_no_metadata_is_said(session: Session) -> None:
    assert rows(metadata(replace(session.view, metadata={}), None))[1] == "none"


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=80)), max_size=4), st.text(max_size=80))
def test_any_texts_can_be_laid_out_and_the_place_is_found_again(
    terms: list[tuple[str, str]], markdown: str
) -> None:
    sections = Sections(
        [Section("One", markdown=markdown), Section("Two", terms), Section("Three", [("", "end")])]
    )
    document = sections.at(40)
    document.advance(100_000)
    assert document.complete
    assert document.text.endswith("end\n")
    at = document.text.rindex("end")
    assert document.offset_of(document.source_of(at)) == at


def test_metadata_names_the_pair_as_its_source_does(session: Session) -> None:
    shown = rows(metadata(session.view, "q\x1b7"))
    assert shown[0] == "Pair"
    assert shown[1].split() == ["id:", "q␛7"]
