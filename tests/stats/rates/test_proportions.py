"""Rates: published intervals, the formula of the docstring, and how often the interval holds the truth."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reviewtui.stats import Estimate, Undefined, mean_of_scores, wilson
from reviewtui.stats.rates.proportions import Moments, effective_items, wilson_bounds

# Labels as (item, score): several an item, scores of a graded scale.
labels = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])), min_size=1, max_size=40
)


def estimate(scores: Any, item: Any, level: float = 0.95) -> Estimate:
    result = mean_of_scores(scores, item, level)
    assert isinstance(result, Estimate)
    return result


def columns(rows: list[tuple[int, float]]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    return np.array([score for _, score in rows]), np.array([item for item, _ in rows])


# Newcombe (1998), Stat. Med. 17:857, Table I, method 3.
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("x", "n", "low", "high"), NEWCOMBE)
def test_published_wilson_intervals(x: int, n: int, low: float, high: float) -> None:
    result = wilson(x, n)
    assert isinstance(result, Estimate)
    assert (result.low, result.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))
    assert (result.value, result.method, result.n) == (x / n, "wilson", n)


@pytest.mark.parametrize(("x", "n", "low", "high"), NEWCOMBE)
def test_one_binary_label_an_item_gives_the_plain_wilson_interval(
    x: int, n: int, low: float, high: float
) -> None:
    assert mean_of_scores([1.0] * x + [0.0] * (n - x), range(n)) == wilson(x, n)


def test_computed_wilson_intervals(cases: dict[str, dict[str, Any]]) -> None:
    for row in cases["proportion_grid"]["data"]:
        for key, level in (("wilson95", 0.95), ("wilson90", 0.90)):
            result = wilson(row["x"], row["n"], level)
            assert isinstance(result, Estimate)
            assert [result.low, result.high] == pytest.approx(row[key], abs=1e-9)


@given(labels)
def test_effective_items_is_the_docstrings_formula(rows: list[tuple[int, float]]) -> None:
    """By hand: item by item, with the added item as two rows of half a weight."""
    scores, item = columns(rows)
    k = [float(np.count_nonzero(item == i)) for i in np.unique(item)]
    s = [float(scores[item == i].sum()) for i in np.unique(item)]
    n, added = len(k), sum(x * x for x in k) / sum(k)
    weights, k, s = [1.0] * n + [0.5, 0.5], [*k, added, added], [*s, added, 0.0]
    total = sum(w * x for w, x in zip(weights, k, strict=True))
    p = sum(w * x for w, x in zip(weights, s, strict=True)) / total
    variance = sum(w * (y - x * p) ** 2 for w, x, y in zip(weights, k, s, strict=True)) / total**2
    low, high = wilson_bounds(scores.mean(), p * (1 - p) / variance * n / (n + 1), 0.95)
    result = estimate(scores, item)
    assert result.n == n
    assert result.value == pytest.approx(scores.mean(), abs=1e-12)
    assert [result.low, result.high] == pytest.approx([low, high], abs=1e-9)


@given(labels, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_swapping_the_sides_mirrors_the_interval(rows: list[tuple[int, float]], level: float) -> None:
    scores, item = columns(rows)
    result, mirrored = estimate(scores, item, level), estimate(1 - scores, item, level)
    assert 0 <= result.low <= result.value <= result.high <= 1
    assert [mirrored.low, mirrored.value, mirrored.high] == pytest.approx(
        [1 - result.high, 1 - result.value, 1 - result.low], abs=1e-9
    )


@given(labels, st.integers(2, 4))
def test_repeating_every_label_adds_no_information(rows: list[tuple[int, float]], times: int) -> None:
    once, repeated = estimate(*columns(rows)), estimate(*columns(rows * times))
    assert [repeated.low, repeated.value, repeated.high] == pytest.approx(
        [once.low, once.value, once.high], abs=1e-9
    )


@given(labels, st.randoms())
def test_neither_order_nor_the_names_of_items_matter(rows: list[tuple[int, float]], random: Any) -> None:
    renamed = [(10**9 - 7 * item, score) for item, score in rows]
    random.shuffle(renamed)
    once, again = estimate(*columns(rows)), estimate(*columns(renamed))
    assert [again.low, again.value, again.high] == pytest.approx([once.low, once.value, once.high], abs=1e-9)


def test_labels_of_one_item_count_for_less_than_labels_of_several() -> None:
    scores = [1.0, 1.0, 1.0, 0.0, 0.0, 0.0] * 5
    together = estimate(scores, np.repeat(np.arange(10), 3))
    apart = estimate(scores, np.arange(30))
    assert together.high - together.low > 1.5 * (apart.high - apart.low)
    assert (together.n, apart.n) == (10, 30)


def test_nothing_but_ties_is_known_to_be_near_one_half_but_not_exactly() -> None:
    few, many = estimate([0.5] * 10, range(10)), estimate([0.5] * 100, range(100))
    assert (few.value, few.method) == (0.5, "wilson_effective_n")
    assert few.high - few.low > 0.15
    assert 0.015 < many.high - many.low < 0.025


def test_what_never_came_up_may_still_be_there() -> None:
    """0 of 200 is below z²/(200 + z²) = 1.9 %, however many labels each of the 200 has."""
    bound = 1.959963984540054**2 / (200 + 1.959963984540054**2)
    assert bound == pytest.approx(0.0188, abs=1e-4)
    for item in (np.arange(200), np.repeat(np.arange(200), 3)):
        result = estimate(np.zeros(item.size), item)
        assert (result.value, result.low, result.n) == (0, 0, 200)
        assert result.high == pytest.approx(bound)
    # Labels that crowd on few items tell less than as many items would.
    crowded = estimate(np.zeros(400), np.repeat(np.arange(200), np.where(np.arange(200) < 100, 3, 1)))
    assert bound < crowded.high < 1.5 * bound


def test_without_labels_there_is_a_reason_instead_of_a_number() -> None:
    for result in (mean_of_scores([], []), wilson(0, 0)):
        assert result == Undefined("there is no label to count")


@pytest.mark.parametrize(
    ("scores", "item"), [([1.0, 0.0], [1]), ([1.5], [1]), ([-0.5], [1]), ([math.nan], [1]), ([[1.0]], [[1]])]
)
def test_wrong_input_is_refused(scores: Any, item: Any) -> None:
    with pytest.raises(ValueError, match="score"):
        mean_of_scores(scores, item)


@pytest.mark.parametrize(("x", "n"), [(-1, 3), (4, 3)])
def test_impossible_counts_are_refused(x: int, n: int) -> None:
    with pytest.raises(ValueError, match="proportion"):
        wilson(x, n)


def compositions(n: int, parts: int) -> NDArray[np.int64]:
    """All ways to share n items out among `parts` kinds: (n_ways, parts)."""
    bars = np.array(list(itertools.combinations(range(n + parts - 1), parts - 1)))
    edges = np.concatenate(
        [np.full((len(bars), 1), -1), bars, np.full((len(bars), 1), n + parts - 1)], axis=1
    )
    return np.diff(edges, axis=1) - 1


def exact_coverage(
    n: int, size: int, score: list[float], chances: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Coverage of n items with `size` labels each; a row of `chances` is that of the sums `score`."""
    counts, s = compositions(n, len(score)).astype(float), np.array(score)
    items = np.full(len(counts), float(n))
    total = counts @ s
    m = Moments(items, items * size, total, items * size**2, total * size, counts @ s**2)
    low, high = wilson_bounds(m.score / m.labels, effective_items(m), 0.95)
    log_factorial = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, n + 1)))])
    ways = log_factorial[n] - log_factorial[counts.astype(int)].sum(axis=1)
    truth = chances @ s / size
    probability = np.exp(ways[:, None] + counts @ np.log(np.maximum(chances, 1e-300)).T)
    inside = (low[:, None] <= truth + 1e-12) & (truth - 1e-12 <= high[:, None])
    return np.asarray((probability * inside).sum(axis=0))


