"""From the names of the action table to calls of the session."""

from __future__ import annotations

from collections.abc import Callable

from reviewtui.domain.vocabulary import Correctness, Side
from reviewtui.review.session import Session

CALLS: dict[str, Callable[[Session], str]] = {
    "prefer_left": lambda session: session.prefer(Side.LEFT),
    "prefer_left_slightly": lambda session: session.prefer(Side.LEFT, 1),
    "prefer_right": lambda session: session.prefer(Side.RIGHT),
    "prefer_right_slightly": lambda session: session.prefer(Side.RIGHT, 1),
    "tie": lambda session: session.tie(),
    "both_bad": lambda session: session.both_bad(),
    "correct_left": lambda session: session.mark(Side.LEFT, Correctness.CORRECT),
    "partial_left": lambda session: session.mark(Side.LEFT, Correctness.PARTIAL),
    "incorrect_left": lambda session: session.mark(Side.LEFT, Correctness.INCORRECT),
    "correct_right": lambda session: session.mark(Side.RIGHT, Correctness.CORRECT),
    "partial_right": lambda session: session.mark(Side.RIGHT, Correctness.PARTIAL),
    "incorrect_right": lambda session: session.mark(Side.RIGHT, Correctness.INCORRECT),
    "next_criterion": lambda session: session.next_criterion(),
    "previous_criterion": lambda session: session.previous_criterion(),
    "warned_left": lambda session: session.warn(Side.LEFT),
    "warned_right": lambda session: session.warn(Side.RIGHT),
    "confidence_up": lambda session: session.confidence(1),
    "confidence_down": lambda session: session.confidence(-1),
    "skip": lambda session: session.skip(),
    "flag": lambda session: session.flag(),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "next_unlabeled": lambda session: session.next_unlabeled(),
    "next": lambda session: session.next(),
    "previous": lambda session: session.previous(),
    "flip": lambda session: session.flip(),
    "reveal": lambda session: session.reveal(),
}
