"""What a label is as columns of numbers, in the orientation of results."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Correctness, Preference

Codes = NDArray[np.int64]
Mask = NDArray[np.bool_]

PREFERENCES = tuple(Preference)
"""What the codes of `LabelArrays.preference` stand for."""
A, B, TIE, BOTH_BAD = range(len(PREFERENCES))

LEVELS = tuple(Correctness)
"""What the codes of `LabelArrays.correctness` stand for."""
CORRECT, PARTIAL, INCORRECT = range(len(LEVELS))

MISSING = -1
"""The code of what a label does not say."""

# What a code is when the two outputs change names; the last is for MISSING.
OTHER_PREFERENCE = np.array([B, A, TIE, BOTH_BAD, MISSING])
OTHER_SLOT = np.array([B, A, MISSING])


class AnnotatorName(NamedTuple):
    """A person and a judge model may have the same name."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class TagRows:
    """One row a tag that a label gives; most labels give none. Columns have the shape (n_rows,)."""

    number: Codes
    """`LabelArrays.number` of the label."""
    tag: Codes
    """A code of `names`."""
    slot: Codes
    """A or B: of model_a's or model_b's output; `MISSING`: of the pair."""
    names: tuple[str, ...]

    def of(self, numbers: Codes) -> TagRows:
        """Those of the labels with these numbers."""
        if not self.number.size:
            return self
        mask = np.isin(self.number, numbers)
        return TagRows(self.number[mask], self.tag[mask], self.slot[mask], self.names)


@dataclass(frozen=True, slots=True, eq=False)
class CriterionRows:
    """One row a criterion on which a label says something. Columns have the shape (n_rows,)."""

    number: Codes
    """`LabelArrays.number` of the label."""
    criterion: Codes
    """A code of `names`."""
    preference: Codes
    strength: Codes
    """1, 2 or `MISSING`."""
    names: tuple[str, ...]

    def of(self, numbers: Codes) -> CriterionRows:
        """Those of the labels with these numbers."""
        if not self.number.size:
            return self
        mask = np.isin(self.number, numbers)
        return CriterionRows(
            self.number[mask], self.criterion[mask], self.preference[mask], self.strength[mask], self.names
        )


@dataclass(frozen=True, slots=True, eq=False)
class LabelArrays:
    """One column a question, one row a label; the tuples say what the codes of a column stand for.

    Columns have the shape (n_labels,), or (n_labels, 2) where they are about an output: of model_a's and of
    model_b's. A pair and an annotator have at most one label. Columns are read and never written: one that
    says the same throughout may be a single number in memory.
    """

    number: Codes
    """`labels.number` of the revision that counts: the order of arrival."""
    pair: Codes
    prompt: Codes
    output: Codes
    """(n_labels, 2): `outputs.id`."""
    annotator: Codes
    comparison: Codes
    preference: Codes
    """A code of `PREFERENCES`, or `MISSING`."""
    strength: Codes
    """1 slightly, 2 clearly, or `MISSING`."""
    correctness: Codes
    """(n_labels, 2): codes of `LEVELS`, or `MISSING`."""
    warned: Codes
    """(n_labels, 2): 1 where the output said that it might be wrong, 0 where not, or `MISSING`."""
    confidence: Codes
    """1 to 3, or `MISSING`."""
    left: Codes
    """A where model_a's output was shown on the left, B where model_b's was, `MISSING` where none knows."""
    served: Codes
    rubric: Codes
    active_ms: Codes
    """What the revision that counts took, or `MISSING`."""
    identical: Mask
    """Whether the pair's two outputs say the same."""
    leak: Mask
    """Whether an output of the pair says the name of one of its two models."""
    chars: Codes
    """(n_labels, 2): characters that there are to read in the output."""
    marks: Codes
    """(n_labels, 2): headings, list items, bold words and code blocks that Markdown makes of the output."""
    tags: TagRows
    criteria: CriterionRows
    annotators: tuple[AnnotatorName, ...]
    comparisons: tuple[tuple[str, str], ...]
    """(model_a, model_b)."""
    served_by: tuple[str, ...]
    rubrics: tuple[str, ...]
    """Hashes; `''` for labels that were made under none that is known."""

    def __len__(self) -> int:
        return len(self.pair)

    @property
    def estimable(self) -> LabelArrays:
        """Without the labels of pairs that came up because of what somebody had said of them."""
        by_outcome = np.array([one.startswith(SERVED_BY_OUTCOME) for one in self.served_by], dtype=bool)
        return self.where(~by_outcome[self.served]) if by_outcome.any() else self

    def where(self, mask: Mask) -> LabelArrays:
        """The labels for which `mask` is true. The codes keep their meaning."""
        if mask.all():
            return self
        columns = {name: getattr(self, name)[mask] for name in _COLUMNS}
        numbers = columns["number"]
        return replace(self, **columns, tags=self.tags.of(numbers), criteria=self.criteria.of(numbers))

    def told_of(self, candidate: str = "", baseline: str = "") -> LabelArrays:
        """The same labels in the orientation of `mirrored_in_results`."""
        turn = np.array(
            [mirrored_in_results(a, b, candidate, baseline) for a, b in self.comparisons], dtype=bool
        )
        if not turn.any():
            return self
        comparisons = [(b, a) if t else (a, b) for (a, b), t in zip(self.comparisons, turn, strict=True)]
        order = {name: code for code, name in enumerate(sorted(set(comparisons)))}
        codes = np.array([order[name] for name in comparisons], dtype=np.int64)
        return replace(
            self._mirrored(turn[self.comparison]),
            comparison=codes[self.comparison],
            comparisons=tuple(order),
        )

    def _mirrored(self, mask: Mask) -> LabelArrays:
        """The labels for which `mask` is true with their two outputs' names exchanged."""
        two = {
            name: np.where(mask[:, None], getattr(self, name)[:, ::-1], getattr(self, name))
            for name in ("output", "correctness", "warned", "chars", "marks")
        }
        numbers = self.number[mask]
        tagged, judged = np.isin(self.tags.number, numbers), np.isin(self.criteria.number, numbers)
        preference = self.criteria.preference
        return replace(
            self,
            **two,
            preference=np.where(mask, OTHER_PREFERENCE[self.preference], self.preference),
            left=np.where(mask, OTHER_SLOT[self.left], self.left),
            tags=replace(self.tags, slot=np.where(tagged, OTHER_SLOT[self.tags.slot], self.tags.slot)),
            criteria=replace(
                self.criteria, preference=np.where(judged, OTHER_PREFERENCE[preference], preference)
            ),
        )


_COLUMNS = tuple(one.name for one in fields(LabelArrays) if one.type in ("Codes", "Mask"))


def mirrored_in_results(name_a: str, name_b: str, candidate: str = "", baseline: str = "") -> bool:
    """Whether results name the outputs of these two models, in this order, the other way round.

    model_a is the candidate where it is one of them; else the baseline is model_b where it is one of them;
    else model_a is the first by name, in plain string order.
    """
    if candidate and candidate in (name_a, name_b):
        return name_a != candidate
    if baseline and baseline in (name_a, name_b):
        return name_b != baseline
    return name_a > name_b
