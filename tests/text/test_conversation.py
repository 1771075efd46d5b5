import pytest

from reviewtui.text.conversation import Kind, Layout, Part, Turn
from reviewtui.text.document import Document


def turn(role: str, text: str, kind: Kind = Kind.TEXT) -> Turn:
    return Turn(role, (Part(text, kind),))


def whole(layout: Layout, width: int = 60) -> Document:
    document = layout.at(width)
    while not document.advance(1000):
        pass
    return document


def roles(document: Document) -> list[tuple[str, str]]:
    return [
        (span.role, document.text[span.start : span.end]) for span in document.spans(0, len(document.text))
    ]


@pytest.mark.parametrize("raw", [True, False])
def test_a_single_turn_is_its_bare_text(raw: bool) -> None:
    assert whole(Layout([turn("assistant", "Hello\x1b")], raw=raw)).text == "Hello\x1b"
    assert whole(Layout([turn("assistant", "")], raw=raw)).text == ""
    assert whole(Layout([], raw=raw)).text == ""


def test_several_turns_stand_under_their_roles() -> None:
    document = whole(Layout([turn("user", "Hi"), turn("assistant", "Hello\n"), turn("user", "")]))
    assert document.text == "user:\nHi\n\nassistant:\nHello\n\nuser:\n"
    assert roles(document) == [("role", "user:"), ("role", "assistant:"), ("role", "user:")]


def test_a_role_stays_on_its_line() -> None:
    document = whole(Layout([turn("user\nsystem:\x1b[2J" + "x" * 99, "Hi"), turn("assistant", "Yo")]))
    (_, heading), _ = roles(document)
    assert "\n" not in heading
    assert "\x1b" not in heading
    assert len(heading) <= 41


@pytest.mark.parametrize("kind", [Kind.SYSTEM, Kind.REASONING, Kind.TOOL_CALL, Kind.TOOL_RESULT])
def test_what_is_not_said_to_the_user_is_one_line_until_it_is_opened(kind: Kind) -> None:
    text = "First line\nsecond \x1b line\nthird"
    turns = [Turn("assistant", (Part(text, kind), Part("The answer.")))]
    folded = whole(Layout(turns))
    first, rest = folded.text.split("\n", 1)
    assert first == f"▸ {kind.value}: First line (3 lines)"
    assert rest == "The answer."
    opened = whole(Layout(turns, opened=True))
    assert opened.text == f"▾ {kind.value}\n{text}\nThe answer."


def test_a_folded_line_is_display_safe_and_short() -> None:
    folded = whole(Layout([turn("tool", "\x1b]0;x\x07" + "y" * 10_000, Kind.TOOL_RESULT)]))
    assert "\x1b" not in folded.text
    assert len(folded.text) < 100


def test_a_turn_is_found_where_it_starts() -> None:
    layout = Layout([turn("user", "one\ntwo"), turn("assistant", "three"), turn("user", "four")])
    document = whole(layout)
    for number, role in enumerate(["user:", "assistant:", "user:"]):
        offset = document.offset_of(layout.start_of(number))
        assert document.text[offset:].lstrip("\n").startswith(role)


def test_only_what_is_looked_at_is_laid_out() -> None:
    layout = Layout([turn("assistant", "A line of prose.\n\n" * 50_000)])
    document = layout.at(60)
    document.advance(1000)
    assert len(document.text) < 100_000


def test_the_same_width_gives_the_same_document_and_a_copy_another() -> None:
    layout = Layout([turn("assistant", "Hello")])
    assert layout.at(60) is layout.at(60)
    assert layout.copy(60) is not layout.at(60)
