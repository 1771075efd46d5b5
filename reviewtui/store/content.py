"""Prompts, models, outputs and pairs: put in by import, read for review and export."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

import orjson

from reviewtui.domain.identity import position
from reviewtui.domain.messages import Conversation, Json, canonical, documents, from_documents
from reviewtui.domain.pairs import Output, PairIdentity, Prompt, SourcePair, StoredOutput, StoredPair


@dataclass(frozen=True, slots=True)
class PutPair:
    """What became of a source's pair. `swapped`: the source's first output is our `b`."""

    id: int
    new: bool
    swapped: bool
    changed: bool
    """The prompt's metadata or reference, or an output's metadata, was replaced by the newer source's."""


class Content:
    def __init__(self, connection: sqlite3.Connection, seed: str) -> None:
        self._db = connection
        self._seed = seed
        self._models: dict[str, int] = {}

    def put(self, pair: SourcePair, source_id: int) -> PutPair:
        """Add a pair, or find it; record where it came from. Part of the caller's transaction."""
        identity = PairIdentity.of(pair)
        first, second = (pair.second, pair.first) if identity.swapped else (pair.first, pair.second)
        prompt_id, prompt_changed = self._put_prompt(identity.prompt, pair.prompt)
        a, a_changed = self._put_output(identity.a, prompt_id, first)
        b, b_changed = self._put_output(identity.b, prompt_id, second)
        before = self._db.total_changes
        self._db.execute(
            "INSERT OR IGNORE INTO pairs(hash, prompt_id, output_a, output_b, position)"
            " VALUES (?, ?, ?, ?, ?)",
            (identity.pair, prompt_id, a, b, position(self._seed, identity.pair)),
        )
        new = self._db.total_changes > before
        (pair_id,) = self._db.execute("SELECT id FROM pairs WHERE hash = ?", (identity.pair,)).fetchone()
        self._db.execute(
            "INSERT OR REPLACE INTO pair_sources VALUES (?, ?, ?, ?, ?)",
            (pair_id, source_id, pair.row, pair.external_id, identity.swapped),
        )
        return PutPair(pair_id, new, identity.swapped, prompt_changed or a_changed or b_changed)

    def put_occurrence(self, output_hash: str, source_id: int, row: int, sample: int = 0) -> None:
        """Record the row of a source that holds an output; needed where rows are outputs, not pairs."""
        self._db.execute(
            "INSERT OR IGNORE INTO occurrences SELECT id, ?, ?, ? FROM outputs WHERE hash = ?",
            (source_id, row, sample, output_hash),
        )

    def _put_prompt(self, digest: str, prompt: Prompt) -> tuple[int, bool]:
        metadata = canonical(dict(prompt.metadata))
        known = self._db.execute(
            "SELECT id, reference, metadata FROM prompts WHERE hash = ?", (digest,)
        ).fetchone()
        if known is None:
            cursor = self._db.execute(
                "INSERT INTO prompts(hash, messages, reference, metadata) VALUES (?, ?, ?, ?)",
                (digest, _dump(prompt.messages), prompt.reference, metadata),
            )
            return _new_id(cursor), False
        reference = known[1] if prompt.reference is None else prompt.reference
        metadata = known[2] if metadata == "{}" else metadata
        if (reference, metadata) == known[1:]:
            return known[0], False
        self._db.execute(
            "UPDATE prompts SET reference = ?, metadata = ? WHERE id = ?", (reference, metadata, known[0])
        )
        return known[0], True

    def _put_output(self, digest: str, prompt_id: int, output: Output) -> tuple[int, bool]:
        metadata = canonical(dict(output.metadata))
        known = self._db.execute("SELECT id, metadata FROM outputs WHERE hash = ?", (digest,)).fetchone()
        if known is None:
            cursor = self._db.execute(
                "INSERT INTO outputs(hash, prompt_id, model_id, context, messages, metadata)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (
                    digest,
                    prompt_id,
                    self._model_id(output.model),
                    canonical(dict(output.context)),
                    _dump(output.messages),
                    metadata,
                ),
            )
            return _new_id(cursor), False
        if metadata in ("{}", known[1]):
            return known[0], False
        self._db.execute("UPDATE outputs SET metadata = ? WHERE id = ?", (metadata, known[0]))
        return known[0], True

    def _model_id(self, name: str) -> int:
        if name not in self._models:
            self._db.execute("INSERT OR IGNORE INTO models(name, display) VALUES (?, ?)", (name, name))
            (self._models[name],) = self._db.execute(
                "SELECT id FROM models WHERE name = ?", (name,)
            ).fetchone()
        return self._models[name]

    def forget_models(self) -> None:
        """After a rollback, ids that were handed out in it do not exist."""
        self._models.clear()

    def pair(self, pair_id: int) -> StoredPair:
        """One statement: everything that a screen or an export needs of a pair. Raises KeyError."""
        row = self._db.execute(_PAIR, (pair_id,)).fetchone()
        if row is None:
            raise KeyError(pair_id)
        return StoredPair(
            id=row[0],
            hash=row[1],
            position=row[2],
            prompt_id=row[3],
            prompt=Prompt(_load(row[4]), row[5], orjson.loads(row[6])),
            a=_stored_output(row[7:13]),
            b=_stored_output(row[13:19]),
        )

    def pair_id(self, digest: str) -> int | None:
        row = self._db.execute("SELECT id FROM pairs WHERE hash = ?", (digest,)).fetchone()
        return row[0] if row else None

    def pair_ids(self) -> list[int]:
        """All pairs in the order in which they came in."""
        return [row[0] for row in self._db.execute("SELECT id FROM pairs ORDER BY id")]

    def models(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT name FROM models ORDER BY name")]

    def external_id(self, pair_id: int) -> str | None:
        """The pair's id in the newest source that gave it one."""
        row = self._db.execute(
            "SELECT external_id FROM pair_sources WHERE pair_id = ? AND external_id IS NOT NULL"
            " ORDER BY source_id DESC, row LIMIT 1",
            (pair_id,),
        ).fetchone()
        return row[0] if row else None

    def sources_of(self, pair_id: int) -> list[tuple[str, int]]:
        """(source name, 1-based row), oldest source first."""
        return self._db.execute(
            "SELECT s.name, ps.row FROM pair_sources ps JOIN sources s ON s.id = ps.source_id"
            " WHERE ps.pair_id = ? ORDER BY ps.source_id, ps.row",
            (pair_id,),
        ).fetchall()


_PAIR = """
SELECT p.id, p.hash, p.position, p.prompt_id, pr.messages, pr.reference, pr.metadata,
       oa.id, ma.name, ma.display, oa.messages, oa.context, oa.metadata,
       ob.id, mb.name, mb.display, ob.messages, ob.context, ob.metadata
FROM pairs p
JOIN prompts pr ON pr.id = p.prompt_id
JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
WHERE p.id = ?
"""


def _stored_output(row: tuple[int, str, str, str, str, str]) -> StoredOutput:
    return StoredOutput(row[0], row[1], row[2], _load(row[3]), orjson.loads(row[4]), orjson.loads(row[5]))


def _dump(messages: Conversation) -> str:
    return canonical(documents(messages))


def _load(text: str) -> Conversation:
    rows: list[Mapping[str, Json]] = orjson.loads(text)
    return from_documents(rows)


def _new_id(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None, "an INSERT was just made"
    return cursor.lastrowid
