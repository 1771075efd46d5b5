"""Which of an annotator's own pairs may come up again, hidden among the others."""

from __future__ import annotations

import sqlite3

from reviewtui.store.queue import Place


class Repeats:
    """Walks in the order of an index, as far as the first pair that may."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def to_judge_again(self, annotator_id: int, apart: int, start: int) -> int | None:
        """The id of a pair that this annotator labeled blind, has not judged again, and labeled `apart` pairs
        or more since: the first from the id `start` on, else the first of all."""
        before = self._before_newest(annotator_id, apart)
        if before is None:
            return None
        for first in (start, 0):
            row = self._db.execute(_REPEATABLE, (annotator_id, first, before)).fetchone()
            if row is not None:
                return int(row[0])
        return None

    def _before_newest(self, annotator_id: int, pairs: int) -> int | None:
        """The number of the revision from which on this annotator has labeled so many pairs."""
        seen: set[int] = set()
        for number, pair_id in self._db.execute(
            "SELECT number, pair_id FROM labels WHERE annotator_id = ? AND pass = 0 AND status = 'labeled'"
            " ORDER BY number DESC",
            (annotator_id,),
        ):
            seen.add(pair_id)
            if len(seen) == pairs:
                return int(number)
        return None

    def behind_which(self, annotator_id: int, pair_id: int) -> Place | None:
        """The pair that a repeat was put in behind: the last one that was judged before the repeat was, or
        at all where it is still open."""
        row = self._db.execute(_BEHIND_WHICH, (annotator_id, pair_id, annotator_id)).fetchone()
        return row and Place(*row)

    def is_begun(self, annotator_id: int, pair_id: int) -> bool:
        """Whether a repeat of this pair was begun, or taken back, and is not finished."""
        (begun,) = self._db.execute(_BEGUN, (annotator_id, pair_id, annotator_id, pair_id)).fetchone()
        return bool(begun)


_BEGUN = """
SELECT EXISTS (SELECT 1 FROM drafts WHERE annotator_id = ? AND pair_id = ? AND pass = 1)
    OR EXISTS (SELECT 1 FROM heads
               WHERE annotator_id = ? AND pass = 1 AND pair_id = ? AND status = 'retracted')
"""

_REPEATABLE = """
SELECT h.pair_id FROM heads h JOIN labels l ON l.number = h.blind
WHERE h.annotator_id = ? AND h.pass = 0 AND h.pair_id >= ? AND h.revision < ?
  AND h.status = 'labeled' AND h.blind = h.revision AND l.left_output IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM heads again
                  WHERE again.annotator_id = h.annotator_id AND again.pass = 1 AND again.pair_id = h.pair_id)
  AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.annotator_id = h.annotator_id AND d.pair_id = h.pair_id)
  AND NOT EXISTS (SELECT 1 FROM events e
                  WHERE e.annotator_id = h.annotator_id AND e.kind = 'reveal' AND e.pair_id = h.pair_id)
ORDER BY h.pair_id LIMIT 1
"""

_BEHIND_WHICH = """
SELECT p.position, p.id FROM labels l JOIN pairs p ON p.id = l.pair_id
WHERE l.annotator_id = ? AND l.pass = 0 AND l.op = 'set' AND l.number < coalesce(
    (SELECT min(number) FROM labels WHERE pair_id = ? AND annotator_id = ? AND pass = 1), 9223372036854775807)
ORDER BY l.number DESC LIMIT 1
"""
