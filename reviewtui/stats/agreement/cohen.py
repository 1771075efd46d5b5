"""Cohen's kappa of two raters, plain and weighted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.agreement.chance import (
    NO_COMMON_CATEGORY,
    NO_OVERLAP,
    ONE_CATEGORY,
    Corrected,
    added_items,
    chance_corrected,
)
from reviewtui.stats.agreement.distances import Scale, distances, largest_disagreement
from reviewtui.stats.agreement.ratings import Counts, checked_mirror
from reviewtui.stats.estimate import MaybeEstimate, Undefined

Floats = NDArray[np.float64]


def cohen_kappa(
    table: Counts,
    level: float = 0.95,
    seed: int = 0,
    scale: Scale = "nominal",
    mirror: Sequence[int] | None = None,
) -> MaybeEstimate:
    """Cohen's kappa (1960, Educ. Psychol. Meas. 20:37); weighted, Cohen (1968, Psychol. Bull. 70:213).

    κ = 1 - n · Σ d_ck n_ck / Σ d_ck row_c column_k. For a nominal scale (d = 1 for c ≠ k) that is
    (p_o - p_e) / (1 - p_e), p_o the share of items on the diagonal and p_e = Σ row_c · column_c / n². Other
    scales have all declared categories in the order of their codes (`distances.distances`).

    Args:
        table: shape (n_categories, n_categories), items by the first rater's category and the second's
            (`ratings.cross_table`).
        mirror: where each item counts in both orientations, half in each, the code of every category in the
            other one (`ratings.symmetrised`).

    Returns:
        An estimate whose `n` is the number of items in the table; Undefined without one, where both raters
        used one category, and where they have none in common.

    Raises:
        ValueError: for a mirror that does not exchange categories in pairs.
    """
    table = np.asarray(table, dtype=np.int64)
    swap = None if mirror is None else checked_mirror(mirror, len(table))
    reason = _undefined(table if swap is None else table + table[np.ix_(swap, swap)])
    return reason or chance_corrected(_statistic(table, distances(scale, len(table)), swap), level, seed)


def _undefined(table: Counts) -> Undefined | None:
    used = (table.sum(axis=1) > 0).astype(int) + (table.sum(axis=0) > 0)
    if not used.any():
        return NO_OVERLAP
    if used.max() < 2:
        return NO_COMMON_CATEGORY
    return ONE_CATEGORY if np.count_nonzero(used) == 1 else None


def _statistic(table: Counts, distance: Floats, swap: Counts | None) -> Corrected:
    """Each cell is a pattern, which adds its distance and the two categories."""
    q = len(table)
    one_hot = np.eye(q)

    def features(first: Counts, second: Counts) -> Floats:
        return np.column_stack([distance[first, second], one_hot[first], one_hot[second]])

    def both_ways(first: Counts, second: Counts) -> Floats:
        seen = features(first, second)
        return seen if swap is None else (seen + features(swap[first], swap[second])) / 2

    def disagreement(sums: Floats) -> tuple[Floats, Floats]:
        rows, columns = sums[:, 1 : q + 1], sums[:, q + 1 :]
        n = rows.sum(axis=1)
        return sums[:, 0] / n, ((rows @ distance) * columns).sum(axis=1) / n**2

    def most(sums: Floats) -> float:
        share = sums[1 : q + 1] + sums[q + 1 :]
        return largest_disagreement(share / share.sum(), distance)

    cells = np.nonzero(table)
    seen = table[cells] @ both_ways(*cells)
    share = (seen[1 : q + 1] + seen[q + 1 :]) / (2 * table.sum())
    first, second, added = added_items(share)
    return Corrected(
        items=table[cells],
        features=both_ways(*cells),
        added=added,
        added_features=both_ways(first, second),
        disagreement=disagreement,
        most=most,
    )
