"""The one summary of a project's labels that every face shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from reviewtui.analysis.labels.arrays import AnnotatorName, LabelArrays, read_all_labels
from reviewtui.analysis.labels.by_field import Values, slice_values
from reviewtui.analysis.labels.tallies import distinct
from reviewtui.analysis.notes import Note, notes_on
from reviewtui.analysis.outcomes.correctness import (
    CorrectnessDifference,
    ModelCorrectness,
    correctness_by_model,
    correctness_differences,
)
from reviewtui.analysis.outcomes.costs import CostFigures, costs_of
from reviewtui.analysis.outcomes.samples import VerdictSamples, verdict_samples
from reviewtui.analysis.outcomes.tags import BlockerRate, HarmRate, TagRate, blockers_of, harms_of, tags_of
from reviewtui.analysis.plan_notes import in_time
from reviewtui.analysis.preference.adjusted import adjusted_win_rates
from reviewtui.analysis.preference.comparison import Comparison, compare
from reviewtui.analysis.preference.criteria import CriterionComparison, criteria_of
from reviewtui.analysis.preference.tendencies import TendenciesOfAll, Tendency, tendencies, tendencies_of_all
from reviewtui.analysis.slices import Slice, slices_of
from reviewtui.domain.plan import Plan
from reviewtui.domain.rubric import Rubric
from reviewtui.store import Store
from reviewtui.store.rubrics import PlanChange


@dataclass(frozen=True, slots=True)
class Summary:
    """What labels that count say: the newest blind judgement by each chosen annotator of each pair."""

    pairs_in_project: int
    n_pairs: int
    n_labels: int
    annotators: tuple[AnnotatorName, ...]
    plan: Plan | None
    plan_changes: tuple[PlanChange, ...]
    """What became of it after the first label, the oldest change first."""
    preference: tuple[Comparison, ...]
    correctness: tuple[ModelCorrectness, ...]
    correctness_differences: tuple[CorrectnessDifference, ...]
    verdict_samples: tuple[VerdictSamples, ...]
    costs: CostFigures | None
    tags: tuple[TagRate, ...]
    blockers: tuple[BlockerRate, ...]
    harms: tuple[HarmRate, ...]
    criteria: tuple[CriterionComparison, ...]
    tendencies: tuple[Tendency, ...]
    tendencies_of_all: TendenciesOfAll
    served: Mapping[str, int]
    """How the labeled pairs came up, to the number of labels, the most frequent first."""
    by: tuple[str, ...]
    """The metadata fields that were asked for, beside those of the plan."""
    slices: tuple[Slice, ...]
    notes: tuple[Note, ...]


def summarise(
    store: Store,
    kind: str = "person",
    annotators: Sequence[str] = (),
    by: Sequence[str] = (),
    *,
    since: str | None = None,
    bootstrap: bool = False,
) -> Summary:
    """Summarise labels by annotators of a kind (`person`, `judge` or `all`), or by those named alone.

    `by` are metadata fields of the prompts; what they break down and the plan does not is exploratory.
    `since` is a date or a time: labels that were made before it do not count. `bootstrap` asks for the win
    rates' intervals by resampling beside the others.

    Raises UsageError for an annotator or a field that the project does not have.
    """
    rubric = store.rubrics.current() or Rubric()
    slices = rubric.plan.slices if rubric.plan else ()
    # Nobody asks for a planned field now: one that no prompt has is no mistake in the question.
    planned = {one.field: store.results.slices(one.field) for one in slices}
    return summary_of(
        read_all_labels(store, kind, annotators, since),
        store.queue.count(),
        rubric,
        store.rubrics.plan_changes(),
        by,
        planned | {name: slice_values(store, name) for name in by},
        bootstrap=bootstrap,
        asked=store.rubrics.asked(),
    )


def summary_of(
    labels: LabelArrays,
    pairs_in_project: int,
    rubric: Rubric | None = None,
    plan_changes: tuple[PlanChange, ...] = (),
    by: Sequence[str] = (),
    values: Mapping[str, Values] = MappingProxyType({}),
    *,
    bootstrap: bool = False,
    asked: Mapping[str, str] = MappingProxyType({}),
) -> Summary:
    """The summary of these labels. Those that came of a filter on outcomes are told, and in no number.

    Args:
        rubric: the one in force, for its plan and costs.
        by: the metadata fields to break down by, beside those of the plan.
        values: for each of them, prompt id to its value.
        asked: by the hash of a rubric that of what it asks.
    """
    rubric = rubric or Rubric()
    every, labels = labels, labels.estimable
    plan = in_time(rubric.plan, plan_changes)
    n_pairs = distinct(labels.pair)
    found = _with_pairs_left(compare(labels, plan, bootstrap=bootstrap), pairs_in_project - n_pairs)
    comparisons = tuple(_adjusted(found, labels))
    return Summary(
        pairs_in_project=pairs_in_project,
        n_pairs=n_pairs,
        n_labels=len(labels),
        annotators=labels.annotators,
        plan=rubric.plan,
        plan_changes=plan_changes,
        preference=comparisons,
        correctness=correctness_by_model(labels),
        correctness_differences=correctness_differences(labels),
        verdict_samples=verdict_samples(labels),
        costs=costs_of(labels, rubric.costs),
        tags=tags_of(labels, rubric),
        blockers=blockers_of(labels, rubric),
        harms=harms_of(labels, rubric),
        criteria=criteria_of(labels),
        tendencies=tendencies(labels),
        tendencies_of_all=tendencies_of_all(labels),
        served=_served(every),
        by=tuple(by),
        slices=slices_of(labels, values, by, plan),
        notes=notes_on(labels, comparisons, rubric.plan, plan_changes, len(every) - len(labels), asked=asked),
    )


def _with_pairs_left(comparisons: Iterable[Comparison], left: int) -> Iterator[Comparison]:
    """What a forecast of more labels has to be read with."""
    for one in comparisons:
        yield replace(one, decision=replace(one.decision, pairs_left=max(left, 0)))


def _adjusted(comparisons: Iterable[Comparison], labels: LabelArrays) -> Iterator[Comparison]:
    """With the win rates from which side and length are taken out."""
    found = adjusted_win_rates(labels)
    for one in comparisons:
        adjusted = found[one.model_a, one.model_b]
        yield replace(one, adjusted_win_rate_a=adjusted.win_rate_a, adjusted_for=adjusted.adjusted_for)


def _served(labels: LabelArrays) -> dict[str, int]:
    count = np.bincount(labels.served, minlength=len(labels.served_by)).tolist()
    return dict(sorted(zip(labels.served_by, count, strict=True), key=lambda one: (-one[1], one[0])))
