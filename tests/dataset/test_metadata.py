"""Blindness of metadata: what a prompt shows must not tell the outputs apart."""

from __future__ import annotations

from typing import Any

import pytest

from reviewtui.dataset.metadata import beside, split, telling

MODELS = ("gpt-4", "claude")


def test_ordinary_values_are_the_prompts() -> None:
    values = {"language": "de", "turns": 3, "tags": ["a", "b"], "window": "small", "target_length": 5}
    parts = split(values, MODELS)
    assert parts.prompt == values
    assert (parts.first, parts.second) == ({}, {})


@pytest.mark.parametrize(
    ("name", "first"),
    [("tokens_a", True), ("tokens_B", False), ("latency_1", True), ("latency.2", False), ("cost-b", False)],
)
def test_values_of_a_side_go_to_its_output(name: str, first: bool) -> None:
    parts = split({name: 7}, MODELS)
    assert parts.prompt == {}
    assert parts.first == ({name: 7} if first else {})
    assert parts.second == ({} if first else {name: 7})


@pytest.mark.parametrize(
    "name",
    [
        "winner",
        "preference",
        "label",
        "labels",
        "score",
        "judge_score",
        "scoreDelta",
        "rating",
        "rating_overall",
        "judge",
        "judgment",
        "judgement_text",
        "chosen",
        "rejected",
        "annotator",
        "annotation",
        "better_response",
        "vote",
        "winnerModel",
        "correct",
        "is_correct",
        "correctness",
        "elo",
        "reward",
        "model",
        "generator",
        "tie",
    ],
)
def test_verdicts_are_hidden(name: str) -> None:
    parts = split({name: "x"}, MODELS)
    assert parts.prompt == {}
    assert parts.first == parts.second == {name: "x"}


@pytest.mark.parametrize(
    "name", ["underscored", "relabeling_x", "topic", "elongated", "judicial", "prescored"]
)
def test_names_that_only_contain_such_a_word_are_not(name: str) -> None:
    assert split({name: "x"}, MODELS).prompt == {name: "x"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("comment", "GPT-4 said more"),
        ("file", "runs/claude_2024.json"),
        ("tags", ["long", "claude"]),
        ("extra", {"by": {"who": "gpt-4"}}),
        ("claude_length", 3),
    ],
)
def test_values_that_name_a_model_are_hidden(name: str, value: Any) -> None:
    parts = split({name: value}, MODELS)
    assert parts.prompt == {}
    assert parts.first == parts.second == {name: value}


@pytest.mark.parametrize("value", [{"winner": "a"}, {"run": {"score": 3}}, [{"x": [{"rating": 1}]}]])
def test_a_verdict_within_a_value_hides_all_of_it(value: Any) -> None:
    assert telling("info", value, MODELS)
    assert not telling("info", {"language": ["de", {"region": "AT"}]}, MODELS)


def test_a_models_name_counts_as_a_whole_word() -> None:
    assert not telling("topic", "claudette", MODELS)
    assert telling("topic", "(claude)", MODELS)
    assert not telling("topic", "gpt-45", MODELS)
    assert telling("topic", "a.b", ("a.b", "x"))
    assert not telling("topic", "axb", ("a.b", "x y"))


def test_what_lies_beside_the_texts() -> None:
    row = {
        "prompt": "q",
        "topic": "t",
        "empty": None,
        "raw": {"x": 1},
        "metadata": {"language": "de", "tags": ["x"], "none": None, "topic": "inner"},
    }
    values, left = beside(row, {"prompt"})
    assert values == {"topic": "inner", "language": "de", "tags": ["x"]}
    assert left == ["raw"]
    assert beside({"metadata": "text"}, ()) == ({"metadata": "text"}, [])
