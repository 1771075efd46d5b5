"""What is wrong with a filter or a condition, and where."""

from __future__ import annotations

from reviewtui.domain.errors import UsageError


class UnreadableError(UsageError):
    """A text that can't be read. `column` counts from 1."""

    def __init__(self, column: int, reason: str, hint: str = "") -> None:
        super().__init__(f"column {column}: {reason}", hint)
        self.column = column


class FilterError(UnreadableError):
    """A filter."""


class CheckError(UnreadableError):
    """A condition of `check`."""
