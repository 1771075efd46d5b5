"""The same pair in both orders."""

from __future__ import annotations

import pytest

from reviewtui.analysis.judge.headline import judge_headline
from reviewtui.analysis.judge.orders import Orders
from reviewtui.stats import wilson
from reviewtui.store.judged import Shown
from tests.analysis.conftest import counted, many
from tests.analysis.judge.conftest import figures, skips, verdicts


def shown(
    pair: int, first: str | None, second: str | None, models: tuple[str, str] = ("new", "old")
) -> list[Shown]:
    """`first` was said with the pair's output a on the left, `second` with b there."""
    return [
        Shown(pair, pair, "bot", *models, "a", first),
        Shown(pair, pair, "bot", *models, "b", second),
    ]


def test_both_orders() -> None:
    rows = [
        *shown(1, "a", "a"),  # the same
        *shown(2, "a", "b"),  # left both times
        *shown(3, "b", "a"),  # right both times
        *shown(4, "a", "tie"),  # left once
        *shown(5, "tie", "b"),  # left once
        *shown(6, "tie", "both_bad"),  # no side
        *shown(7, None, None),  # says nothing
        *shown(8, "b", "b"),
    ]
    one = figures(many("aabatt a"), verdicts("aabat  b"), shown=tuple(rows), skipped=skips(7))
    found = one.orders
    assert isinstance(found, Orders)
    assert (found.n_pairs, found.same, found.leaning) == (8, 2, 4)
    assert found.consistency == wilson(2, 8)
    assert found.first_shown == wilson(3, 4)
    assert (found.test.n, found.test.p) == (4, pytest.approx(10 / 16))
    # People settled pairs 1 to 6 and 8; on 6 the judge's counting verdict is missing.
    assert found.n_settled == 7
    assert found.right_once == wilson(5, 7)
    assert found.right_in_both == wilson(1, 7)


def test_orders_are_turned_to_the_orientation_of_the_results() -> None:
    rows = shown(1, "a", "a", ("old", "new"))
    found = figures(many("b"), verdicts("b"), shown=tuple(rows)).orders
    assert isinstance(found, Orders)
    assert found.right_in_both == wilson(1, 1)
    found = figures(many("a"), verdicts("a"), shown=tuple(rows)).orders
    assert isinstance(found, Orders)
    assert found.right_in_both == wilson(0, 1)
    lean = figures(many("b"), verdicts("b"), shown=tuple(shown(1, "a", "b", ("old", "new")))).orders
    assert isinstance(lean, Orders)
    assert lean.first_shown == wilson(1, 1)


def test_without_both_orders_the_side_that_was_chosen_is_told() -> None:
    rows = [
        *verdicts("aaab"),
        counted(5, "a", "bot", kind="judge", left="b"),
        counted(6, "tie", "bot", kind="judge"),
    ]
    one = figures(many("aaab"), rows)
    assert one.chose_left == wilson(3, 5)
    assert "first" not in judge_headline(one, [("new", "old")])
