"""The columns on which agreement is measured."""

from __future__ import annotations

import numpy as np

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.agreement.disagreements import most_disputed
from reviewtui.analysis.agreement.fields import Field, fields_of
from reviewtui.analysis.agreement.measuring import agreement_of
from reviewtui.domain.labels import Criterion, Tag
from reviewtui.domain.vocabulary import Preference, Slot
from reviewtui.stats import Estimate, krippendorff_alpha, rating_patterns
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import counted, many


def fields(rows: list[CountedLabel]) -> dict[str, Field]:
    return {one.name: one for one in fields_of(labels_to_arrays(rows))}


def test_preference_and_correctness_are_always_there() -> None:
    assert list(fields([])) == ["preference", "correctness"]


def test_grades_stand_in_their_order_and_both_bad_is_none() -> None:
    rows = [
        counted(1, "a")._replace(strength=2),
        counted(2, "a")._replace(strength=1),
        counted(3, "tie"),
        counted(4, "b")._replace(strength=1),
        counted(5, "b"),
        counted(6, "both_bad"),
    ]
    graded = fields(rows)["preference_graded"]
    assert (graded.item.tolist(), graded.code.tolist()) == ([1, 2, 3, 4, 5], [4, 3, 2, 1, 0])
    assert graded.ordered


def test_an_output_without_a_tag_was_said_not_to_have_it() -> None:
    rows = [
        counted(1, "a", "ana")._replace(tags=(Tag("unsafe", Slot.A), Tag("odd question"))),
        counted(1, "a", "ben"),
        counted(2, "b", "ana")._replace(tags=(Tag("unsafe", Slot.B),)),
        counted(2, "b", "ben")._replace(tags=(Tag("unsafe", Slot.B),)),
    ]
    found = fields(rows)
    unsafe = found["tag:unsafe"].ratings
    # Four outputs by two annotators: one in dispute, one that both tagged, two that none did.
    assert sorted(zip(map(tuple, unsafe.counts.tolist()), unsafe.items.tolist(), strict=True)) == [
        ((0, 2), 1),
        ((1, 1), 1),
        ((2, 0), 2),
    ]
    assert found["tag:odd question"].item_word == "pair"
    assert found["tag:odd question"].ratings.items.sum() == 2


def test_a_criterion_is_a_field_of_its_own() -> None:
    rows = [
        counted(1, "a", who)._replace(criteria=(Criterion("tone", word),))
        for who, word in (("ana", Preference.A), ("ben", Preference.B))
    ]
    tone = fields(rows)["criterion:tone"]
    assert (tone.code.tolist(), tone.item.tolist()) == ([0, 1], [1, 1])
    assert "criterion:tone_symmetrised" in {row.field for row in agreement_of(labels_to_arrays(rows)).overall}


def test_answers_in_common_stand_side_by_side() -> None:
    preference = fields(many("ab t") + many("ba  ", "ben"))["preference"]
    first, second = preference.in_common(0, 1)
    assert (first.tolist(), second.tolist()) == ([0, 1], [1, 0])


def test_patterns_are_those_of_the_table() -> None:
    rows = many("aabbtx") + many("abbbt ", "ben") + many("a  bx ", "chi")
    table = [[0, 0, 0], [0, 1, -1], [1, 1, -1], [1, 1, 1], [2, 2, 3], [3, -1, -1]]
    mine, theirs = fields(rows)["preference"].ratings, rating_patterns(table, 4)
    assert sorted(map(tuple, np.column_stack([mine.counts, mine.items]).tolist())) == sorted(
        map(tuple, np.column_stack([theirs.counts, theirs.items]).tolist())
    )


def test_the_most_disputed_pairs_come_first() -> None:
    preference = fields(many("aabb") + many("abab", "ben") + many(" bab", "chi"))["preference"]
    found = most_disputed(preference)
    assert [(one.pair, one.votes, round(one.disagreement, 3)) for one in found] == [
        (2, (1, 2, 0, 0), 0.667),
        (3, (2, 1, 0, 0), 0.667),
    ]


def test_one_model_that_wins_nearly_always_is_explained_and_seen_both_ways() -> None:
    """Annotators agree on 92 of 100 pairs, and one model wins nearly all of them."""
    one, other = "a" * 92 + "a" * 4 + "b" * 4, "a" * 92 + "b" * 4 + "a" * 4
    agreement = agreement_of(labels_to_arrays(many(one) + many(other, "ben")))
    values = {(row.field, row.statistic): row.estimate for row in agreement.overall}
    alpha = values["preference", "krippendorff_alpha"]
    both_ways = values["preference_symmetrised", "krippendorff_alpha"]
    assert isinstance(alpha, Estimate)
    assert isinstance(both_ways, Estimate)
    assert alpha.value < 0.1 < 0.7 < both_ways.value
    (found,) = agreement.prevalences
    assert (found.field, found.answer, round(found.share, 2)) == ("preference", "a", 0.96)
    assert alpha == krippendorff_alpha(fields(many(one) + many(other, "ben"))["preference"].ratings)
