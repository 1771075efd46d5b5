"""The texts that are read over the whole screen, as documents for a pane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from reviewtui.domain.messages import canonical
from reviewtui.domain.rubric import Rubric
from reviewtui.review.actions import ACTIONS, CONTEXTS, keys_of
from reviewtui.review.view import View
from reviewtui.text.cells import pad
from reviewtui.text.conversation import Document
from reviewtui.text.display import one_line

HEADING_CELLS = 60


def sections(parts: Sequence[tuple[str, str]]) -> Document:
    """(heading, text) one below the other."""
    text = ""
    headings = []
    for heading, body in parts:
        if text:
            text += "\n\n"
        shown = one_line(heading, HEADING_CELLS)
        headings.append((len(text), len(text) + len(shown)))
        text += f"{shown}\n{body}"
    return Document(text, tuple(headings))


def key_help() -> Document:
    width = max(len(keys_of(action.name)) for action in ACTIONS) + 2
    return sections(
        [
            (
                title,
                "\n".join(
                    f"  {pad(keys_of(action.name), width)}{action.description}"
                    for action in ACTIONS
                    if action.context == context
                ),
            )
            for context, title in CONTEXTS.items()
        ]
    )


def guidelines(rubric: Rubric) -> Document:
    asked = ", ".join(level.value for level in rubric.correctness) or "not asked"
    required = ", ".join(rubric.required) or "nothing"
    facts = f"Scale: {rubric.scale.value}\nCorrectness: {asked}\nRequired: {required}"
    parts = [("Question", rubric.question)]
    if rubric.guidelines:
        parts.append(("Guidelines", rubric.guidelines.strip("\n")))
    return sections([*parts, ("What is asked", facts)])


def metadata(view: View) -> Document:
    parts = [("Prompt", _listed(view.metadata))]
    if view.hidden is None:
        parts.append(("Outputs", "hidden until the pair is revealed"))
    else:
        parts += [(side.value.capitalize(), _listed(values)) for side, values in view.hidden.items()]
        parts.append(("From", "\n".join(view.sources)))
    return sections(parts)


def _listed(values: Mapping[str, Any]) -> str:
    if not values:
        return "none"
    return "\n".join(
        f"{name}: {value if isinstance(value, str) else canonical(value)}" for name, value in values.items()
    )
