"""What a reviewer may see of a pair: in sides, and blind until it is revealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reviewtui.domain.labels import Judgement
from reviewtui.domain.messages import canonical
from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Preference, Side, Slot, Status
from reviewtui.review.desk import Work
from reviewtui.review.missing import Missing, still_missing
from reviewtui.review.turns import Turns, turns


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
    missing: tuple[Missing, ...]
    """Required fields that the label does not have yet."""
    hidden: Mapping[Side, Mapping[str, Any]] | None
    """Model, context, metadata of each output; None while the pair is blind."""
    sources: tuple[str, ...]
    """The files and rows that the pair came from; empty while it is blind."""

    @property
    def finished(self) -> bool:
        return self.status is Status.LABELED and not self.begun

    def slot(self, side: Side) -> Slot:
        return slot_of(side, self.left_slot)

    def correctness(self, side: Side) -> Correctness | None:
        return self.judgement.correctness(self.slot(side))

    @property
    def verdict(self) -> Side | Preference | None:
        """The preferred side, or tie or both bad."""
        return verdict(self.judgement.preference, self.left_slot)

    def verdict_on(self, criterion: str) -> Side | Preference | None:
        said = self.judgement.criterion(criterion)
        return verdict(said.preference, self.left_slot) if said else None

    def strength_on(self, criterion: str) -> int | None:
        said = self.judgement.criterion(criterion)
        return said.strength if said else None

    def warned(self, side: Side) -> bool | None:
        """Whether the output said that it might be wrong; None: not said here."""
        return self.judgement.warned(self.slot(side))

    def tags(self, side: Side | None) -> tuple[str, ...]:
        """Of one output, or of the pair (None)."""
        slot = None if side is None else self.slot(side)
        return tuple(one.tag for one in self.judgement.tags if one.slot is slot)

    @property
    def confidence(self) -> int | None:
        """Of 3."""
        return self.judgement.confidence

    def text_length(self, side: Side) -> int:
        return sum(len(turn.text) for turn in self._turns(side))

    def is_blank(self, side: Side) -> bool:
        """Whether there is nothing to see, but perhaps blanks."""
        return all(not turn.text or turn.text.isspace() for turn in self._turns(side))

    def _turns(self, side: Side) -> Turns:
        return self.left if side is Side.LEFT else self.right


def view_of(work: Work, rubric: Rubric, sources: tuple[str, ...]) -> View:
    """The pair at hand as it may be seen now."""
    pair, left = work.pair, work.left
    counts = work.counted.judgement if work.counted else None
    return View(
        pair_id=pair.id,
        number=work.number,
        prompt=turns(pair.prompt.messages),
        left=turns(pair.output(left).messages),
        right=turns(pair.output(left.other).messages),
        reference=pair.prompt.reference,
        metadata=pair.prompt.metadata,
        left_slot=left,
        judgement=work.judgement,
        status=work.status,
        counted=None if counts == work.standing else counts,
        begun=work.judgement != work.standing,
        missing=still_missing(rubric, work.judgement, left),
        hidden=hidden_of(pair, left) if work.revealed else None,
        sources=sources,
    )


def verdict(preference: Preference | None, left: Slot) -> Side | Preference | None:
    if preference is Preference.A or preference is Preference.B:
        return Side.LEFT if preference.value == left.value else Side.RIGHT
    return preference


def slot_of(side: Side, left: Slot) -> Slot:
    return left if side is Side.LEFT else left.other


def preference_for(side: Side, left: Slot) -> Preference:
    return Preference(slot_of(side, left).value)


def hidden_of(pair: StoredPair, left: Slot) -> dict[Side, dict[str, Any]]:
    """What the reveal shows of each side's output."""
    return {
        # The model's own name goes last: metadata may claim another.
        side: {**output.metadata, **_named("context", output.context), "model": output.display}
        for side, output in ((Side.LEFT, pair.output(left)), (Side.RIGHT, pair.output(left.other)))
    }


def _named(name: str, value: Mapping[str, Any]) -> dict[str, str]:
    return {name: canonical(dict(value))} if value else {}
