"""From what rows hold for a prompt or an output to conversations."""

from __future__ import annotations

from reviewtui.dataset.faults import RowError
from reviewtui.dataset.fields import MISSING
from reviewtui.dataset.reading import kind_of
from reviewtui.domain.messages import Conversation, Json, canonical, from_documents, one_message


def conversation(value: Json, role: str, field: str) -> Conversation:
    """A string is one message of this role; a list is messages. Raises RowError, which names the field."""
    if type(value) is str:
        return one_message(role, value)
    if value is MISSING:
        raise RowError(f"field {field}: missing")
    if type(value) is not list:
        raise RowError(f"field {field}: expected text or a list of messages, found {kind_of(value)}")
    if not value:
        raise RowError(f"field {field}: has no messages")
    for number, message in enumerate(value, start=1):
        _check_message(message, f"field {field}, message {number}")
    return from_documents(value)


def _check_message(message: Json, where: str) -> None:
    if type(message) is not dict:
        raise RowError(f"{where}: expected an object with role and content, found {kind_of(message)}")
    role = message.get("role", MISSING)
    if type(role) is not str or not role:
        raise RowError(f"{where}: " + ("no role" if role is MISSING else "the role is no text"))
    content = message.get("content")
    if type(content) in (bool, int, float):
        raise RowError(f"{where}: expected text as content, found {kind_of(content)}")


def split_answer(turns: Conversation, field: str) -> tuple[Conversation, Conversation]:
    """The prompt and the output of a whole conversation: the output is what follows the last turn of
    another than the model. Raises RowError where there is no such turn, or nothing follows it."""
    end = len(turns)
    while end and turns[end - 1].role in ("assistant", "tool"):
        end -= 1
    if end == len(turns):
        raise RowError(f"field {field}: does not end with an answer of the assistant")
    if not end:
        raise RowError(f"field {field}: has no prompt before the answer")
    return turns[:end], turns[end:]


def text(value: Json, field: str) -> str | None:
    """A name or id that may be missing. Numbers count as text. Raises RowError."""
    if value is MISSING or value is None:
        return None
    if type(value) is str:
        return value or None
    if type(value) in (int, float):
        return str(value)
    raise RowError(f"field {field}: expected text, found {kind_of(value)}")


def required_text(value: Json, field: str) -> str:
    """A name that must be there. Raises RowError."""
    found = text(value, field)
    if found is None:
        raise RowError(f"field {field}: missing or empty")
    return found


def reference(value: Json) -> str | None:
    """A reference answer: text; of a list of texts, one a line; anything else as JSON."""
    if value is MISSING or value is None:
        return None
    if type(value) is str:
        return value
    if type(value) is list and all(type(one) is str for one in value):
        return "\n".join(value)
    return canonical(value)
