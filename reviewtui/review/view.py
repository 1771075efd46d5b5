"""What a reviewer may see of a pair: in sides, and blind until it is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewtui.domain.labels import Judgement
from reviewtui.domain.messages import Conversation, canonical
from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.vocabulary import Correctness, Preference, Side, Slot, Status

Turns = tuple[tuple[str, str], ...]
"""(role, text) of each message."""


@dataclass(frozen=True, slots=True)
class View:
    """One pair, for one reviewer, at one moment."""

    pair_id: int
    number: int
    """1 for the first pair in the project's order."""
    prompt: Turns
    left: Turns
    right: Turns
    reference: str | None
    metadata: Mapping[str, Any]
    """The prompt's own."""
    left_slot: Slot
    judgement: Judgement
    """In the pair's orientation; the methods below turn it to sides."""
    status: Status | None
    counted: Judgement | None
    """What counts, where something else was said after the reveal."""
    begun: bool
    """There are changes that the label, as it stands, does not have."""
    missing: tuple[str, ...]
    """Required fields that the label does not have yet."""
    hidden: Mapping[Side, Mapping[str, Any]] | None
    """Model, context, metadata of each output; None while the pair is blind."""
    sources: tuple[str, ...]
    """The files and rows that the pair came from; empty while it is blind."""

    @property
    def finished(self) -> bool:
        return self.status is Status.LABELED and not self.begun

    def slot(self, side: Side) -> Slot:
        return self.left_slot if side is Side.LEFT else self.left_slot.other

    def correctness(self, side: Side) -> Correctness | None:
        return self.judgement.correctness(self.slot(side))

    @property
    def verdict(self) -> Side | Preference | None:
        """The preferred side, or tie or both bad."""
        return verdict(self.judgement.preference, self.left_slot)

    def text_length(self, side: Side) -> int:
        return sum(len(text) for _, text in (self.left if side is Side.LEFT else self.right))


def verdict(preference: Preference | None, left: Slot) -> Side | Preference | None:
    if preference is Preference.A or preference is Preference.B:
        return Side.LEFT if preference.value == left.value else Side.RIGHT
    return preference


def preference_for(side: Side, left: Slot) -> Preference:
    slot = left if side is Side.LEFT else left.other
    return Preference(slot.value)


def turns(conversation: Conversation) -> Turns:
    return tuple((message.role, message.text) for message in conversation)


def hidden_of(pair: StoredPair, left: Slot) -> dict[Side, dict[str, Any]]:
    """What the reveal shows of each side's output."""
    return {
        # The model's own name goes last: metadata may claim another.
        side: {**output.metadata, **_named("context", output.context), "model": output.display}
        for side, output in ((Side.LEFT, pair.output(left)), (Side.RIGHT, pair.output(left.other)))
    }


def _named(name: str, value: Mapping[str, Any]) -> dict[str, str]:
    return {name: canonical(dict(value))} if value else {}
