"""Messages and conversations: what prompts and outputs are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Json = Any
"""A value that JSON can hold."""

_REASONING_FIELDS = ("reasoning_content", "reasoning", "thinking")


@dataclass(frozen=True, slots=True)
class Message:
    """One turn. `content` is a string, or what the source had in its place (parts, an object).

    `extra` keeps the other fields of the source's message, such as `tool_calls` or `name`.
    """

    role: str
    content: Json
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What there is to read: the content, the text of its parts, tool calls as JSON."""
        pieces = [readable(self.content)]
        if calls := self.extra.get("tool_calls"):
            pieces.append(canonical(calls))
        return "\n".join(piece for piece in pieces if piece)

    @property
    def reasoning(self) -> str:
        """What was thought before it was said, where the source has a field for that; else empty."""
        said = (self.extra.get(name) for name in _REASONING_FIELDS)
        return next((text for text in said if isinstance(text, str) and text.strip()), "")

    def document(self) -> dict[str, Json]:
        return {**self.extra, "role": self.role, "content": self.content}


Conversation = tuple[Message, ...]


def readable(content: Json) -> str:
    """What there is to read in a message's content: its text, or its JSON where it has none."""
    if content is None:
        return ""
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        return "\n".join(readable(part) for part in content)
    if isinstance(content, Mapping):
        for key in ("text", "answer"):
            if isinstance(content.get(key), str):
                return str(content[key])
    return canonical(content)


def canonical(value: Json) -> str:
    """Canonical JSON: keys sorted, no white space, characters as they are. Raises ValueError on NaN."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def one_message(role: str, text: str) -> Conversation:
    """A bare string as a conversation; it is kept as it is, without trimming or normalising."""
    return (Message(role, text),)


def documents(conversation: Conversation) -> list[dict[str, Json]]:
    return [message.document() for message in conversation]


_OWN_KEYS = {"role", "content"}


def from_documents(rows: Sequence[Mapping[str, Json]]) -> Conversation:
    return tuple(
        Message(row["role"], row.get("content"), {key: row[key] for key in row.keys() - _OWN_KEYS})
        for row in rows
    )


def plain_text(conversation: Conversation, role: str) -> str | None:
    """The text of a conversation that is one bare message of this role, else None."""
    if len(conversation) != 1:
        return None
    message = conversation[0]
    if message.role != role or message.extra or not isinstance(message.content, str):
        return None
    return message.content


def portable(conversation: Conversation, role: str) -> str | list[dict[str, Json]]:
    """How a conversation is written into files: a string where that loses nothing, else its messages."""
    text = plain_text(conversation, role)
    return documents(conversation) if text is None else text
