"""Places of models, from all comparisons of two at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from reviewtui.analysis.labels.arrays import MISSING, AnnotatorName, Codes, LabelArrays
from reviewtui.analysis.labels.by_field import COUNTS_ALONE, FEWEST_PROMPTS, Values, by_value
from reviewtui.analysis.labels.tallies import SCORE, distinct
from reviewtui.analysis.rates import LEVEL
from reviewtui.stats import MaybeEstimate, Undefined
from reviewtui.stats.ranking.bradley_terry import BradleyTerry, fit_bradley_terry, score_estimate
from reviewtui.stats.ranking.comparisons import ClusterCounts, count_votes
from reviewtui.stats.ranking.connectivity import Ties
from reviewtui.stats.ranking.ranks import Ranks, ranks
from reviewtui.stats.ranking.resampling import bootstrap_rounds, bootstrap_score


@dataclass(frozen=True, slots=True)
class RankedModel:
    """`score` is the log-strength (natural logarithm), mean 0. `rank` is 1 + the number of models that are
    significantly better, `rank_low` to `rank_high` the ranks that the labels leave open; `position` the place
    by the score alone. They count within `group`: models of another group were never compared with this one.
    None where there are no ranks.
    """

    model: str
    group: int
    position: int | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    score: MaybeEstimate
    bootstrap: MaybeEstimate | None
    """On request: the score with the interval of the cluster bootstrap."""
    wins: int
    losses: int
    ties: int
    """Both bad among them."""

    @property
    def never_lost(self) -> bool:
        return self.losses == 0 and self.wins > 0

    @property
    def never_won(self) -> bool:
        return self.wins == 0 and self.losses > 0


@dataclass(frozen=True, slots=True)
class Resampling:
    """How the bootstrap went: rounds that did not determine strengths are in no interval."""

    rounds: int
    not_estimable: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """Bradley-Terry strengths of the models that labels compare. `models` stand by group and position."""

    ties: Ties
    undefined: str | None
    """Why there is no ranking, if there is none."""
    n_prompts: int
    n_pairs: int
    n_labels: int
    annotators: tuple[AnnotatorName, ...]
    models: tuple[RankedModel, ...]
    groups: tuple[tuple[str, ...], ...]
    """Models that comparisons link, however indirectly: more than one group is more than one ranking."""
    tied_for_first: tuple[str, ...]
    """Of each group, the models than which none is significantly better."""
    nu: float | None
    """Davidson's tie parameter: two equal models tie in ν / (2 + ν) of comparisons. None for ties as half
    wins, and where there are several groups, which have one each."""
    regularised: bool
    """Whether labels alone do not determine the strengths, so that each model got half a win and half a loss
    against an average opponent."""
    resampling: Resampling | None = None


@dataclass(frozen=True, slots=True)
class RankingSlice:
    """The ranking of prompts whose metadata has this value; None is for prompts that have none. Exploratory:
    with many values one stands out by chance."""

    field: str
    value: str | None
    ranking: Ranking


def ranking_of(labels: LabelArrays, ties: Ties = "davidson", *, bootstrap: bool = False) -> Ranking:
    """The ranking that these labels give; both bad counts as a tie. Samples of one model say nothing here.

    Models that no comparisons link have rankings of their own, each fitted by itself: what lies between two
    groups is in no label.
    """
    labels = labels.where((labels.preference != MISSING) & _of_two_models(labels))
    present = np.unique(labels.comparison).tolist()
    names = sorted({model for code in present for model in labels.comparisons[code]})
    empty = Ranking(
        ties=ties,
        undefined=None,
        n_prompts=distinct(labels.prompt),
        n_pairs=distinct(labels.pair),
        n_labels=len(labels),
        annotators=tuple(labels.annotators[code] for code in np.unique(labels.annotator)),
        models=(),
        groups=(),
        tied_for_first=(),
        nu=None,
        regularised=False,
    )
    if not names:
        return replace(empty, undefined="no label has a preference")
    groups = _linked([labels.comparisons[code] for code in present])
    if len(groups) > 1:
        apart = [ranking_of(_within(labels, group), ties, bootstrap=bootstrap) for group in groups]
        return _together(empty, groups, apart)
    counts = _counts(labels, names)
    fit = fit_bradley_terry(counts, ties)
    if isinstance(fit, Undefined):
        return replace(empty, undefined=fit.reason, models=_counted(counts, names, fit))
    ranking = _filled(empty, fit, names)
    return _with_bootstrap(ranking, counts, fit, names) if bootstrap else ranking


def ranking_slices(
    labels: LabelArrays, by: str, values: Values = MappingProxyType({}), ties: Ties = "davidson"
) -> Iterator[RankingSlice]:
    """A ranking for each value of a metadata field, in the order of the values; prompts without one last.

    With fewer than 30 prompts there are counts alone.
    """
    ordered, codes = by_value(labels, values)
    for code, value in enumerate(ordered):
        ranking = ranking_of(labels.where(codes == code), ties)
        few = ranking.n_prompts < FEWEST_PROMPTS
        yield RankingSlice(by, value, _counts_alone(ranking) if few else ranking)


def _linked(comparisons: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Models that comparisons link, however indirectly, in the order of their names."""
    groups: list[set[str]] = []
    for pair in comparisons:
        touched = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group not in touched]
        groups.append(set(pair).union(*touched))
    return sorted(tuple(sorted(group)) for group in groups)


