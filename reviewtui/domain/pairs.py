"""Prompts, outputs and pairs: what is reviewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reviewtui.domain.identity import output_hash, pair_hash, prompt_hash
from reviewtui.domain.messages import Conversation, Json
from reviewtui.domain.vocabulary import Slot


@dataclass(frozen=True, slots=True)
class Prompt:
    """What both outputs answer. Reference and metadata are not part of its identity."""

    messages: Conversation
    reference: str | None = None
    metadata: Mapping[str, Json] = field(default_factory=dict)

    @property
    def hash(self) -> str:
        return prompt_hash(self.messages)


@dataclass(frozen=True, slots=True)
class Output:
    """What one model answered. Metadata is not part of its identity, and is hidden while blind."""

    model: str
    messages: Conversation
    context: Mapping[str, Json] = field(default_factory=dict)
    metadata: Mapping[str, Json] = field(default_factory=dict)

    def hash_for(self, prompt: str) -> str:
        return output_hash(prompt, self.model, self.context, self.messages)


@dataclass(frozen=True, slots=True)
class SourcePair:
    """A pair as a source gives it: `first` and `second` are the source's own order."""

    prompt: Prompt
    first: Output
    second: Output
    row: int
    """1-based: the line of a JSON Lines file, the element of an array."""
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class PairIdentity:
    """The hashes of a source's pair, and whether its order is the reverse of `a`, `b`."""

    prompt: str
    a: str
    b: str
    pair: str
    swapped: bool

    @classmethod
    def of(cls, pair: SourcePair) -> PairIdentity:
        prompt = pair.prompt.hash
        first, second = pair.first.hash_for(prompt), pair.second.hash_for(prompt)
        a, b = sorted((first, second))
        return cls(prompt, a, b, pair_hash(a, b), swapped=first != a)


@dataclass(frozen=True, slots=True)
class StoredOutput:
    """An output as the project holds it. `display` is the model's name for people."""

    id: int
    model: str
    display: str
    messages: Conversation
    context: Mapping[str, Json]
    metadata: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class StoredPair:
    """A pair as the project holds it."""

    id: int
    hash: str
    position: int
    prompt_id: int
    prompt: Prompt
    a: StoredOutput
    b: StoredOutput

    def output(self, slot: Slot) -> StoredOutput:
        return self.a if slot is Slot.A else self.b

    @property
    def models(self) -> tuple[str, str]:
        """The two models' names in plain string order: the orientation of every result."""
        first, second = sorted((self.a.model, self.b.model))
        return first, second

    @property
    def mirrored_in_results(self) -> bool:
        """Whether results, whose first model is the first by name, name this pair's outputs the other way."""
        return self.a.model > self.b.model
