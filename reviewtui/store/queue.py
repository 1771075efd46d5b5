"""The project's order of pairs, and what an annotator has left of it."""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, NamedTuple

from reviewtui.domain.errors import ReviewError
from reviewtui.store.clauses import EVERY, Chosen, Value, Whose, still_open

if TYPE_CHECKING:
    from reviewtui.domain.filters import Condition


class Place(NamedTuple):
    """Where a pair stands: the sort key of the queue."""

    position: int
    pair_id: int


PATIENCE_S = 3.0
"""A step that walks over pairs which don't match gives up after this long: a key is waiting for it."""

INSTRUCTIONS_BETWEEN = 10_000
"""Of SQLite's, between two looks at the clock: some milliseconds."""

BEFORE_ALL, BEHIND_ALL = Place(-1, -1), Place(2**63 - 1, 2**63 - 1)


class Progress(NamedTuple):
    """What an annotator has done of the project: numbers of pairs, and of hidden repeats beside them."""

    pairs: int
    labeled: int
    skipped: int
    repeats_labeled: int = 0
    repeats_skipped: int = 0

    @property
    def open(self) -> int:
        return self.pairs - self.labeled - self.skipped

    def with_more(self, labeled: int, skipped: int, pass_: int) -> Progress:
        if pass_:
            return self._replace(
                repeats_labeled=self.repeats_labeled + labeled, repeats_skipped=self.repeats_skipped + skipped
            )
        return self._replace(labeled=self.labeled + labeled, skipped=self.skipped + skipped)

    @property
    def labels(self) -> int:
        """Finished labels, those of repeats among them: what the annotator is told, who is not to know which
        labels were repeats."""
        return self.labeled + self.repeats_labeled

    @property
    def repeats(self) -> int:
        return self.repeats_labeled + self.repeats_skipped

    @property
    def skips(self) -> int:
        """The same of what was skipped."""
        return self.skipped + self.repeats_skipped


class Queue:
    """Every step is a search in an index, never a scan: it costs the same in a project of millions.

    With a condition a step walks over the pairs that do not meet it, in the order of the index, up to the
    first one that does; where only labeled pairs can meet it, over this annotator's labels. A step raises
    ReviewError where that takes too long.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def place(self, pair_id: int) -> Place:
        """Raises KeyError for a pair that does not exist."""
        row = self._db.execute("SELECT position, id FROM pairs WHERE id = ?", (pair_id,)).fetchone()
        if row is None:
            raise KeyError(pair_id)
        return Place(*row)

    def choose(self, condition: Condition, whose: Whose) -> Chosen:
        """The pairs that the steps below may go through. Filters are imported when the first is asked for."""
        from reviewtui.store.filters import choose, prepare

        prepare(self._db)
        return choose(condition, whose)

    def first(self, chosen: Chosen = EVERY) -> Place | None:
        return self.after(BEFORE_ALL, chosen)

    def after(self, place: Place, chosen: Chosen = EVERY) -> Place | None:
        return self._one(
            f"SELECT p.position, p.id FROM {chosen.tables}"
            f" WHERE (p.position, p.id) > (?, ?) AND {chosen.clause.sql}"
            " ORDER BY p.position, p.id LIMIT 1",
            *chosen.table_values,
            *place,
            *chosen.clause.values,
        )

    def before(self, place: Place, chosen: Chosen = EVERY) -> Place | None:
        return self._one(
            f"SELECT p.position, p.id FROM {chosen.tables}"
            f" WHERE (p.position, p.id) < (?, ?) AND {chosen.clause.sql}"
            " ORDER BY p.position DESC, p.id DESC LIMIT 1",
            *chosen.table_values,
            *place,
            *chosen.clause.values,
        )

    def next_unlabeled(
        self, annotator_id: int, after: Place | None = None, chosen: Chosen = EVERY
    ) -> Place | None:
        """The first pair behind `after` that this annotator has neither labeled nor skipped; from the
        start of the order where there is none behind it."""
        open_ = chosen.also(still_open(annotator_id))
        found = self.after(after or BEFORE_ALL, open_)
        return self.first(open_) if found is None and after is not None else found

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

    def steps(self, here: Place, there: Place) -> int:
        """How many pairs further in the order another place is; negative where it lies before this one."""
        low, high = sorted((here, there))
        (number,) = self._db.execute(
            "SELECT count(*) FROM pairs WHERE (position, id) > (?, ?) AND (position, id) <= (?, ?)",
            (*low, *high),
        ).fetchone()
        return int(number) if there == high else -int(number)

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
        counts = {
            (pass_, status): number
            for pass_, status, number in self._db.execute(
                "SELECT pass, status, count(*) FROM heads WHERE annotator_id = ? GROUP BY pass, status",
                (annotator_id,),
            )
        }
        first, repeat = (
            [counts.get((pass_, status), 0) for status in ("labeled", "skipped")] for pass_ in (0, 1)
        )
        return Progress(self.count(), *first, *repeat)

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

    def _one(self, sql: str, *values: Value) -> Place | None:
        end = time.monotonic() + PATIENCE_S
        self._db.set_progress_handler(lambda: time.monotonic() > end, INSTRUCTIONS_BETWEEN)
        try:
            row = self._db.execute(sql, values).fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            raise ReviewError("no match so far, and no end in sight: the list goes on looking") from error
        finally:
            self._db.set_progress_handler(None, 0)
        return row and Place(*row)
