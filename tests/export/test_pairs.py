"""`export pairs`: one row a labeled pair, with the verdict and the votes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import orjson
import pytest

from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Preference, Status
from reviewtui.export.pairs import pair_rows
from reviewtui.export.selection import Selection

PEOPLE = Selection("person")


def exported(project: Any, selection: Selection = PEOPLE) -> list[dict[str, Any]]:
    """The rows as a reader of the file has them."""
    return [orjson.loads(orjson.dumps(row)) for row in pair_rows(project.store, selection, Counter())]


def test_a_row_has_the_verdict_the_votes_and_the_texts(project: Any) -> None:
    pair = project.pair(
        "Why?", "Because.", "So.", external_id="q1", reference="Just so.", metadata={"language": "de"}
    )
    project.label(pair, "ann", Judgement(Preference.A, correctness_a=Correctness.CORRECT, note="clear"))
    project.label(pair, "ben", Judgement(Preference.A, correctness_a=Correctness.PARTIAL))
    project.label(pair, "cleo", Judgement(Preference.TIE, correctness_a=Correctness.CORRECT))
    (row,) = exported(project)
    expected = {
        "id": project.store.content.pair(pair).hash,
        "external_id": "q1",
        "prompt": "Why?",
        "model_a": "apple",
        "output_a": "Because.",
        "model_b": "pear",
        "output_b": "So.",
        "verdict": "a",
        "resolved": True,
        "votes": {"a": 2, "b": 0, "tie": 1, "both_bad": 0},
        "n_annotators": 3,
        "policy": "majority",
        "correctness_a": "correct",
        "correctness_b": None,
        "correctness_votes": {
            "a": {"correct": 2, "partial": 1, "incorrect": 0},
            "b": {"correct": 0, "partial": 0, "incorrect": 0},
        },
        "notes": [{"annotator": "ann", "note": "clear"}],
        "reference": "Just so.",
        "metadata": {"language": "de"},
    }
    assert row == expected
    assert list(row) == list(expected)


def test_a_disagreement_of_two_is_unresolved(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ben", Judgement(Preference.BOTH_BAD))
    (row,) = exported(project)
    assert (row["verdict"], row["resolved"]) == (None, False)
    assert row["votes"] == {"a": 1, "b": 0, "tie": 0, "both_bad": 1}


@pytest.mark.parametrize("number", range(4))
def test_the_verdict_follows_the_order_of_names(project: Any, number: int) -> None:
    pair = project.pair(f"Question {number}", "one", "two", models=("zebra", "ant"))
    project.label(pair, "ann", Judgement(Preference.A, correctness_b=Correctness.INCORRECT))
    (row,) = exported(project)
    assert (row["model_a"], row["output_a"], row["verdict"]) == ("ant", "two", "a")
    assert (row["correctness_a"], row["correctness_b"]) == (None, "incorrect")


def test_what_counts_was_said_blind_in_pass_0_by_people_and_not_taken_back(project: Any) -> None:
    pair = project.pair()
    project.label(pair, "ann", Judgement(Preference.A))
    project.label(pair, "ann", Judgement(Preference.B, note="after the reveal"), revealed=True)
    project.label(pair, "ann", Judgement(Preference.B), pass_=1)
    project.label(pair, "gpt", Judgement(Preference.B), kind=AnnotatorKind.JUDGE)
    project.label(pair, "ben", Judgement(), status=Status.SKIPPED)
    project.label(pair, "cleo", Judgement(Preference.B))
    project.label(pair, "cleo", Judgement(note="gone"), status=Status.RETRACTED)
    (row,) = exported(project)
    assert row["votes"] == {"a": 1, "b": 0, "tie": 0, "both_bad": 0}
    assert row["notes"] == [{"annotator": "ann", "note": "after the reveal"}]
    (row,) = exported(project, Selection("all"))
    assert row["votes"]["b"] == 1
    (row,) = exported(project, Selection("person", ("gpt",)))
    assert (row["verdict"], row["notes"]) == ("b", [])


def test_pairs_without_a_label_that_counts_are_left_out_and_counted(project: Any) -> None:
    project.pair("never seen")
    project.label(project.pair("skipped"), "ann", Judgement(), status=Status.SKIPPED)
    project.label(project.pair("labeled"), "ann", Judgement(Preference.TIE))
    left_out: Counter[str] = Counter()
    assert [row["prompt"] for row in pair_rows(project.store, PEOPLE, left_out)] == ["labeled"]
    assert left_out == {"not labeled": 2}
