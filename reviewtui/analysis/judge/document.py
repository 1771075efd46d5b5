"""The JSON document of `judge`: its keys are a contract, new ones may be added.

    {"schema_version", "project", "beta", "cost_false_positive", "cost_false_negative",
     "correctness_costs": {"answers", "matrix": [[cost]] (as "matrix" below), "of_rubric", "unit"},
     "people": [name], "comparisons": [[model_a, model_b]],
     "judges": [{
        "judge", "n_verdicts", "n_unparsed", "left_open",
        "against": [{
            "reference": "consensus" | name, "reference_kind": "consensus" | "person", "field",
            "n", "unparsed", "split" (null unless consensus),
            "answers": [answer], "matrix": [[count]] (rows: the reference's answer, columns: the judge's),
            "classes": [{"answer", "true", "answered", "right", "precision", "recall", "f"}],
            "macro_f", "accuracy", "accuracy_parsed", "accuracy_unparsed_as_tie" (preference),
            "cohen_kappa", "cohen_kappa_symmetrised" (preference), "gwet_ac1",
            "constant": {"answer", "accuracy", "gain"} | {"undefined"}, "cost" (correctness)}],
        "ceilings": [{"field", "n", "people", "judge", "difference"}],
        "people": [{"annotators": [x, y], "field", "n", "agreement", "cohen_kappa", "gwet_ac1"}],
        "chose_left",
        "orders": {"n_pairs", "same", "consistency", "first_shown", "leaning", "test", "n_settled",
            "right_once", "right_in_both"} | {"undefined"},
        "threshold": null | {"value" (null: none stands), "n", "positives", "cost", "expected_cost",
            "cost_of_all", "cost_of_none", "fold_values"} | {"undefined"},
        "corrections": [{"model_a", "model_b", "judge_win_rate_a", "people_win_rate_a", "win_rate_a",
            "weight", "standard_error", "normal_low", "normal_high", "drawn", "judge_alone", "left_out"}],
        "slices" (with --by): [{"field", "value" (null: prompts without one), "exploratory": true,
            "against" (the consensus): [{"field", "n", "n_prompts", "right", "accuracy", "cohen_kappa",
                "macro_f"}]}]}]}

What is named like a rate, an F, a coefficient, a gain, a difference or an expected cost is an estimate. Rates
are fractions. `n` of an estimate counts prompts, that of kappa and AC1 pairs, or outputs for correctness.
"""

from __future__ import annotations

from reviewtui.analysis.document import SCHEMA_VERSION, Document, estimate_document
from reviewtui.analysis.judge.against import Against, Constant
from reviewtui.analysis.judge.ceiling import BetweenPeople, Ceiling
from reviewtui.analysis.judge.correction import Correction
from reviewtui.analysis.judge.judging import JudgeFigures, Judging
from reviewtui.analysis.judge.orders import Orders
from reviewtui.analysis.judge.slices import JudgeSlice
from reviewtui.analysis.judge.verdicts import ANSWERS
from reviewtui.stats import TestResult, Undefined
from reviewtui.stats.classification.confusion import ClassScores
from reviewtui.stats.classification.thresholds import Threshold


def judging_document(judging: Judging, project: str) -> Document:
    """`project` names the file."""
    return {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "beta": judging.beta,
        "cost_false_positive": judging.prices.false_positive,
        "cost_false_negative": judging.prices.false_negative,
        "correctness_costs": {
            "answers": list(ANSWERS["correctness"]),
            "matrix": [list(row) for row in judging.prices.matrix],
            "of_rubric": judging.prices.of_rubric,
            "unit": judging.prices.unit,
        },
        "people": [one.name for one in judging.people],
        "comparisons": [list(models) for models in judging.comparisons],
        "judges": [
            {**_judge(one), **({"slices": [_slice(part) for part in one.slices]} if judging.by else {})}
            for one in judging.judges
        ],
    }


def _judge(one: JudgeFigures) -> Document:
    return {
        "judge": one.judge.name,
        "n_verdicts": one.n_verdicts,
        "n_unparsed": one.n_unparsed,
        "left_open": one.left_open,
        "against": [_against(row) for row in one.against],
        "ceilings": [_ceiling(row) for row in one.ceilings],
        "people": [_between(row) for row in one.people],
        "chose_left": estimate_document(one.chose_left),
        "orders": _orders(one.orders),
        "threshold": one.threshold and _threshold(one.threshold),
        "corrections": [_correction(row) for row in one.corrections],
    }