def label_chances(rates: list[float], ties: list[float]) -> NDArray[np.float64]:
    """Chances of a loss, a tie and a win; the rate is that of decided labels, or counts ties as halves."""
    rows = []
    for p, tie in itertools.product(rates, ties):
        rows.append(((1 - p) * (1 - tie), tie, p * (1 - tie)))
        if tie <= 2 * min(p, 1 - p):
            rows.append((1 - p - tie / 2, tie, p - tie / 2))
    return np.array(rows)


@pytest.mark.parametrize("n", [30, 60, 120])
def test_coverage_with_one_label_an_item(n: int) -> None:
    """Exact, on the half of the grid with p <= 1/2. Without the added item it falls to .906."""
    chances = label_chances([k / 20 for k in range(1, 11)], [k / 10 for k in range(9)])
    coverage = exact_coverage(n, 1, [0.0, 0.5, 1.0], chances)
    assert coverage.mean() > 0.945
    assert coverage.min() > 0.92


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_coverage_with_two_labels_an_item(alike: float) -> None:
    """Exact; a share `alike` of the items has twice the same label, the others have independent ones."""
    single = label_chances([0.05, 0.1, 0.3, 0.5], [0.0, 0.4, 0.8])
    twice = np.array([np.convolve(row, row) for row in single])
    same = np.zeros_like(twice)
    same[:, ::2] = single
    coverage = exact_coverage(24, 2, [0.0, 0.5, 1.0, 1.5, 2.0], alike * same + (1 - alike) * twice)
    assert coverage.mean() > 0.945
    assert coverage.min() > 0.92
