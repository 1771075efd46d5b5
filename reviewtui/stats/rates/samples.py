"""A model that was asked the same thing several times: does it answer alike, and does it ever get it right?

Rows are samples: the prompt that was asked and the verdict that the sample got. A sample that several
annotators judged comes in once, with one verdict. Everything is computed prompt by prompt and then averaged,
so that prompts are the items and a prompt with many samples weighs no more than another.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.estimate import MaybeEstimate, Undefined
from reviewtui.stats.rates.items import item_totals
from reviewtui.stats.rates.proportions import mean_of_scores

Floats = NDArray[np.float64]

NO_REPEAT = Undefined("no prompt has two samples")


def consistency(verdict: ArrayLike, prompt: ArrayLike, level: float = 0.95) -> MaybeEstimate:
    """The share of prompts all of whose samples got the same verdict, with Wilson's interval.

    Over the prompts with two or more samples; undefined without one. The more samples a prompt has, the
    harder it is to be consistent: compare models that were asked equally often, else `redraw_change`.

    Args:
        verdict: codes of shape (n_samples,).
        prompt: integers of shape (n_samples,).

    Raises:
        ValueError: for unequal shapes or a level outside (0, 1).
    """
    counts = _repeated(verdict, prompt)
    return _mean((counts > 0).sum(axis=1) == 1, level, NO_REPEAT)


def flip_share(verdict: ArrayLike, prompt: ArrayLike, level: float = 0.95) -> MaybeEstimate:
    """The share of prompts whose samples got different verdicts: 1 − `consistency`, on the same terms."""
    counts = _repeated(verdict, prompt)
    return _mean((counts > 0).sum(axis=1) > 1, level, NO_REPEAT)


def redraw_change(verdict: ArrayLike, prompt: ArrayLike, level: float = 0.95) -> MaybeEstimate:
    """How likely another sample of the same prompt would have got another verdict.

    Per prompt with m >= 2 samples, 1 − Σ n_v(n_v − 1) / (m(m − 1)) over verdicts v with n_v samples: the
    share of its pairs of samples that differ, which is unbiased for the chance that two fresh ones do,
    whatever m is (Simpson 1949, Nature 163:688). Their mean over prompts, with `mean_of_scores`. With the
    preferences of a prompt's pairs as verdicts it is the share of comparisons that one more draw would turn.
    Arguments and errors as `consistency`.
    """
    counts = _repeated(verdict, prompt)
    m = counts.sum(axis=1)
    same = (counts * (counts - 1)).sum(axis=1)
    return _mean(1 - same / (m * (m - 1)), level, NO_REPEAT)


def pass_at_k(correct: ArrayLike, prompt: ArrayLike, k: int, level: float = 0.95) -> MaybeEstimate:
    """The chance that at least one of k samples is correct (Chen et al. 2021, arXiv 2107.03374).

    Per prompt with m >= k samples, c of them correct, 1 − C(m − c, k)/C(m, k), unbiased where
    1 − (1 − c/m)^k is not; its mean over prompts, with `mean_of_scores`. Prompts with fewer than k samples
    don't tell and are left out; undefined where all are.

    Args:
        correct: shape (n_samples,), 0 or 1 (or false and true).
        prompt: integers of shape (n_samples,).

    Raises:
        ValueError: for unequal shapes, another value, k < 1, or a level outside (0, 1).
    """
    if k < 1:
        raise ValueError(f"{k} samples can't be drawn")
    if not np.isin(np.asarray(correct), (0, 1)).all():
        raise ValueError("a sample is correct or not: 1 or 0")
    totals = item_totals(correct, prompt)
    enough = totals.labels >= k
    m, wrong = totals.labels[enough], (totals.labels - totals.score)[enough]
    # C(wrong, k)/C(m, k) = Π (wrong − j)/(m − j); a factor of 0 where fewer than k are wrong.
    missed = np.ones(m.size)
    for j in range(k):
        missed *= np.maximum(wrong - j, 0) / (m - j)
    return _mean(1 - missed, level, Undefined(f"no prompt has {k} sample{'s' if k > 1 else ''}"))


def _repeated(verdict: ArrayLike, prompt: ArrayLike) -> Floats:
    """Samples by prompt and verdict, of the prompts with several: shape (n_prompts, n_verdicts)."""
    verdicts, prompts = np.asarray(verdict), np.asarray(prompt)
    if verdicts.ndim != 1 or verdicts.shape != prompts.shape:
        raise ValueError(f"verdicts {verdicts.shape} and prompts {prompts.shape} are not two equal columns")
    known, column = np.unique(verdicts, return_inverse=True)
    names, row = np.unique(prompts, return_inverse=True)
    shape = (names.size, known.size)
    cells = np.bincount(row * known.size + column, minlength=shape[0] * shape[1])
    counts: Floats = cells.reshape(shape).astype(np.float64)
    several: Floats = counts[counts.sum(axis=1) >= 2]
    return several


def _mean(values: Floats | NDArray[np.bool_], level: float, without: Undefined) -> MaybeEstimate:
    if values.size == 0:
        return without
    # Rounding alone could take a share past 1.
    return mean_of_scores(np.clip(values.astype(np.float64), 0, 1), np.arange(values.size), level)
