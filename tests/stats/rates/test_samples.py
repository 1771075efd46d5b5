"""Several samples of one prompt: by hand, by enumeration of draws, and on average."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.stats import Estimate, MaybeEstimate, Undefined, wilson
from reviewtui.stats.rates.samples import consistency, flip_share, pass_at_k, redraw_change

rows = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=25)


def value(result: MaybeEstimate) -> float:
    assert isinstance(result, Estimate)
    return result.value


def by_prompt(samples: list[tuple[int, int]]) -> list[list[int]]:
    grouped: dict[int, list[int]] = {}
    for prompt, verdict in samples:
        grouped.setdefault(prompt, []).append(verdict)
    return list(grouped.values())


def columns(samples: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [verdict for _, verdict in samples], [prompt for prompt, _ in samples]


def test_by_hand() -> None:
    verdict = [2, 2, 2, 0, 1, 0, 1, 1, 0]
    prompt = [7, 7, 7, 8, 8, 9, 5, 5, 5]
    assert consistency(verdict, prompt) == wilson(1, 3)
    assert flip_share(verdict, prompt) == wilson(2, 3)
    # 0 of 3 pairs, 1 of 1, 2 of 3; the prompt with one sample says nothing.
    assert value(redraw_change(verdict, prompt)) == pytest.approx((0 + 1 + 2 / 3) / 3)


@given(rows, st.integers(1, 4))
def test_pass_at_k_is_the_share_of_all_draws(samples: list[tuple[int, int]], k: int) -> None:
    groups = [group for group in by_prompt(samples) if len(group) >= k]
    result = pass_at_k(*columns(samples), k)
    if not groups:
        assert isinstance(result, Undefined)
        return
    shares = [np.mean([any(draw) for draw in itertools.combinations(group, k)]) for group in groups]
    assert value(result) == pytest.approx(np.mean(shares))
    assert isinstance(result, Estimate)
    assert result.n == len(groups)


@given(rows)
def test_a_redraw_is_the_share_of_pairs_that_differ(samples: list[tuple[int, int]]) -> None:
    groups = [group for group in by_prompt(samples) if len(group) >= 2]
    result = redraw_change(*columns(samples))
    if not groups:
        assert result == Undefined("no prompt has two samples")
        return
    shares = [np.mean([x != y for x, y in itertools.combinations(group, 2)]) for group in groups]
    assert value(result) == pytest.approx(np.mean(shares))
    flips = flip_share(*columns(samples))
    assert value(flips) == pytest.approx(1 - value(consistency(*columns(samples))))
    assert value(result) <= value(flips) + 1e-12


def test_pass_at_one_is_the_mean_over_prompts() -> None:
    assert value(pass_at_k([1, 0, 0, 0, 1], [1, 1, 1, 1, 2], 1)) == pytest.approx((0.25 + 1) / 2)
    assert pass_at_k([1, 0, 1], [1, 2, 3], 1) == wilson(2, 3)


def test_pass_at_k_is_unbiased() -> None:
    """Exact: its expectation over five samples of chance p is 1 − (1 − p)^k."""
    p, m, k = 0.3, 5, 3
    expected = 0.0
    for samples in itertools.product((0, 1), repeat=m):
        chance = p ** sum(samples) * (1 - p) ** (m - sum(samples))
        expected += chance * value(pass_at_k(samples, [1] * m, k))
    assert expected == pytest.approx(1 - (1 - p) ** k)


def test_many_samples_are_no_problem() -> None:
    correct = np.tile(np.arange(2000) < 3, 4)
    assert value(pass_at_k(correct, np.repeat(np.arange(4), 2000), 1000)) == pytest.approx(0.875, abs=1e-3)


def test_without_repeats_there_is_a_reason() -> None:
    for found in (consistency([1, 2], [1, 2]), flip_share([], []), redraw_change([1], [1])):
        assert found == Undefined("no prompt has two samples")
    assert pass_at_k([1, 0], [1, 1], 3) == Undefined("no prompt has 3 samples")
    assert pass_at_k([], [], 1) == Undefined("no prompt has 1 sample")


def test_wrong_input_is_refused() -> None:
    with pytest.raises(ValueError, match="drawn"):
        pass_at_k([1], [1], 0)
    with pytest.raises(ValueError, match="correct or not"):
        pass_at_k([0.5], [1], 1)
    with pytest.raises(ValueError, match="columns"):
        consistency([1, 2], [1])
