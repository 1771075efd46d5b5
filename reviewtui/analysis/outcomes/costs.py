"""What a model's mistakes cost, by the prices of the rubric."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.labels.arrays import INCORRECT, LEVELS, MISSING, PARTIAL, Codes, LabelArrays, Mask
from reviewtui.analysis.labels.outputs import by_comparison, by_model
from reviewtui.analysis.labels.tallies import distinct
from reviewtui.analysis.outcomes.tagged import could_tag, tagged
from reviewtui.analysis.rates import LEVEL, negative
from reviewtui.domain.plan import Costs
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.rates.means import difference_of_means, mean_of_values

PER = 1000

NOTHING_PRICED = Undefined("every price is 0")
NEVER_COUNTED = Undefined("no output whose cost is known")
NOT_BOTH = Undefined("no label from which the costs of both are known")

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class ModelCost:
    """`per_1000` is what 1,000 outputs are expected to cost; `n` counts outputs, once for each label."""

    model: str
    n_prompts: int
    n: int
    per_1000: MaybeEstimate


@dataclass(frozen=True, slots=True)
class CostDifference:
    """Two models side by side, over the `n` labels from which both costs are known: model_a's cost minus
    model_b's. Above 0 means that model_a costs more."""

    model_a: str
    model_b: str
    n_prompts: int
    n: int
    per_1000: MaybeEstimate

    @property
    def mirrored(self) -> CostDifference:
        """The same, said of the other model."""
        return replace(self, model_a=self.model_b, model_b=self.model_a, per_1000=negative(self.per_1000))


@dataclass(frozen=True, slots=True)
class CostFigures:
    """An output's cost is the price of its correctness plus those of its tags, each tag once a label.

    Counted are outputs with a judged correctness; where only tags have a price, all outputs of labels that
    could have tagged (`by_tags_alone`). A tag of the pair is no output's, and costs nothing here.
    """

    unit: str
    by_tags_alone: bool
    n_unwarned: int
    """Incorrect outputs of which nobody said whether they warned: they cost what `incorrect` costs, although
    the confidently wrong have a price of their own."""
    models: tuple[ModelCost, ...]
    differences: tuple[CostDifference, ...]


def costs_of(labels: LabelArrays, costs: Costs | None) -> CostFigures | None:
    """None where the rubric prices nothing."""
    if costs is None:
        return None
    alone = not (costs.incorrect or costs.partial or costs.confidently_wrong)
    known = np.repeat(could_tag(labels)[:, None], 2, axis=1) if alone else labels.correctness != MISSING
    both: Mask = known[:, 0] & known[:, 1]
    each = _each(labels, costs)
    bounds = (0.0, _dearest(costs))
    return CostFigures(
        unit=costs.unit,
        by_tags_alone=alone,
        n_unwarned=_unwarned(labels, costs),
        models=tuple(
            _of_model(labels, model, each, places, bounds) for model, places in by_model(labels, known)
        ),
        differences=tuple(
            _difference(labels, models, each, rows, bounds) for models, rows in by_comparison(labels, both)
        ),
    )


def _each(labels: LabelArrays, costs: Costs) -> Floats:
    """What every output of every label costs, shape (n_labels, 2); without a correctness only its tags."""
    # One more place, which MISSING = -1 finds.
    prices = np.zeros(len(LEVELS) + 1)
    prices[PARTIAL], prices[INCORRECT] = costs.partial, costs.incorrect
    each = prices[labels.correctness]
    if costs.confidently_wrong is not None:
        each[_confidently_wrong(labels)] = costs.confidently_wrong
    if costs.tags:
        found = tagged(labels)
        price = dict(costs.tags)
        of_tag = np.array([price.get(name, 0.0) for name in found.names])
        np.add.at(each.reshape(-1), found.place[found.sided], of_tag[found.tag[found.sided]])
    # Added in another order, the same prices can come to a little more.
    return np.minimum(each, _dearest(costs))


def _confidently_wrong(labels: LabelArrays) -> Mask:
    wrong: Mask = (labels.correctness == INCORRECT) & (labels.warned == 0)
    return wrong


def _unwarned(labels: LabelArrays, costs: Costs) -> int:
    if costs.confidently_wrong is None:
        return 0
    return int(np.count_nonzero((labels.correctness == INCORRECT) & (labels.warned == MISSING)))


def _dearest(costs: Costs) -> float:
    """What the worst output can cost: what was never seen is in the interval because it is possible."""
    level = max(costs.incorrect, costs.partial, costs.confidently_wrong or 0.0)
    return level + sum(price for _, price in costs.tags)


def _of_model(
    labels: LabelArrays, model: str, each: Floats, places: Codes, bounds: tuple[float, float]
) -> ModelCost:
    prompt = labels.prompt[places // 2]
    if bounds[1] <= 0:
        per_1000: MaybeEstimate = NOTHING_PRICED
    elif not places.size:
        per_1000 = NEVER_COUNTED
    else:
        per_1000 = _times(mean_of_values(each.reshape(-1)[places], prompt, LEVEL, bounds))
    return ModelCost(model, distinct(prompt), places.size, per_1000)


def _difference(
    labels: LabelArrays, models: tuple[str, str], each: Floats, rows: Codes, bounds: tuple[float, float]
) -> CostDifference:
    prompt = labels.prompt[rows]
    if bounds[1] <= 0:
        per_1000: MaybeEstimate = NOTHING_PRICED
    elif not rows.size:
        per_1000 = NOT_BOTH
    else:
        per_1000 = _times(difference_of_means(each[rows, 0], each[rows, 1], prompt, LEVEL, bounds))
    return CostDifference(*models, distinct(prompt), rows.size, per_1000)


def _times(estimate: MaybeEstimate) -> MaybeEstimate:
    if isinstance(estimate, Undefined):
        return estimate
    return replace(estimate, value=PER * estimate.value, low=PER * estimate.low, high=PER * estimate.high)
