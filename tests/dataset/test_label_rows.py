"""Exported labels on their way back."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Op, Preference, Slot, Status
from reviewtui.export.labels import label_rows
from reviewtui.export.selection import Selection
from reviewtui.store import Store
from tests.dataset.conftest import Import, Row, WriteLines, faults_of

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"


def label_row(number: int = 1, **more: Any) -> Row:
    return {
        "prompt": f"Question {number}?",
        "model_a": "new",
        "output_a": f"New answer {number}.",
        "model_b": "old",
        "output_b": f"Old answer {number}.",
        "annotator": "ana",
        "preference": "a",
        **more,
    }


def turned(row: Row) -> Row:
    """The same label told with the outputs' names exchanged."""
    mirror = {"a": "b", "b": "a"}
    other = {
        "model_a": "model_b",
        "output_a": "output_b",
        "correctness_a": "correctness_b",
        "warned_a": "warned_b",
    }
    other |= {value: key for key, value in other.items()}
    result = {other.get(name, name): value for name, value in row.items()}
    for name in ("preference", "left_output"):
        if name in result:
            result[name] = mirror.get(result[name], result[name])
    if "criteria" in result:
        result["criteria"] = {
            name: {**one, "preference": mirror.get(one["preference"], one["preference"])}
            for name, one in result["criteria"].items()
        }
    if "tags" in result:
        result["tags"] = [{**one, "side": mirror.get(one["side"], one["side"])} for one in result["tags"]]
    return result


FULL = label_row(
    id="0197-label",
    seq=3,
    parent="0197-before",
    external_id="q1",
    annotator_kind="judge",
    status="labeled",
    preference="b",
    strength=2,
    correctness_a="incorrect",
    correctness_b="partial",
    warned_a=True,
    warned_b=False,
    criteria={"tone": {"preference": "a", "strength": 1}},
    tags=[{"tag": "rude", "side": "a"}, {"tag": "odd", "side": None}],
    note="a note",
    confidence=2,
    score=0.25,
    flagged=True,
    reason="it says why",
    left_output="a",
    revealed=True,
    served_by="goto",
    active_ms=1234,
    rubric="abc",
    created_at="2026-01-31T12:00:00.000Z",
    metadata={"language": "de"},
    **{"pass": 1},
)


@pytest.mark.parametrize("way", [dict, turned])
def test_everything_comes_back(write: WriteLines, project: Store, bring: Import, way: Any) -> None:
    report = bring(write("labels.jsonl", [way(FULL)]))
    assert (report.layout, report.pairs_new, report.labels_new, report.left_out) == ("labels", 1, 1, 0)
    (revision,) = project.labels.all()
    pair = project.content.pair(revision.pair_id)
    new = Slot.A if pair.a.model == "new" else Slot.B
    as_stored = Judgement(
        preference=Preference.B,
        strength=2,
        correctness_a=Correctness.INCORRECT,
        correctness_b=Correctness.PARTIAL,
        warned_a=True,
        warned_b=False,
        criteria=(Criterion("tone", Preference.A, 1),),
        tags=(Tag("rude", Slot.A), Tag("odd", None)),
        note="a note",
        confidence=2,
        score=0.25,
        flagged=True,
        reason="it says why",
    )
    assert revision.judgement == (as_stored if new is Slot.A else as_stored.mirrored())
    assert revision.left_output is new
    assert (revision.id, revision.seq, revision.parent) == ("0197-label", 3, "0197-before")
    assert (revision.pass_, revision.op, revision.status) == (1, Op.IMPORT, Status.LABELED)
    assert (revision.revealed, revision.served_by, revision.active_ms) == (True, "goto", 1234)
    assert (revision.rubric, revision.created_at) == ("abc", "2026-01-31T12:00:00.000Z")
    (annotator,) = project.annotators.all()
    assert (annotator.name, annotator.kind) == ("ana", AnnotatorKind.JUDGE)
    assert project.content.external_id(revision.pair_id) == "q1"
    assert pair.prompt.metadata == {"language": "de"}


def test_the_least_that_a_row_may_hold(write: WriteLines, project: Store, bring: Import) -> None:
    path = write(
        "labels.jsonl", [label_row(1), label_row(1, annotator="ben", note=None, tags=None), label_row(2)]
    )
    report = bring(path)
    assert (report.pairs_new, report.labels_new, report.left_out) == (2, 3, 0)
    for revision in project.labels.all():
        assert (revision.seq, revision.pass_, revision.served_by) == (1, 0, "imported")
        assert revision.created_at.endswith("Z")


