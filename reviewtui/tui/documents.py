"""The texts that are read over the whole screen: help, guidelines, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from reviewtui.domain.messages import canonical
from reviewtui.domain.rubric import Rubric
from reviewtui.review.actions import CONTEXTS
from reviewtui.review.asked import asked, asked_tag_words
from reviewtui.review.keymap import Keymap
from reviewtui.review.view import View
from reviewtui.text.cells import cell_width, pad
from reviewtui.text.display import one_line
from reviewtui.text.document import Document, Hang, Piece, Span
from reviewtui.text.typesetting.typeset import typeset

TERM_CELLS = 60
"""Of a heading or a term at most."""

COLUMN_CELLS = 22
"""Longer terms don't push the texts of all others to the right."""

Rows = Sequence[tuple[str, str]]
"""(term, what is said of it); without a term the text stands alone."""


class Section(NamedTuple):
    """A heading, and below it rows or a text in Markdown."""

    heading: str
    rows: Rows = ()
    markdown: str = ""


class Sections:
    """Sections one below the other, laid out for rows of any width."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = tuple(section for section in sections if section.rows or section.markdown)

    def at(self, width: int) -> Document:
        return Document(self._pieces(width))

    def _pieces(self, width: int) -> Iterator[Piece]:
        source = 0
        for section in self._sections:
            gap = "\n" if source else ""
            heading = one_line(section.heading, TERM_CELLS)
            span = Span(len(gap), len(gap) + len(heading), "heading")
            yield Piece(f"{gap}{heading}\n", (span,), source=source)
            source += 1
            for piece in _ended(typeset(section.markdown, width)):
                yield piece._replace(source=source + piece.source)
            yield from (piece._replace(source=source + at) for at, piece in enumerate(_rows(section.rows)))
            source += len(section.markdown) + len(section.rows)


def _ended(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """With a newline at the very end: only a document's last piece may be without."""
    last = None
    for piece in pieces:
        yield piece
        last = piece
    if last is not None and not last.text.endswith("\n"):
        yield Piece("\n", source=last.source + len(last.text))


def _rows(rows: Rows) -> Iterator[Piece]:
    terms = [one_line(term, TERM_CELLS) for term, _ in rows]
    column = min(max(map(cell_width, terms), default=0), COLUMN_CELLS)
    for term, (_, text) in zip(terms, rows, strict=True):
        indent = " " * (column + 4) if term else ""
        start = f"  {pad(term, column)}  " if term else ""
        line = start + text.replace("\n", f"\n{indent}")
        spans = (Span(2, 2 + len(term), "key"),) if term else ()
        yield Piece(f"{line}\n", spans, (Hang(0, len(line), indent),) if indent else ())


def key_help(keymap: Keymap) -> Sections:
    return Sections(
        [
            Section(
                title,
                [
                    (keymap.keys_of(action.name), action.description)
                    for action in keymap.actions
                    if action.context == context
                ],
            )
            for context, title in CONTEXTS.items()
        ]
    )


def guidelines(rubric: Rubric) -> Sections:
    """Everything that the rubric asks and says."""
    return Sections(
        [
            Section("Question", [("", rubric.question)]),
            Section("Guidelines", markdown=rubric.guidelines.strip("\n")),
            Section("Criteria", [(one.name, one.description) for one in rubric.criteria]),
            Section("Tags", [(tag.name, asked_tag_words(tag)) for tag in rubric.tags]),
            Section("Reasons to skip", [("", reason) for reason in rubric.skip_reasons]),
            Section("What is asked", asked(rubric)),
        ]
    )


def metadata(view: View, external_id: str | None) -> Sections:
    """`external_id`: what a source calls the pair."""
    sections = [Section("Pair", [("id:", external_id)])] if external_id else []
    sections.append(Section("Prompt", _listed(view.metadata)))
    if view.hidden is None:
        sections.append(Section("Outputs", [("", "hidden until the pair is revealed")]))
    else:
        sections += [Section(side.value.capitalize(), _listed(said)) for side, said in view.hidden.items()]
        sections.append(Section("From", [("", source) for source in view.sources]))
    return Sections(sections)


def _listed(values: Mapping[str, Any]) -> Rows:
    return [
        (f"{name}:", value if isinstance(value, str) else canonical(value)) for name, value in values.items()
    ] or [("", "none")]
