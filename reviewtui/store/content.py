"""Prompts, models, outputs and pairs, as review and export read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import orjson

from reviewtui.domain.messages import Conversation, Json, from_documents
from reviewtui.domain.pairs import Prompt, StoredOutput, StoredPair


class Content:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

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

    def prompt_fields(self, prompts: int) -> tuple[str, ...]:
        """The metadata fields of the first so many prompts, in plain string order."""
        rows = self._db.execute(
            "SELECT DISTINCT j.key FROM (SELECT metadata FROM prompts ORDER BY id LIMIT ?) first,"
            " json_each(first.metadata) j ORDER BY j.key",
            (prompts,),
        )
        return tuple(row[0] for row in rows)

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


def _load(text: str) -> Conversation:
    rows: list[Mapping[str, Json]] = orjson.loads(text)
    return from_documents(rows)
