"""The JSON of correctness, costs, tags, criteria and tendencies: parts of the document of `stats`."""

from __future__ import annotations

from collections.abc import Sequence

from reviewtui.analysis.estimates import Document, estimate_document, significance_document
from reviewtui.analysis.outcomes.correctness import CorrectnessDifference, ModelCorrectness
from reviewtui.analysis.outcomes.costs import CostFigures
from reviewtui.analysis.outcomes.samples import ModelSamples, VerdictSamples
from reviewtui.analysis.outcomes.tags import BlockerRate, HarmRate, TagRate
from reviewtui.analysis.preference.criteria import CriterionComparison
from reviewtui.analysis.preference.tendencies import TendenciesOfAll, Tendency
from reviewtui.analysis.summary import Summary


def outcomes_document(summary: Summary, *, per_annotator: bool = False) -> Document:
    """All of them by their keys in the document; costs and repeated samples only where there are any."""
    document: Document = {
        "correctness": correctness_documents(summary.correctness),
        "correctness_differences": correctness_difference_documents(summary.correctness_differences),
        "tags": tag_documents(summary.tags),
        "blockers": blocker_documents(summary.blockers),
        "harms": harm_documents(summary.harms),
        "criteria": criterion_documents(summary.criteria),
        "tendencies": tendency_documents(summary.tendencies, per_annotator=per_annotator),
        "tendencies_all": tendencies_of_all_document(summary.tendencies_of_all),
    }
    if summary.verdict_samples:
        document["verdict_samples"] = verdict_sample_documents(summary.verdict_samples)
    if summary.costs is not None:
        document["costs"] = costs_document(summary.costs)
    return document


def correctness_documents(models: Sequence[ModelCorrectness]) -> list[Document]:
    """For the key `correctness`."""
    return [_correctness(one) for one in models]


def _correctness(one: ModelCorrectness) -> Document:
    document = {
        "model": one.model,
        "n_prompts": one.n_prompts,
        "n": one.n,
        "correct": one.correct,
        "partial": one.partial,
        "incorrect": one.incorrect,
        "rate": estimate_document(one.rate),
    }
    if one.confidently_wrong is not None:
        document["n_warned"] = one.n_warned
        document["n_confidently_wrong"] = one.n_confidently_wrong
        document["confidently_wrong"] = estimate_document(one.confidently_wrong)
    if one.samples is not None:
        document["samples"] = _samples(one.samples)
    return document


def _samples(one: ModelSamples) -> Document:
    return {
        "n_prompts": one.n_prompts,
        "n_repeated": one.n_repeated,
        "n_samples": one.n_samples,
        "consistency": estimate_document(one.consistency),
        "flips": estimate_document(one.flips),
        "redraw_change": estimate_document(one.redraw_change),
        "pass_at": [{"k": k, **estimate_document(estimate)} for k, estimate in one.pass_at],
    }


def verdict_sample_documents(rows: Sequence[VerdictSamples]) -> list[Document]:
    """For the key `verdict_samples`, where there is one."""
    return [
        {
            "model_a": one.model_a,
            "model_b": one.model_b,
            "n_prompts": one.n_prompts,
            "changes": estimate_document(one.changes),
        }
        for one in rows
    ]


def correctness_difference_documents(rows: Sequence[CorrectnessDifference]) -> list[Document]:
    """For the key `correctness_differences`."""
    return [
        {
            "model_a": one.model_a,
            "model_b": one.model_b,
            "n_prompts": one.n_prompts,
            "n": one.n,
            "both": one.both,
            "only_a": one.only_a,
            "only_b": one.only_b,
            "neither": one.neither,
            "difference": estimate_document(one.difference),
            "test": significance_document(one.test),
        }
        for one in rows
    ]


def costs_document(costs: CostFigures) -> Document:
    """For the key `costs`, where the rubric prices something."""
    return {
        "unit": costs.unit,
        "by_tags_alone": costs.by_tags_alone,
        "n_unwarned": costs.n_unwarned,
        "models": [
            {
                "model": one.model,
                "n_prompts": one.n_prompts,
                "n": one.n,
                "per_1000": estimate_document(one.per_1000),
            }
            for one in costs.models
        ],
        "differences": [
            {
                "model_a": one.model_a,
                "model_b": one.model_b,
                "n_prompts": one.n_prompts,
                "n": one.n,
                "per_1000": estimate_document(one.per_1000),
            }
            for one in costs.differences
        ],
    }


def tag_documents(rows: Sequence[TagRate]) -> list[Document]:
    """For the key `tags`."""
    return [
        {
            "tag": one.tag,
            "model": one.model,
            "n_prompts": one.n_prompts,
            "n": one.n,
            "count": one.count,
            "rate": estimate_document(one.rate),
            "asked": one.asked,
            "blocker": one.blocker,
            "severity": one.severity and one.severity.value,
            "harmed": one.harmed,
        }
        for one in rows
    ]


def blocker_documents(rows: Sequence[BlockerRate]) -> list[Document]:
    """For the key `blockers`."""
    return [
        {
            "model": one.model,
            "n_prompts": one.n_prompts,
            "n": one.n,
            "count": one.count,
            "rate": estimate_document(one.rate),
        }
        for one in rows
    ]


def harm_documents(rows: Sequence[HarmRate]) -> list[Document]:
    """For the key `harms`."""
    return [
        {
            "harmed": one.harmed,
            "model": one.model,
            "n_prompts": one.n_prompts,
            "n": one.n,
            "count": one.count,
            "rate": estimate_document(one.rate),
        }
        for one in rows
    ]


def criterion_documents(rows: Sequence[CriterionComparison]) -> list[Document]:
    """For the key `criteria`."""
    return [
        {
            "criterion": one.criterion,
            "model_a": one.model_a,
            "model_b": one.model_b,
            "n_prompts": one.n_prompts,
            "n_labels": one.n_labels,
            "wins_a": one.wins_a,
            "wins_b": one.wins_b,
            "ties": one.ties,
            "both_bad": one.both_bad,
            "win_rate_a": estimate_document(one.win_rate_a),
        }
        for one in rows
    ]


def tendency_documents(rows: Sequence[Tendency], *, per_annotator: bool = False) -> list[Document]:
    """For the key `tendencies`; what tells one person from another by more than the side, only on request."""
    return [
        {
            "annotator": one.annotator.name,
            "kind": one.annotator.kind,
            "n_labels": one.n_labels,
            "n_decided": one.n_decided,
            "chose_left": estimate_document(one.chose_left),
        }
        | (_per_person(one) if per_annotator else {})
        for one in rows
    ]


def _per_person(one: Tendency) -> Document:
    return {
        "chose_longer": estimate_document(one.chose_longer),
        "chose_more_markdown": estimate_document(one.chose_more_markdown),
        "median_seconds": one.median_seconds,
    }


def tendencies_of_all_document(one: TendenciesOfAll) -> Document:
    """For the key `tendencies_all`. Effects are log-odds."""
    return {
        "n_labels": one.n_labels,
        "n_decided": one.n_decided,
        "sides": one.sides,
        "chose_left": estimate_document(one.chose_left),
        "chose_longer": estimate_document(one.chose_longer),
        "chose_more_markdown": estimate_document(one.chose_more_markdown),
        "left_effect": estimate_document(one.effects.left),
        "length_effect": estimate_document(one.effects.length),
        "markdown_effect": estimate_document(one.effects.markdown),
    }
