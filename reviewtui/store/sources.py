"""Which files the project was made of."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from reviewtui.store.clock import now


class Source(NamedTuple):
    """A file as it was imported. `layout` names how its rows were read, with any mapping of fields."""

    id: int
    name: str
    sha256: str
    layout: str
    rows: int
    bytes: int
    modified_ns: int
    imported_at: str | None
    """None while an import of it has not come to its end."""


_COLUMNS = "id, name, sha256, layout, rows, bytes, modified_ns, imported_at"


class Sources:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def begin(self, name: str, sha256: str, layout: str, size: int, modified_ns: int) -> int:
        """The source's id; the same file read in the same way is one source."""
        self._db.execute(
            "INSERT INTO sources(name, sha256, layout, bytes, modified_ns) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT(sha256, layout) DO UPDATE"
            " SET name = excluded.name, modified_ns = excluded.modified_ns, imported_at = NULL",
            (name, sha256, layout, size, modified_ns),
        )
        (source_id,) = self._db.execute(
            "SELECT id FROM sources WHERE sha256 = ? AND layout = ?", (sha256, layout)
        ).fetchone()
        return int(source_id)

    def finish(self, source_id: int, rows: int) -> None:
        self._db.execute(
            "UPDATE sources SET rows = ?, imported_at = ? WHERE id = ?", (rows, now(), source_id)
        )

    def unchanged(self, name: str, size: int, modified_ns: int) -> tuple[Source, ...]:
        """Finished imports of a file of this name, size and time of change: it need not be read again."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM sources"
            " WHERE name = ? AND bytes = ? AND modified_ns = ? AND imported_at IS NOT NULL",
            (name, size, modified_ns),
        )
        return tuple(Source(*row) for row in rows)

    def with_content(self, sha256: str) -> tuple[Source, ...]:
        """Finished imports of a file with these bytes, under any name."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM sources WHERE sha256 = ? AND imported_at IS NOT NULL", (sha256,)
        )
        return tuple(Source(*row) for row in rows)

    def all(self) -> tuple[Source, ...]:
        return tuple(Source(*row) for row in self._db.execute(f"SELECT {_COLUMNS} FROM sources ORDER BY id"))