def _against(one: Against) -> Document:
    document: Document = {
        "reference": one.reference.name if one.reference else "consensus",
        "reference_kind": one.reference.kind if one.reference else "consensus",
        "field": one.field,
        "n": one.n,
        "unparsed": one.unparsed,
        "split": one.split,
        "answers": list(ANSWERS[one.field]),
        "matrix": [list(row) for row in one.matrix],
        "classes": [_class(answer, scores) for answer, scores in one.classes],
        "macro_f": estimate_document(one.macro_f),
        "accuracy": estimate_document(one.accuracy),
        "accuracy_parsed": estimate_document(one.accuracy_parsed),
        "cohen_kappa": estimate_document(one.kappa),
        "gwet_ac1": estimate_document(one.ac1),
        "constant": _constant(one.constant),
    }
    if one.accuracy_as_tie is not None:
        document["accuracy_unparsed_as_tie"] = estimate_document(one.accuracy_as_tie)
    if one.kappa_symmetrised is not None:
        document["cohen_kappa_symmetrised"] = estimate_document(one.kappa_symmetrised)
    if one.cost is not None:
        document["cost"] = estimate_document(one.cost)
    return document


def _slice(one: JudgeSlice) -> Document:
    return {
        "field": one.field,
        "value": one.value,
        "exploratory": True,
        "against": [
            {
                "field": row.field,
                "n": row.n,
                "n_prompts": row.n_prompts,
                "right": row.right,
                "accuracy": estimate_document(row.accuracy),
                "cohen_kappa": estimate_document(row.kappa),
                "macro_f": estimate_document(row.macro_f),
            }
            for row in one.against
        ],
    }


def _class(answer: str, scores: ClassScores) -> Document:
    return {
        "answer": answer,
        "true": scores.true,
        "answered": scores.answered,
        "right": scores.right,
        "precision": estimate_document(scores.precision),
        "recall": estimate_document(scores.recall),
        "f": estimate_document(scores.f),
    }


def _constant(one: Constant | Undefined) -> Document:
    if isinstance(one, Undefined):
        return {"undefined": one.reason}
    return {
        "answer": one.answer,
        "accuracy": estimate_document(one.accuracy),
        "gain": estimate_document(one.gain),
    }


def _ceiling(one: Ceiling) -> Document:
    return {
        "field": one.field,
        "n": one.n,
        "people": estimate_document(one.people),
        "judge": estimate_document(one.judge),
        "difference": estimate_document(one.difference),
    }


def _between(one: BetweenPeople) -> Document:
    return {
        "annotators": [who.name for who in one.annotators],
        "field": one.field,
        "n": one.n,
        "agreement": estimate_document(one.agreement),
        "cohen_kappa": estimate_document(one.kappa),
        "gwet_ac1": estimate_document(one.ac1),
    }


def _orders(one: Orders | Undefined) -> Document:
    if isinstance(one, Undefined):
        return {"undefined": one.reason}
    return {
        "n_pairs": one.n_pairs,
        "same": one.same,
        "consistency": estimate_document(one.consistency),
        "first_shown": estimate_document(one.first_shown),
        "leaning": one.leaning,
        "test": _test(one.test),
        "n_settled": one.n_settled,
        "right_once": estimate_document(one.right_once),
        "right_in_both": estimate_document(one.right_in_both),
    }


def _test(test: TestResult) -> Document:
    if isinstance(test.p, Undefined):
        return {"name": test.name, "undefined": test.p.reason, "n": test.n}
    return {"name": test.name, "p": test.p, "n": test.n}


def _threshold(one: Threshold | Undefined) -> Document:
    if isinstance(one, Undefined):
        return {"undefined": one.reason}
    return {
        "value": one.value,
        "n": one.n,
        "positives": one.positives,
        "cost": one.cost,
        "expected_cost": estimate_document(one.expected),
        "cost_of_all": one.cost_of_all,
        "cost_of_none": one.cost_of_none,
        "fold_values": list(one.fold_values),
    }


def _correction(one: Correction) -> Document:
    document: Document = {
        "model_a": one.models[0],
        "model_b": one.models[1],
        "judge_win_rate_a": estimate_document(one.judge),
        "people_win_rate_a": estimate_document(one.people),
        "drawn": one.drawn,
        "left_out": one.left_out,
    }
    found = one.corrected
    if isinstance(found, Undefined):
        return {**document, "win_rate_a": estimate_document(found)}
    return {
        **document,
        "win_rate_a": estimate_document(found.estimate),
        "weight": found.weight,
        "standard_error": found.standard_error,
        "normal_low": found.normal_low,
        "normal_high": found.normal_high,
        "judge_alone": found.unlabeled,
    }
