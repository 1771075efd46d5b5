"""How pairs come in: each thing once, found again by the hash of its content."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from reviewtui.domain.identity import position
from reviewtui.domain.messages import Json, canonical, documents
from reviewtui.domain.pairs import Output, PairIdentity, Prompt, SourcePair
from reviewtui.store.measures import Names, Said, line_of, measure

BULK_CACHE_PAGES = 16_000
"""256 MB at 16 KB a page: the indexes of a million pairs."""

BULK_LOG_PAGES = 32_000
"""512 MB: how long the write-ahead log grows before it is copied into the file."""


PUT_LINE = "INSERT OR REPLACE INTO pair_lines VALUES (?, ?)"


@dataclass(frozen=True, slots=True)
class PutPair:
    """What became of a source's pair. `swapped`: the source's first output is our `b`."""

    id: int
    new: bool
    swapped: bool
    changed: bool
    """The prompt's metadata or reference, or an output's metadata, was replaced by the newer source's."""


class Arrival(NamedTuple):
    """A pair that comes in, its hashes, and the source that it is a row of."""

    pair: SourcePair
    identity: PairIdentity
    source_id: int


class Intake:
    """Writing methods belong into the caller's transaction."""

    def __init__(self, connection: sqlite3.Connection, seed: str) -> None:
        self._db = connection
        self._seed = seed

    def put(self, pair: SourcePair, source_id: int) -> PutPair:
        """Add a pair, or find it; record where it came from. Part of the caller's transaction."""
        (result,) = self.put_many([Arrival(pair, PairIdentity.of(pair), source_id)])
        return result

    def put_many(self, arrivals: Sequence[Arrival]) -> list[PutPair]:
        """As `put` of each in turn, with a dozen statements for all of them."""
        batch = _Batch(self._db, self._seed, arrivals)
        results = [batch.put(arrival) for arrival in arrivals]
        batch.write()
        self._db.executemany(
            "INSERT OR REPLACE INTO pair_sources VALUES (?, ?, ?, ?, ?)",
            [
                (result.id, source_id, pair.row, pair.external_id, result.swapped)
                for result, (pair, _, source_id) in zip(results, arrivals, strict=True)
            ],
        )
        return results

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """While many batches come in. Hashes fall all over their indexes: keep the pages of these in memory,
        and copy into the file but once those that many batches have touched."""
        settings = {"cache_size": BULK_CACHE_PAGES, "wal_autocheckpoint": BULK_LOG_PAGES}
        before = {name: self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in settings}
        for name, value in settings.items():
            self._db.execute(f"PRAGMA {name} = {value}")
        try:
            yield
        finally:
            for name, value in before.items():
                self._db.execute(f"PRAGMA {name} = {value}")

    def put_occurrence(self, output_hash: str, source_id: int, row: int, sample: int = 0) -> None:
        """Record the row of a source that holds an output; needed where rows are outputs, not pairs."""
        self._db.execute(
            "INSERT OR IGNORE INTO occurrences SELECT id, ?, ?, ? FROM outputs WHERE hash = ?",
            (source_id, row, sample, output_hash),
        )


class _Table(NamedTuple):
    """A table of things with a content hash: columns that are identity, and columns that may change."""

    name: str
    content: tuple[str, ...]
    changeable: tuple[str, ...]


_PROMPTS = _Table("prompts", ("messages",), ("reference", "metadata"))
_OUTPUTS = _Table("outputs", ("prompt_id", "model_id", "context", "messages"), ("metadata",))
_PAIRS = _Table("pairs", ("prompt_id", "output_a", "output_b", "position"), ())


class _Share:
    """One table's share of a batch: which rows there are, which are added, which change.

    Ids are given out here: the write transaction keeps all others from adding rows.
    """

    def __init__(self, connection: sqlite3.Connection, table: _Table, hashes: Collection[str]) -> None:
        self._db = connection
        self._table = table
        (last_id,) = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table.name}").fetchone()
        self._last_id: int = last_id
        self._added: list[tuple[Any, ...]] = []
        self._changed: dict[int, tuple[Any, ...]] = {}
        columns = ", ".join(f"t.{name}" for name in ("hash", "id", *table.changeable))
        self._rows: dict[str, tuple[int, tuple[Any, ...]]] = {
            row[0]: (row[1], row[2:])
            for row in connection.execute(
                f"SELECT {columns} FROM json_each(?) j CROSS JOIN {table.name} t ON t.hash = j.value",
                (canonical(list(hashes)),),
            )
        }

    def __contains__(self, digest: str) -> bool:
        return digest in self._rows

    def add(self, digest: str, content: tuple[Any, ...], changeable: tuple[Any, ...]) -> int:
        """A row that there is not yet. Returns its id."""
        self._last_id += 1
        self._rows[digest] = (self._last_id, changeable)
        self._added.append((self._last_id, digest, *content, *changeable))
        return self._last_id

    def find(self, digest: str, changeable: tuple[Any, ...]) -> tuple[int, bool]:
        """A row that there is. Returns its id, and whether a newer source changes it: what that does not
        have (None, no metadata) stays."""
        row_id, before = self._rows[digest]
        after = tuple(
            old if new in (None, "{}") else new for old, new in zip(before, changeable, strict=True)
        )
        if after == before:
            return row_id, False
        self._rows[digest] = (row_id, after)
        self._changed[row_id] = after
        return row_id, True

    def write(self) -> None:
        columns = ("id", "hash", *self._table.content, *self._table.changeable)
        marks = ", ".join("?" * len(columns))
        self._db.executemany(
            f"INSERT INTO {self._table.name}({', '.join(columns)}) VALUES ({marks})", self._added
        )
        if self._changed:
            assignments = ", ".join(f"{name} = ?" for name in self._table.changeable)
            self._db.executemany(
                f"UPDATE {self._table.name} SET {assignments} WHERE id = ?",
                [(*values, row_id) for row_id, values in self._changed.items()],
            )


