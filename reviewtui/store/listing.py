"""The pairs as rows of a list, read by windows: what a list of millions costs is what is looked at."""

from __future__ import annotations

import re
import sqlite3
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import orjson

from reviewtui.domain.errors import ProjectError
from reviewtui.domain.filters import Condition
from reviewtui.domain.messages import from_documents
from reviewtui.domain.vocabulary import Preference, Slot, Status
from reviewtui.store.clauses import Clause, Whose
from reviewtui.store.connection import connect_reading
from reviewtui.store.filters import clause, prepare
from reviewtui.store.queue import BEFORE_ALL, BEHIND_ALL, Place, Queue

FIRST_CHUNK, CHUNK = 200, 2_000
"""Pairs that are held against a condition in one statement: the first before there is anything to show,
the others in the thread."""

INSTRUCTIONS_BETWEEN = 10_000
"""Of SQLite's machine, between two looks whether the listing was closed."""

HEAD_CHARACTERS = 2_000
"""Of a prompt's messages: enough for a row, however long the text is."""

PROMPT_CHARACTERS = 300
"""Of a prompt's text in a row; more than a line of any terminal."""


class Row(NamedTuple):
    """A pair, and what this annotator said of it."""

    number: int
    """1 for the first pair in the project's order."""
    pair_id: int
    external_id: str | None
    status: Status | None
    """None while the pair is open."""
    preference: Preference | None
    strength: int | None
    left_output: Slot | None
    """The output that was shown on the left."""
    flagged: bool
    noted: bool
    prompt: str
    """The beginning of the text that is answered."""


class Listing:
    """All pairs in the project's order, or those that meet a condition.

    With a condition, the first pairs that meet it are there at once where they stand near the start;
    a thread finds the rest. `close` ends it. `window` belongs to the thread that made the listing.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, whose: Whose, condition: Condition | None = None
    ) -> None:
        self._db = connection
        self._whose = whose
        self._found: _Found | None = None
        self._all = 0
        if condition is None:
            self._all = Queue(connection).count()
            self._known = self._ends = {0: BEFORE_ALL, self._all: BEHIND_ALL}
        else:
            self._found = _Found(connection, path, clause(condition, whose))

    @property
    def count(self) -> int:
        """Rows found so far."""
        return self._all if self._found is None else len(self._found.ids)

    @property
    def complete(self) -> bool:
        """Whether `count` grows no more."""
        return self._found is None or self._found.complete

    @property
    def failed(self) -> bool:
        """Whether the search ended before its end: the file could not be read further."""
        return self._found is not None and self._found.failed

    def index(self, number: int) -> int:
        """The row of the pair with this number, or the first one behind it that is there."""
        if self._found is None:
            return max(min(number, self._all) - 1, 0)
        return min(bisect_left(self._found.numbers, number), max(self.count - 1, 0))

    def window(self, first: int, rows: int) -> tuple[Row, ...]:
        """Rows from the one with the index `first`, counted from 0."""
        first = max(first, 0)
        rows = min(rows, self.count - first)
        if rows <= 0:
            return ()
        if self._found is None:
            ids = self._ids(first, rows)
            return tuple(self._rows(ids, range(first + 1, first + 1 + len(ids))))
        found = slice(first, first + rows)
        return tuple(self._rows(self._found.ids[found], self._found.numbers[found]))

    def close(self) -> None:
        if self._found is not None:
            self._found.stop()

    def _ids(self, first: int, rows: int) -> array[int]:
        """Counted off from the nearest row whose place is known: only a jump passes over many entries, and
        those of an index alone."""
        end = first + rows
        forward = min((first - index, place) for index, place in self._known.items() if index <= first)
        backward = min((index - end, place) for index, place in self._known.items() if index >= end)
        (passed, place), sql = min((forward, _FROM), (backward, _BEFORE))
        found = self._db.execute(sql, (*place, rows, passed)).fetchall()
        if sql is _BEFORE:
            found.reverse()
        if found:
            self._known = {**self._ends, first: Place(*found[0]), end - 1: Place(*found[-1])}
        return array("q", (pair_id for _, pair_id in found))

    def _rows(self, ids: Sequence[int], numbers: Sequence[int]) -> Iterator[Row]:
        hidden, annotator_id = self._whose.hidden, self._whose.annotator_id
        for number, pair_id in zip(numbers, ids, strict=True):
            row = self._db.execute(
                _ROW, (HEAD_CHARACTERS, annotator_id, hidden, annotator_id, hidden, pair_id)
            ).fetchone()
            external_id, head, status, preference, strength, left, flagged, noted = row
            yield Row(
                number=number,
                pair_id=pair_id,
                external_id=external_id,
                status=Status(status) if status and status != Status.RETRACTED else None,
                preference=Preference(preference) if preference else None,
                strength=strength,
                left_output=Slot(left) if left else None,
                flagged=bool(flagged),
                noted=bool(noted),
                prompt=_beginning(head),
            )


_FROM = """
SELECT position, id FROM pairs WHERE (position, id) >= (?, ?) ORDER BY position, id LIMIT ? OFFSET ?
"""

_BEFORE = """
SELECT position, id FROM pairs WHERE (position, id) < (?, ?)
ORDER BY position DESC, id DESC LIMIT ? OFFSET ?
"""

_ROW = """
SELECT (SELECT ps.external_id FROM pair_sources ps WHERE ps.pair_id = p.id AND ps.external_id IS NOT NULL
        ORDER BY ps.source_id DESC, ps.row LIMIT 1),
       substr(pr.messages, 1, ?), h.status, l.preference, l.strength, l.left_output,
       coalesce(json_extract(d.body, '$.judgement.flagged'), iif(d.pair_id IS NULL, l.flagged, 0)),
       coalesce(json_extract(d.body, '$.judgement.note'), iif(d.pair_id IS NULL, l.note, NULL)) IS NOT NULL
