"""What a gate asks of the results, as a tree: `query` reads it from text, `analysis` looks the figure up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum

from reviewtui.domain.filters import Comparator


class Metric(StrEnum):
    """A figure of the results, as a condition names it."""

    WIN_RATE = "win_rate"
    DECIDED_WIN_RATE = "decided_win_rate"
    TIE_RATE = "tie_rate"
    BOTH_BAD_RATE = "both_bad_rate"
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"
    CONFIDENTLY_WRONG = "confidently_wrong"
    CORRECT_DIFFERENCE = "correct_difference"
    COST = "cost"
    """Of 1,000 answers."""
    COST_DIFFERENCE = "cost_difference"
    TAG = "tag"
    BLOCKERS = "blockers"
    """Answers with any tag that must never be there."""
    KAPPA = "kappa"
    """Cohen's where there are exactly two annotators, else Fleiss'."""
    ALPHA = "alpha"
    AC1 = "ac1"
    FLEISS = "fleiss"
    PERCENT = "percent"
    P = "p"
    LABELS = "labels"
    PAIRS = "pairs"
    PROMPTS = "prompts"


class Argument(Enum):
    """What a metric is said of, with the words for what is missing."""

    MODEL = "a model"
    TAG = "a tag"
    FIELD = "a field"
    """Of agreement; `preference` where it is left out."""


TWO_MODELS = (Argument.MODEL, Argument.MODEL)
ONE_MODEL = (Argument.MODEL,)
A_FIELD = (Argument.FIELD,)

ARGUMENTS: Mapping[Metric, tuple[Argument, ...]] = {
    Metric.WIN_RATE: TWO_MODELS,
    Metric.DECIDED_WIN_RATE: TWO_MODELS,
    Metric.TIE_RATE: TWO_MODELS,
    Metric.BOTH_BAD_RATE: TWO_MODELS,
    Metric.CORRECT: ONE_MODEL,
    Metric.PARTIAL: ONE_MODEL,
    Metric.INCORRECT: ONE_MODEL,
    Metric.CONFIDENTLY_WRONG: ONE_MODEL,
    Metric.CORRECT_DIFFERENCE: TWO_MODELS,
    Metric.COST: ONE_MODEL,
    Metric.COST_DIFFERENCE: TWO_MODELS,
    Metric.TAG: (Argument.TAG, Argument.MODEL),
    Metric.BLOCKERS: ONE_MODEL,
    Metric.KAPPA: A_FIELD,
    Metric.ALPHA: A_FIELD,
    Metric.AC1: A_FIELD,
    Metric.FLEISS: A_FIELD,
    Metric.PERCENT: A_FIELD,
    Metric.P: TWO_MODELS,
    Metric.LABELS: (),
    Metric.PAIRS: (),
    Metric.PROMPTS: TWO_MODELS,
}

AGREEMENT = frozenset({Metric.KAPPA, Metric.ALPHA, Metric.AC1, Metric.FLEISS, Metric.PERCENT})

SHARES = frozenset(
    {
        Metric.WIN_RATE,
        Metric.DECIDED_WIN_RATE,
        Metric.TIE_RATE,
        Metric.BOTH_BAD_RATE,
        Metric.CORRECT,
        Metric.PARTIAL,
        Metric.INCORRECT,
        Metric.CONFIDENTLY_WRONG,
        Metric.TAG,
        Metric.BLOCKERS,
        Metric.PERCENT,
    }
)
"""Between 0 and 1."""

DIFFERENCES_OF_SHARES = frozenset({Metric.CORRECT_DIFFERENCE})
"""Between -1 and 1."""

WITHOUT_INTERVAL = frozenset({Metric.P, Metric.LABELS, Metric.PAIRS, Metric.PROMPTS})

OF_A_SLICE = frozenset(
    {
        Metric.WIN_RATE,
        Metric.DECIDED_WIN_RATE,
        Metric.TIE_RATE,
        Metric.BOTH_BAD_RATE,
        Metric.CORRECT,
        Metric.PARTIAL,
        Metric.INCORRECT,
        Metric.P,
        Metric.LABELS,
        Metric.PROMPTS,
    }
)
"""What is known for each value of a metadata field."""


class Bound(StrEnum):
    """Which number of an estimate is meant."""

    VALUE = "value"
    LOW = "low"
    HIGH = "high"
    N = "n"


@dataclass(frozen=True, slots=True)
class InSlice:
    """The labels of prompts whose metadata has this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Check:
    """A figure that has to keep to a limit; `text` is the one way that it is written."""

    metric: Metric
    arguments: tuple[str, ...]
    comparator: Comparator
    limit: float
    bound: Bound | None = None
    """None where the condition does not say: the value, but the upper end for a tag that must never be there
    and has to stay below a limit."""
    within: InSlice | None = None
    text: str = ""
