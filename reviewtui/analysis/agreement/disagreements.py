"""The pairs that annotators disagree on most: what to look at together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.agreement.fields import Field
from reviewtui.analysis.labels.arrays import PREFERENCES, LabelArrays
from reviewtui.stats.agreement import disagreement

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
    models: tuple[str, str] = ("", "")
    """model_a and model_b of the pair's comparison, which `votes` are for."""


def models_of(labels: LabelArrays, pair: int) -> tuple[str, str]:
    """model_a and model_b of a pair that has a label."""
    (row,) = np.flatnonzero(labels.pair == pair)[:1].tolist()
    return labels.comparisons[int(labels.comparison[row])]


def most_disputed(preference: Field, most: int = MOST) -> tuple[Disputed, ...]:
    """In the order of `reviewtui.stats.agreement.disagreement.most_disputed`; none on which all agree."""
    pairs, row = np.unique(preference.item, return_inverse=True)
    n = len(PREFERENCES)
    votes = np.bincount(row * n + preference.code, minlength=pairs.size * n).reshape(pairs.size, n)
    found = disagreement.most_disputed(votes)
    return tuple(
        Disputed(int(pairs[place]), None, tuple(votes[place].tolist()), score)
        for place, score in zip(found.item[:most].tolist(), found.score[:most].tolist(), strict=True)
        if score > 0
    )