@pytest.mark.parametrize("with_id", [True, False])
def test_again_and_turned_adds_nothing(
    write: WriteLines, project: Store, bring: Import, with_id: bool
) -> None:
    rows = [label_row(n, preference="ab"[n % 2], correctness_a="correct") for n in range(8)]
    if with_id:
        rows = [{**row, "id": f"id-{n}", "seq": 1} for n, row in enumerate(rows)]
    assert bring(write("labels.jsonl", rows)).labels_new == 8
    before = list(project.labels.all())
    again = bring(write("labels.jsonl", rows))
    assert (again.labels_new, again.labels_known, again.pairs_known, again.left_out) == (0, 8, 8, 0)
    assert bring(write("turned.jsonl", map(turned, rows))).labels_known == 8
    assert list(project.labels.all()) == before


def test_another_judgement_without_an_id_is_the_next_revision(
    write: WriteLines, project: Store, bring: Import
) -> None:
    bring(write("one.jsonl", [label_row(1)]))
    bring(write("two.jsonl", [label_row(1, preference="tie")]))
    assert [revision.seq for revision in project.labels.all()] == [1, 2]
    (head,) = project.labels.current()
    assert head.judgement.preference is Preference.TIE


def test_labels_find_the_pairs_of_another_file(write: WriteLines, project: Store, bring: Import) -> None:
    row = {
        "prompt": "Question 1?",
        "response_a": "Old answer 1.",
        "response_b": "New answer 1.",
        "model_a": "old",
        "model_b": "new",
        "reference": "Ref.",
    }
    report = bring(write("labels.jsonl", [label_row(1)]), write("pairs.jsonl", [row]))
    assert (report.pairs_new, report.labels_new, report.left_out) == (1, 1, 0)
    (pair,) = map(project.content.pair, project.content.pair_ids())
    assert pair.prompt.reference == "Ref.", "a label's row has none, and takes none away"


def test_conversations(write: WriteLines, project: Store, bring: Import) -> None:
    turns = [
        {"role": "user", "content": "q"},
        {"role": "assistant", "content": "x"},
        {"role": "user", "content": "r"},
    ]
    bring(write("labels.jsonl", [label_row(1, prompt=turns)]))
    (pair,) = map(project.content.pair, project.content.pair_ids())
    assert len(pair.prompt.messages) == 3


def test_faults_name_their_field(write: WriteLines, project: Store, bring: Import) -> None:
    rows = [
        label_row(1),
        label_row(2, preference="A"),
        label_row(3, preference=1),
        label_row(4, strength=3),
        label_row(5, correctness_a="yes"),
        label_row(6, confidence="2"),
        label_row(7, seq=0),
        label_row(8, flagged=1),
        label_row(9, criteria={"tone": {"strength": 1}}),
        label_row(10, tags=[{"tag": "x", "side": "left"}]),
        label_row(11, annotator=""),
        label_row(12, created_at="yesterday"),
        label_row(13, preference=None),
        label_row(14, output_b=None),
        label_row(15, metadata=[]),
        label_row(16, active_ms=-1, left_output="left"),
        label_row(17, seq=2**70),
    ]
    report = bring(write("labels.jsonl", rows))
    reasons = {line: reason for _, line, reason in faults_of(report)}
    assert sorted(reasons) == list(range(2, 18))
    starts = {
        2: "field preference: expected 'a', 'b', 'tie' or 'both_bad', found \"A\"",
        3: "field preference: expected",
        4: "field strength: expected less than or equal to 2, found 3",
        5: "field correctness_a: expected 'correct', 'partial' or 'incorrect', found \"yes\"",
        6: 'field confidence: expected integer, found "2"',
        7: "field seq: expected greater than or equal to 1, found 0",
        8: "field flagged: expected boolean, found 1",
        9: "field criteria.tone.preference: missing",
        10: "field tags.0.side: expected 'a' or 'b', found \"left\"",
        11: "field annotator: ",
        12: "field created_at: expected a time as in 2026-01-31T12:00:00Z, found yesterday",
        13: "labeled, but it says nothing of the pair",
        14: "field output_b: missing",
        15: "field metadata: expected an object, found a list",
        16: "field left_output: expected 'a' or 'b', found \"left\"; field active_ms: expected",
        17: "field seq: expected",
    }
    for line, start in starts.items():
        assert reasons[line].startswith(start), reasons[line]
    assert report.labels_new == 1


