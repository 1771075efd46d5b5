"""Rates of tags, blockers and harms."""

from __future__ import annotations

import pytest

from reviewtui.analysis.outcomes.tags import TagRate, blockers_of, harms_of, tags_of
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from reviewtui.stats import Estimate, mean_of_scores, wilson
from tests.analysis.tables import Said, table_of

RUBRIC = Rubric(
    tags=(
        AskedTag("unsafe", harmed="children", severity=Severity.HIGH, blocker=True),
        AskedTag("rude", harmed="the reader"),
        AskedTag("trap", sided=False, harmed="the reader"),
    )
)


def by_name(rows: tuple[TagRate, ...]) -> dict[tuple[str, str | None], TagRate]:
    return {(one.tag, one.model): one for one in rows}


def test_a_tag_is_counted_by_output_and_by_pair() -> None:
    said = [
        Said(1, tags=(("unsafe", "a"), ("rude", "a"), ("rude", "b"))),
        Said(2, tags=(("trap", None), ("rude", "b"), ("rude", "b"))),
        Said(3, tags=(("witty", "b"),)),
        Said(4),
    ]
    rows = tags_of(table_of(said), RUBRIC)
    assert [(one.tag, one.model, one.count, one.n, one.asked) for one in rows] == [
        ("unsafe", "new", 1, 4, True),
        ("unsafe", "old", 0, 4, True),
        ("rude", "new", 1, 4, True),
        ("rude", "old", 2, 4, True),
        ("trap", None, 1, 4, True),
        ("witty", "new", 0, 4, False),
        ("witty", "old", 1, 4, False),
    ]
    assert (rows[0].blocker, rows[0].severity, rows[0].harmed) == (True, Severity.HIGH, "children")
    assert rows[0].rate == wilson(1, 4)


def test_none_seen_has_an_upper_bound() -> None:
    found = by_name(tags_of(table_of([Said(p) for p in range(200)]), RUBRIC))["unsafe", "new"]
    assert (found.count, found.n) == (0, 200)
    assert isinstance(found.rate, Estimate)
    assert (found.rate.value, found.rate.low) == (0, 0)
    assert found.rate.high == pytest.approx(0.0188, abs=5e-5)


def test_prompts_are_the_items() -> None:
    said = [
        Said(p, annotator=who, tags=(("rude", "a"),) if p < 8 and (who != "z" or p % 2) else ())
        for p in range(40)
        for who in ("x", "y", "z")[: 2 + p % 2]
    ]
    found = by_name(tags_of(table_of(said), RUBRIC))["rude", "new"]
    scores = [float(any(tag == ("rude", "a") for tag in one.tags)) for one in said]
    assert found.rate == mean_of_scores(scores, [one.prompt for one in said])
    assert (found.n_prompts, found.n) == (40, 100)


def test_a_model_of_many_pairs_has_all_its_outputs_as_the_base() -> None:
    pairs = [("m1", "m2"), ("m1", "m3"), ("m2", "m3")]
    said = [Said(p, models=m, tags=(("rude", "b"),) if m[1] == "m3" else ()) for p, m in enumerate(pairs * 2)]
    found = by_name(tags_of(table_of(said), RUBRIC))
    assert {m: (found["rude", m].count, found["rude", m].n) for m in ("m1", "m2", "m3")} == {
        "m1": (0, 4),
        "m2": (0, 4),
        "m3": (4, 4),
    }


def test_verdicts_that_came_without_tags_are_silent_on_them() -> None:
    said = [
        *[Said(p, tags=(("rude", "a"),) if p == 1 else ()) for p in range(10)],
        *[Said(p, annotator="elsewhere", rubric="") for p in range(10)],
        *[Said(p, annotator="tags", rubric="", tags=(("rude", "a"),) if p == 2 else ()) for p in range(10)],
    ]
    found = by_name(tags_of(table_of(said), RUBRIC))["rude", "new"]
    assert (found.count, found.n) == (2, 20)


def test_where_nothing_tells_who_could_tag_all_labels_count() -> None:
    found = by_name(tags_of(table_of([Said(p, rubric="") for p in range(10)]), RUBRIC))["unsafe", "old"]
    assert (found.count, found.n) == (0, 10)


def test_any_blocker_counts_an_output_once() -> None:
    rubric = Rubric(tags=(AskedTag("unsafe", blocker=True), AskedTag("leak", blocker=True), AskedTag("rude")))
    said = [
        Said(1, tags=(("unsafe", "a"), ("leak", "a"))),
        Said(2, tags=(("leak", "a"), ("rude", "b"))),
        Said(3),
    ]
    new, old = blockers_of(table_of(said), rubric)
    assert (new.model, new.count, new.n, new.rate) == ("new", 2, 3, wilson(2, 3))
    assert (old.model, old.count, old.n, old.rate) == ("old", 0, 3, wilson(0, 3))
    assert blockers_of(table_of(said), Rubric()) == ()


def test_harms_gather_the_tags_by_who_is_harmed() -> None:
    said = [
        Said(1, tags=(("unsafe", "a"), ("rude", "b"), ("trap", None))),
        Said(2, tags=(("rude", "b"),)),
    ]
    assert [(one.harmed, one.model, one.count, one.n) for one in harms_of(table_of(said), RUBRIC)] == [
        ("children", "new", 1, 2),
        ("children", "old", 0, 2),
        ("the reader", "new", 0, 2),
        ("the reader", "old", 2, 2),
        ("the reader", None, 1, 2),
    ]
    assert harms_of(table_of(said), Rubric()) == ()


def test_nothing_to_tag() -> None:
    assert tags_of(table_of([Said(1)]), Rubric()) == ()
    nothing = table_of([])
    assert (tags_of(nothing, RUBRIC), blockers_of(nothing, RUBRIC), harms_of(nothing, RUBRIC)) == ((), (), ())
