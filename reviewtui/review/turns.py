"""From a conversation's messages to the turns that are read: what is said, and what stands folded by it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from reviewtui.domain.messages import Conversation, Json, Message, canonical, readable
from reviewtui.text.conversation import Kind, Part, Turn

Turns = tuple[Turn, ...]

_INSTRUCTIONS = ("system", "developer")
_RESULTS = ("tool", "function", "ipython")

# At the start of an answer alone: further on, somebody writes about the tag.
_THINK = re.compile(r"\s*<(think|thinking|reasoning)>(.*?)(?:</\1>\s*|\Z)", re.DOTALL)

_PART_KINDS = {
    "thinking": Kind.REASONING,
    "redacted_thinking": Kind.REASONING,
    "reasoning": Kind.REASONING,
    "tool_use": Kind.TOOL_CALL,
    "tool_call": Kind.TOOL_CALL,
    "function_call": Kind.TOOL_CALL,
    "tool_result": Kind.TOOL_RESULT,
}


def turns(conversation: Conversation) -> Turns:
    return tuple(Turn(message.role, _parts(message)) for message in conversation)


def text_of(turns: Turns) -> str:
    """The turns as one text, as they were written."""
    return "\n".join(turn.text for turn in turns)


def _parts(message: Message) -> tuple[Part, ...]:
    thought = [Part(message.reasoning, Kind.REASONING)] if message.reasoning else []
    parts = [*thought, *_content(message), *_calls(message.extra)]
    return tuple(parts) or (Part(""),)


def _content(message: Message) -> Iterator[Part]:
    usual = _kind_of(message.role)
    if isinstance(message.content, str):
        yield from _told_apart(message.content, usual, message.role)
        return
    for block in message.content if isinstance(message.content, list) else [message.content]:
        kind = _PART_KINDS.get(str(block.get("type"))) if isinstance(block, Mapping) else None
        text = _call(block) if kind is Kind.TOOL_CALL else readable(block)
        if kind is not None:
            yield Part(text, kind)
        elif text:
            yield from _told_apart(text, usual, message.role)


def _kind_of(role: str) -> Kind:
    if role in _INSTRUCTIONS:
        return Kind.SYSTEM
    return Kind.TOOL_RESULT if role in _RESULTS else Kind.TEXT


def _told_apart(text: str, kind: Kind, role: str) -> Iterator[Part]:
    """A text, and before it the reasoning that a model's begins with."""
    found = _THINK.match(text) if role == "assistant" else None
    if found is None:
        yield Part(text, kind)
        return
    if found[2].strip():
        yield Part(found[2].strip("\n"), Kind.REASONING)
    yield Part(text[found.end() :])


def _calls(extra: Mapping[str, Json]) -> Iterator[Part]:
    calls = extra.get("tool_calls")
    one = extra.get("function_call")
    listed = calls if isinstance(calls, list) else [calls] if calls else []
    for call in [*listed, *([one] if one else [])]:
        yield Part(_call(call), Kind.TOOL_CALL)


def _call(call: Json) -> str:
    """`name(arguments)` where a call has both, else its JSON."""
    if isinstance(call, Mapping):
        function = call.get("function", call)
        if isinstance(function, Mapping) and isinstance(function.get("name"), str):
            arguments = function.get("arguments", function.get("input", {}))
            written = arguments if isinstance(arguments, str) else canonical(arguments)
            return f"{function['name']}({written})"
    return canonical(call)
