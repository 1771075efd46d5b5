"""Who judges: people and judge models."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from reviewtui.domain.errors import UsageError
from reviewtui.domain.identity import new_id
from reviewtui.domain.labels import Annotator
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store.clock import now


class Annotators:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get_or_add(self, name: str, kind: AnnotatorKind = AnnotatorKind.PERSON) -> Annotator:
        if (known := self.find(name, kind)) is not None:
            return known
        self._db.execute(
            "INSERT OR IGNORE INTO annotators(uuid, name, kind, created_at) VALUES (?, ?, ?, ?)",
            (new_id(), name, kind.value, now()),
        )
        added = self.find(name, kind)
        assert added is not None, "it was just put in"
        return added

    def find(self, name: str, kind: AnnotatorKind = AnnotatorKind.PERSON) -> Annotator | None:
        row = self._db.execute(
            "SELECT id, uuid, name, kind FROM annotators WHERE name = ? AND kind = ?", (name, kind.value)
        ).fetchone()
        return row and Annotator(row[0], row[1], row[2], AnnotatorKind(row[3]))

    def require(self, names: Sequence[str]) -> None:
        """Raises UsageError for a name that nobody has here."""
        known = {annotator.name for annotator in self.all()}
        for name in names:
            if name not in known:
                raise UsageError(
                    f"nobody is called «{name}» here",
                    f"There are: {', '.join(sorted(known))}" if known else "Nothing is labeled yet.",
                )

    def all(self) -> tuple[Annotator, ...]:
        rows = self._db.execute("SELECT id, uuid, name, kind FROM annotators ORDER BY name, kind")
        return tuple(Annotator(row[0], row[1], row[2], AnnotatorKind(row[3])) for row in rows)
