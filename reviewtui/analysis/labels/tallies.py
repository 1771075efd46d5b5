"""Preferences counted prompt by prompt: what every rate and test of two models is computed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, PREFERENCES, Codes, LabelArrays, Mask
from reviewtui.stats.rates.patterns import ItemPatterns

KINDS = len(PREFERENCES)

# By code of the preference: what it is worth to model_a.
SCORE = np.array([1.0, 0.0, 0.5, 0.5])


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """The labels of two models that have a preference: columns of shape (n_labels,) as in `LabelArrays`, but
    `prompt` is a code from 0. `counts` has the shape (n_prompts, 4): how many labels of a prompt have each
    preference, by its code.
    """

    pair: Codes
    prompt: Codes
    annotator: Codes
    number: Codes
    preference: Codes
    strength: Codes
    identical: Mask
    leak: Mask
    counts: Codes

    def __len__(self) -> int:
        return len(self.pair)

    def where(self, mask: Mask) -> Votes:
        """The labels for which `mask` is true; prompts that have none of them are gone."""
        return _votes([getattr(self, name)[mask] for name in _COLUMNS])

    @property
    def first(self) -> Mask:
        """The label of each prompt that was made first."""
        if len(self) == len(self.counts):
            return np.ones(len(self), dtype=np.bool_)
        earliest = np.full(len(self.counts), np.iinfo(np.int64).max)
        np.minimum.at(earliest, self.prompt, self.number)
        first: Mask = self.number == earliest[self.prompt]
        return first


_COLUMNS = ("pair", "prompt", "annotator", "number", "preference", "strength", "identical", "leak")


def votes_by_comparison(labels: LabelArrays) -> Iterator[tuple[int, Votes]]:
    """The code of each comparison that these labels hold, in order, with its labels of a preference."""
    return votes_by(labels, labels.comparison, len(labels.comparisons))


def votes_by(labels: LabelArrays, group: Codes, n_groups: int) -> Iterator[tuple[int, Votes]]:
    """The code of each group that these labels hold, in order, with its labels of a preference.

    Args:
        group: shape (n_labels,), codes below `n_groups`; labels of one group are of one comparison.
    """
    present = np.flatnonzero(np.bincount(group, minlength=n_groups))
    columns = [getattr(labels, name) for name in _COLUMNS]
    said = labels.preference != MISSING
    if present.size == 1:
        yield int(present[0]), _votes(columns if said.all() else [column[said] for column in columns])
        return
    # Sorted once: a mask for each of thousands of pairs of models would read every label again.
    order = by_code(group, n_groups)
    order = order[said[order]]
    columns = [column[order] for column in columns]
    starts, stops = (np.searchsorted(group[order], present, side) for side in ("left", "right"))
    for code, start, stop in zip(present.tolist(), starts.tolist(), stops.tolist(), strict=True):
        yield code, _votes([column[start:stop] for column in columns])


def _votes(columns: Sequence[Any]) -> Votes:
    """Of `_COLUMNS`."""
    pair, prompts, annotator, number, preference, strength, identical, leak = columns
    prompt, n_prompts = dense(prompts)
    counts = _counts(prompt, preference, n_prompts)
    return Votes(pair, prompt, annotator, number, preference, strength, identical, leak, counts)


def counted(prompt: Codes, preference: Codes) -> tuple[Codes, Codes]:
    """Counts as those of `Votes`, of the prompts that occur here, and which prompts these are."""
    codes, n_prompts = dense(prompt)
    prompts = np.empty(n_prompts, dtype=np.int64)
    prompts[codes] = prompt
    return _counts(codes, preference, n_prompts), prompts


def _counts(prompt: Codes, preference: Codes, n_prompts: int) -> Codes:
    cells = np.bincount(prompt * KINDS + preference, minlength=n_prompts * KINDS)
    return cells.reshape(n_prompts, KINDS)


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Prompts by what their labels say: `votes` (n_patterns, 4) as a row of `Votes.counts`, and `prompts`
    (n_patterns,), how many there are of each."""

    votes: Codes
    prompts: Codes

    def rate(
        self, worth: np.ndarray[tuple[int], np.dtype[np.float64]], *, decided: bool = False
    ) -> ItemPatterns:
        """Patterns of a rate to which a label of each preference is worth so much; `decided` leaves out the
        labels that prefer neither."""
        votes, worth = (self.votes[:, :2], worth[:2]) if decided else (self.votes, worth)
        labels = votes @ np.ones(votes.shape[1])
        there = labels > 0
        return ItemPatterns(labels[there], (votes @ worth)[there], self.prompts[there].astype(np.float64))


def tally(counts: Codes) -> Tally:
    """Gather equal rows of (n_prompts, 4)."""
    most = int(counts.max(initial=0)) + 1
    if most**KINDS > max(4096, 4 * len(counts)):
        votes, prompts = np.unique(counts, axis=0, return_counts=True)
        return Tally(votes, prompts)
    digits = most ** np.arange(KINDS)
    like = np.bincount(counts @ digits, minlength=1)
    codes = np.flatnonzero(like)
    return Tally(codes[:, None] // digits % most, like[codes])


def distinct(ids: Codes) -> int:
    """How many different ids there are."""
    return int(np.count_nonzero(np.bincount(ids))) if _compact(ids) else int(np.unique(ids).size)


def dense(ids: Codes) -> tuple[Codes, int]:
    """The same ids as codes from 0, in their order, and how many there are."""
    if not _compact(ids):
        found, codes = np.unique(ids, return_inverse=True)
        return codes.astype(np.int64), int(found.size)
    there = np.bincount(ids) > 0
    return (np.cumsum(there) - 1)[ids], int(np.count_nonzero(there))


def by_code(codes: Codes, n_codes: int) -> Codes:
    """The order in which equal codes stand together, those of one code as before."""
    # Numpy sorts small integers by counting them.
    small = codes.astype(np.uint16) if n_codes < 2**16 else codes
    return np.argsort(small, kind="stable")


def groups(codes: Codes, n_codes: int) -> tuple[Codes, Codes]:
    """`by_code`, and where in it each of the codes 0 … n_codes - 1 starts and the last ends."""
    edges = np.concatenate([[0], np.cumsum(np.bincount(codes, minlength=n_codes))])
    return by_code(codes, n_codes), edges.astype(np.int64)


def _compact(ids: Codes) -> bool:
    """Whether a table with a place for every possible id is small beside the ids; those of a database are."""
    return ids.size > 0 and int(ids.min()) >= 0 and int(ids.max()) < 4 * ids.size + 1024
