"""How sure the judge says that it is."""

from __future__ import annotations

import numpy as np

from reviewtui.stats import Undefined
from reviewtui.stats.classification.thresholds import Threshold, least_cost_threshold
from reviewtui.store.judged import Scored
from tests.analysis.conftest import many
from tests.analysis.judge.conftest import figures, verdicts


def test_the_threshold_takes_a_score_for_how_sure_the_judge_is() -> None:
    judge, people = "aababbabaaab", "aabbbbaaabab"
    scores = tuple(Scored(pair, "bot", pair / 10) for pair in range(1, 13))
    found = figures(many(people), verdicts(judge), scores=(*scores, Scored(99, "bot", 1.0))).threshold
    right = [one == other for one, other in zip(judge, people, strict=True)]
    assert found == least_cost_threshold(np.arange(1, 13) / 10, right, np.arange(1, 13))
    assert isinstance(found, Threshold)
    nothing = figures(many("  "), verdicts("ab"), scores=scores[:2]).threshold
    assert isinstance(nothing, Undefined)
