"""Votes between models as counts: per pair of models, and per distinct pattern of a cluster.

A *vote* says which of two models won, or that they tied. Votes of one *cluster* (a prompt) are not
independent of each other, so that the cluster is the sampling unit. Clusters with the same counts can't be
told apart; each such *pattern* is kept once, with the number of its clusters. Whatever is computed from here
on takes time and memory by patterns and pairs, not by votes.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PairCounts:
    """Votes by pair of models i < j that were compared, of one sample or of several.

    Attributes:
        models: how many models there are; they are numbered from 0.
        i, j: shape (n_pairs,).
        wins_i, wins_j, ties: float64 of shape (..., n_pairs); leading axes are samples.
    """

    models: int
    i: Integers
    j: Integers
    wins_i: Floats
    wins_j: Floats
    ties: Floats

    @property
    def totals(self) -> Floats:
        """Votes by pair, shape (..., n_pairs)."""
        return self.wins_i + self.wins_j + self.ties

    def dense(self, values: Floats) -> Floats:
        """Values by pair, shape (..., n_pairs), put where i meets j; 0 elsewhere: (..., models, models)."""
        table = np.zeros((*values.shape[:-1], self.models * self.models))
        table[..., self.i * self.models + self.j] = values
        return table.reshape(*values.shape[:-1], self.models, self.models)

    def beaten(self) -> Floats:
        """[…, a, b]: how often a won against b, ties left out."""
        return self.dense(self.wins_i) + np.swapaxes(self.dense(self.wins_j), -1, -2)

    def tied(self) -> Floats:
        """[…, a, b]: how often a and b tied; symmetric."""
        upper = self.dense(self.ties)
        return upper + np.swapaxes(upper, -1, -2)


@dataclass(frozen=True, slots=True, eq=False)
class ClusterCounts:
    """Votes by distinct pattern of a cluster.

    The counts of pattern p lie at start[p]:start[p + 1] of the columns `pair`, `wins_i`, `wins_j`, `ties`.

    Attributes:
        models: how many models there are; they are numbered from 0.
        i, j: shape (n_pairs,), i < j: the pairs of models that were compared.
        clusters: shape (n_patterns,), how many clusters are alike.
        start: shape (n_patterns + 1,).
        pair: shape (n_entries,), index into i and j.
        wins_i, wins_j, ties: int64 of shape (n_entries,), votes of one cluster on this pair.
    """

    models: int
    i: Integers
    j: Integers
    clusters: Integers
    start: Integers
    pair: Integers
    wins_i: Integers
    wins_j: Integers
    ties: Integers

    @property
    def pattern(self) -> Integers:
        """The pattern of every entry."""
        return np.repeat(np.arange(self.clusters.size), np.diff(self.start))

    def by_pair(self) -> PairCounts:
        """All votes by pair of models."""
        alike = self.clusters[self.pattern]
        sums = (
            np.bincount(self.pair, weights=alike * column, minlength=self.i.size).astype(np.float64)
            for column in (self.wins_i, self.wins_j, self.ties)
        )
        return PairCounts(self.models, self.i, self.j, *sums)


def count_votes(
    model_i: ArrayLike, model_j: ArrayLike, outcome: ArrayLike, cluster: ArrayLike, models: int
) -> ClusterCounts:
    """Gather single votes.

    Args:
        model_i, model_j: numbers of the two models, shape (n_votes,), in either order.
        outcome: shape (n_votes,), 1 where model_i won, 0 where model_j did, 0.5 for a tie.
        cluster: integers of shape (n_votes,), equal for votes on the same prompt.

    Raises:
        ValueError: for unequal shapes, another outcome, a model outside 0 … models − 1 or against itself.
    """
    score = np.asarray(outcome, dtype=np.float64)
    if not np.isin(score, (0.0, 0.5, 1.0)).all():
        raise ValueError("an outcome is 1, 0.5 or 0")
    return count_rows(cluster, model_i, model_j, score == 1, score == 0, score == 0.5, models)


def count_rows(
    cluster: ArrayLike,
    model_i: ArrayLike,
    model_j: ArrayLike,
    wins_i: ArrayLike,
    wins_j: ArrayLike,
    ties: ArrayLike,
    models: int,
) -> ClusterCounts:
    """Gather rows that are counted already, as a query that groups by cluster and models returns them.

    Several rows of one cluster and pair, also with the models turned round, are added up.

    Args:
        cluster, model_i, model_j, wins_i, wins_j, ties: whole numbers of shape (n_rows,).

    Raises:
        ValueError: for unequal shapes, a negative count, a model outside 0 … models − 1 or against itself.
    """
    columns = [np.asarray(c).astype(np.int64) for c in (cluster, model_i, model_j, wins_i, wins_j, ties)]
    _check(columns, models)
    clusters, a, b, won, lost, tied = columns
    turned = a > b
    code = np.where(turned, b * models + a, a * models + b)
    known, pair = np.unique(code, return_inverse=True)
    wins = np.where(turned, lost, won), np.where(turned, won, lost), tied
    entries = _entries(clusters, pair.astype(np.int64), wins, known.size)
    return ClusterCounts(models, known // models, known % models, *_patterns(*entries))


def single_votes(counts: PairCounts) -> ClusterCounts:
    """Every vote its own cluster: for votes that are independent, and to compare with programs that think so.

    Raises:
        ValueError: for counts of several samples.
    """
    votes = np.stack([counts.wins_i, counts.wins_j, counts.ties], axis=1)
    if votes.ndim != 2:
        raise ValueError("counts of several samples are not one set of votes")
    pair, outcome = np.nonzero(votes)
    one = (outcome[:, None] == np.arange(3)).astype(np.int64)
    return ClusterCounts(
        models=counts.models,
        i=counts.i,
        j=counts.j,
        clusters=votes[pair, outcome].astype(np.int64),
        start=np.arange(pair.size + 1),
        pair=pair.astype(np.int64),
        wins_i=one[:, 0],
        wins_j=one[:, 1],
        ties=one[:, 2],
    )


def _check(columns: list[Integers], models: int) -> None:
    _, a, b, *counted = columns
    if a.ndim != 1 or any(column.shape != a.shape for column in columns):
        raise ValueError(f"columns of shapes {', '.join(str(c.shape) for c in columns)} are not one table")
    if a.size and (min(a.min(), b.min()) < 0 or max(a.max(), b.max()) >= models):
        raise ValueError(f"a model lies outside 0 to {models - 1}")
    if np.any(a == b):
        raise ValueError("a model can't be compared with itself")
    if any(np.any(column < 0) for column in counted):
        raise ValueError("a count is negative")


def _entries(
    clusters: Integers, pair: Integers, votes: tuple[Integers, Integers, Integers], pairs: int
) -> tuple[Integers, Integers, list[Integers]]:
    """One entry a cluster and pair, in that order: cluster, pair, and the three sums of votes."""
    cluster = np.unique(clusters, return_inverse=True)[1].astype(np.int64)
    cell, entry = np.unique(cluster * max(pairs, 1) + pair, return_inverse=True)
    sums = [np.bincount(entry, weights=v, minlength=cell.size).astype(np.int64) for v in votes]
    voted = np.add.reduce(sums) > 0
    cell, sums = cell[voted], [column[voted] for column in sums]
    return cell // max(pairs, 1), cell % max(pairs, 1), sums


def _patterns(
    cluster: Integers, pair: Integers, votes: list[Integers]
) -> tuple[Integers, Integers, Integers, Integers, Integers, Integers]:
    """The columns of `ClusterCounts` from `clusters` on: clusters with equal entries become one pattern."""
    content = np.unique(_coded([pair, *votes]), return_inverse=True)[1].astype(np.int64)
    first = np.flatnonzero(np.diff(cluster, prepend=-1))
    size = np.diff(first, append=cluster.size)
    alike, kept = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    # Patterns of equal size are rows of one table, in which equal rows can be found.
    for length in np.unique(size):
        rows = first[size == length][:, None] + np.arange(length)
        code = _coded([content[rows[:, place]] for place in range(length)])
        _, one, counts = np.unique(code, return_index=True, return_counts=True)
        alike.append(counts)
        kept.append(rows[one].ravel())
    lengths = np.repeat(np.unique(size), [a.size for a in alike[1:]])
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    entry = np.concatenate(kept)
    won, lost, tied = (column[entry] for column in votes)
    return np.concatenate(alike), start, pair[entry], won, lost, tied


def _coded(columns: list[Integers]) -> Integers:
    """A number for every row of a table of columns >= 0, equal where all columns are."""
    code, largest = columns[0], int(columns[0].max(initial=0))
    for column in columns[1:]:
        width = int(column.max(initial=0)) + 1
        if largest * width >= 2**62:
            # Numbered anew, so that the product can't leave 64 bits.
            code = np.unique(code, return_inverse=True)[1].astype(np.int64)
            largest = code.size
        code, largest = code * width + column, largest * width + width
    return code
