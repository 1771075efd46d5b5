"""What a reader sees of typeset texts, for tests of the parts."""

from collections.abc import Callable

from reviewtui.text.document import Document
from reviewtui.text.flow import Flow
from reviewtui.text.typesetting.sheet import Sheet
from reviewtui.text.typesetting.typeset import typeset


def document(source: str, width: int = 60) -> Document:
    made = Document(typeset(source, width), len(source))
    while not made.complete:
        made.advance(1 << 20)
    return made


def rows(source: str, width: int = 60) -> list[str]:
    """The rows of a pane of `width` cells."""
    flow = Flow(document(source, width), width)
    while not flow.advance(1 << 20):
        pass
    return [flow.row(y).text for y in range(flow.known)]


def roles(made: Document) -> list[tuple[str, str]]:
    """The texts with a role, and it, in order."""
    return [(made.text[start:end], role) for start, end, role in made.spans(0, len(made.text))]


def sheet_of(write: Callable[[Sheet], None], width: int = 60) -> Document:
    sheet = Sheet(width)
    write(sheet)
    made = Document([sheet.take(0)])
    made.advance(1 << 20)
    return made
