"""Outcomes as people read them: what the sentences say, and that nothing is wider than a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from reviewtui.analysis.labels.arrays import LabelArrays
from reviewtui.analysis.summary import Summary, summary_of
from reviewtui.cli.correctness_tables import correctness_blocks
from reviewtui.cli.outcome_tables import (
    costs_blocks,
    criteria_blocks,
    tags_blocks,
    tendencies_blocks,
)
from reviewtui.domain.plan import Costs
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.text.cells import cell_width
from tests.analysis.tables import Said, table_of

YES, HALF, NO = "correct", "partial", "incorrect"

RUBRIC = Rubric(
    tags=(
        AskedTag("unsafe advice", harmed="children", blocker=True),
        AskedTag("rude", harmed="the reader"),
        AskedTag("trap", sided=False),
    ),
    costs=Costs(incorrect=2.0, partial=0.5, tags=(("unsafe advice", 50.0),), unit="EUR"),
)


def told(labels: LabelArrays, rubric: Rubric = RUBRIC) -> Summary:
    return summary_of(labels, len(labels), rubric)


def words(blocks: Iterable[str]) -> str:
    return " ".join(" ".join(blocks).split())


def study(n: int = 200) -> list[Said]:
    """«new» is correct 8 times of 10, «old» 6; nobody was given unsafe advice."""
    return [
        Said(
            p,
            "ab"[p % 3 == 0],
            left="ab"[p // 2 % 2],
            correctness=(NO if p % 5 == 0 else YES, YES if p % 10 < 6 else HALF),
            warned=(p % 2 == 0, False),
            chars=(100 + p % 11, 100 + p % 7),
            marks=(p % 3, p % 4),
            tags=(("rude", "b"),) if p % 20 == 0 else (),
            criteria=(("tone", "ab"[p % 4 == 0]),),
            active_ms=12_000,
        )
        for p in range(n)
    ]


def test_what_must_not_happen_says_how_much_of_it_can_still_be_so() -> None:
    said = words(tags_blocks(told(table_of(study()))))
    assert said.startswith(
        "Must not happen: unsafe advice: new and old each 0 of 200 labels on 200 prompts: below 1.9 %."
    )
    assert said.count("unsafe advice") == 1
    assert "rude old 10 200 200 5.0 % 2.7 to 9.0 %" in said
    assert "the reader old 10 200 200" in said


def test_what_nobody_said_has_one_line() -> None:
    said = words(tags_blocks(told(table_of(study()))))
    assert "Not said of any output or pair: trap (200 labels on 200 prompts: each below 1.9 %)." in said
    assert "No tag says that it harms: children (200 labels on 200 prompts: each below 1.9 %)." in said
    assert "trap (the pair)" not in said


def test_a_blocker_that_was_seen_has_its_rate() -> None:
    labels = [*study(), Said(999, tags=(("unsafe advice", "a"),))]
    rubric = Rubric(tags=(AskedTag("unsafe advice", blocker=True), AskedTag("leak", blocker=True)))
    said = words(tags_blocks(told(table_of(labels), rubric)))
    seen = "new 1 of 201 labels on 201 prompts: 0.5 % (95 % interval 0.1 to 2.8 %)"
    never = "old 0 of 201 labels on 201 prompts: below 1.9 %."
    assert f"Must not happen: unsafe advice: {seen}; {never}" in said
    assert f"Must not happen: any of these: {seen}; {never}" in said


def test_few_prompts_keep_their_mark() -> None:
    models = ("claude-sonnet-4-20250514-system-prompt-v1", "claude-sonnet-4-20250514-system-prompt-v2")
    said = [Said(p, models=models, correctness=(YES, YES if p % 8 else NO)) for p in range(20)]
    (rows, *_) = correctness_blocks(told(table_of(said)))
    assert sum(line.endswith("% *") for line in rows.split("\n")) == 2
    assert "v1  " in rows
    assert "v2  " in rows


def test_correctness_is_told_of_the_model_that_is_ahead() -> None:
    said = words(correctness_blocks(told(table_of(study()))))
    assert "new is correct more often than old, by 20.0 points (95 % interval " in said
    assert (
        "Of 200 labels that judge both on 200 prompts: both correct 80, only new 80, only old 40, neither 0."
        in said
    )
    assert "McNemar's test (mid-p): p < 0.001." in said
    # Every second label says that «new» did not warn; one in five of these is of an incorrect output.
    assert "new 200 20 10.0 %" in said
    assert "old 200 0 0.0 %" in said


def test_a_difference_that_is_not_clear_says_so() -> None:
    said = [Said(p, correctness=(YES, YES if p % 8 else NO)) for p in range(20)]
    text = words(correctness_blocks(told(table_of(said))))
    assert "No clear difference in correctness between new and old: new is ahead by 15.0 points" in text
    assert text.endswith("* fewer than 30 prompts: the interval is a rough guide.")


def test_costs_are_told_of_the_dearer_model() -> None:
    said = words(costs_blocks(told(table_of(study()))))
    assert said.startswith("Expected cost of 1,000 outputs in EUR. Counted: outputs judged for correctness")
    assert "new 200 400 " in said
    assert "old 200 200 " in said
    assert "Open which of new and old costs more: 1,000 outputs of new cost 200 EUR more" in said
    dear = Rubric(costs=Costs(incorrect=2.0))
    assert "1,000 outputs of new cost 400 more" in words(costs_blocks(told(table_of(study()), dear)))
    assert list(costs_blocks(told(table_of(study()), Rubric()))) == []


def test_criteria_are_told_of_the_model_that_leads() -> None:
    said = [Said(p, criteria=(("tone", "b"), ("facts", "a" if p % 4 == 0 else "b"))) for p in range(40)]
    text = words(criteria_blocks(told(table_of(said))))
    assert text.startswith("Criterion by criterion, old against new")
    assert "facts 40 30 10 0 0 75.0 %" in text


def test_tendencies_of_persons_are_told_on_request_alone() -> None:
    summary = told(table_of(study()))
    said = words(tendencies_blocks(summary))
    share = sum(one.preference == one.left for one in study()) / 200
    assert f"left output {100 * share:.1f} %" in said
    assert "Between equals" in said
    assert "ana" not in said
    assert "12 s" in words(tendencies_blocks(summary, per_annotator=True))


def test_sides_that_were_not_drawn_are_told() -> None:
    said = [Said(p, "ab"[p % 4 == 0]) for p in range(50)]
    text = words(tendencies_blocks(told(table_of(said))))
    assert "Left output: undefined (sides were not drawn:" in text
    assert "Longer output: undefined (the outputs of every pair are of the same length)." in text


def test_samples_are_told_where_there_are_any() -> None:
    said = [
        Said(p, "ab"[(p + k) % 3 == 0], outputs=(k, 9), correctness=(YES if (p + k) % 3 else NO, None))
        for p in range(40)
        for k in (1, 2)
    ]
    text = words(correctness_blocks(told(table_of(said))))
    assert "new 40 80" in text
    assert "new 2 100.0 %" in text
    assert "new against old 40 " in text
    assert "pass@k" not in words(correctness_blocks(told(table_of(study()))))


def test_nothing_to_tell() -> None:
    nothing = told(table_of([]), Rubric())
    assert list(correctness_blocks(nothing)) == ["Correctness: no output was judged."]
    for blocks in (costs_blocks, tags_blocks, criteria_blocks, tendencies_blocks):
        assert list(blocks(nothing)) == []


def test_every_line_fits_whatever_the_names() -> None:
    long = (
        "a-model-with-a-name-much-longer-than-any-column-of-any-table",
        "日本語のとても長い名前を持つモデル\x1b[31m",
    )
    models = [(long[0], long[1]), (long[0], "m3"), ("m3", long[1])]
    said = [
        Said(
            p * 2 + k,
            "ab"[p % 3 == 0],
            annotator="an-annotator-with-a-long-name",
            models=models[p % 3],
            outputs=(k, 9),
            correctness=(YES if p % 4 else NO, HALF if p % 7 else NO),
            warned=(False, True),
            tags=(("a tag that somebody made up with many words", "a"), ("unsafe advice", "b")),
            criteria=(("a criterion with a long name\x1b]0;x\x07", "a"),),
        )
        for p in range(30)
        for k in (0, 1)
    ]
    summary = told(table_of(said))
    blocks = [
        *correctness_blocks(summary),
        *costs_blocks(summary),
        *tags_blocks(summary),
        *criteria_blocks(summary),
        *tendencies_blocks(summary, per_annotator=True),
    ]
    for line in "\n".join(blocks).splitlines():
        assert cell_width(line) <= 80, line
        assert "\x1b" not in line
