"""`export labels`: the contract's rows, and that importing them gives the same statistics."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.messages import Message
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Op, Preference, Slot, Status
from reviewtui.export.labels import label_rows
from reviewtui.export.selection import Selection

CONTRACT = [
    "id", "seq", "external_id", "prompt", "model_a", "output_a", "model_b", "output_b", "annotator",
    "annotator_kind", "pass", "preference", "strength", "correctness_a", "correctness_b", "warned_a",
    "warned_b", "criteria", "tags", "note", "confidence", "status", "reason", "flagged", "left_output",
    "revealed", "served_by", "active_ms", "rubric", "created_at", "metadata",
]  # fmt: skip

EVERYBODY = Selection("all")

FULL = Judgement(
    preference=Preference.A,
    strength=2,
    correctness_a=Correctness.CORRECT,
    correctness_b=Correctness.INCORRECT,
    warned_a=False,
    warned_b=True,
    criteria=(Criterion("tone", Preference.B, 1),),
    tags=(Tag("rude", Slot.B), Tag("long")),
    note="line one\nline two",
    confidence=3,
    flagged=True,
    reason="unsure",
)


def exported(project: Any, selection: Selection = EVERYBODY, **options: bool) -> list[dict[str, Any]]:
    """The rows as a reader of the file has them."""
    rows = label_rows(project.store, selection, Counter(), **options)
    return [orjson.loads(orjson.dumps(row)) for row in rows]


def test_a_row_is_the_contracts(project: Any) -> None:
    pair = project.pair("Why?", "Because.", "So.", external_id="q1", metadata={"language": "de"})
    project.label(pair, "ann", FULL)
    (row,) = exported(project)
    assert list(row) == CONTRACT
    assert row == {
        "id": row["id"],
        "seq": 1,
        "external_id": "q1",
        "prompt": "Why?",
        "model_a": "apple",
        "output_a": "Because.",
        "model_b": "pear",
        "output_b": "So.",
        "annotator": "ann",
        "annotator_kind": "person",
        "pass": 0,
        "preference": "a",
        "strength": 2,
        "correctness_a": "correct",
        "correctness_b": "incorrect",
        "warned_a": False,
        "warned_b": True,
        "criteria": {"tone": {"preference": "b", "strength": 1}},
        "tags": [{"tag": "rude", "side": "b"}, {"tag": "long", "side": None}],
        "note": "line one\nline two",
        "confidence": 3,
        "status": "labeled",
        "reason": "unsure",
        "flagged": True,
        "left_output": "a",
        "revealed": False,
        "served_by": "queue",
        "active_ms": 1200,
        "rubric": "r1",
        "created_at": "2025-01-01T00:00:01.000Z",
        "metadata": {"language": "de"},
    }


@pytest.mark.parametrize("number", range(4))
def test_rows_are_in_the_order_of_names_whatever_the_hashes(project: Any, number: int) -> None:
    pair = project.pair(f"Question {number}", "one", "two", models=("zebra", "ant"))
    project.label(pair, "ann", Judgement(Preference.A), left=Slot.B)
    (row,) = exported(project)
    assert (row["model_a"], row["output_a"], row["preference"]) == ("ant", "two", "a")
    assert row["left_output"] == "b"


def test_the_sample_above_has_pairs_of_both_orientations(project: Any) -> None:
    pairs = [project.pair(f"Question {n}", "one", "two", models=("zebra", "ant")) for n in range(4)]
    assert {project.store.content.pair(pair).mirrored_in_results for pair in pairs} == {True, False}


def test_conversations_keep_their_messages(project: Any) -> None:
    prompt = (Message("system", "Be brief."), Message("user", [{"type": "text", "text": "Why?"}]))
    project.label(project.pair(prompt), "ann", Judgement(Preference.TIE))
    (row,) = exported(project)
    assert row["prompt"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": [{"type": "text", "text": "Why?"}]},
    ]
    assert row["output_a"] == "Because."


def test_only_the_current_revision_is_written(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(Preference.B))
    assert [(row["seq"], row["preference"]) for row in exported(project)] == [(2, "b")]


def test_a_label_changed_after_a_reveal_comes_with_the_one_that_counts(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(Preference.TIE))
    project.label(pair, "ann", Judgement(Preference.B, note="now I know"), revealed=True)
    assert [(row["seq"], row["preference"], row["revealed"]) for row in exported(project)] == [
        (2, "tie", False),
        (3, "b", True),
    ]


def test_a_label_taken_back_is_left_out_and_counted(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(), status=Status.RETRACTED, op=Op.UNDO)
    left_out: Counter[str] = Counter()
    assert list(label_rows(project.store, EVERYBODY, left_out)) == []
    assert left_out == {"taken back": 1}


def test_a_label_taken_back_after_a_reveal_still_counts_and_is_written(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(), status=Status.RETRACTED, revealed=True)
    assert [(row["status"], row["revealed"]) for row in exported(project)] == [
        ("labeled", False),
        ("retracted", True),
    ]


def test_history_has_every_revision_with_its_op_and_parent(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(), op=Op.UNDO, status=Status.RETRACTED)
    first, second = exported(project, history=True)
    assert list(first) == [*CONTRACT, "op", "parent"]
    assert (first["op"], first["parent"]) == ("set", None)
    assert (second["op"], second["parent"], second["status"]) == ("undo", first["id"], "retracted")


def test_skips_repeats_and_judges_are_labels_too(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(), status=Status.SKIPPED)
    project.label(pair, "ann", Judgement(Preference.A), pass_=1)
    project.label(pair, "gpt", Judgement(Preference.B), kind=AnnotatorKind.JUDGE)
    rows = exported(project)
    assert [(r["annotator"], r["annotator_kind"], r["pass"], r["status"]) for r in rows] == [
        ("ann", "person", 0, "skipped"),
        ("ann", "person", 1, "labeled"),
        ("gpt", "judge", 0, "labeled"),
    ]


@pytest.mark.parametrize("history", [False, True])
@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (EVERYBODY, ["ann", "ben", "gpt"]),
        (Selection("person"), ["ann", "ben"]),
        (Selection("judge"), ["gpt"]),
        (Selection("person", ("gpt", "ben")), ["ben", "gpt"]),
    ],
)
def test_the_selection_says_whose(
    project: Any, selection: Selection, names: list[str], history: bool
) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ben", Judgement(Preference.B))
    project.label(pair, "gpt", Judgement(Preference.B), kind=AnnotatorKind.JUDGE)
    assert [row["annotator"] for row in exported(project, selection, history=history)] == names


revisions = st.tuples(
    st.integers(0, 2),
    st.sampled_from(["ann", "ben"]),
    st.sampled_from(AnnotatorKind),
    st.integers(0, 1),
    st.sampled_from(Status),
    st.booleans(),
    st.builds(
        Judgement,
        preference=st.none() | st.sampled_from(Preference),
        correctness_a=st.none() | st.sampled_from(Correctness),
        correctness_b=st.none() | st.sampled_from(Correctness),
        warned_a=st.sampled_from([None, True, False]),
        criteria=st.sampled_from([(), (Criterion("tone", Preference.A, 1),)]),
        tags=st.sampled_from([(), (Tag("rude", Slot.B), Tag("odd"))]),
        note=st.sampled_from(["", "a note"]),
        confidence=st.sampled_from([None, 1]),
        reason=st.sampled_from(["", "unsure"]),
    ),
    st.none() | st.sampled_from(Slot),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(revisions, max_size=14), st.booleans())
def test_importing_the_rows_anywhere_gives_the_same_statistics(
    new_project: Any, drawn: list[Any], history: bool
) -> None:
    original, copy = new_project(), new_project()
    pairs = [original.pair(f"Question {n}", models=("zebra", "ant")) for n in range(3)]
    for number, annotator, kind, pass_, status, revealed, judgement, left in drawn:
        original.label(
            pairs[number],
            annotator,
            judgement,
            kind=kind,
            pass_=pass_,
            status=status,
            revealed=revealed,
            left=left,
        )
    rows = exported(original, history=history)
    copy.take(rows)
    assert copy.counted() == original.counted()
    assert copy.heads() == original.heads()
    copy.take(rows)
    by_id = itemgetter("id")
    assert sorted(exported(copy), key=by_id) == sorted(exported(original), key=by_id)
