"""The JSON document of `stats`: its keys are a contract, new ones may be added."""

from __future__ import annotations

from collections.abc import Sequence

from reviewtui.analysis.estimates import Document, estimate_document, significance_document
from reviewtui.analysis.outcomes.document import correctness_documents, outcomes_document
from reviewtui.analysis.preference.comparison import Comparison
from reviewtui.analysis.preference.decision import Decision
from reviewtui.analysis.slices import Slice
from reviewtui.analysis.summary import Summary
from reviewtui.stats import Undefined

__all__ = ["SCHEMA_VERSION", "Document", "estimate_document", "summary_document"]

SCHEMA_VERSION = 1


def summary_document(summary: Summary, project: str, *, per_annotator: bool = False) -> Document:
    """`project` names the file. Rates are fractions; `n` of an estimate counts prompts. `per_annotator`: what
    tells one person from another by more than the side is in it."""
    document: Document = {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "pairs_in_project": summary.pairs_in_project,
        "n_pairs": summary.n_pairs,
        "n_labels": summary.n_labels,
        "plan": _plan(summary),
        "preference": _comparisons(summary.preference),
        **outcomes_document(summary, per_annotator=per_annotator),
        "served": dict(summary.served),
        "notes": [{"code": note.code, "text": note.text} for note in summary.notes],
    }
    if summary.by:
        document["by"] = summary.by[0]
        document["fields"] = list(summary.by)
    if summary.by or summary.slices:
        document["slices"] = [_slice(one) for one in summary.slices]
    return document


def _plan(summary: Summary) -> Document | None:
    if summary.plan is None and not summary.plan_changes:
        return None
    changes = [
        {"at": one.at, "labels": one.labels, "from": one.before, "to": one.after}
        for one in summary.plan_changes
    ]
    return {**(summary.plan.document() if summary.plan else {}), "changes": changes}


def _slice(one: Slice) -> Document:
    comparisons = [
        {**_rates(comparison), "p_holm": _p(p)}
        for comparison, p in zip(one.preference, one.p_holm, strict=True)
    ]
    return {
        "field": one.field,
        "value": one.value,
        "n_labels": one.n_labels,
        "planned": one.planned,
        "exploratory": not one.planned,
        "preference": comparisons,
        "correctness": correctness_documents(one.correctness),
    }


def _p(p: float | Undefined | None) -> float | Document | None:
    return {"undefined": p.reason} if isinstance(p, Undefined) else p


def _comparisons(comparisons: Sequence[Comparison]) -> list[Document]:
    return [{**_rates(one), **_robustness(one), "decision": _decision(one.decision)} for one in comparisons]


def _rates(one: Comparison) -> Document:
    return {
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
        "test": significance_document(one.test),
        "sequence": estimate_document(one.sequence),
        "sequence_with_ties": estimate_document(one.sequence_with_ties),
    }


def _robustness(one: Comparison) -> Document:
    """What the win rate rests on, as far as there is something to say of it."""
    said: Document = {}
    for key in ("graded_a", "adjusted_win_rate_a", "bootstrap"):
        estimate = getattr(one, key)
        if estimate is not None:
            said[key] = estimate_document(estimate)
    if one.adjusted_win_rate_a is not None:
        said["adjusted_for"] = list(one.adjusted_for)
    for key, part in (("without_identical", one.without_identical), ("without_leaks", one.without_leaks)):
        if part is not None:
            said[key] = {
                "n_pairs": part.n_pairs,
                "n_labels": part.n_labels,
                "wins_a": part.wins_a,
                "wins_b": part.wins_b,
                "ties": part.ties,
                "both_bad": part.both_bad,
                "win_rate_a": estimate_document(part.win_rate_a),
            }
    if one.leave_one_out:
        said["leave_one_out"] = [
            {
                "annotator": left.annotator.name,
                "kind": left.annotator.kind,
                "n_labels": left.n_labels,
                "win_rate_a": estimate_document(left.win_rate_a),
            }
            for left in one.leave_one_out
        ]
    return said


def _decision(one: Decision) -> Document:
    to_go = one.labels_to_go
    return {
        "state": one.state,
        "favours": one.favours,
        "by": one.by,
        "interval": estimate_document(one.interval),
        "margin": one.margin,
        "planned_pairs": one.planned_pairs,
        "reached": one.reached,
        "labels_to_go": None if to_go is None else {"low": to_go.low, "high": to_go.high},
        "exploratory": one.exploratory,
    }
