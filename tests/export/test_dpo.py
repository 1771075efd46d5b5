"""`export dpo`: what TRL reads, and what is left out of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from reviewtui.domain.labels import Judgement
from reviewtui.domain.messages import Message, one_message
from reviewtui.domain.vocabulary import Correctness, Preference
from reviewtui.export.dpo import dpo_rows
from reviewtui.export.selection import Selection


def exported(project: Any) -> tuple[list[dict[str, Any]], dict[str, int]]:
    left_out: Counter[str] = Counter()
    rows = list(dpo_rows(project.store, Selection("person"), left_out))
    return rows, dict(+left_out)


def turn(role: str, content: str) -> dict[str, str]:
    return {"role": role, "content": content}


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize(
    ("preference", "chosen", "rejected"), [(Preference.A, "two", "one"), (Preference.B, "one", "two")]
)
def test_bare_texts_are_strings_and_the_chosen_is_the_preferred(
    project: Any, number: int, preference: Preference, chosen: str, rejected: str
) -> None:
    pair = project.pair(f"Question {number}", "one", "two", models=("zebra", "ant"))
    project.label(pair, "ann", Judgement(preference))
    rows, left_out = exported(project)
    assert rows == [{"prompt": f"Question {number}", "chosen": chosen, "rejected": rejected}]
    assert left_out == {}


def test_one_conversation_makes_every_row_conversational(project: Any) -> None:
    system = (Message("system", "Be brief."), Message("user", "Why?"))
    for pair in (project.pair("Plain"), project.pair(system)):
        project.label(pair, "ann", Judgement(Preference.A))
    rows, _ = exported(project)
    answers = {"chosen": [turn("assistant", "Because.")], "rejected": [turn("assistant", "So.")]}
    assert rows == [
        {"prompt": [turn("user", "Plain")], **answers},
        {"prompt": [turn("system", "Be brief."), turn("user", "Why?")], **answers},
    ]


def test_a_conversation_that_is_left_out_changes_no_style(project: Any) -> None:
    project.label(project.pair("Plain"), "ann", Judgement(Preference.A))
    system = (Message("system", "Be brief."), Message("user", "Why?"))
    project.label(project.pair(system), "ann", Judgement(Preference.TIE))
    rows, left_out = exported(project)
    assert rows == [{"prompt": "Plain", "chosen": "Because.", "rejected": "So."}]
    assert left_out == {"tied": 1}


def test_parts_and_tool_calls_become_text(project: Any) -> None:
    parts = (Message("user", [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]),)
    call = (Message("assistant", None, {"tool_calls": [{"name": "look"}]}),)
    project.label(project.pair(parts, call, "Done."), "ann", Judgement(Preference.B))
    rows, _ = exported(project)
    assert rows == [
        {
            "prompt": [turn("user", "one\ntwo")],
            "chosen": [turn("assistant", "Done.")],
            "rejected": [turn("assistant", '[{"name":"look"}]')],
        }
    ]


@pytest.mark.parametrize(
    ("judgements", "reason"),
    [
        ([Judgement(Preference.TIE)], "tied"),
        ([Judgement(Preference.BOTH_BAD)], "both bad"),
        ([Judgement(Preference.A), Judgement(Preference.B)], "unresolved"),
        ([Judgement(Preference.A, correctness_a=Correctness.INCORRECT)], "chosen but incorrect"),
        ([Judgement(Preference.B, correctness_b=Correctness.INCORRECT)], "chosen but incorrect"),
        ([], "not labeled"),
    ],
)
def test_pairs_that_teach_nothing_are_left_out(
    project: Any, judgements: list[Judgement], reason: str
) -> None:
    pair = project.pair()
    for name, judgement in zip(("ann", "ben"), judgements, strict=False):
        project.label(pair, name, judgement)
    assert exported(project) == ([], {reason: 1})


def test_outputs_that_are_the_same_or_not_the_assistants_alone_are_left_out(project: Any) -> None:
    with_tool = (*one_message("assistant", "Let me look."), Message("tool", "42"))
    project.label(project.pair("Why?", "Same.", "Same."), "ann", Judgement(Preference.A))
    project.label(project.pair("How?", with_tool, "So."), "ann", Judgement(Preference.B))
    assert exported(project) == (
        [],
        {"with identical outputs": 1, "with turns in an output that are not the assistant's": 1},
    )


@pytest.mark.parametrize(
    "judgement",
    [
        Judgement(Preference.A, correctness_a=Correctness.PARTIAL),
        Judgement(Preference.A, correctness_b=Correctness.INCORRECT),
    ],
)
def test_a_partly_correct_choice_stays_and_so_does_an_incorrect_rejected(
    project: Any, judgement: Judgement
) -> None:
    project.label(project.pair(), "ann", judgement)
    rows, left_out = exported(project)
    assert len(rows) == 1
    assert left_out == {}