def test_one_id_twice_in_a_file(write: WriteLines, project: Store, bring: Import) -> None:
    report = bring(write("labels.jsonl", [label_row(1, id="x"), label_row(2, id="x")]))
    assert faults_of(report) == [("labels.jsonl", 2, "the label x came before, in line 1")]
    assert report.labels_new == 1


def exported(store: Store, **options: bool) -> list[Row]:
    rows = label_rows(store, Selection("all", ()), Counter(), **options)
    return [json.loads(json.dumps(row)) for row in rows]


@pytest.mark.parametrize("history", [False, True])
def test_from_one_project_to_another_and_back(
    write: WriteLines, project: Store, bring: Import, tmp_path: Path, history: bool
) -> None:
    bring(SAMPLE / "pairs.jsonl")
    bring(SAMPLE / "labels.jsonl")
    first = exported(project, history=history)
    assert len(first) == 90
    path = write("exported.jsonl", first)
    with Store.open(tmp_path / "second.db", create=True) as second:
        from reviewtui.dataset.importing import import_files

        report = import_files(second, [path], {})
        assert (report.labels_new, report.left_out) == (90, 0)
        by_id = {row["id"]: row for row in exported(second, history=history)}
        assert by_id == {row["id"]: row for row in first}
    again = bring(path)
    assert (again.labels_new, again.pairs_new, again.pairs_changed) == (0, 0, 0)


def test_revisions_of_a_history_keep_their_order(write: WriteLines, project: Store, bring: Import) -> None:
    rows = [
        label_row(1, id="c", seq=3, op="undo", parent="b", status="retracted", preference=None),
        label_row(1, id="a", seq=1, op="set"),
        label_row(1, id="b", seq=2, op="set", parent="a", preference="b"),
    ]
    assert bring(write("labels.jsonl", rows)).labels_new == 3
    (head,) = project.labels.current()
    assert (head.id, head.status) == ("c", Status.RETRACTED)
    assert {revision.op for revision in project.labels.all()} == {Op.IMPORT}, "nobody here can undo them"


def test_orientation_does_not_depend_on_which_output_is_a(
    write: WriteLines, project: Store, bring: Import
) -> None:
    """Among several pairs, some are stored the other way round; all say that the new one is better."""
    bring(write("labels.jsonl", [label_row(n) for n in range(12)]))
    preferred = set()
    for revision in project.labels.all():
        pair = project.content.pair(revision.pair_id)
        assert revision.judgement.preference is not None
        preferred.add(pair.output(Slot(revision.judgement.preference)).model)
    assert preferred == {"new"}
    swapped = {pair.a.model for pair in map(project.content.pair, project.content.pair_ids())}
    assert swapped == {"new", "old"}, "both orientations were there"


@pytest.mark.parametrize(
    "said",
    [
        {"correctness_a": "correct", "correctness_b": "incorrect"},
        {"warned_a": True},
        {"criteria": {"tone": {"preference": "a"}}},
        {"tags": [{"tag": "rude", "side": "a"}]},
    ],
)
def test_rows_without_a_preference_are_labels_by_what_else_they_say(
    write: WriteLines, project: Store, bring: Import, said: dict[str, Any]
) -> None:
    rows = [{**label_row(n), "preference": None, **said} for n in range(3)]
    assert bring(write("labels.jsonl", rows)).labels_new == 3


def test_a_history_without_ids_keeps_its_order(write: WriteLines, project: Store, bring: Import) -> None:
    """Back to what was said first, after a reveal and after a discussion: none is the same revision."""
    rows = [label_row(preference=said, seq=seq) for seq, said in enumerate("bab", 1)]
    rows += [label_row(preference="b", seq=4, revealed=True)]
    rows += [label_row(preference="b", seq=5, revealed=True, role="adjudication")]
    path = write("labels.jsonl", rows)
    assert bring(path).labels_new == 5
    assert bring(path).labels_new == 0
    assert [one.seq for one in project.labels.all()] == [1, 2, 3, 4, 5]


def test_a_judge_that_sees_a_pair_from_both_sides_gives_two_verdicts(
    write: WriteLines, project: Store, bring: Import
) -> None:
    rows = [label_row(annotator_kind="judge", left_output=side) for side in "ab"]
    assert bring(write("labels.jsonl", [*rows, turned(rows[0])])).labels_new == 2
