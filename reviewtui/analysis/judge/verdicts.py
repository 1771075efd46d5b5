"""A judge's verdicts and people's labels as columns that can be laid beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reviewtui.analysis.labels.arrays import (
    LEVELS,
    MISSING,
    PREFERENCES,
    AnnotatorName,
    Codes,
    LabelArrays,
    Mask,
)
from reviewtui.stats.classification.confusion import Cases, cases
from reviewtui.store.judged import Skipped

UNPARSED = "unparsed"
"""The class of a verdict that could not be read."""

ANSWERS = {
    "preference": (*(str(one) for one in PREFERENCES), UNPARSED),
    "correctness": (*(str(one) for one in LEVELS), UNPARSED),
}
"""What a judge may say of each field. People say all but the last."""

N_CLASSES = {field: len(answers) - 1 for field, answers in ANSWERS.items()}

Models = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """What one voice (a judge, a person, the people together) says: one row a pair, in the order of pairs.

    `preference` (n,) and `correctness` (n, 2) hold codes of `ANSWERS`, or MISSING where the field is open.
    """

    pair: Codes
    prompt: Codes
    preference: Codes
    correctness: Codes

    def __len__(self) -> int:
        return len(self.pair)

    def where(self, mask: Mask) -> Said:
        return Said(self.pair[mask], self.prompt[mask], self.preference[mask], self.correctness[mask])

    def answers(self, field: str) -> bool:
        """Whether it says anything of the field, anywhere."""
        codes = self.preference if field == "preference" else self.correctness
        return bool(np.any(codes != MISSING))


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """All that one judge said in pass 0, read or not."""

    judge: AnnotatorName
    said: Said
    comparison: Codes
    comparisons: tuple[Models, ...]
    """(model_a, model_b), as the results have them."""
    left_open: int
    """Outputs without a word on correctness in rows that do answer something, if the judge gives any."""


def verdicts_of(
    labels: LabelArrays, skipped: Sequence[Skipped], judge: AnnotatorName, known: Sequence[Models] = ()
) -> Verdicts:
    """The verdicts of one judge; `known` are comparisons of others, which say who is model_a.

    Unparsed: a row (labeled or skipped) without a preference, of a judge that gives preferences elsewhere. On
    correctness a row that answers nothing at all, of a judge that gives correctness elsewhere; an output left
    open beside other answers is no failed verdict, and is counted in `left_open`. A field that the judge
    never answers is missing everywhere.
    """
    code = labels.annotators.index(judge) if judge in labels.annotators else MISSING
    own = labels.where(labels.annotator == code)
    more = [one for one in skipped if one.judge == judge.name]
    comparisons, of_skipped = _comparisons((*own.comparisons, *known), more)
    n = len(more)
    pair = np.concatenate([own.pair, np.array([one.pair_id for one in more], dtype=np.int64)])
    prompt = np.concatenate([own.prompt, np.array([one.prompt_id for one in more], dtype=np.int64)])
    preference = np.concatenate([own.preference, np.full(n, MISSING, dtype=np.int64)])
    correctness = np.concatenate([own.correctness, np.full((n, 2), MISSING, dtype=np.int64)])
    silent = (preference == MISSING) & np.all(correctness == MISSING, axis=1)
    left_open = 0
    if np.any(correctness != MISSING):
        left_open = int(np.count_nonzero(correctness[~silent] == MISSING))
        correctness[silent] = N_CLASSES["correctness"]
    if np.any(preference != MISSING):
        preference[preference == MISSING] = N_CLASSES["preference"]
    order = np.argsort(pair, kind="stable")
    said = Said(pair[order], prompt[order], preference[order], correctness[order])
    comparison = np.concatenate([own.comparison, of_skipped])[order]
    return Verdicts(judge, said, comparison, comparisons, left_open)


def _comparisons(known: Sequence[Models], skipped: Sequence[Skipped]) -> tuple[tuple[Models, ...], Codes]:
    """The comparisons with those of skipped rows, which may be of pairs without any label."""
    names = list(dict.fromkeys(known))
    place = {tuple(sorted(models)): code for code, models in enumerate(names)}
    for one in skipped:
        if one.models not in place:
            place[one.models] = len(names)
            names.append(one.models)
    return tuple(names), np.array([place[one.models] for one in skipped], dtype=np.int64)


def said_by(labels: LabelArrays, annotator: int) -> Said:
    """One person's labels."""
    own = np.flatnonzero(labels.annotator == annotator)
    own = own[np.argsort(labels.pair[own], kind="stable")]
    return Said(labels.pair[own], labels.prompt[own], labels.preference[own], labels.correctness[own])


def consensus_of(labels: LabelArrays) -> Said:
    """What more than half of those say who answered: the policy `majority`, on columns."""
    pair, first, row = np.unique(labels.pair, return_index=True, return_inverse=True)
    sides = [
        _majority(labels.correctness[:, side], row, pair.size, N_CLASSES["correctness"]) for side in range(2)
    ]
    preference = _majority(labels.preference, row, pair.size, N_CLASSES["preference"])
    return Said(pair, labels.prompt[first], preference, np.stack(sides, axis=1))


def votes(codes: Codes, row: Codes, n_rows: int, n_classes: int) -> NDArray[np.int64]:
    """How often each class was given in each row: (n_rows, n_classes)."""
    given = codes != MISSING
    cells = np.bincount(row[given] * n_classes + codes[given], minlength=n_rows * n_classes)
    return cells.reshape(n_rows, n_classes).astype(np.int64)


def _majority(codes: Codes, row: Codes, n_rows: int, n_classes: int) -> Codes:
    counts = votes(codes, row, n_rows, n_classes)
    if not n_rows:
        return np.zeros(0, dtype=np.int64)
    best = counts.argmax(axis=1)
    settled = 2 * counts.max(axis=1) > counts.sum(axis=1)
    return np.where(settled, best, MISSING).astype(np.int64)


def cases_of(field: str, truth: Said, answer: Said) -> Cases:
    """Where both voices answer: pairs for the preference, outputs for correctness. Prompts are the items."""
    _, t, a = np.intersect1d(truth.pair, answer.pair, assume_unique=True, return_indices=True)
    n_classes, n_answers = N_CLASSES[field], len(ANSWERS[field])
    if field == "preference":
        return cases(truth.preference[t], answer.preference[a], truth.prompt[t], n_classes, n_answers)
    return cases(
        truth.correctness[t].ravel(),
        answer.correctness[a].ravel(),
        np.repeat(truth.prompt[t], 2),
        n_classes,
        n_answers,
    )