class _Batch:
    """The three tables of a batch of pairs. Nothing is written before `write`."""

    def __init__(self, connection: sqlite3.Connection, seed: str, arrivals: Sequence[Arrival]) -> None:
        self._seed = seed
        identities = [arrival.identity for arrival in arrivals]
        # A new prompt has no outputs, and a new output is in no pair: those need not be looked for.
        self._prompts = _Share(connection, _PROMPTS, {one.prompt for one in identities})
        identities = [one for one in identities if one.prompt in self._prompts]
        self._outputs = _Share(
            connection, _OUTPUTS, {digest for one in identities for digest in (one.a, one.b)}
        )
        identities = [one for one in identities if one.a in self._outputs and one.b in self._outputs]
        self._pairs = _Share(connection, _PAIRS, {one.pair for one in identities})
        self._db = connection
        self._lines: list[tuple[int, str]] = []
        self._models = _models(
            connection, {output.model for one in arrivals for output in (one.pair.first, one.pair.second)}
        )

    def put(self, arrival: Arrival) -> PutPair:
        pair, identity, _ = arrival
        prompt_id, prompt_changed = self._put_prompt(identity.prompt, pair.prompt)
        a, b = (pair.second, pair.first) if identity.swapped else (pair.first, pair.second)
        output_a, a_changed = self._put_output(identity.a, prompt_id, a)
        output_b, b_changed = self._put_output(identity.b, prompt_id, b)
        changed = prompt_changed or a_changed or b_changed
        if identity.pair in self._pairs:
            pair_id, _ = self._pairs.find(identity.pair, ())
            return PutPair(pair_id, new=False, swapped=identity.swapped, changed=changed)
        content = (prompt_id, output_a, output_b, position(self._seed, identity.pair))
        pair_id = self._pairs.add(identity.pair, content, ())
        self._add_line(pair_id, prompt_id, output_a, output_b, a=a, b=b)
        return PutPair(pair_id, new=True, swapped=identity.swapped, changed=changed)

    def _put_prompt(self, digest: str, prompt: Prompt) -> tuple[int, bool]:
        changeable = (prompt.reference, _json(prompt.metadata))
        if digest in self._prompts:
            return self._prompts.find(digest, changeable)
        return self._prompts.add(digest, (_json(documents(prompt.messages)),), changeable), False

    def _put_output(self, digest: str, prompt_id: int, output: Output) -> tuple[int, bool]:
        changeable = (_json(output.metadata),)
        if digest in self._outputs:
            return self._outputs.find(digest, changeable)
        (model, _), messages = self._models[output.model], _json(documents(output.messages))
        return self._outputs.add(
            digest, (prompt_id, model, _json(output.context), messages), changeable
        ), False

    def _add_line(self, pair_id: int, *ids: int, a: Output, b: Output) -> None:
        """Of a new pair, for results."""
        (model_a, names_a), (model_b, names_b) = self._models[a.model], self._models[b.model]
        said_a, said_b = (Said(_json(documents(one.messages)), one.messages) for one in (a, b))
        measures = measure(said_a, said_b, (names_a, names_b))
        self._lines.append((pair_id, line_of(pair_id, *ids, model_a, model_b, *measures)))

    def write(self) -> None:
        for intake in (self._prompts, self._outputs, self._pairs):
            intake.write()
        self._db.executemany(PUT_LINE, self._lines)


def _models(connection: sqlite3.Connection, names: Collection[str]) -> dict[str, tuple[int, Names]]:
    """Ids and names of all these models; those that are new are added."""
    connection.executemany(
        "INSERT OR IGNORE INTO models(name, display) VALUES (?, ?)", [(name, name) for name in sorted(names)]
    )
    # Bound one by one: a list of them would go through SQLite's JSON, which ends a text at U+0000.
    rows = (
        connection.execute("SELECT id, name, display FROM models WHERE name = ?", (name,)).fetchone()
        for name in names
    )
    return {name: (model_id, Names(name, display)) for model_id, name, display in rows}


def _json(value: Mapping[str, Json] | list[dict[str, Json]]) -> str:
    """As `canonical`, only faster: no hash is made of it, and it is most of what an import writes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()
