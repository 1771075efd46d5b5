"""The errors that a user may see: what is wrong, where, what to do. Raised anywhere, printed in one place."""

from __future__ import annotations


class ReviewError(Exception):
    """Something that a person can mend.

    `message` says what is wrong and where, `hint` what to do about it; `exit_code` is the process's.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ReviewError):
    """The command was called in a way that can't work, or what it asks can't be evaluated."""

    exit_code = 2


class DataError(ReviewError):
    """A file or a row is not what it has to be."""


class ProjectError(ReviewError):
    """The project's database can't be opened, read or written."""


class SessionTakenError(ReviewError):
    """Another live session of the same annotator holds the project, or took it over."""
