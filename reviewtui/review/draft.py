"""A label that is being made: its values so far, and the steps that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from reviewtui.domain.labels import Judgement, criteria_document, criteria_from, tags_document, tags_from
from reviewtui.domain.vocabulary import Correctness, Preference


@dataclass(frozen=True, slots=True)
class Draft:
    """`history` and `future` are whole judgements: the steps that undo and redo go through."""

    judgement: Judgement = Judgement()
    history: tuple[Judgement, ...] = ()
    future: tuple[Judgement, ...] = ()
    typing: bool = False
    """The last step is a note that is still being written."""

    def rests_on(self, judgement: Judgement) -> bool:
        """Whether there is nothing in it that the label, as it stands, does not have."""
        return self == Draft(judgement)

    def changed(self, judgement: Judgement) -> Draft:
        settled = self.settled()
        if judgement == settled.judgement:
            return settled
        return Draft(judgement, (*settled.history, settled.judgement))

    def typed(self, note: str) -> Draft:
        """A note in the middle of being written: one step, however often it is kept."""
        judgement = replace(self.judgement, note=note)
        if self.typing:
            return replace(self, judgement=judgement)
        return Draft(judgement, (*self.history, self.judgement), typing=True)

    def before_typing(self) -> Draft:
        return Draft(self.history[-1], self.history[:-1]) if self.typing else self

    def settled(self) -> Draft:
        """The note that was being written is written; no step where it is as it was."""
        if not self.typing:
            return self
        if self.judgement == self.history[-1]:
            return self.before_typing()
        return replace(self, typing=False)

    def undone(self) -> Draft:
        return Draft(self.history[-1], self.history[:-1], (self.judgement, *self.future))

    def redone(self) -> Draft:
        return Draft(self.future[0], (*self.history, self.judgement), self.future[1:])

    def document(self) -> dict[str, Any]:
        return {
            "judgement": judgement_document(self.judgement),
            "history": [judgement_document(step) for step in self.history],
            "future": [judgement_document(step) for step in self.future],
            "typing": self.typing,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> Draft:
        return cls(
            judgement_from(document["judgement"]),
            tuple(judgement_from(step) for step in document["history"]),
            tuple(judgement_from(step) for step in document["future"]),
            document["typing"],
        )


def judgement_document(judgement: Judgement) -> dict[str, Any]:
    """Plain JSON, without the fields that hold nothing."""
    document: dict[str, Any] = {}
    for field in fields(Judgement):
        value = getattr(judgement, field.name)
        if value != getattr(_NOTHING, field.name):
            document[field.name] = value
    if judgement.criteria:
        document["criteria"] = criteria_document(judgement.criteria)
    if judgement.tags:
        document["tags"] = tags_document(judgement.tags)
    return document


def judgement_from(document: Mapping[str, Any]) -> Judgement:
    values = dict(document)
    if "preference" in values:
        values["preference"] = Preference(values["preference"])
    for name in ("correctness_a", "correctness_b"):
        if name in values:
            values[name] = Correctness(values[name])
    if "criteria" in values:
        values["criteria"] = criteria_from(values["criteria"])
    if "tags" in values:
        values["tags"] = tags_from(values["tags"])
    return Judgement(**values)


_NOTHING = Judgement()
