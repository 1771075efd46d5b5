"""Results by a metadata field of the prompts: what was planned can be believed, the rest is a question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from reviewtui.analysis.labels.arrays import CORRECT, INCORRECT, LEVELS, MISSING, PARTIAL, Codes, LabelArrays
from reviewtui.analysis.labels.by_field import COUNTS_ALONE, FEWEST_PROMPTS, Values, by_value
from reviewtui.analysis.labels.outputs import by_model
from reviewtui.analysis.labels.tallies import Votes, by_code, distinct, votes_by
from reviewtui.analysis.outcomes.correctness import NEVER_JUDGED, ModelCorrectness
from reviewtui.analysis.preference.comparison import Comparison, comparison_of
from reviewtui.analysis.rates import LEVEL, rate
from reviewtui.domain.plan import Plan
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.multiplicity import holm, simultaneous_level


@dataclass(frozen=True, slots=True)
class Slice:
    """The labels of prompts whose metadata has this value; None is for prompts that have none.

    With fewer than 30 prompts there are counts alone. The intervals of a planned slice hold together with
    those of all others that are planned (each at 1 - .05/m for m of them), and so do its p-values. What was
    not planned is exploratory: with many values one stands out by chance.
    """

    field: str
    value: str | None
    planned: bool
    n_labels: int
    preference: tuple[Comparison, ...]
    correctness: tuple[ModelCorrectness, ...]
    p_holm: tuple[float | Undefined | None, ...]
    """The p-value of each of `preference`, adjusted for the number of planned slices; None: exploratory."""


@dataclass(frozen=True, slots=True, eq=False)
class _Field:
    """One metadata field: its values in order, and by the number of a value what labels say of it."""

    name: str
    values: tuple[str | None, ...]
    labels: list[int]
    votes: Mapping[int, list[tuple[tuple[str, str], Votes]]]
    judged: Mapping[int, list[tuple[str, Codes, Codes]]]
    """Models with the level and the prompt of each judged output."""


def slices_of(
    labels: LabelArrays, values: Mapping[str, Values], by: Sequence[str] = (), plan: Plan | None = None
) -> tuple[Slice, ...]:
    """The plan's slices in its order, then those of the fields in `by` that were not planned, each field by
    its values in order, prompts without one last.

    Args:
        values: of every field in `by` and in the plan, as far as prompts have it.
    """
    fields = {name: _field(labels, name, of_field) for name, of_field in values.items()}
    planned = _planned(fields, plan)
    level = simultaneous_level(LEVEL, max(len(planned), 1))
    confirmed = [_slice(fields.get(name), name, value, level, planned=True) for name, value in planned]
    others = [
        _slice(fields[name], name, value, LEVEL, planned=False)
        for name in by
        for value in fields[name].values
        if (name, value) not in planned
    ]
    return (*_with_holm(confirmed), *others)


def _field(labels: LabelArrays, name: str, values: Values) -> _Field:
    ordered, code = by_value(labels, values)
    return _Field(
        name,
        ordered,
        np.bincount(code, minlength=len(ordered)).tolist(),
        _votes(labels, code, len(ordered)),
        _judged(labels, code, len(ordered)),
    )


def _votes(labels: LabelArrays, code: Codes, n: int) -> dict[int, list[tuple[tuple[str, str], Votes]]]:
    found: dict[int, list[tuple[tuple[str, str], Votes]]] = {value: [] for value in range(n)}
    kinds = len(labels.comparisons)
    for group, votes in votes_by(labels, code * kinds + labels.comparison, n * kinds):
        value, comparison = divmod(group, kinds)
        models = labels.comparisons[comparison]
        if models[0] != models[1]:
            found[value].append((models, votes))
    return found


def _judged(labels: LabelArrays, code: Codes, n: int) -> dict[int, list[tuple[str, Codes, Codes]]]:
    found: dict[int, list[tuple[str, Codes, Codes]]] = {value: [] for value in range(n)}
    levels = labels.correctness.ravel()
    for model, places in by_model(labels, labels.correctness != MISSING):
        ordered = places[by_code(code[places // 2], n)]
        edges = np.searchsorted(code[ordered // 2], np.arange(n + 1))
        for value in range(n):
            mine = ordered[edges[value] : edges[value + 1]]
            found[value].append((model, levels[mine], labels.prompt[mine // 2]))
    return found


def _planned(fields: Mapping[str, _Field], plan: Plan | None) -> list[tuple[str, str]]:
    """(field, value), each once. A value that is planned by its name is there without a label of it, too."""
    found: list[tuple[str, str]] = []
    for one in plan.slices if plan else ():
        known = fields[one.field].values if one.field in fields else ()
        wanted = [value for value in known if value is not None] if one.value is None else [one.value]
        found += [(one.field, value) for value in wanted]
    return list(dict.fromkeys(found))


def _slice(field: _Field | None, name: str, value: str | None, level: float, *, planned: bool) -> Slice:
    if field is None or value not in field.values:
        return Slice(name, value, planned, 0, (), (), ())
    place = field.values.index(value)
    comparisons = [comparison_of(models, votes, level=level) for models, votes in field.votes[place]]
    return Slice(
        field=name,
        value=value,
        planned=planned,
        n_labels=field.labels[place],
        preference=tuple(map(_comparison_or_counts, comparisons)),
        correctness=tuple(_correctness(*judged, level) for judged in field.judged[place]),
        p_holm=(None,) * len(comparisons),
    )


def _comparison_or_counts(one: Comparison) -> Comparison:
    if one.n_prompts >= FEWEST_PROMPTS or not one.n_labels:
        return one
    return replace(
        one,
        win_rate_a=COUNTS_ALONE,
        decided_win_rate_a=COUNTS_ALONE,
        tie_rate=COUNTS_ALONE,
        both_bad_rate=COUNTS_ALONE,
        test=replace(one.test, p=COUNTS_ALONE),
        sequence=COUNTS_ALONE,
        sequence_with_ties=COUNTS_ALONE,
        decision=replace(one.decision, state="open", favours=None, interval=COUNTS_ALONE),
    )


def _correctness(model: str, levels: Codes, prompts: Codes, level: float) -> ModelCorrectness:
    """Counts and rates alone, with their intervals at `level`."""
    correct, partial, incorrect = np.bincount(levels, minlength=len(LEVELS)).tolist()
    n_prompts = distinct(prompts)
    few = 0 < n_prompts < FEWEST_PROMPTS

    def share(wanted: int) -> MaybeEstimate:
        return COUNTS_ALONE if few else rate(levels == wanted, prompts, NEVER_JUDGED, level)

    return ModelCorrectness(
        model=model,
        n_prompts=n_prompts,
        n=levels.size,
        correct=correct,
        partial=partial,
        incorrect=incorrect,
        rate=share(CORRECT),
        partial_rate=share(PARTIAL),
        incorrect_rate=share(INCORRECT),
    )


def _with_holm(slices: Sequence[Slice]) -> Iterator[Slice]:
    """Adjusted over all planned slices, for every two models by themselves."""
    adjusted: dict[tuple[str, str], Iterator[float | Undefined]] = {}
    for models in {(one.model_a, one.model_b): None for part in slices for one in part.preference}:
        adjusted[models] = iter(holm([_p(part, models) for part in slices]))
    for part in slices:
        mine = {models: next(values) for models, values in adjusted.items()}
        yield replace(part, p_holm=tuple(mine[one.model_a, one.model_b] for one in part.preference))


def _p(part: Slice, models: tuple[str, str]) -> float | Undefined:
    for one in part.preference:
        if (one.model_a, one.model_b) == models:
            return one.test.p
    return Undefined("no label")
