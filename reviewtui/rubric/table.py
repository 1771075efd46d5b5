"""What every table of a rubric file has in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pydantic import ConfigDict

Thing = TypeVar("Thing")


CLOSED = ConfigDict(extra="forbid")
"""A key that is not known is a fault."""


def check_no_repeat(names: Iterable[str]) -> None:
    """Raises ValueError for a name that stands there a second time."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"{str(name)!r} stands there twice")
        seen.add(name)


def at_most(number: int, things: list[Thing]) -> list[Thing]:
    if len(things) > number:
        raise ValueError(f"has {len(things)}, at most {number} can be asked")
    return things
