"""The JSON document of `rank`: its keys are a contract, new ones may be added."""

from __future__ import annotations

from collections.abc import Sequence

from reviewtui.analysis.document import SCHEMA_VERSION, Document, estimate_document
from reviewtui.analysis.ranking.places import RankedModel, Ranking, RankingSlice


def ranking_document(ranking: Ranking, project: str, slices: Sequence[RankingSlice] = ()) -> Document:
    """`score` is the log-strength, mean 0; `n` of an estimate counts prompts; `ties` of a model are labels
    that prefer neither, both bad among them. `rank`, `rank_low` and `rank_high` are null where there is no
    ranking, and count within the model's `group`."""
    document: Document = {"schema_version": SCHEMA_VERSION, "project": project, **_ranking(ranking)}
    if slices:
        document["by"] = slices[0].field
        document["slices"] = [
            {"field": one.field, "value": one.value, "exploratory": True, **_ranking(one.ranking)}
            for one in slices
        ]
    return document


def _ranking(ranking: Ranking) -> Document:
    document: Document = {
        "ties_as": ranking.ties,
        "n_prompts": ranking.n_prompts,
        "n_pairs": ranking.n_pairs,
        "n_labels": ranking.n_labels,
        "nu": ranking.nu,
        "regularised": ranking.regularised,
        "groups": [list(group) for group in ranking.groups],
        "tied_for_first": list(ranking.tied_for_first),
        "models": [_model(one) for one in ranking.models],
    }
    if ranking.undefined is not None:
        document["undefined"] = ranking.undefined
    if ranking.resampling is not None:
        document["bootstrap_rounds"] = ranking.resampling.rounds
        document["bootstrap_not_estimable"] = ranking.resampling.not_estimable
    return document


def _model(one: RankedModel) -> Document:
    document: Document = {
        "model": one.model,
        "group": one.group,
        "position": one.position,
        "rank": one.rank,
        "rank_low": one.rank_low,
        "rank_high": one.rank_high,
        "score": estimate_document(one.score),
        "wins": one.wins,
        "losses": one.losses,
        "ties": one.ties,
        "never_lost": one.never_lost,
        "never_won": one.never_won,
    }
    if one.bootstrap is not None:
        document["bootstrap"] = estimate_document(one.bootstrap)
    return document
