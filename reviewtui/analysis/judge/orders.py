"""Does a judge say the same when the two outputs change sides?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.judge.verdicts import N_CLASSES, Models, Said
from reviewtui.analysis.labels.arrays import MISSING, PREFERENCES, A, B, Codes, LabelArrays, Mask
from reviewtui.analysis.preference.adjusted import SIDES_NOT_DRAWN, sides_in
from reviewtui.analysis.rates import rate
from reviewtui.stats import MaybeEstimate, TestResult, Undefined, sign_test
from reviewtui.store.judged import Shown

NEVER = Undefined("the judge never judged a pair in both orders (the output on the left is what tells)")


@dataclass(frozen=True, slots=True)
class Orders:
    """Of pairs that a judge judged with either output on the left. `n` of an estimate counts prompts."""

    n_pairs: int
    same: int
    """Pairs with the same verdict in both orders; one that was unparsed twice says nothing and is not."""
    consistency: MaybeEstimate
    first_shown: MaybeEstimate
    """Of the pairs with two verdicts that lean to a side, the share that leans to the output shown first."""
    leaning: int
    test: TestResult
    """That of no lean to either side."""
    n_settled: int
    """Pairs of these on which people have a consensus."""
    right_once: MaybeEstimate
    """The share of those whose verdict that counts is the consensus."""
    right_in_both: MaybeEstimate
    """The share whose two verdicts both are: the stricter agreement."""


@dataclass(frozen=True, slots=True, eq=False)
class _Twice:
    """One row a pair; the columns of `verdict` and `first` are the two orders."""

    pair: Codes
    prompt: Codes
    verdict: Codes
    first: Codes
    """A where model_a's output was on the left, else B."""


def orders(
    rows: Iterable[Shown], judge: Said, comparison_of: dict[int, Models], truth: Said
) -> Orders | Undefined:
    """`rows` of one judge; `comparison_of` a pair: its models in the order of the results."""
    twice = _twice(list(rows), comparison_of)
    if not twice.pair.size:
        return NEVER
    unparsed = N_CLASSES["preference"]
    one, other = twice.verdict.T
    same = (one == other) & (one != unparsed)
    lean = np.where(twice.verdict == twice.first, 1, 0) - np.where(_other(twice.verdict) == twice.first, 1, 0)
    lean = np.where(same, 0, np.sign(lean.sum(axis=1)))
    leaning = lean != 0
    once, both, settled = _right(twice, judge, truth)
    nothing = "people have no consensus on a pair that was judged in both orders"
    return Orders(
        n_pairs=int(twice.pair.size),
        same=int(np.count_nonzero(same)),
        consistency=rate(same, twice.prompt, NEVER.reason),
        first_shown=rate(lean[leaning] > 0, twice.prompt[leaning], "no two verdicts lean to a side"),
        leaning=int(np.count_nonzero(leaning)),
        test=sign_test(int(np.count_nonzero(lean > 0)), int(np.count_nonzero(lean < 0))),
        n_settled=int(np.count_nonzero(settled)),
        right_once=rate(once[settled], twice.prompt[settled], nothing),
        right_in_both=rate(both[settled], twice.prompt[settled], nothing),
    )


def chose_left(labels: LabelArrays) -> MaybeEstimate:
    """Of decided verdicts with a known side, the share for the output on the left.

    About a half where sides were drawn at random and the judge does not look at them.
    """
    if sides_in(labels) == "fixed":
        return Undefined(SIDES_NOT_DRAWN)
    decided = np.isin(labels.preference, (A, B)) & (labels.left != MISSING)
    without = "no decided verdict says which output was on the left"
    return rate((labels.preference == labels.left)[decided], labels.prompt[decided], without)


def _twice(rows: Sequence[Shown], comparison_of: dict[int, Models]) -> _Twice:
    """Two rows a pair come one after the other: `a` on the left, then `b`."""
    codes: dict[str | None, int] = {
        None: N_CLASSES["preference"],
        **{str(one): code for code, one in enumerate(PREFERENCES)},
    }
    mirrored = np.array(
        [comparison_of.get(row.pair_id, _by_name(row))[0] != row.model_a for row in rows], dtype=bool
    )
    verdict = np.array([codes[row.preference] for row in rows], dtype=np.int64)
    left = np.array([A if row.left_output == "a" else B for row in rows], dtype=np.int64)
    verdict = np.where(mirrored, _other(verdict), verdict)
    left = np.where(mirrored, B - left, left)
    return _Twice(
        np.array([row.pair_id for row in rows[::2]], dtype=np.int64),
        np.array([row.prompt_id for row in rows[::2]], dtype=np.int64),
        verdict.reshape(-1, 2),
        left.reshape(-1, 2),
    )


def _by_name(row: Shown) -> Models:
    return min(row.model_a, row.model_b), max(row.model_a, row.model_b)


def _other(verdict: Codes) -> Codes:
    """The verdict when the two outputs change names."""
    return np.where(verdict == A, B, np.where(verdict == B, A, verdict))


def _right(twice: _Twice, judge: Said, truth: Said) -> tuple[Mask, Mask, Mask]:
    """Per pair: whether the verdict that counts is the consensus, whether both are, whether there is one."""
    consensus = _looked_up(twice.pair, truth)
    counted = _looked_up(twice.pair, judge)
    settled = consensus != MISSING
    both = np.all(twice.verdict == consensus[:, None], axis=1)
    return np.asarray(counted == consensus), np.asarray(both), np.asarray(settled)


def _looked_up(pair: Codes, said: Said) -> Codes:
    """The preference that was given to each of these pairs; the pairs of `said` are in order."""
    if not len(said):
        return np.full(pair.shape, MISSING, dtype=np.int64)
    place = np.minimum(np.searchsorted(said.pair, pair), len(said) - 1)
    return np.where(said.pair[place] == pair, said.preference[place], MISSING)
