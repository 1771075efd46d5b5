"""Places of models, no finer than the votes allow."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.distributions import two_sided_p, two_sided_z
from reviewtui.stats.estimate import Undefined
from reviewtui.stats.ranking.bradley_terry import BradleyTerry

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranks:
    """Every attribute of shape (models,), or (models, models) for `better`.

    Attributes:
        position: by score alone, 1 for the highest; equal scores in the order of their numbers.
        rank: 1 + the number of models that are significantly better (the rule of the arenas).
        low, high: the best and the worst rank that the tests leave open. The best is `rank`.
        better: [a, b]: whether a is significantly better than b.
        p: [a, b]: Holm's adjusted two-sided p-value of their difference, 1 where they were never linked.
        tied_for_first: the models than which no one is significantly better.
        groups: models that are linked with each other; ranks count within the own group alone.
    """

    position: Integers
    rank: Integers
    low: Integers
    high: Integers
    better: Booleans
    p: Floats
    tied_for_first: tuple[int, ...]
    groups: tuple[tuple[int, ...], ...]


def ranks(fit: BradleyTerry, level: float = 0.95) -> Ranks | Undefined:
    """Rank models by tests of all differences of their log-strengths.

    Each difference is divided by its standard error, from the fit's covariance of both, and compared with
    Student's t on as many degrees of freedom as there are prompts less one. All m tests are taken together
    by Holm's method (1979, Scand. J. Statist. 6:65): the chance that any model is called better than one it
    is not better than is at most 1 − level, and so every true rank lies in its range at once with
    probability `level`: at best 1 + the number of models significantly better, at worst all models less those
    significantly worse. Models of different groups were never compared, not even indirectly: they are not
    tested, and each group has ranks of its own, beginning with 1.

    Undefined for one prompt, which gives no standard error.

    Raises:
        ValueError: for a level outside (0, 1).
    """
    two_sided_z(level)  # refuses what is no level
    if isinstance(fit.covariance, Undefined):
        return fit.covariance
    models = fit.score.size
    group = np.zeros(models, dtype=np.int64)
    for number, members in enumerate(fit.connection.groups):
        group[list(members)] = number
    linked = group[:, None] == group[None, :]
    p = _adjusted(_p_values(fit, fit.covariance), linked)
    better = (fit.score[:, None] > fit.score[None, :]) & linked & (p <= 1 - level)
    rank = 1 + better.sum(axis=0)
    size = linked.sum(axis=1)
    position = 1 + (linked & _ahead(fit.score)).sum(axis=0)
    return Ranks(
        position=position,
        rank=rank,
        low=rank,
        high=size - better.sum(axis=1),
        better=better,
        p=p,
        tied_for_first=tuple(np.flatnonzero(rank == 1).tolist()),
        groups=fit.connection.groups,
    )


def _ahead(score: Floats) -> Booleans:
    """[a, b]: a comes before b by score, then by number."""
    number = np.arange(score.size)
    same = np.isclose(score[:, None], score[None, :], rtol=0, atol=1e-9)
    before: Booleans = np.where(same, number[:, None] < number[None, :], score[:, None] > score[None, :])
    return before


def _p_values(fit: BradleyTerry, covariance: Floats) -> Floats:
    own = np.diag(covariance)
    variance = own[:, None] + own[None, :] - 2 * covariance
    apart = np.abs(fit.score[:, None] - fit.score[None, :])
    # Prompts that all say the same leave no standard error, and no test.
    known = variance > 1e-12
    t = np.where(known, apart / np.sqrt(np.where(known, variance, 1.0)), 0.0)
    return two_sided_p(t, fit.clusters - 1)


def _adjusted(p: Floats, linked: Booleans) -> Floats:
    """Holm's p-values over all linked pairs at once, as a symmetric table with 1 elsewhere."""
    adjusted = np.ones(p.shape)
    a, b = np.nonzero(np.triu(linked, 1))
    order = np.argsort(p[a, b], kind="stable")
    a, b = a[order], b[order]
    steps = np.maximum.accumulate(np.minimum(1.0, p[a, b] * np.arange(a.size, 0, -1)))
    adjusted[a, b] = adjusted[b, a] = steps
    return adjusted
