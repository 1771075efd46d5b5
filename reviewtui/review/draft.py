"""A label that is being made: its values so far, and the steps that led there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from reviewtui.domain.labels import Judgement, criteria_document, criteria_from, tags_document, tags_from
from reviewtui.domain.vocabulary import Correctness, Preference, Slot


@dataclass(frozen=True, slots=True)
class Draft:
    """`history` and `future` are whole judgements: the steps that undo and redo go through."""

    judgement: Judgement = Judgement()
    history: tuple[Judgement, ...] = ()
    future: tuple[Judgement, ...] = ()

    @property
    def empty(self) -> bool:
        return self.judgement.empty and not self.history and not self.future

    def changed(self, judgement: Judgement) -> Draft:
        if judgement == self.judgement:
            return self
        return Draft(judgement, (*self.history, self.judgement), ())

    def typed(self, note: str) -> Draft:
        """A note in the middle of being written: kept, but no step of its own."""
        return replace(self, judgement=replace(self.judgement, note=note))

    def undone(self) -> Draft:
        return Draft(self.history[-1], self.history[:-1], (self.judgement, *self.future))

    def redone(self) -> Draft:
        return Draft(self.future[0], (*self.history, self.judgement), self.future[1:])

    def document(self, left: Slot) -> dict[str, Any]:
        return {
            "judgement": judgement_document(self.judgement),
            "history": [judgement_document(step) for step in self.history],
            "future": [judgement_document(step) for step in self.future],
            "left": left.value,
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> tuple[Draft, Slot]:
        draft = cls(
            judgement_from(document["judgement"]),
            tuple(judgement_from(step) for step in document["history"]),
            tuple(judgement_from(step) for step in document["future"]),
        )
        return draft, Slot(document["left"])

    @classmethod
    def taken_back(cls, finished: Judgement) -> Draft:
        """What a finished label leaves when it is undone: all but the verdict that finished it, each field
        a step, so that undoing further takes them back one by one."""
        draft = cls()
        left = replace(finished, preference=None, strength=None)
        for field in fields(Judgement):
            draft = draft.changed(replace(draft.judgement, **{field.name: getattr(left, field.name)}))
        return draft


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
