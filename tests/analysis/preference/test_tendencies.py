"""What annotators tend to do, one by one and all together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reviewtui.analysis.preference.tendencies import tendencies, tendencies_of_all
from reviewtui.stats import Estimate, MaybeEstimate, Undefined, wilson
from tests.analysis.tables import Said, table_of


def value(estimate: MaybeEstimate) -> float:
    assert isinstance(estimate, Estimate)
    return estimate.value


def test_left_is_chosen_where_the_preferred_output_was_there() -> None:
    said = [
        Said(1, "a", left="a"),
        Said(2, "b", left="b"),
        Said(3, "b", left="a"),
        Said(4, "tie", left="a"),
        Said(5, "a", left=None),
        Said(6, None),
        Said(1, "b", "ben", left=None),
        Said(1, "tie", "chi"),
    ]
    ana, ben, chi = tendencies(table_of(said))
    assert (ana.annotator.name, ana.n_labels, ana.n_decided) == ("ana", 6, 3)
    assert ana.chose_left == wilson(2, 3)
    assert ben.chose_left == Undefined("no sides recorded")
    assert chi.chose_left == Undefined("nothing decided")
    together = tendencies_of_all(table_of(said))
    assert (together.n_labels, together.n_decided, together.sides) == (8, 5, "drawn")
    assert together.chose_left == wilson(2, 3)


def test_longer_and_more_markdown_among_those_that_differ() -> None:
    said = [
        Said(1, "a", chars=(200, 100), marks=(0, 3)),
        Said(2, "b", chars=(200, 100), marks=(0, 3)),
        Said(3, "b", chars=(100, 101)),
        Said(4, "a"),
        Said(5, "tie", chars=(900, 1)),
    ]
    (ana,) = tendencies(table_of(said))
    assert ana.chose_longer == wilson(2, 3)
    assert ana.chose_more_markdown == wilson(1, 2)
    (alike,) = tendencies(table_of([Said(1)]))
    assert alike.chose_longer == Undefined("the outputs of every pair are of the same length")
    assert alike.chose_more_markdown == Undefined("the outputs of every pair have equally much Markdown")


def test_speed_is_the_median_of_the_times_that_were_taken() -> None:
    said = [Said(p, active_ms=ms) for p, ms in enumerate((1000, 9000, 2000, None, 0))]
    assert [one.median_seconds for one in tendencies(table_of(said))] == [2.0]
    assert [one.median_seconds for one in tendencies(table_of([Said(1)]))] == [None]


def test_sides_that_were_not_drawn_are_said() -> None:
    said = [Said(p, "ab"[p % 3 == 0], left="a") for p in range(40)]
    found = tendencies_of_all(table_of(said))
    assert found.sides == "fixed"
    assert isinstance(found.chose_left, Undefined)
    assert found.chose_left.reason.startswith("sides were not drawn")
    assert found.effects.left == found.chose_left
    assert tendencies_of_all(table_of([replace(one, left=None) for one in said])).sides == "unrecorded"
    # A handful can stand the same way round by chance.
    assert tendencies_of_all(table_of(said[:6])).sides == "drawn"
    # So can each of many pairs of models that have one label.
    alone = [Said(p, models=(f"m{p:03}", "z"), left="a") for p in range(40)]
    assert tendencies_of_all(table_of(alone)).sides == "drawn"


def test_a_person_and_all_agree_where_there_is_one() -> None:
    said = [Said(p, "ab"[p % 2], left="ab"[p % 3 == 0], chars=(p % 7, 3)) for p in range(60)]
    (ana,), everyone = tendencies(table_of(said)), tendencies_of_all(table_of(said))
    assert (ana.chose_left, ana.chose_longer) == (everyone.chose_left, everyone.chose_longer)
    assert value(ana.chose_left) == pytest.approx(sum(one.preference == one.left for one in said) / len(said))


def test_nobody() -> None:
    assert tendencies(table_of([])) == ()
    found = tendencies_of_all(table_of([]))
    assert (found.n_labels, found.sides, found.chose_left) == (0, "unrecorded", Undefined("nothing decided"))
    assert found.effects.left == Undefined("nothing decided")
