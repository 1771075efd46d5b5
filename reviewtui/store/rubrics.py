"""The rubrics that labels of this project were made under, and the one in force."""

from __future__ import annotations

import sqlite3

import orjson

from reviewtui.domain.messages import canonical
from reviewtui.domain.rubric import Rubric
from reviewtui.store.clock import now


class Rubrics:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def use(self, rubric: Rubric) -> None:
        """Put a rubric in force. One that was in force before gets the newest number again."""
        self._db.execute(
            "INSERT INTO rubrics(hash, number, body, created_at)"
            " VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM rubrics), ?, ?)"
            " ON CONFLICT(hash) DO UPDATE SET number = excluded.number",
            (rubric.hash, canonical(rubric.document()), now()),
        )

    def current(self) -> Rubric | None:
        """The rubric in force, or None where none was ever given."""
        row = self._db.execute("SELECT body FROM rubrics ORDER BY number DESC LIMIT 1").fetchone()
        return row and Rubric.from_document(orjson.loads(row[0]))
