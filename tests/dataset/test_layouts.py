from __future__ import annotations

from typing import Any

import pytest

from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.layouts import Layout, LayoutKind, recognise
from reviewtui.domain.errors import DataError


def layout(*rows: dict[str, Any], mapping: tuple[str, ...] = ()) -> Layout:
    return recognise("f.jsonl", rows, parse_map(mapping))


def fields(found: Layout) -> dict[str, str]:
    return {target: path.text for target, path in found.fields.items()}


@pytest.mark.parametrize(
    ("prompt", "a", "b"),
    [
        ("prompt", "response_a", "response_b"),
        ("instruction", "output_1", "output_2"),
        ("question", "answer1", "answer2"),
        ("input", "completionA", "completionB"),
        ("query", "text_a", "text_b"),
        ("conversation", "response_A", "response_B"),
    ],
)
def test_pairs_under_their_usual_names(prompt: str, a: str, b: str) -> None:
    found = layout({prompt: "q", a: "x", b: "y"})
    assert found.kind is LayoutKind.PAIRED
    assert fields(found) == {"prompt": prompt, "response_a": a, "response_b": b}
    assert found.reason == f"{prompt}, {a}, {b} found in 1 of 1 rows"


def test_the_fields_around_a_pair() -> None:
    row = {"prompt": "q", "response_a": "x", "response_b": "y"}
    found = layout({**row, "generator_1": "m", "generator_2": "n", "question_id": 3, "ideal": "z"})
    assert fields(found).items() >= {
        ("model_a", "generator_1"),
        ("model_b", "generator_2"),
        ("id", "question_id"),
        ("reference", "ideal"),
    }


def test_one_output_a_row() -> None:
    found = layout({"instruction": "q", "output": "x", "generator": "m", "dataset": "d"})
    assert found.kind is LayoutKind.OUTPUTS
    assert fields(found) == {"prompt": "instruction", "response": "output", "model": "generator"}


def test_a_conversation_that_ends_with_the_answer() -> None:
    turns = [{"role": "user", "content": "q"}, {"role": "assistant", "content": "x"}]
    found = layout({"uid": "1", "model": "m", "messages": turns})
    assert found.kind is LayoutKind.OUTPUTS
    assert fields(found)["response"] == "messages"
    with pytest.raises(DataError):
        layout({"uid": "1", "messages": turns[:1]})


LABEL = {
    "prompt": "q",
    "model_a": "m",
    "output_a": "x",
    "model_b": "n",
    "output_b": "y",
    "annotator": "ana",
    "preference": "tie",
}


def test_labels_are_known_by_our_words() -> None:
    assert layout(LABEL).kind is LayoutKind.LABELS
    assert layout({**LABEL, "preference": None, "status": "skipped"}).kind is LayoutKind.LABELS
    assert layout({**LABEL, "preference": 1.4}).kind is LayoutKind.PAIRED
    assert layout({**LABEL, "preference": ["a"]}).kind is LayoutKind.PAIRED


def test_most_rows_decide() -> None:
    pair = {"prompt": "q", "response_a": "x", "response_b": "y"}
    odd = {"instruction": "q", "output_1": "x", "output_2": "y"}
    found = layout(odd, pair, pair, {"note": "a comment"})
    assert fields(found)["prompt"] == "prompt"
    assert found.reason.endswith("2 of 4 rows")


def test_names_given_by_hand_go_first() -> None:
    row = {"prompt": "wrong", "data": {"q": "q"}, "runs": [{"text": "x"}, {"text": "y"}]}
    found = layout(
        row, mapping=("prompt=data.q", "response_a=runs.0.text", "response_b=runs.1.text", "id=data.key")
    )
    assert found.kind is LayoutKind.PAIRED
    assert fields(found)["prompt"] == "data.q"
    assert found.used == {"data", "runs"}
    one = layout({"prompt": "q", "x": "out", "response_a": "1", "response_b": "2"}, mapping=("response=x",))
    assert one.kind is LayoutKind.OUTPUTS


def test_rows_of_no_layout_name_their_fields() -> None:
    with pytest.raises(DataError) as caught:
        layout({"prompt": "q", "category": "c"}, {"turns": []})
    assert "f.jsonl" in caught.value.message
    assert "category, prompt, turns" in caught.value.message
    assert "--map" in caught.value.hint
