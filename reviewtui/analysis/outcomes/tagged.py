"""Tags as places in the table of labels: which label, which output, and rates of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, Codes, LabelArrays, Mask
from reviewtui.analysis.labels.outputs import by_model, models_in, rows_of
from reviewtui.analysis.labels.tallies import dense, groups
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.rates.proportions import Moments, mean_from_moments

NO_LABEL = "no label that could have tagged"

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, eq=False)
class Tagged:
    """Every tag of a label once for each output that it is said of: equal columns, one row a tag.

    `place` is the output as in `labels.outputs.by_model`; of a tag that is about the pair it is the row of
    the label, and `sided` is false.
    """

    tag: Codes
    place: Codes
    sided: Mask
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TagShare:
    """In how many of `n` something was tagged. `model` is None where it is about the pair: then `n` counts
    labels, else outputs of the model, once for each label about them."""

    model: str | None
    n_prompts: int
    n: int
    count: int
    rate: MaybeEstimate


def tagged(labels: LabelArrays) -> Tagged:
    rows = rows_of(labels, labels.tags.number)
    sided = labels.tags.slot != MISSING
    place = np.where(sided, 2 * rows + labels.tags.slot, rows)
    # Said twice of one output by one label, a tag is there once.
    width = 2 * len(labels)
    keys = np.unique((2 * labels.tags.tag + sided) * max(width, 1) + place)
    kind, place = np.divmod(keys, max(width, 1))
    return Tagged(kind // 2, place, kind % 2 == 1, labels.tags.names)


def could_tag(labels: LabelArrays) -> Mask:
    """The labels whose annotator could have tagged, shape (n_labels,).

    That is so of labels that were made with a rubric, and of all labels of an annotator who tags. Verdicts
    that came from elsewhere without a tag are silent on tags, and not a "no"; but where nothing tells the one
    kind from the other, because no label has a rubric or a tag, all count.
    """
    tagging = np.zeros(len(labels.annotators), dtype=np.bool_)
    tagging[labels.annotator[rows_of(labels, labels.tags.number)]] = True
    with_rubric = np.array([bool(one) for one in labels.rubrics], dtype=np.bool_)
    could: Mask = tagging[labels.annotator]
    if with_rubric.any():
        could = could | with_rubric[labels.rubric]
    return could if could.any() else np.ones(len(labels), dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """What could have been tagged, gathered by prompt: of a prompt that comes up k times.

    `tagged` has the k of each prompt that has any tag; of the others only the sums matter.
    """

    model: str | None
    n: int
    n_prompts: int
    squared: float
    tagged: Floats


class TagCounter:
    """Counts labels by prompt once, for the rates of many tags."""

    def __init__(self, labels: LabelArrays) -> None:
        could = could_tag(labels)
        self._prompt, self._n_prompts = dense(labels.prompt)
        self._tagged = _those(tagged(labels), could)
        row = np.where(self._tagged.sided, self._tagged.place // 2, self._tagged.place)
        self._prompts, self._at = np.unique(self._prompt[row], return_inverse=True)
        self._model = _models_of(labels, self._tagged)
        wanted = np.repeat(could[:, None], 2, axis=1)
        self._bases = [self._base(model, places // 2) for model, places in by_model(labels, wanted)]
        self._pairs = self._base(None, np.flatnonzero(could))

    @property
    def found(self) -> tuple[set[str], set[str]]:
        """The names of tags that are said of an output, and of those that are said of a pair."""
        names, tag, sided = self._tagged.names, self._tagged.tag, self._tagged.sided
        return {names[code] for code in np.unique(tag[sided])}, {
            names[code] for code in np.unique(tag[~sided])
        }

    def of_models(self, names: Collection[str]) -> Iterator[TagShare]:
        """For each model the outputs that have one of these tags."""
        chosen = np.flatnonzero(self._chosen(names) & self._tagged.sided)
        order, edges = groups(self._model[chosen], len(self._bases))
        for code, base in enumerate(self._bases):
            yield self._share(base, chosen[order[edges[code] : edges[code + 1]]])

    def of_pairs(self, names: Collection[str]) -> TagShare:
        """The labels that have one of these tags of the pair."""
        return self._share(self._pairs, np.flatnonzero(self._chosen(names) & ~self._tagged.sided))

    def _base(self, model: str | None, rows: Codes) -> _Base:
        k = np.bincount(self._prompt[rows], minlength=self._n_prompts).astype(np.float64)
        return _Base(model, rows.size, int(np.count_nonzero(k)), float(k @ k), k[self._prompts])

    def _chosen(self, names: Collection[str]) -> Mask:
        chosen = np.array([name in names for name in self._tagged.names], dtype=np.bool_)
        return chosen[self._tagged.tag] if chosen.size else np.zeros(0, dtype=np.bool_)

    def _share(self, base: _Base, chosen: Codes) -> TagShare:
        """`chosen`: rows of the tags that count; several of one output count once."""
        if not base.n:
            return TagShare(base.model, 0, 0, 0, Undefined(NO_LABEL))
        _, first = np.unique(self._tagged.place[chosen], return_index=True)
        prompts, score = np.unique(self._at[chosen[first]], return_counts=True)
        sums = Moments(
            items=float(base.n_prompts),
            labels=float(base.n),
            score=float(score.sum()),
            labels_squared=base.squared,
            labels_times_score=float(base.tagged[prompts] @ score),
            score_squared=float(score @ score),
        )
        return TagShare(base.model, base.n_prompts, base.n, first.size, mean_from_moments(sums, LEVEL))


def _those(found: Tagged, could: Mask) -> Tagged:
    """The tags of labels that count."""
    keep = could[np.where(found.sided, found.place // 2, found.place)]
    return Tagged(found.tag[keep], found.place[keep], found.sided[keep], found.names)


def _models_of(labels: LabelArrays, found: Tagged) -> Codes:
    """The place of the model in `models_in` for every tag of an output; of a pair it says nothing."""
    code = {model: index for index, model in enumerate(models_in(labels))}
    models = np.array([[code.get(model, 0) for model in pair] for pair in labels.comparisons], dtype=np.int64)
    row = np.where(found.sided, found.place // 2, found.place)
    return np.asarray(models[labels.comparison[row], found.place % 2], dtype=np.int64)
