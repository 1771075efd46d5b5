"""Reading labels: the columns are what the statement says that counts, however the history came about."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from reviewtui.analysis.labels import arrays
from reviewtui.analysis.labels.arrays import (
    MISSING,
    CriterionRows,
    LabelArrays,
    TagRows,
    labels_to_arrays,
    mirrored_in_results,
    read_all_labels,
    read_labels,
)
from reviewtui.domain.errors import UsageError
from reviewtui.domain.labels import Criterion, Tag
from reviewtui.domain.plan import Plan
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Preference, Slot
from reviewtui.store import Store
from tests.analysis.conftest import counted, put_label
from tests.store.histories import as_version_1, fill

OF_TEXTS = ("identical", "leak", "chars", "marks")
"""What the statement does not read."""


def rows(labels: LabelArrays, *, texts: bool = False) -> list[tuple[Any, ...]]:
    """Words in the place of codes, so that rows of two sets of labels can be held against each other."""
    words: dict[str, list[Any]] = {
        "annotator": [labels.annotators[code] for code in labels.annotator],
        "comparison": [labels.comparisons[code] for code in labels.comparison],
        "served": [labels.served_by[code] for code in labels.served],
        "rubric": [labels.rubrics[code] for code in labels.rubric],
    }
    columns = [
        words.get(one.name, getattr(labels, one.name).tolist())
        for one in fields(labels)
        if one.type in ("Codes", "Mask") and (texts or one.name not in OF_TEXTS)
    ]
    return sorted(zip(*(map(str, column) for column in columns), strict=True))


def sparse(of: TagRows | CriterionRows) -> list[tuple[Any, ...]]:
    names = [of.names[code] for code in (of.tag if isinstance(of, TagRows) else of.criterion)]
    rest = (of.slot,) if isinstance(of, TagRows) else (of.preference, of.strength)
    return sorted(zip(of.number.tolist(), names, *(one.tolist() for one in rest), strict=True))


def assert_same(labels: LabelArrays, other: LabelArrays) -> None:
    assert rows(labels) == rows(other)
    assert sparse(labels.tags) == sparse(other.tags)
    assert sparse(labels.criteria) == sparse(other.criteria)
    for names in ("annotators", "comparisons", "served_by", "rubrics"):
        assert getattr(labels, names) == getattr(other, names)


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize(
    ("kind", "names"), [("person", ()), ("all", ()), ("judge", ()), ("person", ("ana",))]
)
def test_what_counts_is_what_the_statement_says(
    store: Store, seed: int, kind: str, names: tuple[str, ...]
) -> None:
    fill(store, seed, 90)
    stated = labels_to_arrays(store.results.estimable(kind, names))
    assert len(stated)
    assert_same(read_all_labels(store, kind, names), stated)
    assert rows(read_labels(store, kind, names)) == [
        row for row in rows(stated) if not any(SERVED_BY_OUTCOME in word for word in row)
    ]


def test_an_older_file_says_the_same(store: Store) -> None:
    fill(store, 11, 90)
    labels = read_all_labels(store, "all")
    as_version_1(store)
    with Store.open_to_read(store.path) as reader:
        assert_same(read_all_labels(reader, "all"), labels)
        assert rows(read_all_labels(reader, "all"), texts=True) == rows(labels, texts=True)


def test_rows_stand_by_pair_and_annotator_in_the_order_of_names(store: Store) -> None:
    for annotator in ("zoe", "ana"):
        for pair in (3, 1):
            put_label(store, pair, "a", annotator)
    labels = read_labels(store)
    assert labels.pair.tolist() == [1, 1, 3, 3]
    assert [labels.annotators[code].name for code in labels.annotator] == ["ana", "zoe", "ana", "zoe"]
    assert sorted(labels.number.tolist()) == [1, 2, 3, 4]


def test_nothing_is_read_of_nothing(store: Store) -> None:
    labels = read_labels(store)
    assert (len(labels), labels.annotators, labels.comparisons) == (0, (), ())
    assert labels.correctness.shape == labels.chars.shape == (0, 2)
    put_label(store, 1, None, correctness=("correct", None))
    assert len(read_labels(store, "judge")) == 0
    with pytest.raises(UsageError, match="nobody is called"):
        read_labels(store, annotators=("zoe",))


def test_measures_come_with_the_labels(store: Store, put: Any) -> None:
    same = put("Me, one", "Me, one", one="one", other="two")
    other = put("# Longer\n- than it", "is", one="one", other="two")
    for pair in (same, other):
        put_label(store, pair, "a")
    for _ in range(2):
        labels = read_labels(store)
        assert labels.comparisons == (("one", "two"),)
        assert labels.identical.tolist() == [True, False]
        assert labels.leak.tolist() == [True, False]
        assert labels.chars.tolist() == [[7, 7], [18, 2]]
        assert labels.marks.tolist() == [[0, 0], [2, 0]]
        store._db.execute("DELETE FROM pair_lines")  # as of pairs that other tools put in


def test_since_asks_when_the_revision_that_counts_was_made(store: Store) -> None:
    put_label(store, 1, "a", created_at="2026-03-01T10:00:00.000000Z")
    put_label(store, 2, "a", created_at="2026-03-02T00:00:00.000000Z")
    put_label(store, 3, "a", created_at="2026-03-01T10:00:00.000000Z")
    put_label(store, 3, "b", created_at="2026-03-05T10:00:00.000000Z")
    put_label(store, 4, "a", created_at="2026-03-01T10:00:00.000000Z")
    put_label(store, 4, "b", created_at="2026-03-05T10:00:00.000000Z", revealed=True)
    assert read_labels(store, since="2026-03-02").pair.tolist() == [2, 3]
    assert read_labels(store, since="2026-03-01").pair.tolist() == [1, 2, 3, 4]
    assert read_labels(store, since="2026-03-02T01:30:00+01:00").pair.tolist() == [3]
    assert read_labels(store, since="2026-03-06").annotators == ()
    with pytest.raises(UsageError, match="no date and no time"):
        read_labels(store, since="yesterday")


def test_labels_that_came_of_a_filter_on_outcomes_are_told_and_in_no_estimate(store: Store) -> None:
    put_label(store, 1, "a")
    put_label(store, 2, "a", served_by=f"{SERVED_BY_OUTCOME}tag rude")
    assert read_all_labels(store).pair.tolist() == [1, 2]
    assert read_labels(store).pair.tolist() == [1]


@pytest.mark.parametrize(
    ("models", "candidate", "baseline", "mirrored"),
    [
        (("a", "b"), "", "", False),
        (("b", "a"), "", "", True),
        (("a", "b"), "b", "", True),
        (("b", "a"), "b", "a", False),
        (("a", "b"), "", "a", True),
        (("b", "a"), "", "a", False),
        (("c", "b"), "a", "b", False),
        (("m", "m"), "m", "", False),
        (("m", "m"), "x", "m", False),
        (("m", "m"), "", "", False),
    ],
)
def test_the_candidate_is_model_a_else_the_baseline_model_b_else_names_decide(
    models: tuple[str, str], candidate: str, baseline: str, mirrored: bool
) -> None:
    assert mirrored_in_results(*models, candidate, baseline) is mirrored


def test_results_are_told_of_the_candidate(store: Store) -> None:
    fill(store, 12, 90)
    by_name = read_all_labels(store, "all")
    with store.transaction():
        store.rubrics.use(Rubric(plan=Plan(candidate="old", baseline="new")))
    planned = read_all_labels(store, "all")
    assert (by_name.comparisons, planned.comparisons) == ((("new", "old"),), (("old", "new"),))
    assert_same(planned, by_name.told_of("old", "new"))
    assert rows(planned, texts=True) == rows(by_name.told_of("", "new"), texts=True)
    assert (planned.preference == arrays.A).sum() == (by_name.preference == arrays.B).sum() > 0
    assert planned.correctness.tolist() == by_name.correctness[:, ::-1].tolist()
    assert planned.told_of("new") is not planned
    assert_same(planned.told_of("new"), by_name)


def test_all_that_has_an_orientation_is_turned() -> None:
    label = counted(
        1,
        "a",
        models=("m", "n"),
        correctness=("correct", "incorrect"),
        left="a",
        output_a=1,
        output_b=2,
        warned_a=0,
        chars=(10, 20),
        marks=(1, 2),
        tags=(Tag("rude", Slot.A), Tag("odd")),
        criteria=(Criterion("tone", Preference.B, 2),),
    )
    turned = labels_to_arrays([label]).told_of("n")
    assert turned.comparisons == (("n", "m"),)
    assert (turned.preference.tolist(), turned.left.tolist()) == ([arrays.B], [arrays.B])
    assert turned.correctness.tolist() == [[arrays.INCORRECT, arrays.CORRECT]]
    assert turned.warned.tolist() == [[MISSING, 0]]
    assert (turned.output.tolist(), turned.chars.tolist(), turned.marks.tolist()) == (
        [[2, 1]],
        [[20, 10]],
        [[2, 1]],
    )
    assert sparse(turned.tags) == [(1, "odd", MISSING), (1, "rude", arrays.B)]
    assert sparse(turned.criteria) == [(1, "tone", arrays.A, 2)]


def test_rows_that_go_take_their_tags_and_criteria_along() -> None:
    labels = labels_to_arrays(
        [
            counted(pair, "a", tags=(Tag(f"t{pair}"),), criteria=(Criterion("tone", Preference.A),))
            for pair in (1, 2, 3)
        ]
    )
    kept = labels.where(labels.pair != 2)
    assert kept.number.tolist() == kept.tags.number.tolist() == kept.criteria.number.tolist() == [1, 3]
    assert kept.tags.names == ("t1", "t2", "t3"), "codes keep their meaning"
    assert labels.where(np.ones(3, dtype=np.bool_)) is labels
