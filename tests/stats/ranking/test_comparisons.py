"""Votes as counts: whatever the order and the way of counting, the same votes give the same counts."""

import numpy as np
import pytest

from reviewtui.stats.ranking.comparisons import ClusterCounts, count_rows, count_votes, single_votes


def random_votes(seed: int, votes: int = 400, models: int = 5, clusters: int = 60) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    i = rng.integers(models, size=votes)
    j = (i + rng.integers(1, models, size=votes)) % models
    return i, j, rng.integers(3, size=votes) / 2, rng.integers(clusters, size=votes) * 7 - 100


def contents(counts: ClusterCounts) -> dict[tuple[tuple[int, ...], ...], int]:
    """Every pattern as its rows (i, j, wins_i, wins_j, ties), with the number of clusters."""
    found = {}
    for p, alike in enumerate(counts.clusters.tolist()):
        here = slice(counts.start[p], counts.start[p + 1])
        pair = counts.pair[here]
        rows = zip(
            counts.i[pair],
            counts.j[pair],
            counts.wins_i[here],
            counts.wins_j[here],
            counts.ties[here],
            strict=True,
        )
        found[tuple(sorted(tuple(map(int, row)) for row in rows))] = alike
    return found


def test_patterns_hold_what_each_cluster_has() -> None:
    i, j, outcome, cluster = random_votes(1, votes=150, models=3, clusters=90)
    expected: dict[tuple[tuple[int, ...], ...], int] = {}
    for one in np.unique(cluster):
        rows: dict[tuple[int, int], list[int]] = {}
        for a, b, y in zip(i[cluster == one], j[cluster == one], outcome[cluster == one], strict=True):
            a, b, y = (a, b, y) if a < b else (b, a, 1 - y)
            rows.setdefault((a, b), [0, 0, 0])[{1.0: 0, 0.0: 1, 0.5: 2}[y]] += 1
        key = tuple(sorted((*pair, *votes) for pair, votes in rows.items()))
        expected[key] = expected.get(key, 0) + 1
    assert max(expected.values()) > 1
    assert contents(count_votes(i, j, outcome, cluster, 3)) == expected


def test_order_and_side_do_not_matter() -> None:
    i, j, outcome, cluster = random_votes(2)
    order = np.random.default_rng(3).permutation(i.size)
    turned = order % 2 == 0
    one = count_votes(i, j, outcome, cluster, 5)
    other = count_votes(
        np.where(turned, j[order], i[order]),
        np.where(turned, i[order], j[order]),
        np.where(turned, 1 - outcome[order], outcome[order]),
        -cluster[order],
        5,
    )
    assert contents(one) == contents(other)


def test_rows_counted_by_a_query_are_the_same_as_votes() -> None:
    i, j, outcome, cluster = random_votes(4)
    rows = np.unique(np.stack([cluster, i, j]), axis=1)
    at = [(cluster == g) & (i == a) & (j == b) for g, a, b in rows.T]
    wins, losses, ties = ([int((outcome[here] == y).sum()) for here in at] for y in (1, 0, 0.5))
    assert contents(count_rows(*rows, wins, losses, ties, 5)) == contents(
        count_votes(i, j, outcome, cluster, 5)
    )


def test_totals_by_pair() -> None:
    i, j, outcome, cluster = random_votes(5)
    by_pair = count_votes(i, j, outcome, cluster, 5).by_pair()
    beaten, tied = by_pair.beaten(), by_pair.tied()
    for a in range(5):
        for b in range(5):
            won = ((i == a) & (j == b) & (outcome == 1)) | ((i == b) & (j == a) & (outcome == 0))
            drawn = (((i == a) & (j == b)) | ((i == b) & (j == a))) & (outcome == 0.5)
            assert (beaten[a, b], tied[a, b]) == (won.sum(), drawn.sum())
    assert by_pair.totals.sum() == i.size


def test_single_votes_are_clusters_of_one() -> None:
    counts = count_votes(*random_votes(6), 5)
    single = single_votes(counts.by_pair())
    assert single.clusters.sum() == 400
    assert (single.wins_i + single.wins_j + single.ties == 1).all()
    for name in ("wins_i", "wins_j", "ties"):
        np.testing.assert_array_equal(getattr(single.by_pair(), name), getattr(counts.by_pair(), name))


def test_a_row_without_votes_and_no_rows_leave_nothing() -> None:
    assert count_rows([1], [0], [1], [0], [0], [0], 2).clusters.size == 0
    assert count_votes([], [], [], [], 2).by_pair().totals.sum() == 0


def test_numbers_too_large_for_one_code_are_told_apart() -> None:
    big = 2**40
    counts = count_rows([1, 2, 3], [0, 0, 0], [1, 1, 1], [big, big, big], [0, 1, 0], [big, big, big], 2)
    assert sorted(counts.clusters.tolist()) == [1, 2]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (([0], [0], [1], [1]), "itself"),
        (([0], [2], [1], [1]), "outside 0 to 1"),
        (([-1], [1], [1], [1]), "outside 0 to 1"),
        (([0], [1], [0.7], [1]), "1, 0.5 or 0"),
        (([0, 0], [1], [1], [1]), "not one table"),
    ],
)
def test_wrong_votes_are_refused(columns: tuple[list[float], ...], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        count_votes(*columns, 2)


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        count_rows([1], [0], [1], [-1], [0], [0], 2)
