"""What the rows of the review screen say: parts and roles, made from the session and the view."""

from __future__ import annotations

from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Scale, Side, Status
from reviewtui.review import wording
from reviewtui.review.actions import key_of
from reviewtui.review.session import Session
from reviewtui.review.view import View
from reviewtui.text.display import both_ends
from reviewtui.tui.bar import Part, fitting

Row = tuple[list[Part], list[Part]]
"""The parts at the left and those at the right."""

MARKS = {
    Correctness.CORRECT: "✓ correct",
    Correctness.PARTIAL: "~ partial",
    Correctness.INCORRECT: "✗ incorrect",
}

MODEL_CELLS = 36
"""Of a model's name in a title; its end often tells it from its like."""

ROOMY = 76
"""Columns from which the keys have whole words."""

HELP: list[Part] = [("?", "key"), (" help", "quiet")]


def top(project: str, session: Session, view: View) -> Row:
    progress = session.progress
    right = [f"pair {view.number:,} of {progress.pairs:,}", f"{progress.labeled:,} labeled"]
    if progress.skipped:
        right.append(f"{progress.skipped:,} skipped")
    rate = session.pace.per_hour
    left_minutes = session.pace.minutes_for(progress.open)
    if rate is not None:
        right.append(f"{rate:.0f}/h")
    if left_minutes is not None and progress.open:
        right.append(f"{_duration(left_minutes)} left")
    left: list[Part] = [(session.annotator.name, "strong"), (f"  {project}", "quiet")]
    if session.read_only:
        left.insert(0, ("READ ONLY  ", "alert"))
    return left, [(" · ".join(right), "plain")]


def _duration(minutes: float) -> str:
    return f"{max(minutes, 1):.0f} min" if minutes < 90 else f"{minutes / 60:.0f} h"


def prompt_title() -> list[Part]:
    return [("Prompt", "strong")]


def output_title(view: View, side: Side) -> list[Part]:
    parts: list[Part] = [(side.value.capitalize(), "strong")]
    level = view.correctness(side)
    if level is not None:
        parts.append((f"  {MARKS[level]}", "key"))
    if view.hidden is not None:
        parts.append((f"  {both_ends(str(view.hidden[side]['model']), MODEL_CELLS)}", "alert"))
    if view.text_length(side) == 0:
        parts.append(("  (empty)", "alert"))
    elif view.left == view.right:
        parts.append(("  (both are the same)", "alert"))
    return parts


def titled(title: list[Part], extent: str, *, scrolls: bool) -> Row:
    """A pane's title: a mark where the scrolling keys move it, at the right which lines are in view."""
    return [("▸ " if scrolls else "  ", "key"), *title], [(extent, "quiet")]


def label(view: View, rubric: Rubric, message: str, alert: bool) -> Row:
    """The label as it is; at the right what the last key did."""
    said = wording.said_of(view.judgement, view.left_slot)
    parts: list[Part]
    if view.status is Status.SKIPPED and not view.begun:
        parts = [("skipped", "strong")]
    elif view.finished:
        parts = [(f"● {said}", "strong")]
    elif said:
        open_ = wording.missing(view.missing) or f"{key_of('next_unlabeled')} saves the change"
        parts = [(f"○ {said}", "strong"), (f"  {open_}", "alert")]
    else:
        # The question gives way to what the last key did.
        parts = [] if message else [(rubric.question, "plain")]
    if view.counted is not None:
        counts = wording.said_of(view.counted, view.left_slot)
        parts.append((f"  (counted: {counts}, from before the reveal)", "alert"))
    if view.judgement.flagged:
        parts.append(("  ! flagged", "alert"))
    if view.judgement.note:
        parts.append(("  note: ", "quiet"))
        parts.append((view.judgement.note, "plain"))
    return parts, [(message, "alert" if alert else "key")] if message else []


def keys(rubric: Rubric, width: int) -> Row:
    """The keys that matter here, as many as have room; the help always has."""
    items = [(key_of("prefer_left"), "left"), (key_of("prefer_right"), "right")]
    if rubric.scale is Scale.GRADED:
        items.append((f"{key_of('prefer_left_slightly')} {key_of('prefer_right_slightly')}", "slightly"))
    items += [(key_of("tie"), "tie"), (key_of("both_bad"), "both bad" if width >= ROOMY else "bad")]
    for level in rubric.correctness:
        names = " ".join(key_of(f"{level.value}_{side.value}") for side in Side)
        items.append((names, MARKS[level] if width >= ROOMY else MARKS[level][0]))
    items += [
        (key_of("undo"), "undo"),
        (key_of("skip"), "skip"),
        (key_of("note"), "note"),
        (key_of("next_unlabeled"), "next open"),
        (key_of("zoom"), "zoom"),
        (key_of("flip"), "flip"),
        (key_of("quit"), "quit"),
    ]
    return fitting(items, width - 10), HELP
