"""The labels that numbers are made of, as columns in the orientation of results."""

from __future__ import annotations

from collections.abc import Sequence

from reviewtui.analysis.labels.columns import (
    BOTH_BAD,
    CORRECT,
    INCORRECT,
    LEVELS,
    MISSING,
    PARTIAL,
    PREFERENCES,
    TIE,
    A,
    AnnotatorName,
    B,
    Codes,
    CriterionRows,
    LabelArrays,
    Mask,
    TagRows,
    mirrored_in_results,
)
from reviewtui.analysis.labels.reading import plan_in_force, read_columns
from reviewtui.analysis.labels.rows import labels_to_arrays
from reviewtui.store import Store

__all__ = [
    "BOTH_BAD",
    "CORRECT",
    "INCORRECT",
    "LEVELS",
    "MISSING",
    "PARTIAL",
    "PREFERENCES",
    "TIE",
    "A",
    "AnnotatorName",
    "B",
    "Codes",
    "CriterionRows",
    "LabelArrays",
    "Mask",
    "TagRows",
    "labels_to_arrays",
    "mirrored_in_results",
    "plan_in_force",
    "read_all_labels",
    "read_labels",
]


def read_labels(
    store: Store, kind: str = "person", annotators: Sequence[str] = (), since: str | None = None
) -> LabelArrays:
    """Labels to make estimates of, by annotators of a kind (`person`, `judge` or `all`), or by those named
    alone. Those of pairs that came up by a filter on outcomes are not among them. `since` is a date or a
    time: labels whose counting revision was made before it are left out.

    Raises UsageError for a name that nobody has, and for a `since` that is neither.
    """
    return read_all_labels(store, kind, annotators, since).estimable


def read_all_labels(
    store: Store, kind: str = "person", annotators: Sequence[str] = (), since: str | None = None
) -> LabelArrays:
    """As `read_labels`, with those that feed no estimate."""
    store.annotators.require(annotators)
    return read_columns(store, kind, annotators, since)
