"""What is wrong with the rows that can't go in: file, line, reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

FAULTS_KEPT = 1_000
"""Faults of which the place is kept; all are counted."""


class FaultKind(StrEnum):
    """Sorts faults for the report; each reads as the plural of what was found."""

    UNREADABLE = "lines that can't be read"
    FIELD = "missing or wrong fields"
    DUPLICATE = "duplicates"
    ALONE = "outputs without a partner"
    PROMPTS = "prompts that differ under one id"
    ITSELF = "outputs paired with themselves"


@dataclass(frozen=True, slots=True)
class Fault:
    file: str
    line: int
    reason: str
    kind: FaultKind


class RowError(ValueError):
    """A row that can't become a pair, an output or a label. The message names the field."""

    def __init__(self, reason: str, kind: FaultKind = FaultKind.FIELD) -> None:
        super().__init__(reason)
        self.reason = reason
        self.kind = kind


class Faults:
    """Collects faults. Lines are worked out for those alone that are kept."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.counts: Counter[FaultKind] = Counter()

    def add(self, file: str, line: Callable[[], int], reason: str, kind: FaultKind) -> None:
        self.counts[kind] += 1
        if len(self.kept) < FAULTS_KEPT:
            self.kept.append(Fault(file, line(), reason, kind))


_SHOWN_CHARS = 60


def shortened(text: str) -> str:
    """A value of the data, as short as a reason needs."""
    return text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
