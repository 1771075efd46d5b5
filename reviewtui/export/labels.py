"""`export labels`: what each annotator said of each pair. `import` takes these rows back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from reviewtui.domain.labels import Annotator, Revision, criteria_document, tags_document
from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.vocabulary import Status
from reviewtui.export.selection import Selection
from reviewtui.export.texts import Row, texts
from reviewtui.store import Store


def label_rows(
    store: Store, selection: Selection, left_out: Counter[str], *, history: bool = False
) -> Iterator[Row]:
    """One row a revision, in the order of pairs, annotators and revisions.

    With `history` every revision, and with each the revision it follows (`parent`) and what made it (`op`).
    Else the current one of every label. One that was made after a reveal comes with the newest blind one
    before it, for that is the one that counts: so the rows, imported anywhere, give the same statistics.
    Labels that were taken back are left out, and counted in `left_out`.
    """
    annotators = {one.id: one for one in store.annotators.all() if selection.includes(one)}
    revisions = store.labels.all() if history else _standing(store, annotators, left_out)
    chosen = (one for one in revisions if one.annotator_id in annotators)
    for pair_id, of_pair in groupby(chosen, key=attrgetter("pair_id")):
        pair = store.content.pair(pair_id)
        shown = texts(store, pair)
        for revision in of_pair:
            row = _row(revision, pair, annotators[revision.annotator_id], shown)
            yield {**row, "op": revision.op, "parent": revision.parent} if history else row


def _standing(store: Store, annotators: dict[int, Annotator], left_out: Counter[str]) -> Iterator[Revision]:
    """The revisions that every label of these annotators now rests on."""
    for head in store.labels.current():
        if head.annotator_id not in annotators:
            continue
        revisions = (*_newest_blind(store, head), head) if head.revealed else (head,)
        if all(one.status is Status.RETRACTED for one in revisions):
            left_out["taken back"] += 1
        else:
            yield from revisions


def _newest_blind(store: Store, head: Revision) -> tuple[Revision, ...]:
    """None or one."""
    history = store.labels.history(head.pair_id, head.annotator_id, head.pass_)
    return tuple(one for one in history if not one.revealed)[-1:]


def _row(revision: Revision, pair: StoredPair, annotator: Annotator, shown: Row) -> Row:
    """A row of the contract: its keys, in its order."""
    judgement, left = revision.judgement, revision.left_output
    if pair.mirrored_in_results:
        judgement, left = judgement.mirrored(), left and left.other
    return {
        "id": revision.id,
        "seq": revision.seq,
        **shown,
        "annotator": annotator.name,
        "annotator_kind": annotator.kind,
        "pass": revision.pass_,
        "preference": judgement.preference,
        "strength": judgement.strength,
        "correctness_a": judgement.correctness_a,
        "correctness_b": judgement.correctness_b,
        "warned_a": judgement.warned_a,
        "warned_b": judgement.warned_b,
        "criteria": criteria_document(judgement.criteria),
        "tags": tags_document(judgement.tags),
        "note": judgement.note,
        "confidence": judgement.confidence,
        "status": revision.status,
        "reason": judgement.reason,
        "flagged": judgement.flagged,
        "left_output": left,
        "revealed": revision.revealed,
        "served_by": revision.served_by,
        "active_ms": revision.active_ms,
        "rubric": revision.rubric,
        "created_at": revision.created_at,
        "metadata": dict(pair.prompt.metadata),
    }
