"""One rater's answers against another's, taken for the truth: confusion matrix, precision, recall, F-beta.

The rows of a matrix are the classes that the truth can have, its columns the answers that can be given: the
same classes in the same order, and after them answers that are never right, such as one that could not be
read. Cases of one item are not independent, so that all intervals take items as the unit.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from reviewtui.stats.bootstrap import resampled
from reviewtui.stats.estimate import Estimate, MaybeEstimate, Undefined
from reviewtui.stats.rates.patterns import item_patterns, mean_of_patterns

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

NO_CASE = Undefined("no case has both answers")
NEVER_ANSWERED = Undefined("never answered so")
NEVER_TRUE = Undefined("never the truth")
NEITHER = Undefined("neither the truth nor an answer")


@dataclass(frozen=True, slots=True, eq=False)
class Cases:
    """Cases that have a truth and an answer: columns of shape (n_cases,), codes from 0."""

    truth: Counts
    answer: Counts
    item: Counts
    """Numbered in the order of the items that were handed in; some may be missing."""
    n_classes: int
    n_answers: int

    def __len__(self) -> int:
        return self.truth.size


@dataclass(frozen=True, slots=True)
class ClassScores:
    """How well one class is recognised. Counts are of cases."""

    true: int
    answered: int
    right: int
    precision: MaybeEstimate
    """Of those answered so, the share that is so."""
    recall: MaybeEstimate
    """Of those that are so, the share answered so."""
    f: MaybeEstimate


@dataclass(frozen=True, slots=True)
class Recognition:
    classes: tuple[ClassScores, ...]
    macro_f: MaybeEstimate


@dataclass(frozen=True, slots=True)
class Baseline:
    """The best that can be done without looking: always to give the most frequent answer."""

    code: int
    accuracy: MaybeEstimate


def cases(truth: ArrayLike, answer: ArrayLike, item: ArrayLike, n_classes: int, n_answers: int) -> Cases:
    """Columns of codes, checked; a case without truth or answer (-1) is left out.

    Raises:
        ValueError: for unequal shapes, a code out of range, or fewer answers than classes.
    """
    true, given, items = (np.asarray(one, dtype=np.int64) for one in (truth, answer, item))
    if true.ndim != 1 or not true.shape == given.shape == items.shape:
        raise ValueError(f"shapes {true.shape}, {given.shape} and {items.shape} are not three equal columns")
    if n_answers < n_classes:
        raise ValueError(f"{n_answers} answers can't be right for {n_classes} classes")
    for codes, most in ((true, n_classes), (given, n_answers)):
        if codes.size and not (codes.min() >= -1 and codes.max() < most):
            raise ValueError(f"a code lies outside -1 … {most - 1}")
    both = (true >= 0) & (given >= 0)
    _, item = np.unique(items[both], return_inverse=True)
    return Cases(true[both], given[both], item.astype(np.int64), n_classes, n_answers)


def confusion_matrix(found: Cases) -> Counts:
    """Cases by truth and answer: shape (n_classes, n_answers)."""
    cells = np.bincount(found.truth * found.n_answers + found.answer, minlength=_cells(found))
    return cells.reshape(found.n_classes, found.n_answers).astype(np.int64)


def accuracy(found: Cases, level: float = 0.95) -> MaybeEstimate:
    """The share of cases whose answer is the truth, with the interval of `mean_of_scores`."""
    if not len(found):
        return NO_CASE
    return _share(found.truth == found.answer, found.item, level)


def baseline(found: Cases, level: float = 0.95) -> Baseline | Undefined:
    """The most frequent truth, and its share; of several the first. Undefined without a case."""
    if not len(found):
        return NO_CASE
    code = int(np.argmax(np.bincount(found.truth, minlength=found.n_classes)))
    return Baseline(code, _share(found.truth == code, found.item, level))


def _share(hits: NDArray[np.bool_], item: Counts, level: float) -> MaybeEstimate:
    """`mean_of_scores`, of items that are numbered already: sorting them again takes longer than the rest."""
    labels = np.bincount(item)
    return mean_of_patterns(item_patterns(labels, np.bincount(item, hits), np.ones(labels.size)), level)


def recognition(found: Cases, beta: float = 1.0, level: float = 0.95, seed: int = 0) -> Recognition:
    """Precision, recall and F-beta of every class, and the mean F-beta of those that occur.

    P = right / answered, R = right / true: means of `mean_of_scores`, which is Wilson's interval where every
    case is an item of its own. F_β = (1 + β²)·right / (answered + β²·true) (van Rijsbergen 1979, Information
    Retrieval, ch. 7, as 1 − E): the harmonic mean of P and R, with R β times as weighty, and 0 where nothing
    was right. Its interval is the percentile bootstrap over items; where all rounds are alike, that of the
    wider of P's and R's bounds, as no number of items makes it certain.

    Macro F is the mean over the classes that are the truth or an answer somewhere, each as weighty. An answer
    that is never right is no class of it: it counts against the recall of the others. A class that a
    bootstrap round does not hold is left out of that round's mean; where all rounds are alike, the bounds are
    those of the accuracy.

    Precision is undefined where a class was never answered, recall where it is never the truth, F where
    neither, macro F without a case.

    Raises:
        ValueError: for a β that is not above 0.
    """
    if not beta > 0:
        raise ValueError(f"beta is above 0, not {beta}")
    rounds = _f(_rounds(found, seed), beta)
    values = _f(confusion_matrix(found)[None], beta)[0]
    classes = tuple(
        _of_class(found, code, float(values[code]), rounds[:, code], level) for code in range(found.n_classes)
    )
    return Recognition(classes, _macro(found, values, rounds, level))


def _macro(found: Cases, values: Floats, rounds: Floats, level: float) -> MaybeEstimate:
    wide = accuracy(found, level)
    if isinstance(wide, Undefined):
        return wide
    means = np.nansum(rounds, axis=1) / np.count_nonzero(~np.isnan(rounds), axis=1)
    return _interval(float(np.nanmean(values)), means, (wide.low, wide.high), level, wide.n)


def _of_class(found: Cases, code: int, value: float, rounds: Floats, level: float) -> ClassScores:
    """`value` and `rounds` are F of this class, NaN where it does not occur."""
    so, said = found.truth == code, found.answer == code
    precision = _share(so[said], found.item[said], level) if said.any() else NEVER_ANSWERED
    recall = _share(said[so], found.item[so], level) if so.any() else NEVER_TRUE
    bounds = [one for one in (precision, recall) if isinstance(one, Estimate)]
    f: MaybeEstimate = NEITHER
    if bounds:
        widest = min(one.low for one in bounds), max(one.high for one in bounds)
        n = int(np.count_nonzero(np.bincount(found.item[so | said])))
        f = _interval(value, rounds[~np.isnan(rounds)], widest, level, n)
    return ClassScores(int(so.sum()), int(said.sum()), int((so & said).sum()), precision, recall, f)


def _f(tables: Floats | Counts, beta: float) -> Floats:
    """F-beta of each class in each of some matrices: (n, n_classes); NaN (inside this module alone) where a
    class does not occur."""
    classes = tables.shape[1]
    right = np.diagonal(tables, axis1=1, axis2=2)
    answered, true = tables.sum(axis=1)[:, :classes], tables.sum(axis=2)
    weight = answered + beta**2 * true
    blank = np.full(weight.shape, np.nan)
    return np.asarray(np.divide((1 + beta**2) * right, weight, out=blank, where=weight > 0))


def _rounds(found: Cases, seed: int) -> Floats:
    """Matrices of resampled items: (rounds, n_classes, n_answers). Items with the same cases are alike."""
    if not len(found):
        return np.zeros((0, found.n_classes, found.n_answers))
    cell = found.truth * found.n_answers + found.answer
    n_items = int(found.item.max()) + 1
    per_item = np.bincount(found.item * _cells(found) + cell, minlength=n_items * _cells(found))
    per_item = per_item.reshape(n_items, _cells(found)).astype(np.int64)
    per_item = per_item[np.bincount(found.item) > 0]
    # Equal rows by a number that two different ones share with a chance of about 1 in 2⁶⁴: sorting the rows
    # themselves takes ten times as long.
    weights = np.random.default_rng(0).integers(1 << 63, size=_cells(found), dtype=np.int64)
    _, first, alike = np.unique(per_item @ weights, return_index=True, return_counts=True)
    drawn = resampled(alike.astype(np.int64), seed) @ per_item[first]
    return np.asarray(drawn.reshape(-1, found.n_classes, found.n_answers))


def _interval(value: float, values: Floats, widest: tuple[float, float], level: float, n: int) -> Estimate:
    if values.size and np.ptp(values) > 1e-12:
        low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
        return Estimate(value, min(float(low), value), max(float(high), value), level, "bootstrap_items", n)
    return Estimate(value, min(widest[0], value), max(widest[1], value), level, "wilson_bounds", n)


def _cells(found: Cases) -> int:
    return found.n_classes * found.n_answers
