"""The project's order of pairs, and what an annotator has left of it."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple


class Place(NamedTuple):
    """Where a pair stands: the sort key of the queue."""

    position: int
    pair_id: int


class Progress(NamedTuple):
    """What an annotator has done of the project: numbers of pairs."""

    pairs: int
    labeled: int
    skipped: int

    @property
    def open(self) -> int:
        return self.pairs - self.labeled - self.skipped


class Queue:
    """Every step is a search in an index, never a scan: it costs the same in a project of millions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def place(self, pair_id: int) -> Place:
        """Raises KeyError for a pair that does not exist."""
        row = self._db.execute("SELECT position, id FROM pairs WHERE id = ?", (pair_id,)).fetchone()
        if row is None:
            raise KeyError(pair_id)
        return Place(*row)

    def first(self) -> Place | None:
        return self._one("SELECT position, id FROM pairs ORDER BY position, id LIMIT 1")

    def after(self, place: Place) -> Place | None:
        return self._one(
            "SELECT position, id FROM pairs WHERE (position, id) > (?, ?) ORDER BY position, id LIMIT 1",
            place.position,
            place.pair_id,
        )

    def before(self, place: Place) -> Place | None:
        return self._one(
            "SELECT position, id FROM pairs WHERE (position, id) < (?, ?)"
            " ORDER BY position DESC, id DESC LIMIT 1",
            place.position,
            place.pair_id,
        )

    def next_unlabeled(self, annotator_id: int, after: Place | None = None) -> Place | None:
        """The first pair behind `after` that this annotator has neither labeled nor skipped; from the
        start of the order where there is none behind it."""
        start = after or Place(-1, -1)
        found = self._unlabeled(annotator_id, start)
        if found is None and after is not None:
            found = self._unlabeled(annotator_id, Place(-1, -1))
        return found

    def _unlabeled(self, annotator_id: int, start: Place) -> Place | None:
        return self._one(
            "SELECT p.position, p.id FROM pairs p"
            " WHERE (p.position, p.id) > (?, ?) AND NOT EXISTS ("
            "  SELECT 1 FROM heads h WHERE h.annotator_id = ? AND h.pass = 0 AND h.pair_id = p.id"
            "  AND h.status <> 'retracted')"
            " ORDER BY p.position, p.id LIMIT 1",
            start.position,
            start.pair_id,
            annotator_id,
        )

    def count(self) -> int:
        (number,) = self._db.execute("SELECT count(*) FROM pairs").fetchone()
        return int(number)

    def newest(self) -> int:
        """Changes when pairs come in, and costs nothing to look at."""
        (newest,) = self._db.execute("SELECT coalesce(max(id), 0) FROM pairs").fetchone()
        return int(newest)

    def ordinal(self, place: Place) -> int:
        """1 for the first pair of the order. Counts an index range: once a start or jump, not once a key."""
        (number,) = self._db.execute(
            "SELECT count(*) FROM pairs WHERE (position, id) <= (?, ?)", (place.position, place.pair_id)
        ).fetchone()
        return int(number)

    def between(self, low: Place, high: Place) -> int:
        """How many pairs lie behind `low` up to and with `high`."""
        (number,) = self._db.execute(
            "SELECT count(*) FROM pairs WHERE (position, id) > (?, ?) AND (position, id) <= (?, ?)",
            (low.position, low.pair_id, high.position, high.pair_id),
        ).fetchone()
        return int(number)

    def at(self, ordinal: int) -> Place | None:
        return self._one("SELECT position, id FROM pairs ORDER BY position, id LIMIT 1 OFFSET ?", ordinal - 1)

    def with_external_id(self, external_id: str) -> Place | None:
        """The pair that a source calls so, the newest source first."""
        return self._one(
            "SELECT p.position, p.id FROM pair_sources ps JOIN pairs p ON p.id = ps.pair_id"
            " WHERE ps.external_id = ? ORDER BY ps.source_id DESC LIMIT 1",
            external_id,
        )

    def progress(self, annotator_id: int) -> Progress:
        counts = dict(
            self._db.execute(
                "SELECT status, count(*) FROM heads WHERE annotator_id = ? AND pass = 0 GROUP BY status",
                (annotator_id,),
            ).fetchall()
        )
        return Progress(self.count(), counts.get("labeled", 0), counts.get("skipped", 0))

    def judged(self, annotator_id: int, models: tuple[str, str]) -> int:
        """How many pairs of these two models this annotator has judged. Reads the annotator's heads: once
        a session and model pair, not once a key."""
        one, other = models
        (number,) = self._db.execute(
            "SELECT count(*) FROM heads h JOIN pairs p ON p.id = h.pair_id"
            " JOIN outputs a ON a.id = p.output_a JOIN models ma ON ma.id = a.model_id"
            " JOIN outputs b ON b.id = p.output_b JOIN models mb ON mb.id = b.model_id"
            " WHERE h.annotator_id = ? AND h.pass = 0"
            " AND ((ma.name = ? AND mb.name = ?) OR (ma.name = ? AND mb.name = ?))",
            (annotator_id, one, other, other, one),
        ).fetchone()
        return int(number)

    def _one(self, sql: str, *values: int | str) -> Place | None:
        row = self._db.execute(sql, values).fetchone()
        return row and Place(*row)
