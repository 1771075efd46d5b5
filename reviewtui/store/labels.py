"""Labels: append-only revisions. The heads follow by a trigger, in the same transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import orjson

from reviewtui.domain.labels import (
    Judgement,
    Revision,
    criteria_document,
    criteria_from,
    tags_document,
    tags_from,
)
from reviewtui.domain.messages import canonical
from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Correctness, Op, Preference, Role, Slot, Status
from reviewtui.store import schema

_COLUMNS = (
    "number, id, pair_id, annotator_id, pass, seq, parent, op, status, preference, strength,"
    " correctness_a, correctness_b, warned_a, warned_b, criteria, tags, note, confidence, score, flagged,"
    " reason, left_output, revealed, role, served_by, active_ms, rubric, created_at"
)
_PREFIXED = ", ".join(f"l.{name.strip()}" for name in _COLUMNS.split(","))

FOR_ESTIMATES = f"l.revealed = 0 AND l.role = 'label' AND l.served_by NOT GLOB '{SERVED_BY_OUTCOME}*'"
"""Of the revisions `l`, those whose newest is what estimates are made of, where it is a label."""


class Labels:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def append(self, revision: Revision) -> int | None:
        """Add one revision, in the caller's transaction. Returns its number; None when its id was known."""
        before = self._db.total_changes
        marks = ", ".join("?" * (_COLUMNS.count(",") + 1))
        cursor = self._db.execute(f"INSERT INTO labels({_COLUMNS}) VALUES ({marks})", _to_row(revision))
        return cursor.lastrowid if self._db.total_changes > before else None

    def next_seq(self, pair_id: int, annotator_id: int, pass_: int = 0) -> int:
        row = self._db.execute(
            "SELECT max(seq) FROM labels WHERE pair_id = ? AND annotator_id = ? AND pass = ?",
            (pair_id, annotator_id, pass_),
        ).fetchone()
        return (row[0] or 0) + 1

    def head(self, pair_id: int, annotator_id: int, pass_: int = 0) -> Revision | None:
        """The current revision, or None where this annotator has said nothing of the pair."""
        return self._head("revision", pair_id, annotator_id, pass_)

    def blind_head(self, pair_id: int, annotator_id: int, pass_: int = 0) -> Revision | None:
        """The revision that counts: the newest one made before a reveal."""
        return self._head("blind", pair_id, annotator_id, pass_)

    def _head(self, column: str, pair_id: int, annotator_id: int, pass_: int) -> Revision | None:
        row = self._db.execute(
            f"SELECT {_PREFIXED} FROM heads h JOIN labels l ON l.number = h.{column}"
            " WHERE h.annotator_id = ? AND h.pass = ? AND h.pair_id = ?",
            (annotator_id, pass_, pair_id),
        ).fetchone()
        return row and _from_row(row)

    def in_estimates(self, pair_id: int, annotator_id: int) -> bool:
        """Whether a finished label of this annotator's stands in the estimates."""
        row = self._db.execute(
            f"SELECT l.status FROM labels l WHERE l.pair_id = ? AND l.annotator_id = ? AND l.pass = 0"
            f" AND {FOR_ESTIMATES} ORDER BY l.seq DESC, l.id DESC LIMIT 1",
            (pair_id, annotator_id),
        ).fetchone()
        return row is not None and row[0] == Status.LABELED.value

    def by_id(self, revision_id: str) -> Revision | None:
        row = self._db.execute(f"SELECT {_COLUMNS} FROM labels WHERE id = ?", (revision_id,)).fetchone()
        return row and _from_row(row)

    def newest_first(self, annotator_id: int) -> Iterator[Revision]:
        """An annotator's revisions over all pairs, from the last to arrive back to the first."""
        for row in self._db.execute(
            f"SELECT {_COLUMNS} FROM labels WHERE annotator_id = ? ORDER BY number DESC", (annotator_id,)
        ):
            yield _from_row(row)

    def history(self, pair_id: int, annotator_id: int, pass_: int = 0) -> tuple[Revision, ...]:
        """All revisions of one label, oldest first."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM labels WHERE pair_id = ? AND annotator_id = ? AND pass = ?"
            " ORDER BY seq, id",
            (pair_id, annotator_id, pass_),
        )
        return tuple(_from_row(row) for row in rows)

    def current(self) -> Iterator[Revision]:
        """Every head, in the order of pairs and annotators."""
        for row in self._db.execute(
            f"SELECT {_PREFIXED} FROM heads h JOIN labels l ON l.number = h.revision"
            " ORDER BY h.pair_id, h.annotator_id, h.pass"
        ):
            yield _from_row(row)

    def all(self) -> Iterator[Revision]:
        """Every revision ever made, in the order of pairs, annotators and seq."""
        for row in self._db.execute(
            f"SELECT {_COLUMNS} FROM labels ORDER BY pair_id, annotator_id, pass, seq, id"
        ):
            yield _from_row(row)

    def rebuild_heads(self) -> None:
        """Derive the heads anew from the revisions, in the caller's transaction."""
        for statement in schema.REBUILD_HEADS.split(";"):
            self._db.execute(statement)


def _to_row(r: Revision) -> tuple[Any, ...]:
    j = r.judgement
    return (
        r.number or None,
        r.id,
        r.pair_id,
        r.annotator_id,
        r.pass_,
        r.seq,
        r.parent,
        r.op.value,
        r.status.value,
        j.preference,
        j.strength,
        j.correctness_a,
        j.correctness_b,
        j.warned_a,
        j.warned_b,
        canonical(criteria_document(j.criteria)) if j.criteria else None,
        canonical(tags_document(j.tags)) if j.tags else None,
        j.note or None,
        j.confidence,
        j.score,
        j.flagged,
        j.reason or None,
        r.left_output,
        r.revealed,
        r.role.value,
        r.served_by,
        r.active_ms,
        r.rubric,
        r.created_at,
    )


def _from_row(row: tuple[Any, ...]) -> Revision:
    (number, id_, pair_id, annotator_id, pass_, seq, parent, op, status), values = row[:9], row[9:22]
    left_output, revealed, role, served_by, active_ms, rubric, created_at = row[22:]
    return Revision(
        id=id_,
        pair_id=pair_id,
        annotator_id=annotator_id,
        pass_=pass_,
        seq=seq,
        parent=parent,
        op=Op(op),
        status=Status(status),
        judgement=_judgement(*values),
        left_output=left_output and Slot(left_output),
        revealed=bool(revealed),
        role=Role(role),
        served_by=served_by,
        active_ms=active_ms,
        rubric=rubric,
        created_at=created_at,
        number=number,
    )


def _judgement(
    preference: str | None,
    strength: int | None,
    correctness_a: str | None,
    correctness_b: str | None,
    warned_a: int | None,
    warned_b: int | None,
    criteria: str | None,
    tags: str | None,
    note: str | None,
    confidence: int | None,
    score: float | None,
    flagged: int,
    reason: str | None,
) -> Judgement:
    return Judgement(
        preference=Preference(preference) if preference else None,
        strength=strength,
        correctness_a=Correctness(correctness_a) if correctness_a else None,
        correctness_b=Correctness(correctness_b) if correctness_b else None,
        warned_a=None if warned_a is None else bool(warned_a),
        warned_b=None if warned_b is None else bool(warned_b),
        criteria=criteria_from(orjson.loads(criteria)) if criteria else (),
        tags=tags_from(orjson.loads(tags)) if tags else (),
        note=note or "",
        confidence=confidence,
        score=score,
        flagged=bool(flagged),
        reason=reason or "",
    )
