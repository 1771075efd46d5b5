"""PPI++ by the formulas of the paper, and how often its intervals hold the truth."""

import math

import numpy as np
import pytest

from reviewtui.stats import Undefined
from reviewtui.stats.rates.prediction_powered import (
    LEAST_LABELED,
    NO_OTHER_ITEM,
    Corrected,
    prediction_powered_mean,
)


def corrected(*columns: object, **rest: float) -> Corrected:
    found = prediction_powered_mean(*columns, **rest)  # type: ignore[arg-type]  # columns of numbers
    assert isinstance(found, Corrected)
    return found


def test_the_formulas_of_the_paper_term_by_term() -> None:
    rng = np.random.default_rng(2)
    human = rng.choice([0.0, 0.5, 1.0], 80)
    judge = np.where(rng.random(80) < 0.7, human, 1.0)
    alone = rng.choice([0.0, 1.0], 400, p=[0.3, 0.7])
    found = corrected(human, judge, alone)
    n, rest = 80, 400
    covariance = sum((y - human.mean()) * (f - judge.mean()) for y, f in zip(human, judge, strict=True)) / n
    every = [*judge, *alone]
    middle = sum(every) / (n + rest)
    spread = sum((f - middle) ** 2 for f in every) / (n + rest - 1)
    weight = covariance / ((1 + n / rest) * spread)
    assert 0 < weight < 1
    value = weight * alone.mean() + (human - weight * judge).mean()
    variance = weight**2 * np.var(alone) / rest + np.var(human - weight * judge) / n
    assert found.weight == pytest.approx(weight, abs=1e-12)
    assert found.estimate.value == pytest.approx(value, abs=1e-12)
    assert found.standard_error == pytest.approx(math.sqrt(variance), abs=1e-12)
    assert found.normal_low == pytest.approx(value - 1.959963984540054 * math.sqrt(variance), abs=1e-12)
    assert (found.labeled, found.unlabeled, found.estimate.n) == (n, rest, n)


def test_a_judge_that_knows_nothing_or_says_one_thing_is_not_listened_to() -> None:
    rng = np.random.default_rng(3)
    human = rng.choice([0.0, 1.0], 100)
    opposed = corrected(human, 1 - human, rng.choice([0.0, 1.0], 500))
    assert opposed.weight == 0
    assert opposed.estimate.value == pytest.approx(human.mean())
    constant = corrected(human, np.ones(100), np.ones(500))
    assert (constant.weight, constant.estimate.value) == (0, pytest.approx(human.mean()))


def test_a_good_judge_narrows_the_interval_and_its_lean_is_taken_off() -> None:
    rng = np.random.default_rng(4)
    truth = (rng.random(5000) < 0.4).astype(float)
    judge = np.where(rng.random(5000) < 0.1, 1.0, truth)
    found = corrected(truth[:300], judge[:300], judge[300:])
    assert judge[300:].mean() > 0.44
    assert found.estimate.low < 0.4 < found.estimate.high
    assert found.weight > 0.7
    people_alone = math.sqrt(np.var(truth[:300]) / 300)
    assert found.standard_error < 0.7 * people_alone


def test_a_judge_without_a_mistake_in_sight_is_not_certain() -> None:
    human = np.repeat([0.0, 1.0], 30)
    found = corrected(human, human, np.tile([0.0, 1.0], 50_000))
    assert found.normal_high - found.normal_low < 0.01
    assert found.estimate.high - found.estimate.low > 0.03


def test_all_alike_keeps_to_the_number_of_items() -> None:
    found = corrected(np.ones(60), np.ones(60), np.ones(600))
    assert found.estimate.value == found.estimate.high == 1
    assert 0.9 < found.estimate.low < 0.95


@pytest.mark.parametrize(("rate", "accuracy"), [(0.5, 0.95), (0.8, 0.98), (0.9, 0.8)])
def test_the_interval_holds_the_truth_as_often_as_it_says(rate: float, accuracy: float) -> None:
    rng = np.random.default_rng(6)
    held = normal = 0
    rounds = 600
    for _ in range(rounds):
        truth = (rng.random(1050) < rate).astype(float)
        wrong = rng.random(1050) > accuracy
        judge = np.where(wrong, 1.0, truth)
        found = corrected(truth[:50], judge[:50], judge[50:])
        held += found.estimate.low <= rate <= found.estimate.high
        normal += found.normal_low <= rate <= found.normal_high
    assert held / rounds >= 0.925
    assert held >= normal


def test_what_is_undefined_is_said_and_what_can_not_be_is_refused() -> None:
    few = np.ones(LEAST_LABELED - 1)
    assert isinstance(prediction_powered_mean(few, few, [1.0]), Undefined)
    enough = np.ones(LEAST_LABELED)
    assert prediction_powered_mean(enough, enough, []) == NO_OTHER_ITEM
    with pytest.raises(ValueError, match="three columns"):
        prediction_powered_mean(few, enough, [1.0])
    with pytest.raises(ValueError, match="outside"):
        prediction_powered_mean(enough * 2, enough, [1.0])
