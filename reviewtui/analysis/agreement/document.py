"""The JSON document of `agreement`: its keys are a contract, new ones may be added."""

from __future__ import annotations

from reviewtui.analysis.agreement.measuring import Agreement, AgreementOverall
from reviewtui.analysis.document import SCHEMA_VERSION, Document, estimate_document
from reviewtui.analysis.labels.arrays import PREFERENCES


def agreement_document(agreement: Agreement, project: str) -> Document:
    """`n` of an estimate counts items that two or more annotators judged: pairs, or outputs.

    A field that ends with `_symmetrised` counts each pair in both orientations. `disputed` holds the pairs on
    which preferences differ most, by `pairs.id`; `votes` are in the orientation of results. `with_itself` is
    of hidden repeats (`sides`: any, same, flipped), its `annotator` null for all together. `changed` counts
    labels that were changed after a reveal or a discussion, which are in no number.
    """
    document: Document = {
        "schema_version": SCHEMA_VERSION,
        "project": project,
        "n_labels": agreement.n_labels,
        "overall": [_overall(one) for one in agreement.overall],
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
        "with_itself": [
            {
                "annotator": one.annotator and one.annotator.name,
                "kind": one.annotator and one.annotator.kind,
                "sides": one.sides,
                "field": one.field,
                "statistic": one.statistic,
                "overlap": one.n,
                **estimate_document(one.estimate),
            }
            for one in agreement.with_itself
        ],
        "changed": [
            {
                "after": one.after,
                "n": one.n,
                "preference_changed": one.preference_changed,
                "correctness_changed": one.correctness_changed,
                "taken_back": one.taken_back,
            }
            for one in agreement.changed
        ],
        "prevalent": [
            {
                "field": one.field,
                "answer": one.answer,
                "share": one.share,
                "alpha_if_answers_were_balanced": one.balanced,
            }
            for one in agreement.prevalences
        ],
        "disputed": [
            {
                "pair": one.pair,
                "external_id": one.external_id,
                "disagreement": one.disagreement,
                "votes": dict(zip((word.value for word in PREFERENCES), one.votes, strict=True)),
            }
            for one in agreement.disputed
        ],
    }
    if agreement.slices:
        document["by"] = agreement.slices[0].field
        document["slices"] = [
            {
                "field": part.field,
                "value": part.value,
                "exploratory": True,
                "n_prompts": part.n_prompts,
                "n_labels": part.n_labels,
                "overall": [_overall(one) for one in part.overall],
            }
            for part in agreement.slices
        ]
    return document


def _overall(one: AgreementOverall) -> Document:
    return {"field": one.field, "statistic": one.statistic, **estimate_document(one.estimate)}
