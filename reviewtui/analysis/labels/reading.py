"""From the store's columns to labels: which count, and what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np

from reviewtui.analysis.labels.columns import (
    MISSING,
    OTHER_PREFERENCE,
    OTHER_SLOT,
    AnnotatorName,
    Codes,
    CriterionRows,
    LabelArrays,
    Mask,
    TagRows,
)
from reviewtui.analysis.labels.judged_pairs import JudgedPairs, Orientation, read_lines, read_pairs
from reviewtui.analysis.labels.newest import Revisions, counting, nearly_dense
from reviewtui.analysis.labels.rows import criterion_rows, tag_rows
from reviewtui.domain.errors import UsageError
from reviewtui.domain.labels import Judgement
from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.store import Store
from reviewtui.store.derived import LABEL_CODE, LABEL_LINE


def plan_in_force(store: Store) -> Orientation:
    """Whose side results take."""
    rubric = store.rubrics.current()
    plan = rubric and rubric.plan
    return Orientation(plan.candidate, plan.baseline) if plan else Orientation()


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """One row a revision, in the pairs' orientation."""

    table: Codes
    """(n_revisions, numbers of a line). Rows are drawn from all over it: what is in one stays together."""
    code: Codes
    """(n_revisions,)."""

    @classmethod
    def of(cls, table: Codes) -> _Said:
        return cls(table, table[:, LABEL_LINE.index("code")].copy())

    def column(self, name: str) -> Codes:
        return self.table[:, LABEL_LINE.index(name)]

    def field(self, name: str) -> Codes:
        """One of the fields that are packed in `code`."""
        field = LABEL_CODE[name]
        return self.code >> field.shift & (1 << field.bits) - 1

    def has(self, *names: str) -> bool:
        """Whether any revision says something in one of these fields."""
        together = int(np.bitwise_or.reduce(self.code)) if self.code.size else 0
        return any(together >> LABEL_CODE[one].shift & (1 << LABEL_CODE[one].bits) - 1 for one in names)

    def at(self, rows: Codes) -> _Said:
        return _Said.of(np.take(self.table, rows, axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class _Circumstances:
    """Tables to look up what a circumstance is: the codes of its annotator among those that are wanted (or
    `MISSING`), of how the pair came up and of the rubric."""

    annotator: Codes
    served: Codes
    rubric: Codes
    by_outcome: Mask
    annotators: tuple[AnnotatorName, ...]
    served_by: tuple[str, ...]
    rubrics: tuple[str, ...]


def read_columns(store: Store, kind: str, annotators: Sequence[str], since: str | None) -> LabelArrays:
    """The labels that count by these annotators, in the order of pairs and annotators."""
    moment = None if since is None else _moment(since)
    with store.counting.at_one_time():
        circumstances = _circumstances(store, kind, annotators)
        said = _said(store, circumstances)
        counts, newest = _counting(store, said, circumstances)
        if moment is not None:
            later = ~np.isin(said.column("number")[counts], read_lines(store.counting.made_before(moment), 1))
            counts, newest = counts[later], newest[later]
        label = said.at(counts)
        pair = label.column("pair").copy()
        first = np.diff(pair, prepend=-1) != 0
        pairs, at = pair[first], np.cumsum(first) - 1
        judged = read_pairs(store, pairs, plan_in_force(store))
        tags = _tags(store, said, counts, newest, judged.mirrored[at])
        criteria = _criteria(store, label, judged.mirrored[at])
    return _labels(label, judged, at, circumstances, tags, criteria)


def _circumstances(store: Store, kind: str, annotators: Sequence[str]) -> _Circumstances:
    wanted = {
        AnnotatorName(name, kind_): id_
        for id_, name, kind_ in sorted(store.counting.annotators(), key=lambda row: row[1:])
        if (name in annotators if annotators else kind in ("all", kind_))
    }
    place = {id_: place for place, id_ in enumerate(wanted.values())}
    rows = store.counting.circumstances()
    served_by = sorted({served for _, _, served, _ in rows})
    rubrics = sorted({rubric for _, _, _, rubric in rows})
    return _Circumstances(
        annotator=_table({id_: place.get(annotator, MISSING) for id_, annotator, _, _ in rows}),
        served=_table({id_: served_by.index(served) for id_, _, served, _ in rows}),
        rubric=_table({id_: rubrics.index(rubric) for id_, _, _, rubric in rows}),
        by_outcome=_table({id_: served.startswith(SERVED_BY_OUTCOME) for id_, _, served, _ in rows}) == 1,
        annotators=tuple(wanted),
        served_by=tuple(served_by),
        rubrics=tuple(rubrics),
    )


def _said(store: Store, circumstances: _Circumstances) -> _Said:
    """The revisions of pass 0 by annotators that are wanted."""
    said = _Said.of(read_lines(store.counting.labels(), len(LABEL_LINE)))
    wanted = (circumstances.annotator[said.field("circumstance")] >= 0) & (said.field("pass") == 0)
    return said if wanted.all() else said.at(np.flatnonzero(wanted))


def _counting(store: Store, said: _Said, circumstances: _Circumstances) -> tuple[Codes, Codes]:
    """The rows of the revisions that count, by pair and annotator, and of the newest ones of their labels."""
    circumstance = said.field("circumstance")
    return counting(
        Revisions(
            number=said.column("number"),
            key=nearly_dense(said.column("pair"))[0] * len(circumstances.annotators)
            + circumstances.annotator[circumstance],
            seq=said.column("seq"),
            labeled=said.field("status") == 0,
            # What was said after a discussion is no more one's own than what was said after a reveal.
            revealed=(said.field("revealed") == 1) | (said.field("adjudication") == 1),
            by_outcome=circumstances.by_outcome[circumstance],
        ),
        store.counting.ids,
    )


def _labels(
    label: _Said,
    pairs: JudgedPairs,
    at: Codes,
    circumstances: _Circumstances,
    tags: TagRows,
    criteria: CriterionRows,
) -> LabelArrays:
    """`at` are the rows of the labels' pairs."""
    mirrored, circumstance = pairs.mirrored[at], label.field("circumstance")
    comparison, comparisons = _named(pairs.comparison, at, pairs.comparisons)
    annotator, annotators = _named(circumstances.annotator, circumstance, circumstances.annotators)
    served, served_by = _named(circumstances.served, circumstance, circumstances.served_by)
    rubric, rubrics = _named(circumstances.rubric, circumstance, circumstances.rubrics)
    preference, left = label.field("preference") - 1, label.field("left") - 1
    return LabelArrays(
        number=label.column("number").copy(),
        pair=label.column("pair").copy(),
        prompt=pairs.prompt[at],
        output=np.take(pairs.output, at, axis=0),
        annotator=annotator,
        comparison=comparison,
        preference=np.where(mirrored, OTHER_PREFERENCE[preference], preference),
        strength=_or_missing(label, "strength"),
        correctness=_two(label, "correctness", mirrored),
        warned=_two(label, "warned", mirrored),
        confidence=_or_missing(label, "confidence"),
        left=np.where(mirrored, OTHER_SLOT[left], left),
        served=served,
        rubric=rubric,
        active_ms=label.column("active_ms").copy(),
        identical=pairs.identical[at],
        leak=pairs.leak[at],
        chars=np.take(pairs.chars, at, axis=0),
        marks=np.take(pairs.marks, at, axis=0),
        tags=tags,
        criteria=criteria,
        annotators=annotators,
        comparisons=comparisons,
        served_by=served_by,
        rubrics=rubrics,
    )


def _two(label: _Said, name: str, mirrored: Mask) -> Codes:
    """A field of both outputs, (n_labels, 2)."""
    if not label.has(f"{name}_a", f"{name}_b"):
        return np.broadcast_to(np.int64(MISSING), (label.code.size, 2))
    n = 1 << LABEL_CODE[f"{name}_a"].bits
    a, b = np.arange(n * n) % n - 1, np.arange(n * n) // n - 1
    both = np.concatenate([np.stack([a, b], axis=1), np.stack([b, a], axis=1)])
    said = (mirrored * n + label.field(f"{name}_b")) * n + label.field(f"{name}_a")
    return np.take(both, said, axis=0)


def _or_missing(label: _Said, name: str) -> Codes:
    if not label.has(name):
        return np.broadcast_to(np.int64(MISSING), label.code.shape)
    codes = label.field(name)
    return np.where(codes == 0, MISSING, codes)


def _tags(store: Store, said: _Said, counts: Codes, newest: Codes, mirrored: Mask) -> TagRows:
    """Those of the newest revisions, which may have been made after a reveal; under the numbers of those that
    count."""
    number = said.column("number")
    rows = np.flatnonzero(said.field("has_tags")[newest])
    row = dict(zip(number[newest[rows]].tolist(), rows.tolist(), strict=True))
    return tag_rows(
        (int(number[counts[row[last]]]), _turned(Judgement(tags=tags), bool(mirrored[row[last]])).tags)
        for last, tags in store.counting.tags(sorted(row))
    )


def _criteria(store: Store, label: _Said, mirrored: Mask) -> CriterionRows:
    rows = np.flatnonzero(label.field("has_criteria"))
    row = dict(zip(label.column("number")[rows].tolist(), rows.tolist(), strict=True))
    return criterion_rows(
        (number, _turned(Judgement(criteria=criteria), bool(mirrored[row[number]])).criteria)
        for number, criteria in store.counting.criteria(sorted(row))
    )


def _turned(judgement: Judgement, mirrored: bool) -> Judgement:
    return judgement.mirrored() if mirrored else judgement


Name = TypeVar("Name", str, AnnotatorName, tuple[str, str])


def _named(table: Codes, at: Codes, names: Sequence[Name]) -> tuple[Codes, tuple[Name, ...]]:
    """The codes at these places of the table, and the names, of those that occur."""
    if len(names) == 1 and at.size:
        return np.broadcast_to(np.int64(0), at.shape), tuple(names)
    codes = table[at]
    there = np.bincount(codes, minlength=len(names)) > 0
    if there.all():
        return codes, tuple(names)
    kept = tuple(name for name, occurs in zip(names, there.tolist(), strict=True) if occurs)
    return (np.cumsum(there) - 1)[codes], kept


def _table(values: Mapping[int, int]) -> Codes:
    """A table to look ids up in; its last place, and those of other ids, are `MISSING`."""
    table = np.full(max(values, default=0) + 2, MISSING, dtype=np.int64)
    table[list(values)] = list(values.values())
    return table


def _moment(since: str) -> datetime:
    """A date is its beginning; both are in UTC where they do not say another zone."""
    try:
        moment = datetime.fromisoformat(since)
    except ValueError:
        raise UsageError(
            f"{since!r} is no date and no time", "Write it as 2026-03-31 or 2026-03-31T12:00:00Z."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
