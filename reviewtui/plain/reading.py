"""The texts that are read beside a pair."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reviewtui.domain.messages import canonical
from reviewtui.domain.rubric import Rubric
from reviewtui.review.asked import asked, asked_tag_words
from reviewtui.review.view import View


def metadata_text(view: View, external_id: str | None) -> str:
    """`external_id`: what the pair's source calls it."""
    parts = [f"Id: {external_id}"] if external_id is not None else []
    parts.append(_listed("Prompt", view.metadata))
    if view.hidden is None:
        return "\n".join([*parts, "Outputs: hidden until the pair is revealed"])
    parts += [_listed(side.value.capitalize(), values) for side, values in view.hidden.items()]
    return "\n".join([*parts, f"From: {', '.join(view.sources)}"])


def _listed(title: str, values: Mapping[str, Any]) -> str:
    lines = [
        f"{title}, {name}: {value if isinstance(value, str) else canonical(value)}"
        for name, value in values.items()
    ]
    return "\n".join(lines) or f"{title}: none"


def guidelines_text(rubric: Rubric) -> str:
    """Everything that the rubric asks and says."""
    parts = [rubric.question, rubric.guidelines.strip("\n")]
    parts.append("\n".join(f"Criterion {_named(one.name, one.description)}" for one in rubric.criteria))
    parts.append("\n".join(f"Tag {_named(one.name, asked_tag_words(one))}" for one in rubric.tags))
    parts.append("\n".join(f"Reason to skip: {reason}" for reason in rubric.skip_reasons))
    parts.append("\n".join(f"{what}: {how}" for what, how in asked(rubric)))
    return "\n\n".join(part for part in parts if part)


def _named(name: str, said: str) -> str:
    return f"{name}: {said}" if said else name
