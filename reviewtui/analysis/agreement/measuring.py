"""How far annotators agree: over all of them, between every two, with themselves, and where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from reviewtui.analysis.agreement.coefficients import of_two, over_all
from reviewtui.analysis.agreement.disagreements import Disputed, models_of, most_disputed
from reviewtui.analysis.agreement.fields import Field, fields_of
from reviewtui.analysis.agreement.prevalence import Prevalence, prevalences
from reviewtui.analysis.agreement.self_agreement import Changed, WithItself, changed, with_itself
from reviewtui.analysis.labels.arrays import AnnotatorName, LabelArrays, read_labels
from reviewtui.analysis.labels.by_field import COUNTS_ALONE, FEWEST_PROMPTS, Values, by_value, slice_values
from reviewtui.analysis.labels.second_looks import read_repeats, read_revealed
from reviewtui.analysis.labels.tallies import distinct
from reviewtui.stats import MaybeEstimate
from reviewtui.store import Store

MOST_LISTED = 30
"""Annotators, up to which every two are listed; of more only those who judged something in common."""


@dataclass(frozen=True, slots=True)
class AgreementOverall:
    field: str
    statistic: str
    estimate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class AgreementBetween:
    annotators: tuple[AnnotatorName, AnnotatorName]
    field: str
    statistic: str
    overlap: int
    """How many items both judged: pairs for the preference, outputs for correctness."""
    estimate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of first blind labels. `n` of an estimate is the number of items that two or more annotators judged.

    The items of `preference` and of criteria are pairs, in the orientation of results; those of
    `correctness`, of `warned` and of most tags are outputs, as they were judged within a pair. A field whose
    name ends with `_symmetrised` counts each pair in both orientations, half in each.
    """

    n_labels: int
    annotators: tuple[AnnotatorName, ...]
    items: Mapping[str, str]
    """Field to what its items are called: `pair` or `output`."""
    overall: tuple[AgreementOverall, ...]
    between: tuple[AgreementBetween, ...]
    disputed: tuple[Disputed, ...]
    """The pairs on which preferences differ most."""
    prevalences: tuple[Prevalence, ...]
    """Fields in which high agreement goes with low coefficients because one answer prevails."""
    with_itself: tuple[WithItself, ...] = ()
    """On hidden repeats, whenever they were made."""
    changed: tuple[Changed, ...] = ()
    """After a reveal or a discussion, whenever that was."""
    slices: tuple[AgreementSlice, ...] = ()


@dataclass(frozen=True, slots=True)
class AgreementSlice:
    """The agreement on prompts whose metadata has this value; None is for prompts that have none.

    Exploratory: with many values one stands out by chance. With fewer than 30 prompts there are counts alone.
    """

    field: str
    value: str | None
    n_prompts: int
    n_labels: int
    overall: tuple[AgreementOverall, ...]


def measure_agreement(
    store: Store,
    kind: str = "person",
    annotators: Sequence[str] = (),
    since: str | None = None,
    by: str | None = None,
) -> Agreement:
    """How far annotators of a kind (`person`, `judge` or `all`), or those named alone, agree; also for each
    value of a metadata field.

    Raises UsageError for a name that nobody has, or a field that no prompt has.
    """
    values = slice_values(store, by) if by else {}
    labels = read_labels(store, kind, annotators, since)
    agreement = agreement_of(labels)
    disputed = (replace(one, external_id=store.content.external_id(one.pair)) for one in agreement.disputed)
    return replace(
        agreement,
        disputed=tuple(disputed),
        with_itself=tuple(with_itself(read_repeats(store, kind, annotators))),
        changed=tuple(changed(read_revealed(store, kind, annotators))),
        slices=tuple(_slices(labels, by, values)) if by else (),
    )


def agreement_of(labels: LabelArrays) -> Agreement:
    """How far the annotators of these labels agree, field by field."""
    fields = tuple(fields_of(labels))
    rows = [row for field in fields for row in over_all(field, len(labels.annotators))]
    return Agreement(
        n_labels=len(labels),
        annotators=labels.annotators,
        items={field.name: field.item_word for field in fields},
        overall=tuple(AgreementOverall(*row) for row in rows),
        between=tuple(row for field in fields for row in _between(field, labels.annotators)),
        disputed=tuple(replace(one, models=models_of(labels, one.pair)) for one in most_disputed(fields[0])),
        prevalences=tuple(prevalences(fields, rows)),
    )


def _slices(labels: LabelArrays, by: str, values: Values) -> Iterator[AgreementSlice]:
    """In the order of the values, prompts without one last."""
    ordered, codes = by_value(labels, values)
    for code, value in enumerate(ordered):
        chosen = labels.where(codes == code)
        n_prompts = distinct(chosen.prompt)
        rows = [row for field in fields_of(chosen) for row in over_all(field, len(chosen.annotators))]
        if n_prompts < FEWEST_PROMPTS:
            rows = [(field, statistic, COUNTS_ALONE) for field, statistic, _ in rows]
        overall = tuple(AgreementOverall(*row) for row in rows)
        yield AgreementSlice(by, value, n_prompts, len(chosen), overall)


def _between(field: Field, annotators: Sequence[AnnotatorName]) -> Iterator[AgreementBetween]:
    for one, other in combinations(range(len(annotators)), 2):
        first, second = field.in_common(one, other)
        if not first.size and len(annotators) > MOST_LISTED:
            continue
        for name, statistic, estimate in of_two(field, first, second):
            yield AgreementBetween(
                (annotators[one], annotators[other]), name, statistic, first.size, estimate
            )
