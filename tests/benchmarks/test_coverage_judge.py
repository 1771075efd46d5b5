"""Does a judge's corrected win rate hold what it promises? A minute or two."""

from __future__ import annotations

import numpy as np

from tests.benchmarks import coverage_prediction_powered
from tests.benchmarks.conftest import Report


def test_a_win_rate_corrected_by_people(report: Report) -> None:
    for labeled, alone, ours, paper in coverage_prediction_powered.rows():
        report(
            f"{labeled} labeled, {alone} by the judge alone: mean {np.mean(ours):.4f}, least {min(ours):.4f};"
            f" value ± z·SE {np.mean(paper):.4f}, {min(paper):.4f}"
        )
        assert np.mean(ours) >= 0.945
        assert min(ours) >= 0.92
