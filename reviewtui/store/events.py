"""What happened beside the labels: sessions, reveals, imports. Append-only."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import orjson

from reviewtui.store.clock import now


class Event(NamedTuple):
    """One row: what happened, to whom, with the details that its kind has."""

    id: int
    annotator_id: int | None
    pair_id: int | None
    kind: str
    data: Mapping[str, Any]
    created_at: str


class Events:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def add(
        self,
        kind: str,
        annotator_id: int | None = None,
        pair_id: int | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> int:
        cursor = self._db.execute(
            "INSERT INTO events(annotator_id, pair_id, kind, data, created_at) VALUES (?, ?, ?, ?, ?)",
            (annotator_id, pair_id, kind, orjson.dumps(dict(data or {})).decode(), now()),
        )
        assert cursor.lastrowid is not None, "an INSERT was just made"
        return cursor.lastrowid

    def last(self, kind: str, annotator_id: int) -> Event | None:
        row = self._db.execute(
            "SELECT id, annotator_id, pair_id, kind, data, created_at FROM events"
            " WHERE annotator_id = ? AND kind = ? ORDER BY id DESC LIMIT 1",
            (annotator_id, kind),
        ).fetchone()
        return row and Event(row[0], row[1], row[2], row[3], orjson.loads(row[4]), row[5])

    def last_of_all(self, kind: str) -> tuple[Event, ...]:
        """Every annotator's last event of this kind, the newest first."""
        rows = self._db.execute(
            "SELECT max(id), annotator_id, pair_id, kind, data, created_at FROM events"
            " WHERE kind = ? AND annotator_id IS NOT NULL GROUP BY annotator_id ORDER BY 1 DESC",
            (kind,),
        )
        return tuple(Event(row[0], row[1], row[2], row[3], orjson.loads(row[4]), row[5]) for row in rows)

    def of_pair(self, kind: str, annotator_id: int, pair_id: int) -> Iterator[Event]:
        """An annotator's events of this kind on one pair, the newest first."""
        for row in self._db.execute(
            "SELECT id, annotator_id, pair_id, kind, data, created_at FROM events"
            " WHERE annotator_id = ? AND kind = ? AND pair_id = ? ORDER BY id DESC",
            (annotator_id, kind, pair_id),
        ):
            yield Event(row[0], row[1], row[2], row[3], orjson.loads(row[4]), row[5])

    def exists(self, kind: str, annotator_id: int, pair_id: int) -> bool:
        row = self._db.execute(
            "SELECT 1 FROM events WHERE annotator_id = ? AND kind = ? AND pair_id = ? LIMIT 1",
            (annotator_id, kind, pair_id),
        ).fetchone()
        return row is not None
