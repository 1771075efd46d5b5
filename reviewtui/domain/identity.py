"""Content identity: the same texts get the same hashes in every import, order and machine."""

from __future__ import annotations

import hashlib
import os
import time
import uuid
from collections.abc import Mapping

from reviewtui.domain.messages import Conversation, Json, canonical, documents

VERSION = b"\x01"
"""The first byte of everything hashed: a later rule of identity can't be taken for this one."""

HASH_CHARS = 32
"""128 bits as hexadecimal digits: a chance collision among a billion texts has odds of 10^-21."""


def content_hash(kind: str, thing: Json) -> str:
    data = canonical([kind, thing]).encode("utf-8")
    return hashlib.sha256(VERSION + data).hexdigest()[:HASH_CHARS]


def prompt_hash(messages: Conversation) -> str:
    return content_hash("prompt", documents(messages))


def output_hash(prompt: str, model: str, context: Mapping[str, Json], messages: Conversation) -> str:
    """`prompt` is the prompt's hash: the same answer to another prompt is another output."""
    return content_hash("output", [prompt, model, dict(context), documents(messages)])


def pair_hash(one: str, other: str) -> str:
    """Of two output hashes, in any order; each holds its prompt's."""
    return content_hash("pair", sorted((one, other)))


def position(seed: str, pair: str) -> int:
    """A pair's place in the project's order: 63 bits that depend on the seed and the pair's hash alone."""
    digest = hashlib.sha256(f"{seed}\x00{pair}".encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def new_id() -> str:
    """A UUIDv7 (RFC 9562): identity for a row made now. Its order means nothing here."""
    value = time.time_ns() // 1_000_000 << 80 | int.from_bytes(os.urandom(10), "big")
    return _uuid(value, version=7)


def content_id(thing: Json) -> str:
    """A UUIDv8 (RFC 9562) of a content: a verdict that is imported again gets the id it has."""
    digest = hashlib.sha256(VERSION + canonical(thing).encode("utf-8")).digest()
    return _uuid(int.from_bytes(digest[:16], "big"), version=8)


def _uuid(value: int, version: int) -> str:
    value = value & ~(0xF << 76) | version << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value & (1 << 128) - 1))
