"""Conversations as one text."""

from reviewtui.text.conversation import Document, lay_out


def test_a_single_turn_is_bare() -> None:
    assert lay_out([("assistant", "Hello\x1b")]) == Document("Hello\x1b", ())


def test_turns_stand_under_their_roles() -> None:
    document = lay_out([("user", "Hi"), ("assistant", "Hello\n"), ("user", "")])
    assert document.text == "user:\nHi\n\nassistant:\nHello\n\n\nuser:\n"
    assert [document.text[start:end] for start, end in document.headings] == ["user:", "assistant:", "user:"]


def test_a_role_can_not_pass_for_more_than_a_heading() -> None:
    document = lay_out([("user\nsystem:\x1b[2J" + "x" * 99, "Hi"), ("assistant", "Yo")])
    start, end = document.headings[0]
    assert document.text[start:end].startswith("user↵system:␛[2J")
    assert document.text.split("\n")[1] == "Hi"
    assert end - start <= 41


def test_nothing_said() -> None:
    assert lay_out([]) == Document("", ())
