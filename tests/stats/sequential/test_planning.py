"""How many labels: sample sizes against their power, forecasts against the sequence itself."""

import math

import numpy as np
import pytest

from reviewtui.stats import Estimate, Undefined, wilson
from reviewtui.stats.sequential.confidence_sequence import confidence_sequence, verdict
from reviewtui.stats.sequential.planning import (
    MOST_LABELS,
    LabelsToGo,
    decided_for_power,
    decided_until_end,
    labels_to_decide,
)


@pytest.mark.parametrize(
    ("rate", "n"), [(0.52, 4904), (0.55, 783), (0.6, 194), (0.65, 85), (0.7, 47), (0.8, 20), (0.4, 194)]
)
def test_sample_sizes_for_80_percent_power(rate: float, n: int) -> None:
    assert decided_for_power(rate) == n


@pytest.mark.parametrize("rate", [0.55, 0.6, 0.7])
def test_the_sample_size_has_its_power(rate: float) -> None:
    """Exact: how often Wilson's interval of so many labels lies above one half."""
    n = decided_for_power(rate)
    assert isinstance(n, int)
    power = 0.0
    for wins in range(n // 2, n + 1):
        result = wilson(wins, n)
        assert isinstance(result, Estimate)
        if result.low > 0.5:
            log_ways = math.lgamma(n + 1) - math.lgamma(wins + 1) - math.lgamma(n - wins + 1)
            power += math.exp(log_ways + wins * math.log(rate) + (n - wins) * math.log(1 - rate))
    assert power == pytest.approx(0.8, abs=0.04)


def test_one_half_needs_more_than_any_number() -> None:
    assert isinstance(decided_for_power(0.5), Undefined)
    assert decided_for_power(1.0) == 4
    assert decided_for_power(0.9, power=0.01) == 1


@pytest.mark.parametrize(("rate", "power"), [(1.1, 0.8), (0.6, 0.0), (math.nan, 0.8)])
def test_plans_that_make_no_sense_are_refused(rate: float, power: float) -> None:
    with pytest.raises(ValueError, match="planned"):
        decided_for_power(rate, power=power)


def simulated_ends(rate: float, wins: int, losses: int, margin: float | None) -> list[int]:
    """Label by label, with the public functions."""
    rng, ends = np.random.default_rng(8), []
    known: dict[tuple[int, int], bool] = {}

    def is_open(s: int, n: int) -> bool:
        if (s, n) not in known:
            known[s, n] = verdict(confidence_sequence(s, n - s), margin).state == "open"
        return known[s, n]

    for _ in range(400):
        s, n = wins, wins + losses
        while is_open(s, n):
            s, n = s + int(rng.random() < rate), n + 1
        ends.append(n - wins - losses)
    return ends


@pytest.mark.parametrize(
    ("wins", "losses", "margin"), [(30, 15, None), (0, 3, None), (60, 55, 0.15), (20, 14, 0.2)]
)
def test_a_forecast_is_what_happens(wins: int, losses: int, margin: float | None) -> None:
    forecast = labels_to_decide(wins, losses, margin=margin)
    assert forecast is not None
    assert forecast.high is not None
    ends = simulated_ends((wins + 0.5) / (wins + losses + 1), wins, losses, margin)
    # Few labels end in lumps: the percentile lies in the lump of its number.
    low, high = (np.quantile(ends, [share - 0.06, share + 0.06]) for share in (0.2, 0.8))
    assert low[0] * 0.97 <= forecast.low <= low[1] * 1.03
    assert high[0] * 0.97 <= forecast.high <= high[1] * 1.03


def test_known_stopping_times() -> None:
    """At .60 half of all sequences have ended after about 237 labels, four fifths after about 401."""
    median, late = decided_until_end(0.6, (0.5, 0.8))
    assert median == pytest.approx(237, rel=0.06)
    assert late == pytest.approx(401, rel=0.06)


def test_ties_make_it_longer_in_labels() -> None:
    all_decided, half_decided = labels_to_decide(30, 15), labels_to_decide(30, 15, decided_share=0.5)
    assert all_decided is not None
    assert half_decided is not None
    assert half_decided.low == 2 * all_decided.low


def test_at_one_half_no_end_is_in_sight_unless_little_difference_is_an_answer() -> None:
    assert labels_to_decide(50, 50) == LabelsToGo(MOST_LABELS, None)
    with_margin = labels_to_decide(50, 50, margin=0.05)
    assert with_margin is not None
    assert with_margin.high is not None
    assert with_margin.low < with_margin.high < 5000


def test_near_one_half_only_the_early_end_may_be_known() -> None:
    near = labels_to_decide(506, 494, level=0.95)
    assert near is not None
    assert near.low < MOST_LABELS
    assert near.high is None or near.high > 20_000


def test_no_forecast_where_there_is_no_rate_or_no_need() -> None:
    assert labels_to_decide(0, 0) is None
    assert labels_to_decide(5, 5, decided_share=0) is None
    assert labels_to_decide(90, 10) is None
    assert labels_to_decide(500, 500, margin=0.1) is None


def test_a_forecast_is_the_same_each_time_and_for_both_sides() -> None:
    assert labels_to_decide(30, 20) == labels_to_decide(30, 20)
    one, other = labels_to_decide(30, 20), labels_to_decide(20, 30)
    assert one is not None
    assert other is not None
    assert one.low == pytest.approx(other.low, rel=0.15)


def test_a_share_is_a_share() -> None:
    with pytest.raises(ValueError, match="share"):
        labels_to_decide(3, 2, decided_share=1.5)
