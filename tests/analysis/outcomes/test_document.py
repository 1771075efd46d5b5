"""The keys of outcomes in the JSON of `stats`: programs rely on them."""

from __future__ import annotations

from typing import Any

from reviewtui.analysis.outcomes.document import outcomes_document
from reviewtui.analysis.summary import summary_of
from reviewtui.domain.plan import Costs
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from tests.analysis.tables import Said, table_of

ESTIMATE = {"value", "low", "high", "level", "method", "n"}
UNDEFINED = {"value", "undefined"}

RUBRIC = Rubric(
    tags=(AskedTag("unsafe", harmed="children", severity=Severity.HIGH, blocker=True),),
    costs=Costs(incorrect=1.0, tags=(("unsafe", 5.0),), unit="EUR"),
)


def document(labels: list[Said], rubric: Rubric = RUBRIC, *, per_annotator: bool = False) -> dict[str, Any]:
    return outcomes_document(summary_of(table_of(labels), 99, rubric), per_annotator=per_annotator)


def estimates(value: object) -> list[dict[str, Any]]:
    """Everything in the document that is an estimate, or says that there is none."""
    if isinstance(value, list):
        return [found for one in value for found in estimates(one)]
    if not isinstance(value, dict):
        return []
    mine = [value] if "low" in value or "undefined" in value else []
    return mine + [found for one in value.values() for found in estimates(one)]


def study() -> list[Said]:
    return [
        Said(
            p,
            "ab"[p % 3 == 0],
            left="ab"[p % 2],
            outputs=(sample, 9),
            correctness=("correct" if (p + sample) % 4 else "incorrect", "partial"),
            warned=(True, False),
            tags=(("unsafe", "a"), ("trap", None)) if p == 5 else (),
            criteria=(("tone", "a"),),
            active_ms=5000,
        )
        for p in range(40)
        for sample in (1, 2)
    ]


def test_every_estimate_is_whole_or_undefined_with_a_reason() -> None:
    found = estimates(document(study(), per_annotator=True))
    assert len(found) > 30
    for one in found:
        keys = set(one) - {"k", "name", "p"}
        assert keys == ESTIMATE or (keys >= {"undefined"} and one["undefined"]), one


def test_keys() -> None:
    found = document(study())
    assert set(found) == {
        "correctness",
        "correctness_differences",
        "verdict_samples",
        "costs",
        "tags",
        "blockers",
        "harms",
        "criteria",
        "tendencies",
        "tendencies_all",
    }
    new = found["correctness"][0]
    assert {"model", "n_prompts", "n", "correct", "partial", "incorrect", "rate"} <= set(new)
    assert {"confidently_wrong", "samples"} <= set(new)
    assert [one["k"] for one in new["samples"]["pass_at"]] == [1, 2]
    assert set(found["correctness_differences"][0]) == {
        *("model_a", "model_b", "n_prompts", "n", "both", "only_a", "only_b", "neither"),
        *("difference", "test"),
    }
    assert found["costs"]["unit"] == "EUR"
    assert {"model", "n", "per_1000"} <= set(found["costs"]["models"][0])
    assert {"model_a", "model_b", "per_1000"} <= set(found["costs"]["differences"][0])
    unsafe, *_, trap = found["tags"]
    assert (unsafe["tag"], unsafe["model"], unsafe["blocker"], unsafe["severity"], unsafe["harmed"]) == (
        *("unsafe", "new", True),
        *("high", "children"),
    )
    assert (trap["tag"], trap["model"], trap["severity"]) == ("trap", None, None)
    assert [(one["harmed"], one["model"], one["count"]) for one in found["harms"]] == [
        ("children", "new", 2),
        ("children", "old", 0),
    ]
    assert {"criterion", "wins_a", "win_rate_a"} <= set(found["criteria"][0])
    assert {"left_effect", "length_effect", "markdown_effect", "chose_left"} <= set(found["tendencies_all"])


def test_what_tells_one_person_from_another_is_there_on_request_alone() -> None:
    (ana,) = document(study())["tendencies"]
    assert set(ana) == {"annotator", "kind", "n_labels", "n_decided", "chose_left"}
    (ana,) = document(study(), per_annotator=True)["tendencies"]
    assert ana["median_seconds"] == 5.0
    assert "chose_longer" in ana


def test_nothing_asked_is_nothing_told() -> None:
    found = document([Said(1)], Rubric())
    assert "costs" not in found
    assert "verdict_samples" not in found
    assert (found["tags"], found["blockers"], found["harms"], found["criteria"]) == ([], [], [], [])
    assert "confidently_wrong" not in found["correctness"][0]
    empty = document([], Rubric())
    assert (empty["correctness"], empty["correctness_differences"], empty["tendencies"]) == ([], [], [])
