"""Half-made labels. Never counted; they come back when the annotator does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson

from reviewtui.store.clock import now


class DraftPlace(NamedTuple):
    pair_id: int
    pass_: int
    updated_at: str


class Drafts:
    """Bodies are JSON objects whose fields `review` owns."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def save(
        self, annotator_id: int, pair_id: int, body: dict[str, Any], at: str = "", pass_: int = 0
    ) -> None:
        """`at`: when it was touched, for one that comes back; else now."""
        self._db.execute(
            "INSERT OR REPLACE INTO drafts(annotator_id, pair_id, pass, body, updated_at)"
            " VALUES (?, ?, ?, ?, ?)",
            (annotator_id, pair_id, pass_, orjson.dumps(body).decode(), at or now()),
        )

    def load(self, annotator_id: int, pair_id: int, pass_: int = 0) -> dict[str, Any] | None:
        row = self._db.execute(
            "SELECT body FROM drafts WHERE annotator_id = ? AND pair_id = ? AND pass = ?",
            (annotator_id, pair_id, pass_),
        ).fetchone()
        return orjson.loads(row[0]) if row else None

    def delete(self, annotator_id: int, pair_id: int, pass_: int = 0) -> None:
        self._db.execute(
            "DELETE FROM drafts WHERE annotator_id = ? AND pair_id = ? AND pass = ?",
            (annotator_id, pair_id, pass_),
        )

    def touched_at(self, annotator_id: int, pair_id: int, pass_: int = 0) -> str:
        """When a draft was touched last; empty where there is none."""
        row = self._db.execute(
            "SELECT updated_at FROM drafts WHERE annotator_id = ? AND pair_id = ? AND pass = ?",
            (annotator_id, pair_id, pass_),
        ).fetchone()
        return row[0] if row else ""

    def newest_first(self, annotator_id: int) -> Iterator[tuple[DraftPlace, dict[str, Any]]]:
        """An annotator's drafts and their bodies, from the one touched last."""
        for pair_id, pass_, updated_at, body in self._db.execute(
            "SELECT pair_id, pass, updated_at, body FROM drafts WHERE annotator_id = ?"
            " ORDER BY updated_at DESC",
            (annotator_id,),
        ):
            yield DraftPlace(pair_id, pass_, updated_at), orjson.loads(body)

    def count(self, annotator_id: int) -> int:
        (number,) = self._db.execute(
            "SELECT count(*) FROM drafts WHERE annotator_id = ?", (annotator_id,)
        ).fetchone()
        return int(number)
