"""How far two categories are apart: what a disagreement between them costs, from 0 (none) to 1."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

Scale: TypeAlias = Literal["nominal", "linear", "quadratic", "ordinal"]


def distances(scale: Scale, n_categories: int) -> Floats:
    """Distances between categories in the order of their codes, as weights of Cohen (1968) and Gwet (2014).

    With k and l the positions and q categories, 1 less the agreement weight of either author:

    - nominal: 1 for k ≠ l, every category as far from every other;
    - linear: |k - l| / (q - 1), and quadratic: its square (Cohen 1968, Psychol. Bull. 70:213);
    - ordinal: C(|k - l| + 1, 2) / C(q, 2), the pairs of neighbours that lie between the two (Gwet 2014,
      Handbook of Inter-Rater Reliability, ch. 3). It is not Krippendorff's ordinal difference, which
      depends on the ratings.

    Returns:
        shape (n_categories, n_categories), symmetric, 0 on the diagonal.

    Raises:
        ValueError: for an unknown scale.
    """
    steps = np.abs(np.subtract.outer(np.arange(n_categories), np.arange(n_categories))).astype(np.float64)
    if scale == "nominal":
        return np.asarray(np.minimum(steps, 1))
    if scale == "ordinal":
        steps = steps * (steps + 1) / 2
    elif scale == "quadratic":
        steps = steps**2
    elif scale != "linear":
        raise ValueError(f"{scale!r} is not a scale")
    return np.asarray(steps / max(steps.max(initial=0), 1))


def metric_distances(scale: Literal["interval", "ratio"], values: Sequence[float]) -> Floats:
    """Krippendorff's differences of numbers: (c - k)² for interval, ((c - k) / (c + k))² for ratio.

    Args:
        values: the number that each code stands for.

    Raises:
        ValueError: for a ratio scale with a number below 0, which it can't have.
    """
    numbers = np.asarray(values, dtype=np.float64)
    difference = np.subtract.outer(numbers, numbers)
    if scale == "interval":
        return np.asarray(difference**2)
    if (numbers < 0).any():
        raise ValueError("a ratio scale has no numbers below 0")
    total = np.add.outer(numbers, numbers)
    return np.asarray(np.divide(difference, total, out=np.zeros_like(total), where=total > 0) ** 2)


def largest_disagreement(share: Floats, distance: Floats) -> float:
    """A bound on the mean distance of two ratings of one item where categories have these shares.

    Any u with u_c + u_k >= d_ck bounds it by 2 Σ share_c u_c (the dual of a transport problem). Taken is
    the least over half the largest distance and, for each category z, multiples of the distance to z; for a
    nominal scale the bound is the smaller of 1 and twice the share of all categories but the largest.

    Args:
        share: shape (n_categories,), summing to 1.
        distance: shape (n_categories, n_categories).
    """
    used = share > 0
    share, distance = share[used], distance[np.ix_(used, used)]
    bounds = [float(distance.max())]
    for to_centre in distance:
        both = to_centre[:, None] + to_centre
        # Distances such as squares break the triangle inequality; stretching restores what is needed.
        stretch = np.divide(distance, both, out=np.ones_like(both), where=both > 0).max()
        bounds.append(float(2 * stretch * (share @ to_centre)))
    return min(bounds)
