"""What a rubric asks, in words that are the same on every face."""

from __future__ import annotations

from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.review.tags import TagChoice


def asked(rubric: Rubric) -> tuple[tuple[str, str], ...]:
    """(what, how) of all but the question, the guidelines and the lists; also that pairs come up again where
    they do: annotators are to know it."""
    fields = (
        ("Scale", rubric.scale.value),
        ("Correctness", ", ".join(level.value for level in rubric.correctness) or "not asked"),
        ("Warned", "whether an answer said that it might be wrong" if rubric.warned else "not asked"),
        ("Required", ", ".join(rubric.required) or "nothing"),
    )
    if not rubric.repeat_rate:
        return fields
    return (*fields, ("Repeats", "some of your pairs come up a second time, without saying so"))


def tag_words(tag: AskedTag | TagChoice) -> str:
    """What is said of a tag beside its name, on one line; what weighs most goes first: a row may be cut."""
    said = (
        "must never happen" if tag.blocker else "",
        f"{tag.severity.value} severity" if tag.severity else "",
        f"harms {tag.harmed}" if tag.harmed else "",
        tag.description,
    )
    return "; ".join(part for part in said if part)


def asked_tag_words(tag: AskedTag) -> str:
    """As `tag_words`, and what it is said of where that is not an output."""
    words = tag_words(tag)
    return words if tag.sided else "; ".join(part for part in ("of the pair", words) if part)
