import pytest

from reviewtui.domain.messages import Json, Message
from reviewtui.review.turns import turns
from reviewtui.text.conversation import Kind, Part, Turn


def parts(content: Json, role: str = "assistant", **extra: Json) -> tuple[Part, ...]:
    (turn,) = turns((Message(role, content, extra),))
    return turn.parts


def test_a_message_of_text_is_one_part() -> None:
    assert turns((Message("user", "Hi"), Message("assistant", "Hello"))) == (
        Turn("user", (Part("Hi"),)),
        Turn("assistant", (Part("Hello"),)),
    )
    assert parts(None) == (Part(""),)


@pytest.mark.parametrize("tag", ["think", "thinking", "reasoning"])
def test_the_reasoning_that_an_answer_begins_with_is_told_apart(tag: str) -> None:
    assert parts(f"<{tag}>\nHm.\n</{tag}>\n\nYes.") == (Part("Hm.", Kind.REASONING), Part("Yes."))


def test_reasoning_that_never_ends_is_reasoning_and_an_empty_one_is_left_out() -> None:
    assert parts("<think>Hm.") == (Part("Hm.", Kind.REASONING), Part(""))
    assert parts("<think>\n\n</think>\n\nYes.") == (Part("Yes."),)


def test_a_tag_further_on_is_text() -> None:
    assert parts("Use <think>…</think> so.") == (Part("Use <think>…</think> so."),)
    assert parts("<think> asks a user", role="user") == (Part("<think> asks a user"),)


@pytest.mark.parametrize("field", ["reasoning_content", "reasoning", "thinking"])
def test_reasoning_in_a_field_of_its_own(field: str) -> None:
    assert parts("Yes.", **{field: "Hm."}) == (Part("Hm.", Kind.REASONING), Part("Yes."))


def test_tool_calls_are_told_apart_and_read_as_calls() -> None:
    calls = [{"id": "1", "function": {"name": "look", "arguments": '{"at":"x"}'}}]
    assert parts("Wait.", tool_calls=calls) == (Part("Wait."), Part('look({"at":"x"})', Kind.TOOL_CALL))
    assert parts(None, tool_calls=calls) == (Part('look({"at":"x"})', Kind.TOOL_CALL),)
    assert parts(None, function_call={"name": "f", "arguments": {"b": 1}}) == (
        Part('f({"b":1})', Kind.TOOL_CALL),
    )


@pytest.mark.parametrize("odd", [{"tool_calls": "text"}, {"tool_calls": 3}, {"tool_calls": [None, {"a": 1}]}])
def test_calls_of_no_known_shape_are_shown_as_they_are(odd: dict[str, Json]) -> None:
    assert all(isinstance(part.text, str) for part in parts("x", **odd))


@pytest.mark.parametrize(
    ("block", "part"),
    [
        ({"type": "text", "text": "Hi"}, Part("Hi")),
        ({"type": "thinking", "thinking": "Hm", "text": "Hm"}, Part("Hm", Kind.REASONING)),
        ({"type": "tool_use", "name": "f", "input": {"a": 1}}, Part('f({"a":1})', Kind.TOOL_CALL)),
        ({"type": "tool_result", "text": "42"}, Part("42", Kind.TOOL_RESULT)),
    ],
)
def test_blocks_of_content(block: Json, part: Part) -> None:
    assert parts([block]) == (part,)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("system", Kind.SYSTEM),
        ("developer", Kind.SYSTEM),
        ("tool", Kind.TOOL_RESULT),
        ("function", Kind.TOOL_RESULT),
        ("user", Kind.TEXT),
    ],
)
def test_roles_that_are_folded(role: str, kind: Kind) -> None:
    assert parts("text", role=role) == (Part("text", kind),)
