"""The pairs that annotators disagree on most: what to look at together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.arrays import PREFERENCES
from reviewtui.analysis.fields import Field

MOST = 20


@dataclass(frozen=True, slots=True)
class Disputed:
    """A pair and how many annotators gave each preference, in the orientation of results."""

    pair: int
    """pairs.id"""
    external_id: str | None
    """What the source calls it, where it is looked up: the review screen goes to it by this name."""
    votes: tuple[int, ...]
    """In the order of `Preference`."""
    disagreement: float
    """The share of pairs of annotators who disagree, from 0 to 1."""


def most_disputed(preference: Field, most: int = MOST) -> tuple[Disputed, ...]:
    """Pairs by the share of pairs of annotators who disagree, the highest first; of equal ones those that
    more annotators judged. None on which all agree."""
    pairs, row = np.unique(preference.item, return_inverse=True)
    n = len(PREFERENCES)
    votes = np.bincount(row * n + preference.code, minlength=pairs.size * n).reshape(pairs.size, n)
    judged = votes.sum(axis=1)
    alike = (votes * (votes - 1)).sum(axis=1)
    together = judged * (judged - 1)
    disagreement = 1 - np.divide(alike, together, out=np.ones(pairs.size), where=together > 0)
    order = np.lexsort((pairs, -judged, -disagreement))
    return tuple(
        Disputed(int(pairs[place]), None, tuple(votes[place].tolist()), float(disagreement[place]))
        for place in order[:most].tolist()
        if disagreement[place] > 0
    )
