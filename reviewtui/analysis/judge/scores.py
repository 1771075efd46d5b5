"""From which score on a judge's verdicts can stand without a person looking."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from reviewtui.analysis.judge.verdicts import Said
from reviewtui.analysis.labels.arrays import MISSING, Codes, Mask
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import Undefined
from reviewtui.stats.classification.thresholds import Threshold, least_cost_threshold
from reviewtui.store.judged import Scored

NO_SCORE = Undefined("no verdict with a score is on something that people have a consensus on")
FREE = Undefined("no mistake costs anything")


def score_threshold(
    scores: Iterable[Scored], judge: Said, truth: Said, costs: tuple[float, float]
) -> Threshold | Undefined:
    """The threshold of least cost on `score`, cross-fitted over prompts.

    A label's score belongs to the label and is not turned with it, so it can't be "more for output a": it is
    read as how sure the judge is of its verdict, in any unit. Verdicts with a score at or above the threshold
    stand, those below go to a person. A false positive is a verdict that stands and is not the consensus of
    people, a false negative one that is, and goes to a person all the same.

    The verdict is the preference; of a judge that gives none, its correctness of all outputs that people
    settled. An unparsed verdict is never right.
    """
    by_pair = {one.pair_id: one.score for one in scores}
    pair, t, j = np.intersect1d(truth.pair, judge.pair, assume_unique=True, return_indices=True)
    right, settled = _right(truth, judge, t, j)
    scored = np.array([one in by_pair for one in pair.tolist()], dtype=bool) & settled
    score = np.array([by_pair[one] for one in pair[scored].tolist()], dtype=np.float64)
    finite = np.isfinite(score)
    found = least_cost_threshold(
        score[finite], right[scored][finite], truth.prompt[t][scored][finite], costs, level=LEVEL
    )
    if isinstance(found, Undefined):
        return FREE if score.size else NO_SCORE
    return found


def _right(truth: Said, judge: Said, t: Codes, j: Codes) -> tuple[Mask, Mask]:
    """Whether the verdict is the consensus, and whether there are both."""
    if np.any(judge.preference != MISSING):
        said, true = judge.preference[j], truth.preference[t]
        return said == true, (said != MISSING) & (true != MISSING)
    levels, wanted = judge.correctness[j], truth.correctness[t]
    both = (levels != MISSING) & (wanted != MISSING)
    return np.all((levels == wanted) | ~both, axis=1), both.any(axis=1)
