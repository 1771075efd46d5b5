"""The JSON documents of `stats` and `agreement`: their keys are a contract, new ones may be added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reviewtui.analysis.agreement import Agreement
from reviewtui.analysis.correctness import ModelCorrectness
from reviewtui.analysis.preference import Comparison
from reviewtui.analysis.summary import Summary
from reviewtui.stats import MaybeEstimate, TestResult, Undefined

SCHEMA_VERSION = 1

Document = dict[str, Any]


def estimate_document(estimate: MaybeEstimate) -> Document:
    if isinstance(estimate, Undefined):
        return {"value": None, "undefined": estimate.reason}
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "level": estimate.level,
        "method": estimate.method,
        "n": estimate.n,
    }


def summary_document(summary: Summary, project: str) -> Document:
    """`project` names the file. Rates are fractions; `n` of an estimate counts prompts."""
    document: Document = {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "pairs_in_project": summary.pairs_in_project,
        "n_pairs": summary.n_pairs,
        "n_labels": summary.n_labels,
        "preference": _comparisons(summary.preference),
        "correctness": _correctness(summary.correctness),
        "tendencies": [
            {
                "annotator": one.annotator.name,
                "kind": one.annotator.kind,
                "n_labels": one.n_labels,
                "n_decided": one.n_decided,
                "chose_left": estimate_document(one.chose_left),
            }
            for one in summary.tendencies
        ],
        "served": dict(summary.served),
        "notes": [{"code": note.code, "text": note.text} for note in summary.notes],
    }
    if summary.by is not None:
        document["by"] = summary.by
        document["slices"] = [
            {
                "value": one.value,
                "n_labels": one.n_labels,
                "exploratory": True,
                "preference": _comparisons(one.preference),
                "correctness": _correctness(one.correctness),
            }
            for one in summary.slices
        ]
    return document


def agreement_document(agreement: Agreement, project: str) -> Document:
    """`n` of an estimate counts items that two or more annotators judged: pairs, or outputs."""
    return {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "n_labels": agreement.n_labels,
        "overall": [
            {"field": one.field, "statistic": one.statistic, **estimate_document(one.estimate)}
            for one in agreement.overall
        ],
        "between": [
            {
                "annotators": [who.name for who in one.annotators],
                "kinds": [who.kind for who in one.annotators],
                "field": one.field,
                "statistic": one.statistic,
                "overlap": one.overlap,
                **estimate_document(one.estimate),
            }
            for one in agreement.between
        ],
    }


def _comparisons(comparisons: Sequence[Comparison]) -> list[Document]:
    return [
        {
            "model_a": one.model_a,
            "model_b": one.model_b,
            "n_prompts": one.n_prompts,
            "n_pairs": one.n_pairs,
            "n_labels": one.n_labels,
            "wins_a": one.wins_a,
            "wins_b": one.wins_b,
            "ties": one.ties,
            "both_bad": one.both_bad,
            "win_rate_a": estimate_document(one.win_rate_a),
            "decided_win_rate_a": estimate_document(one.decided_win_rate_a),
            "tie_rate": estimate_document(one.tie_rate),
            "both_bad_rate": estimate_document(one.both_bad_rate),
            "test": _test(one.test),
        }
        for one in comparisons
    ]


def _correctness(models: Sequence[ModelCorrectness]) -> list[Document]:
    return [
        {
            "model": one.model,
            "n_prompts": one.n_prompts,
            "n": one.n,
            "correct": one.correct,
            "partial": one.partial,
            "incorrect": one.incorrect,
            "rate": estimate_document(one.rate),
        }
        for one in models
    ]


def _test(test: TestResult) -> Document:
    if isinstance(test.p, Undefined):
        return {"name": test.name, "undefined": test.p.reason, "n": test.n}
    return {"name": test.name, "p": test.p, "n": test.n}
