"""The changes that a key makes to a label: pure steps from one judgement to the next.

Each raises ReviewError where the rubric does not ask for what was said.
"""

from __future__ import annotations

from dataclasses import replace

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Preference, Scale, Slot
from reviewtui.text.naming import checked_name

FIRST_CONFIDENCE, HIGHEST_CONFIDENCE = 2, 3

_WARNED_NEXT = {None: True, True: False, False: None}


def with_preference(
    rubric: Rubric, judgement: Judgement, preference: Preference, strength: int | None, criterion: str | None
) -> Judgement:
    """A verdict on a criterion, or on the whole (None). The same verdict on a criterion again takes it back.

    `strength` None is clearly (2) on the graded scale, where a side is preferred.
    """
    graded = rubric.scale is Scale.GRADED and preference in (Preference.A, Preference.B)
    if strength == 1 and not graded:
        raise ReviewError("this rubric's scale has no «slightly»")
    strength = (strength or 2) if graded else None
    if criterion is None:
        # The reason of a skip ends with it.
        return replace(judgement, preference=preference, strength=strength, reason="")
    said = Criterion(criterion, preference, strength)
    others = [one for one in judgement.criteria if one.name != criterion]
    kept = others if said in judgement.criteria else [*others, said]
    return replace(judgement, criteria=tuple(sorted(kept, key=lambda one: one.name)))


def with_correctness(rubric: Rubric, judgement: Judgement, slot: Slot, level: Correctness) -> Judgement:
    """The same level again takes it back."""
    if level not in rubric.correctness:
        raise ReviewError(f"this rubric does not ask for «{level.value}»")
    return judgement.with_correctness(slot, None if judgement.correctness(slot) is level else level)


def with_warned(rubric: Rubric, judgement: Judgement, slot: Slot) -> Judgement:
    """The next of unsaid, yes, no."""
    if not rubric.warned:
        raise ReviewError("this rubric does not ask whether an output said that it might be wrong")
    return judgement.with_warned(slot, _WARNED_NEXT[judgement.warned(slot)])


def with_tag(rubric: Rubric, judgement: Judgement, name: str, slot: Slot | None) -> Judgement:
    """The tag given to an output, or to the pair (None); the same again takes it off."""
    tag = Tag(name.strip(), slot)
    if tag in judgement.tags:
        return replace(judgement, tags=tuple(one for one in judgement.tags if one != tag))
    try:
        name = checked_name(name)
    except ValueError as error:
        raise ReviewError(f"the tag {error}") from error
    asked = rubric.tag(name)
    if asked is None and not rubric.new_tags:
        raise ReviewError(f"this rubric has no tag «{name}», and takes no new ones")
    if asked is not None and asked.sided and slot is None:
        raise ReviewError(f"«{name}» is said of one output, not of the pair")
    if asked is not None and not asked.sided and slot is not None:
        raise ReviewError(f"«{name}» is said of the pair, not of one output")
    return replace(judgement, tags=(*judgement.tags, tag))


def with_confidence(judgement: Judgement, step: int) -> Judgement:
    """A level up (1) or down (-1) of three. The first step in either direction says 2; below 1 is unsaid."""
    if judgement.confidence is None:
        return replace(judgement, confidence=FIRST_CONFIDENCE)
    level = judgement.confidence + step
    if level > HIGHEST_CONFIDENCE:
        raise ReviewError(f"the confidence is at its highest: {HIGHEST_CONFIDENCE} of {HIGHEST_CONFIDENCE}")
    return replace(judgement, confidence=level if level >= 1 else None)


def skipped(judgement: Judgement, reason: str) -> Judgement:
    """All else that was said stays. Without a new reason the one that was given stays too."""
    reason = " ".join(reason.split()) or judgement.reason
    return replace(judgement, preference=None, strength=None, reason=reason)
