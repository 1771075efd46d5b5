"""The tags that a reviewer can choose from: those used last first, then the rubric's in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple

from reviewtui.domain.labels import Judgement, Revision, Tag
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity, Slot

LOOKED_AT = 300
"""So many of an annotator's newest revisions say which tags are used."""


class TagChoice(NamedTuple):
    """One tag to choose. `on`: the label has it."""

    name: str
    description: str
    on: bool
    harmed: str
    severity: Severity | None
    blocker: bool


class RecentTags:
    """An annotator's own tags, the one used last first; those of outputs and those of pairs apart."""

    def __init__(self, newest_first: Iterable[Revision]) -> None:
        self._used: dict[tuple[str, bool], None] = {}
        for revision in reversed(list(islice(newest_first, LOOKED_AT))):
            for tag in revision.judgement.tags:
                self.use(tag)

    def use(self, tag: Tag) -> None:
        key = (tag.tag, tag.slot is not None)
        self._used.pop(key, None)
        self._used[key] = None

    def names(self, *, sided: bool) -> tuple[str, ...]:
        return tuple(name for name, of_output in reversed(self._used) if of_output is sided)


def choices(
    rubric: Rubric, judgement: Judgement, slot: Slot | None, recent: RecentTags
) -> tuple[TagChoice, ...]:
    """For one output, or for the pair (None). One that the label has can always be taken off."""
    sided = slot is not None
    listed = {one.name: one for one in rubric.tags}
    asked = [name for name, one in listed.items() if one.sided is sided]
    own = [name for name in recent.names(sided=sided) if name in asked or _new(rubric, listed, name)]
    on = [one.tag for one in judgement.tags if one.slot is slot]
    names = dict.fromkeys((*own, *asked, *on))
    return tuple(_choice(listed.get(name) or AskedTag(name), on=name in on) for name in names)


def _new(rubric: Rubric, listed: Mapping[str, AskedTag], name: str) -> bool:
    """Whether it is a tag of the annotator's own that the rubric takes."""
    return rubric.new_tags and name not in listed


def _choice(tag: AskedTag, *, on: bool) -> TagChoice:
    return TagChoice(tag.name, tag.description, on, tag.harmed, tag.severity, tag.blocker)
