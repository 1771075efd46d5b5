"""How often do the intervals of ranked models hold the truth, and the ranges of ranks? Prints a table.

    python tests/benchmarks/coverage_ranking.py [RUNS]

Simulated with a fixed seed. Strengths are equally spaced over `spread`, votes follow Davidson's model; of the
votes on one prompt all are the same draw with probability ALIKE, else they are independent. `plain` is the
sandwich without any correction and the normal quantile, `unbiased` and `jackknife` the two corrections
(powers 1/2 and 1 in `sandwich`) with Student's t; the last is what the program uses. `prior` is the share of
runs in which the votes alone did not determine strengths, `false claims` that in which Holm's tests call some
model better than one it is not better than: at most 5 % is promised.
"""

import math
import sys
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.distributions import two_sided_t, two_sided_z
from reviewtui.stats.estimate import Undefined
from reviewtui.stats.ranking.bradley_terry import BradleyTerry, fit_bradley_terry, sandwich_covariance
from reviewtui.stats.ranking.comparisons import ClusterCounts, count_rows
from reviewtui.stats.ranking.connectivity import Ties
from reviewtui.stats.ranking.davidson import PRIOR
from reviewtui.stats.ranking.ranks import ranks

Floats = NDArray[np.float64]

LEVEL = 0.95
SEED = 31
ALIKE = 0.3
POWERS = (0.0, 0.5, 1.0)
# Models, whether each prompt has all pairs of them or one, votes on each.
SHAPES = (
    (3, False, 1),
    (3, False, 3),
    (3, True, 1),
    (6, False, 1),
    (6, False, 3),
    (6, True, 1),
    (10, False, 3),
    (10, True, 1),
)


@dataclass(frozen=True)
class Design:
    """`pairs` of a prompt are compared ("all" or one drawn), each by so many annotators."""

    models: int
    prompts: int
    every_pair: bool
    votes: int
    nu: float
    spread: float
    ties: Ties = "davidson"


def designs() -> list[Design]:
    """From few prompts, where corrections matter, to many."""
    base = [
        Design(models, prompts, every_pair, votes, nu, spread)
        for models, every_pair, votes in SHAPES
        for prompts in (30, 100, 300)
        for nu, spread in ((0.0, 1.0), (1.0, 3.0), (0.5, 0.0))
    ]
    return base + [replace(d, ties="half") for d in base if d.prompts == 100 and not d.nu]


def strengths(design: Design) -> Floats:
    return np.linspace(-design.spread / 2, design.spread / 2, design.models)


def draw(design: Design, rng: np.random.Generator) -> ClusterCounts:
    theta = strengths(design)
    i, j = np.triu_indices(design.models, 1)
    if design.every_pair:
        prompt = np.repeat(np.arange(design.prompts), i.size)
        pair = np.tile(np.arange(i.size), design.prompts)
    else:
        prompt, pair = np.arange(design.prompts), rng.integers(i.size, size=design.prompts)
    i, j = i[pair], j[pair]
    weights = np.stack(
        [np.exp(theta[i]), np.exp(theta[j]), design.nu * np.exp((theta[i] + theta[j]) / 2)], axis=1
    )
    chances = np.cumsum(weights / weights.sum(axis=1, keepdims=True), axis=1)
    uniform = rng.random((prompt.size, design.votes))
    uniform = np.where(rng.random((prompt.size, 1)) < ALIKE, uniform[:, :1], uniform)
    outcome = (uniform[:, :, None] > chances[:, None, :2]).sum(axis=2)
    won, lost, tied = ((outcome == kind).sum(axis=1) for kind in range(3))
    return count_rows(prompt, i, j, won, lost, tied, design.models)


def covered(fit: BradleyTerry, power: float, matrix: Floats, truth: Floats) -> float:
    """The share of scores, and of differences to the first model, whose intervals hold the truth."""
    quantile = two_sided_t(LEVEL, fit.clusters - 1) if power else two_sided_z(LEVEL)
    to_mean = np.eye(truth.size) - 1 / truth.size
    to_first = np.eye(truth.size)[1:] - np.eye(truth.size)[0]
    contrasts = np.concatenate([to_mean, to_first])
    error = np.abs(contrasts @ (fit.score - truth))
    variance = np.einsum("ci,ij,cj->c", contrasts, matrix, contrasts)
    # Without a correction it is 0, give or take rounding, for a model that was seen on one prompt.
    se = np.sqrt(np.maximum(variance, 0))
    return float(np.mean(error <= quantile * se))


def row(design: Design, runs: int) -> tuple[list[float], float, float]:
    """Mean coverage by power; the shares of runs that needed the prior, and that claimed something false."""
    rng = np.random.default_rng(SEED)
    truth = strengths(design)
    not_better = truth[:, None] <= truth[None, :]
    held: list[list[float]] = [[] for _ in POWERS]
    regularised, false = 0, 0
    for _ in range(runs):
        counts = draw(design, rng)
        fit = fit_bradley_terry(counts, design.ties)
        if isinstance(fit, Undefined):
            continue
        prior = PRIOR if fit.regularised else 0.0
        regularised += fit.regularised
        for cells, power in zip(held, POWERS, strict=True):
            matrix = sandwich_covariance(counts, fit.point, fit.inverse, prior, power)
            assert not isinstance(matrix, Undefined)
            cells.append(covered(fit, power, matrix, truth))
        places = ranks(fit, LEVEL)
        false += not isinstance(places, Undefined) and bool(np.any(places.better & not_better))
    return [float(np.mean(cells)) for cells in held], regularised / runs, false / runs


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print(f"nominal {LEVEL}, {runs} runs a line (standard error {math.sqrt(0.05 * 0.95 / runs):.4f} at most)")
    print("models prompts pairs votes  nu spread ties      plain  unbiased  jackknife  prior  false claims")
    for design in designs():
        (plain, unbiased, jackknife), regularised, false = row(design, runs)
        print(
            f"{design.models:6} {design.prompts:7} {'all' if design.every_pair else 'one':>5}"
            f" {design.votes:5} {design.nu:3.0f} {design.spread:6.0f} {design.ties:8}"
            f" {plain:6.3f} {unbiased:9.3f} {jackknife:10.3f} {regularised:6.1%} {false:12.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
