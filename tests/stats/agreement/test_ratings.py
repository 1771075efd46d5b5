"""Counting ratings loses nothing but who rated and in which order."""

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.typing import NDArray

from reviewtui.stats import cross_table, rating_patterns
from reviewtui.stats.agreement.ratings import counts_per_item, grouped, symmetrised

tables = npst.arrays(
    np.int64, npst.array_shapes(min_dims=2, max_dims=2, max_side=12), elements=st.integers(-1, 3)
)


@given(tables)
def test_patterns_are_the_rows_counts(codes: NDArray[np.int64]) -> None:
    rows = Counter(tuple(int((row == c).sum()) for c in range(4)) for row in codes)
    del rows[0, 0, 0, 0]
    ratings = rating_patterns(codes, 4)
    counted = zip(map(tuple, ratings.counts.tolist()), ratings.items.tolist(), strict=True)
    assert sorted(counted) == sorted(rows.items())


def test_many_categories_and_raters_are_told_apart() -> None:
    """Where one number for all counts of a row would not fit into 64 bits."""
    codes = np.random.default_rng(1).integers(0, 60, size=(200, 40))
    assert rating_patterns(codes, 60).items.tolist() == [1] * 200


def test_patterns_are_counted_alike_by_place_by_sorting_and_by_row() -> None:
    """The three ways to count, chosen by how many keys there could be."""
    codes = np.random.default_rng(2).integers(-1, 3, size=(500, 5))
    codes = codes[(codes >= 0).any(axis=1)]
    expected = sorted(rating_patterns(codes, 3).items.tolist())
    for n_categories in (10, 60):
        ratings = rating_patterns(codes, n_categories)
        assert sorted(ratings.items.tolist()) == expected
        assert ratings.counts.shape == (len(expected), n_categories)


@pytest.mark.parametrize("n_categories", [4, 10, 60])
def test_counts_of_items_are_grouped_as_their_codes_are(n_categories: int) -> None:
    codes = np.random.default_rng(3).integers(-1, 4, size=(300, 6))
    by_code, by_count = (
        rating_patterns(codes, n_categories),
        grouped(counts_per_item(codes, n_categories)),
    )
    rows = [
        sorted(zip(map(tuple, r.counts.tolist()), r.items.tolist(), strict=True)) for r in (by_code, by_count)
    ]
    assert rows[0] == rows[1]
    assert grouped(np.zeros((3, n_categories), dtype=np.int64)).items.size == 0


def test_counts_per_item_keep_the_rows() -> None:
    assert counts_per_item([[0, 2, -1], [-1, -1, -1]], 3).tolist() == [[1, 0, 1], [0, 0, 0]]


@pytest.mark.parametrize("mirror", [[1, 2, 0], [0, 0, 2], [1, 0], [0, 1, 3]])
def test_a_mirror_exchanges_categories_in_pairs(mirror: list[int]) -> None:
    with pytest.raises(ValueError, match="pairs"):
        symmetrised(rating_patterns([[0, 1]], 3), mirror)


@given(st.lists(st.tuples(st.integers(-1, 2), st.integers(-1, 2)), max_size=30))
def test_cross_table_counts_items_that_both_rated(codes: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in codes], [b for _, b in codes]
    table = cross_table(first, second, 3)
    assert table.shape == (3, 3)
    assert {(a, b): int(table[a, b]) for a in range(3) for b in range(3) if table[a, b]} == Counter(
        pair for pair in codes if -1 not in pair
    )


@pytest.mark.parametrize("codes", [[[0, 3]], [[-2, 0]]])
def test_codes_outside_the_categories_are_refused(codes: Any) -> None:
    with pytest.raises(ValueError, match="code"):
        rating_patterns(codes, 3)
    with pytest.raises(ValueError, match="code"):
        cross_table(*codes, [0, 0], 3)


def test_other_shapes_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        rating_patterns([0, 1], 2)
    with pytest.raises(ValueError, match="shape"):
        cross_table([0, 1], [0], 2)