FROM pairs p JOIN prompts pr ON pr.id = p.prompt_id
LEFT JOIN heads h ON h.annotator_id = ? AND h.pass = 0 AND h.pair_id = p.id
LEFT JOIN labels l ON l.number = h.revision AND l.status <> 'retracted' AND h.pair_id <> ?
LEFT JOIN drafts d ON d.annotator_id = ? AND d.pass = 0 AND d.pair_id = p.id AND d.pair_id <> ?
WHERE p.id = ?
"""


class _Found:
    """The pairs that meet a condition, as far as they are found: 12 bytes each."""

    def __init__(self, connection: sqlite3.Connection, path: Path, condition: Clause) -> None:
        self.ids: array[int] = array("q")
        self.numbers: array[int] = array("i")
        self.complete = False
        self.failed = False
        self._path = path
        self._condition = condition
        self._seen = 0
        self._place = BEFORE_ALL
        self._stopped = threading.Event()
        prepare(connection)
        self._chunk(connection, FIRST_CHUNK)
        if not self.complete:
            threading.Thread(target=self._collect, name="listing", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def _collect(self) -> None:
        """In a thread, over a connection of its own."""
        try:
            connection, _ = connect_reading(self._path)
            try:
                prepare(connection)
                connection.set_progress_handler(self._stopped.is_set, INSTRUCTIONS_BETWEEN)
                while not self.complete:
                    self._chunk(connection, CHUNK)
            finally:
                connection.close()
        except (sqlite3.DatabaseError, ProjectError):
            self.failed = not self._stopped.is_set()
        self.complete = True

    def _chunk(self, connection: sqlite3.Connection, pairs: int) -> None:
        """Hold the next pairs of the order against the condition."""
        rows = connection.execute(
            f"SELECT p.position, p.id, {self._condition.sql} FROM pairs p"
            " WHERE (p.position, p.id) > (?, ?) ORDER BY p.position, p.id LIMIT ?",
            (*self._condition.values, *self._place, pairs),
        ).fetchall()
        for number, (_, pair_id, meets) in enumerate(rows, self._seen + 1):
            if meets:
                # The numbers first: there are as many rows as there are ids.
                self.numbers.append(number)
                self.ids.append(pair_id)
        self._seen += len(rows)
        if rows:
            self._place = Place(*rows[-1][:2])
        self.complete = len(rows) < pairs


_CONTENT = re.compile(r'"(?:content|text)":"((?:[^"\\]|\\u[0-9a-fA-F]{4}|\\[^u])*)')


def _beginning(head: str) -> str:
    """The first text of a user's turn, or of any; of messages that were cut off, the first text there is."""
    if len(head) < HEAD_CHARACTERS:
        messages = from_documents(orjson.loads(head))
        asked = next((one for one in messages if one.role == "user"), messages[0] if messages else None)
        return asked.text[:PROMPT_CHARACTERS] if asked else ""
    found = _CONTENT.search(head)
    return str(orjson.loads(f'"{found[1]}"'))[:PROMPT_CHARACTERS] if found else ""