def _within(labels: LabelArrays, group: Sequence[str]) -> LabelArrays:
    inside = np.array([one in group for one, _ in labels.comparisons], dtype=bool)
    return labels.where(inside[labels.comparison])


def _together(empty: Ranking, groups: Sequence[tuple[str, ...]], apart: Sequence[Ranking]) -> Ranking:
    """Several rankings as one, which is undefined where all of them are."""
    rounds = [one.resampling for one in apart if one.resampling]
    return replace(
        empty,
        undefined=None if any(one.undefined is None for one in apart) else apart[0].undefined,
        models=tuple(
            replace(model, group=number) for number, one in enumerate(apart) for model in one.models
        ),
        groups=tuple(groups),
        tied_for_first=tuple(model for one in apart for model in one.tied_for_first),
        regularised=any(one.regularised for one in apart),
        resampling=Resampling(rounds[0].rounds, sum(one.not_estimable for one in rounds)) if rounds else None,
    )


def _counts_alone(ranking: Ranking) -> Ranking:
    models = tuple(
        replace(one, score=COUNTS_ALONE, position=None, rank=None, rank_low=None, rank_high=None)
        for one in ranking.models
    )
    return replace(ranking, models=models, tied_for_first=())


def _of_two_models(labels: LabelArrays) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    two = np.array([one != other for one, other in labels.comparisons], dtype=bool)
    return two[labels.comparison] if two.size else np.zeros(len(labels), dtype=bool)


def _counts(labels: LabelArrays, names: Sequence[str]) -> ClusterCounts:
    place: Mapping[str, int] = {name: number for number, name in enumerate(names)}
    numbers = np.array([[place.get(name, 0) for name in pair] for pair in labels.comparisons], dtype=np.int64)
    models: Codes = numbers[labels.comparison]
    return count_votes(models[:, 0], models[:, 1], SCORE[labels.preference], labels.prompt, len(names))


def _counted(counts: ClusterCounts, names: Sequence[str], why: Undefined) -> tuple[RankedModel, ...]:
    """What each model won, lost and tied, where there is no ranking."""
    by_pair = counts.by_pair()
    won, tied = by_pair.beaten(), by_pair.tied()
    return tuple(
        RankedModel(
            model=name,
            group=0,
            position=None,
            rank=None,
            rank_low=None,
            rank_high=None,
            score=why,
            bootstrap=None,
            wins=round(won[number].sum()),
            losses=round(won[:, number].sum()),
            ties=round(tied[number].sum()),
        )
        for number, name in enumerate(names)
    )


def _filled(empty: Ranking, fit: BradleyTerry, names: Sequence[str]) -> Ranking:
    places = ranks(fit, LEVEL)
    models = [_model(fit, places, names, number) for number in range(len(names))]
    models.sort(key=lambda one: (one.group, one.position or 0, one.model))
    first = () if isinstance(places, Undefined) else places.tied_for_first
    return replace(
        empty,
        models=tuple(models),
        groups=(tuple(names),),
        tied_for_first=tuple(names[number] for number in first),
        nu=fit.nu if fit.ties == "davidson" else None,
        regularised=fit.regularised,
    )


def _model(fit: BradleyTerry, places: Ranks | Undefined, names: Sequence[str], number: int) -> RankedModel:
    position, rank, low, high = _places(places, number)
    return RankedModel(
        model=names[number],
        group=0,
        position=position,
        rank=rank,
        rank_low=low,
        rank_high=high,
        score=score_estimate(fit, number, LEVEL),
        bootstrap=None,
        wins=round(fit.wins[number]),
        losses=round(fit.losses[number]),
        ties=round(fit.ties_of[number]),
    )


def _places(places: Ranks | Undefined, number: int) -> tuple[int | None, ...]:
    """Position, rank, and the best and the worst rank that are left open."""
    if isinstance(places, Undefined):
        return None, None, None, None
    columns = (places.position, places.rank, places.low, places.high)
    return tuple(int(column[number]) for column in columns)


def _with_bootstrap(
    ranking: Ranking, counts: ClusterCounts, fit: BradleyTerry, names: Sequence[str]
) -> Ranking:
    rounds = bootstrap_rounds(counts, fit)
    number = {name: place for place, name in enumerate(names)}
    if isinstance(rounds, Undefined):
        undefined = rounds
        return replace(ranking, models=tuple(replace(one, bootstrap=undefined) for one in ranking.models))
    return replace(
        ranking,
        models=tuple(
            replace(one, bootstrap=bootstrap_score(rounds, fit, number[one.model], LEVEL))
            for one in ranking.models
        ),
        resampling=Resampling(rounds.rounds, rounds.not_estimable),
    )
