"""Do the votes determine strengths at all? Who can be reached from whom along wins and ties.

Strengths of Bradley and Terry's model are finite if and only if the models can't be split in two groups of
which one never lost (or was never compared) to the other: the graph of wins is strongly connected (Ford 1957,
Amer. Math. Monthly 64:28). A tie is half a win each way, so an edge both ways.

In Davidson's model a tie says less: "A beat B three times, twice they tied" is fitted ever better as A's
strength and the tie parameter both go to infinity. In general, strengths d and the tie parameter δ can run
away together, d_i − d_j >= 2δ for a win of i over j and |d_i − d_j| <= 2δ for a tie, if and only if no cycle
has more wins than ties (a system of difference constraints has a solution unless a cycle is negative). So
there the maximum is finite where the graph is strongly connected and, if there is any tie, some cycle has
more wins than ties; without any tie ν is 0 and the model Bradley and Terry's.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from reviewtui.stats.ranking.comparisons import PairCounts

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ties = Literal["half", "davidson"]


@dataclass(frozen=True, slots=True)
class Connection:
    """How the models hang together.

    Attributes:
        groups: models that are linked by comparisons, whatever came out; several groups were never compared
            with each other.
        components: the strongly connected parts, those that others can be reached from first. A part never
            lost to, nor tied with, any part behind it.
        unbeaten, winless: models with comparisons and no loss; with comparisons and no win.
        estimable: whether the votes alone determine finite strengths (and tie parameter).
    """

    groups: tuple[tuple[int, ...], ...]
    components: tuple[tuple[int, ...], ...]
    unbeaten: tuple[int, ...]
    winless: tuple[int, ...]
    estimable: bool


def connection(counts: PairCounts, ties: Ties) -> Connection:
    """Examine one sample of votes.

    Raises:
        ValueError: for counts of several samples.
    """
    if counts.ties.ndim != 1:
        raise ValueError("one sample at a time")
    won = counts.beaten() > 0
    edges = won | (counts.tied() > 0)
    compared = (edges | edges.T).any(axis=1)
    reach = _closure(edges)
    mutual = reach & reach.T
    return Connection(
        groups=_parts(_closure(edges | edges.T), np.zeros(counts.models)),
        components=_parts(mutual, -reach.sum(axis=1)),
        unbeaten=tuple(np.flatnonzero(compared & ~won.any(axis=0)).tolist()),
        winless=tuple(np.flatnonzero(compared & ~won.any(axis=1)).tolist()),
        estimable=bool(estimable(won[None], edges[None], ties)[0]),
    )


def estimable(won: Booleans, edges: Booleans, ties: Ties) -> Booleans:
    """Which samples determine finite strengths.

    Args:
        won: shape (n_samples, models, models), whether a beat b.
        edges: the same shape, whether a beat or tied b.

    Returns:
        shape (n_samples,).
    """
    connected = _strongly_connected(edges)
    if ties == "half":
        return connected
    # Where wins alone connect all, they have a cycle.
    doubtful = connected.copy()
    doubtful[connected] = ~_strongly_connected(won[connected])
    connected[doubtful] = _winning_cycle(won[doubtful], edges[doubtful])
    return connected


def _strongly_connected(edges: Booleans) -> Booleans:
    """One model reaches all and is reached by all. It is one with many edges, so that few steps suffice."""
    samples, models, _ = edges.shape
    if models == 0 or samples == 0:
        return np.ones(samples, dtype=bool)
    hub = int((edges.sum(axis=0).sum(axis=0) + edges.sum(axis=0).sum(axis=1)).argmax())
    return _reaches_all(edges, hub) & _reaches_all(np.swapaxes(edges, 1, 2), hub)


def _reaches_all(edges: Booleans, source: int) -> Booleans:
    reached = edges[:, source].copy()
    reached[:, source] = True
    open_ = np.flatnonzero(~reached.all(axis=1))
    while open_.size:
        before = reached[open_]
        steps = np.matmul(before[:, None].astype(np.float32), edges[open_].astype(np.float32))[:, 0] > 0
        reached[open_] = before | steps
        grew = (steps & ~before).any(axis=1)
        open_ = open_[grew & ~reached[open_].all(axis=1)]
    return np.asarray(reached.all(axis=1))


def _winning_cycle(won: Booleans, edges: Booleans) -> Booleans:
    """Whether some cycle has more wins than ties, or there is no tie (Bellman 1958; Ford 1956)."""
    samples, models, _ = edges.shape
    cost = np.where(won, -1.0, np.where(edges, 1.0, np.inf))
    tied = edges & np.swapaxes(edges, 1, 2) & ~(won & np.swapaxes(won, 1, 2))
    distance = np.zeros((samples, models))
    for _ in range(models):
        before = distance
        distance = np.minimum(before, (before[:, :, None] + cost).min(axis=1))
        if np.array_equal(before, distance):
            break
    # A path of as many edges as models that still gets shorter goes round a negative cycle.
    return np.asarray((distance < before).any(axis=1) | ~tied.any(axis=(1, 2)))


def _closure(edges: Booleans) -> Booleans:
    """From whom whom can be reached, each from itself too, by squaring."""
    reach = edges | np.eye(edges.shape[0], dtype=bool)
    while True:
        further = reach.astype(np.float32) @ reach.astype(np.float32) > 0
        if np.array_equal(further, reach):
            return reach
        reach = further


def _parts(same: Booleans, order: Floats) -> tuple[tuple[int, ...], ...]:
    """The classes of an equivalence, by `order`, then by their smallest member."""
    firsts = np.unique(same.argmax(axis=1)) if same.size else np.zeros(0, np.int64)
    firsts = firsts[np.argsort(order[firsts], kind="stable")]
    return tuple(tuple(np.flatnonzero(same[first]).tolist()) for first in firsts)
