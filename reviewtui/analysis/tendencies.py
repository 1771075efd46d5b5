"""What annotators tend to do, whichever models they judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.arrays import MISSING, A, AnnotatorName, B, LabelArrays
from reviewtui.analysis.rates import rate
from reviewtui.stats import MaybeEstimate


@dataclass(frozen=True, slots=True)
class Tendency:
    """How often an annotator chose the output on the left.

    Over `n_decided` labels: those that prefer one output, and whose sides were recorded. Where sides are
    drawn at random, one half is expected of an annotator who does not look at the side.
    """

    annotator: AnnotatorName
    n_labels: int
    n_decided: int
    chose_left: MaybeEstimate


def tendencies(labels: LabelArrays) -> tuple[Tendency, ...]:
    """One row for every annotator, in the order of their names."""
    return tuple(
        _tendency(labels.where(labels.annotator == code), name) for code, name in enumerate(labels.annotators)
    )


def _tendency(labels: LabelArrays, annotator: AnnotatorName) -> Tendency:
    decided = labels.where(np.isin(labels.preference, (A, B)))
    known = decided.where(decided.left != MISSING)
    return Tendency(
        annotator=annotator,
        n_labels=len(labels),
        n_decided=len(known),
        chose_left=rate(
            known.preference == known.left,
            known.prompt,
            "no sides recorded" if len(decided) else "nothing decided",
        ),
    )
