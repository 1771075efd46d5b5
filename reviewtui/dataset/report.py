"""What an import found and did: the preflight report is the same with nothing written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewtui.dataset.faults import Fault, FaultKind
from reviewtui.domain.messages import Conversation, Json, canonical
from reviewtui.domain.pairs import SourcePair

VALUES_COUNTED = 1_000
"""Different values of a metadata field, and different models, that are told apart."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """How one file was read."""

    file: str
    layout: str
    reason: str
    rows: int
    seen_before: bool
    """Whether a file with these bytes was imported in this way before."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of files. Each pair counts once, however many rows or labels it has."""

    files: tuple[FileReport, ...]
    pairs_new: int
    pairs_known: int
    pairs_changed: int
    """Pairs of which the project had an older reference or older metadata, of the prompt or an output."""
    labels_new: int
    labels_known: int
    identical_outputs: int
    """Pairs with twice the same text."""
    empty_outputs: int
    """Pairs with an output that has no text."""
    longest_output: int
    """Characters."""
    models: tuple[str, ...]
    fields: Mapping[str, int]
    """Of the prompts' metadata: how many different values, at most VALUES_COUNTED."""
    faults: tuple[Fault, ...]
    """The first FAULTS_KEPT."""
    faults_by_kind: Mapping[FaultKind, int]
    notes: tuple[str, ...]

    @property
    def layout(self) -> str:
        return " and ".join(dict.fromkeys(one.layout for one in self.files))

    @property
    def reason(self) -> str:
        return "; ".join(dict.fromkeys(one.reason for one in self.files))

    @property
    def pairs(self) -> int:
        return self.pairs_new + self.pairs_known

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.files)

    @property
    def left_out(self) -> int:
        """How many faults there are in all."""
        return sum(self.faults_by_kind.values())


class Tally:
    """Counts what is told of pairs."""

    def __init__(self) -> None:
        self.identical = 0
        self.empty = 0
        self.longest = 0
        self.models: set[str] = set()
        self._values: dict[str, set[Json]] = {}

    def add(self, pair: SourcePair, lengths: tuple[int, int]) -> None:
        """`lengths` are the characters of the outputs."""
        self.identical += pair.first.messages == pair.second.messages
        self.empty += min(lengths) == 0
        self.longest = max(self.longest, *lengths)
        for output in (pair.first, pair.second):
            if len(self.models) < VALUES_COUNTED:
                self.models.add(output.model)
        for name, value in pair.prompt.metadata.items():
            if name not in self._values and len(self._values) == VALUES_COUNTED:
                continue
            values = self._values.setdefault(name, set())
            if len(values) < VALUES_COUNTED:
                values.add(canonical(value) if isinstance(value, (dict, list)) else value)

    @property
    def fields(self) -> dict[str, int]:
        return {name: len(values) for name, values in sorted(self._values.items())}


def text_length(messages: Conversation) -> int:
    if len(messages) == 1 and type(messages[0].content) is str and not messages[0].extra:
        return len(messages[0].content)
    return sum(len(message.text) for message in messages)
