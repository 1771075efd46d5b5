"""The pairs that labels are about, as columns in the orientation of results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from reviewtui.analysis.labels.columns import Codes, Mask, mirrored_in_results
from reviewtui.store import Store
from reviewtui.store.derived import PAIR_LINE

FEW = 0.25
"""The share of a project's pairs up to which those that are judged are looked up one by one."""


class Orientation(NamedTuple):
    """Whose side results take: the plan's models, '' where it names none."""

    candidate: str = ""
    baseline: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class JudgedPairs:
    """One row a pair; the columns have the shape (n_pairs,), or (n_pairs, 2) for model_a's and model_b's
    output."""

    prompt: Codes
    output: Codes
    chars: Codes
    marks: Codes
    identical: Mask
    leak: Mask
    mirrored: Mask
    """Whether model_a's output is the pair's `b`."""
    comparison: Codes
    comparisons: tuple[tuple[str, str], ...]


def read_pairs(store: Store, wanted: Codes, orientation: Orientation) -> JudgedPairs:
    """The pairs with these ids, which go upwards, row by row."""
    table = _table(store, wanted)
    output, models, chars, marks = (table[:, i : i + 2] for i in range(2, 10, 2))
    compared, code = _compared(models)
    names = store.counting.models()
    turned = [mirrored_in_results(names[a], names[b], *orientation) for a, b in compared]
    called = [
        (names[b], names[a]) if t else (names[a], names[b])
        for (a, b), t in zip(compared, turned, strict=True)
    ]
    comparisons = tuple(sorted(set(called)))
    mirrored = np.array(turned, dtype=np.bool_)[code]
    return JudgedPairs(
        prompt=table[:, 1].copy(),
        output=_mirror(output, mirrored),
        chars=_mirror(chars, mirrored),
        marks=_mirror(marks, mirrored),
        identical=table[:, 10] == 1,
        leak=table[:, 11] == 1,
        mirrored=mirrored,
        comparison=np.array([comparisons.index(one) for one in called], dtype=np.int64)[code],
        comparisons=comparisons,
    )


def _table(store: Store, wanted: Codes) -> Codes:
    """(n_pairs, numbers of a line)."""
    few = wanted.size <= FEW * store.queue.count()
    known = store.counting.lines_of_pairs(wanted.tolist()) if few else store.counting.pairs()
    table = read_lines(known, len(PAIR_LINE))
    missing = wanted[~np.isin(wanted, table[:, 0], assume_unique=True)]
    if missing.size:
        made = read_lines(store.counting.lines_of_texts(missing.tolist()), len(PAIR_LINE))
        table = np.concatenate([table, made])
        table = table[np.argsort(table[:, 0])]
    return np.take(table, np.searchsorted(table[:, 0], wanted), axis=0)


def read_lines(texts: Iterable[str], numbers: int) -> Codes:
    """(n_lines, numbers of a line)."""
    parts = [np.fromstring(text, dtype=np.int64, sep=",") for text in texts]
    found = parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, dtype=np.int64), *parts])
    return found.reshape(-1, numbers)


def _compared(models: Codes) -> tuple[list[tuple[int, int]], Codes]:
    """The distinct rows of (n_pairs, 2) ids, and the code of each row."""
    if not models.size:
        return [], np.zeros(0, dtype=np.int64)
    ids, codes = np.unique(models, return_inverse=True)
    one, other = codes.reshape(models.shape).T
    found, code = np.unique(one * ids.size + other, return_inverse=True)
    return [(int(ids[key // ids.size]), int(ids[key % ids.size])) for key in found], code.ravel()


def _mirror(two: Codes, mirrored: Mask) -> Codes:
    return np.where(mirrored[:, None], two[:, ::-1], two)
