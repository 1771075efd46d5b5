"""Everything that numbers are made of: one pass over narrow tables, and no text.

Lines are joined by commas: a text of whole numbers, so many to a line.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache

import orjson

from reviewtui.domain.labels import Criterion, Tag, criteria_from, tags_from
from reviewtui.domain.messages import canonical
from reviewtui.store import derived
from reviewtui.store.measures import Names, Said, line_of, measure

ROWS_AT_ONCE = 4_000_000
"""So that no text comes near the longest that SQLite can make."""


class Counting:
    """All of it is read `with store.counting.at_one_time():`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @contextmanager
    def at_one_time(self) -> Iterator[None]:
        """What is read within belongs together, whatever others write meanwhile; and the derived tables have
        what there is."""
        if self._db.in_transaction:
            self._derive()
            yield
            return
        self._db.execute("BEGIN")
        try:
            self._derive()
            yield
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._db.in_transaction:
            self._db.execute("COMMIT")

    def annotators(self) -> list[tuple[int, str, str]]:
        """(id, name, kind)."""
        return self._db.execute("SELECT id, name, kind FROM annotators").fetchall()

    def models(self) -> dict[int, str]:
        return dict(self._db.execute("SELECT id, name FROM models"))

    def circumstances(self) -> list[tuple[int, int, str, str]]:
        """(id, id of the annotator, how the pair came up, hash of the rubric)."""
        rows = self._db.execute("SELECT id, annotator_id, served_by, rubric FROM circumstances")
        return rows.fetchall()

    def labels(self) -> Iterator[str]:
        """Lines of all revisions, `derived.LABEL_LINE`, in the order of their numbers; so many at once."""
        return self._lines("label_lines", "number")

    def pairs(self) -> Iterator[str]:
        """Lines of all pairs, `derived.PAIR_LINE`, in the order of their ids; so many at once."""
        return self._lines("pair_lines", "pair_id")

    def _lines(self, table: str, key: str) -> Iterator[str]:
        first: int | None = -(2**63)
        while first is not None:
            behind = _BEHIND.format(table=table, key=key)
            (end,) = self._db.execute(behind, (first, ROWS_AT_ONCE)).fetchone() or (None,)
            (lines,) = self._db.execute(_LINES.format(table=table, key=key), (first, end, end)).fetchone()
            if lines is not None:
                yield lines
            first = end

    def lines_of_pairs(self, wanted: Sequence[int]) -> Iterator[str]:
        """As `pairs`, of some that are few beside all: those that have a line."""
        return (row[0] for row in self._db.execute(_LINES_OF, (canonical(list(wanted)),)))

    def lines_of_texts(self, wanted: Sequence[int]) -> Iterator[str]:
        """As `pairs`, of those of these that have no line: made of their texts."""
        return (line for _, line in without_line(self._db, wanted))

    def ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of revisions with these numbers."""
        return dict(self._of("id", numbers))

    def tags(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Tag, ...]]]:
        """(number, tags) of those of these revisions that have any."""
        read = lru_cache(_DISTINCT)(lambda text: tags_from(orjson.loads(text)))
        return ((number, read(text)) for number, text in self._of("tags", numbers))

    def criteria(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Criterion, ...]]]:
        """(number, criteria) of those of these revisions that have any."""
        read = lru_cache(_DISTINCT)(lambda text: criteria_from(orjson.loads(text)))
        return ((number, read(text)) for number, text in self._of("criteria", numbers))

    def _of(self, column: str, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        for start in range(0, len(numbers), _NUMBERS_AT_ONCE):
            some = canonical(list(numbers[start : start + _NUMBERS_AT_ONCE]))
            yield from self._db.execute(_BY_NUMBER.format(column=column), (some,))

    def made_before(self, moment: datetime) -> Iterator[str]:
        """The numbers of the revisions that were made before a moment, which has a time zone, as one text
        or none."""
        utc = moment.astimezone(UTC)

        def before(written: str) -> bool:
            try:
                made = datetime.fromisoformat(written)
            except ValueError:
                return True  # nobody knows when
            return (made if made.tzinfo else made.replace(tzinfo=UTC)) < utc

        self._db.create_function("made_before", 1, before, deterministic=True)
        # As the project writes times, for which text has the order of time.
        own = utc.isoformat(timespec="microseconds").replace("+00:00", "").rstrip("0").rstrip(".")
        return (row[0] for row in self._db.execute(_MADE_BEFORE, (own,)) if row[0] is not None)

    def _derive(self) -> None:
        """See that the derived tables have what there is; for this connection alone where they do not."""
        lines, pairs = self._count("label_lines"), self._count("pair_lines")
        if pairs is not None and lines == self._count("labels"):
            return
        (query_only,) = self._db.execute("PRAGMA query_only").fetchone()
        self._db.execute("PRAGMA query_only = OFF")
        try:
            for statement in _statements(derived.TABLES.format(temporary="TEMP")):
                name = statement.split()[3]
                if name != "pair_lines" or pairs is None:
                    self._db.execute(f"DROP TABLE IF EXISTS temp.{name}")
                    self._db.execute(statement)
            for statement in _statements(derived.FILL_LABELS):
                self._db.execute(statement)
        finally:
            self._db.execute(f"PRAGMA query_only = {query_only}")

    def _count(self, table: str) -> int | None:
        """How many rows; None where there is no such table."""
        if not self._db.execute(f"PRAGMA table_info({table})").fetchone():
            return None
        (rows,) = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(rows)


def without_line(
    connection: sqlite3.Connection, wanted: Iterable[int] | None = None
) -> Iterator[tuple[int, str]]:
    """Rows that `pair_lines` does not have: of all pairs, or of those that are wanted."""
    if wanted is None:
        rows = connection.execute(_TEXTS.format(chosen="pairs p"))
    else:
        chosen = "json_each(?) j CROSS JOIN pairs p ON p.id = j.value"
        rows = connection.execute(_TEXTS.format(chosen=chosen), (canonical(list(wanted)),))
    for *ids, a, b, name_a, display_a, name_b, display_b in rows:
        models = (Names(name_a, display_a), Names(name_b, display_b))
        yield ids[0], line_of(*ids, *measure(Said.of(a), Said.of(b), models))


_BEHIND = "SELECT {key} FROM {table} WHERE {key} >= ? ORDER BY {key} LIMIT 1 OFFSET ?"

_LINES = "SELECT group_concat(line) FROM {table} WHERE {key} >= ? AND (? IS NULL OR {key} < ?)"

_LINES_OF = "SELECT l.line FROM json_each(?) j CROSS JOIN pair_lines l ON l.pair_id = j.value"

_TEXTS = """
SELECT p.id, p.prompt_id, p.output_a, p.output_b, ma.id, mb.id, oa.messages, ob.messages,
       ma.name, ma.display, mb.name, mb.display
FROM {chosen}
JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
LEFT JOIN pair_lines l ON l.pair_id = p.id
WHERE l.pair_id IS NULL
"""

_NUMBERS_AT_ONCE = 100_000

_DISTINCT = 10_000
"""Of the texts that many labels have in common, so many are read but once."""

_BY_NUMBER = """
SELECT l.number, l.{column} FROM json_each(?) j CROSS JOIN labels l ON l.number = j.value
WHERE l.{column} IS NOT NULL
"""

_MADE_BEFORE = """
SELECT group_concat(number) FROM labels
WHERE CASE WHEN created_at GLOB '????-??-??T??:??:??*Z' AND created_at NOT GLOB '*[^0-9TZ:.-]*'
           THEN rtrim(created_at, 'Z') < ? ELSE made_before(created_at) END
"""


def _statements(script: str) -> Iterator[str]:
    return (statement for statement in script.split(";") if statement.strip())
