"""`export pairs`: one row a pair, with the majority's verdict and the votes that made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reviewtui.consensus import Answer, Decision, Verdict
from reviewtui.export.selection import Selection, verdicts
from reviewtui.export.texts import Row, texts
from reviewtui.store import Store


def pair_rows(store: Store, selection: Selection, left_out: Counter[str]) -> Iterator[Row]:
    """Every pair with a label that counts, resolved or not; `left_out` counts the others."""
    labeled = 0
    for pair_id, verdict in verdicts(store, selection):
        labeled += 1
        yield _row(store, pair_id, verdict, store.results.notes(pair_id, selection.kind, selection.names))
    left_out["not labeled"] += store.queue.count() - labeled


def _row(store: Store, pair_id: int, verdict: Verdict, notes: list[tuple[str, str]]) -> Row:
    pair = store.content.pair(pair_id)
    return {
        "id": pair.hash,
        **texts(store, pair),
        "verdict": verdict.preference.value,
        "resolved": verdict.preference.value is not None,
        "votes": _votes(verdict.preference),
        "n_annotators": verdict.annotators,
        "policy": verdict.policy,
        "correctness_a": verdict.correctness_a.value,
        "correctness_b": verdict.correctness_b.value,
        "correctness_votes": {"a": _votes(verdict.correctness_a), "b": _votes(verdict.correctness_b)},
        "notes": [{"annotator": annotator, "note": note} for annotator, note in notes],
        "reference": pair.prompt.reference,
        "metadata": dict(pair.prompt.metadata),
    }


def _votes(decision: Decision[Answer]) -> dict[str, int]:
    return {answer.value: number for answer, number in decision.votes.items()}
