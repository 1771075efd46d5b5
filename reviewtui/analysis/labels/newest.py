"""Which of the revisions of a label counts, and which is the newest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from reviewtui.analysis.labels.columns import Codes, Mask


@dataclass(frozen=True, slots=True, eq=False)
class Revisions:
    """One row a revision of pass 0; the columns have the shape (n_revisions,)."""

    number: Codes
    key: Codes
    """The same for the revisions of one label; not negative."""
    seq: Codes
    labeled: Mask
    """Whether its status is this one."""
    revealed: Mask
    """Whether it was made after a reveal or a discussion."""
    by_outcome: Mask
    """Whether the pair came up by a filter on outcomes."""

    def where(self, rows: Codes) -> Revisions:
        return Revisions(*(getattr(self, one.name)[rows] for one in fields(self)))


def counting(revisions: Revisions, ids: Callable[[Sequence[int]], Mapping[int, str]]) -> tuple[Codes, Codes]:
    """The rows of the revisions that count, in the order of their keys, and the row of the newest revision of
    each of these labels.

    What counts is the newest blind revision that did not come up by a filter on outcomes, where it is a
    label; else the newest blind one, where that is a label. Newest is the highest (seq, id); `ids` looks up
    those of revisions by their numbers, and is asked only of those whose seq is not enough.
    """
    key, n_keys = nearly_dense(revisions.key)
    several = np.bincount(key, minlength=n_keys)[key] > 1
    counts = np.full(n_keys, -1, dtype=np.int64)
    newest = np.full(n_keys, -1, dtype=np.int64)
    alone = np.flatnonzero(~several & ~revisions.revealed)
    counts[key[alone]] = newest[key[alone]] = alone
    rows = np.flatnonzero(several)
    if rows.size:
        rows = rows[_order(revisions.where(rows), ids)]
        some, keys = revisions.where(rows), key[rows]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        blind = _last(~some.revealed, starts)
        unbiased = _last(~some.revealed & ~some.by_outcome, starts)
        chosen = np.where((unbiased >= 0) & some.labeled[unbiased], unbiased, blind)
        counts[keys[starts]] = np.where(chosen >= 0, rows[chosen], -1)
        newest[keys[starts]] = rows[np.append(starts[1:], rows.size) - 1]
    there = counts >= 0
    there[there] = revisions.labeled[counts[there]]
    return counts[there], newest[there]


def _order(revisions: Revisions, ids: Callable[[Sequence[int]], Mapping[int, str]]) -> Codes:
    """By key, seq and id."""
    order = np.lexsort((revisions.seq, revisions.key))
    key, seq = revisions.key[order], revisions.seq[order]
    like_next = np.append((key[1:] == key[:-1]) & (seq[1:] == seq[:-1]), False)
    tied = order[like_next | np.roll(like_next, 1)]
    if not tied.size:
        return order
    known = ids(revisions.number[tied].tolist())
    names = [known[number] for number in revisions.number[tied].tolist()]
    place = {name: place for place, name in enumerate(sorted(names))}
    rank = np.zeros(len(revisions.key), dtype=np.int64)
    rank[tied] = [place[name] for name in names]
    return np.lexsort((rank, revisions.seq, revisions.key))


def _last(mask: Mask, starts: Codes) -> Codes:
    """The last place in each group for which `mask` is true, or -1."""
    places: Codes = np.maximum.reduceat(np.where(mask, np.arange(mask.size), -1), starts)
    return places


def nearly_dense(key: Codes) -> tuple[Codes, int]:
    """The keys as codes in their order, and a number above the highest; those that are nearly dense stay."""
    if not key.size:
        return key, 0
    if int(key.max()) < 4 * key.size + 1024:
        return key, int(key.max()) + 1
    found, codes = np.unique(key, return_inverse=True)
    return codes.astype(np.int64), int(found.size)
