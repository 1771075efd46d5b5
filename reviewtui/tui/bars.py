"""What the rows of the review screen say: parts and roles, made from the session and the view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Advance, Correctness, Preference, Scale, Side, Status
from reviewtui.review import wording
from reviewtui.review.keymap import Keymap
from reviewtui.review.session import Session
from reviewtui.review.view import View
from reviewtui.text.display import both_ends
from reviewtui.text.numbers import duration
from reviewtui.tui import SMALLEST
from reviewtui.tui.bar import Part, fitting
from reviewtui.tui.criteria_grid import OVERALL

if TYPE_CHECKING:
    from reviewtui.text.comparing.facts import OneSided

Row = tuple[list[Part], list[Part]]
"""The parts at the left and those at the right."""

MARKS = {
    Correctness.CORRECT: "✓ correct",
    Correctness.PARTIAL: "~ partial",
    Correctness.INCORRECT: "✗ incorrect",
}

WARNED = {True: "warned", False: "did not warn"}

VERDICTS = {
    Side.LEFT: "◀ left",
    Side.RIGHT: "▶ right",
    Preference.TIE: "= tie",
    Preference.BOTH_BAD: "✗ both bad",
}
"""A criterion's verdict in a word; `slightly` has its own sign."""

MODEL_CELLS = 36
"""Of a model's name in a title; its end often tells it from its like."""

TAG_CELLS = 24

ROOMY = 76
"""Columns from which the keys have whole words."""


def top(project: str, session: Session, view: View) -> Row:
    progress = session.progress
    right = [f"pair {view.number:,} of {progress.pairs:,}"] if session.numbered else []
    right.append(f"{progress.labels:,} labeled")
    if not session.numbered:
        # To the pair, it would stand still at each repeat and so give it away.
        right.append(f"about {round(progress.open, -1):,} to go" if progress.open >= 10 else "a few to go")
    if progress.skips:
        right.append(f"{progress.skips:,} skipped")
    rate = session.pace.per_hour
    left_minutes = session.pace.minutes_for(progress.open)
    if rate is not None:
        right.append(f"{rate:.0f}/h")
    if left_minutes is not None and progress.open:
        right.append(f"{duration(left_minutes)} left")
    left: list[Part] = [(session.annotator.name, "strong"), (f"  {project}", "quiet")]
    if session.read_only:
        left.insert(0, ("READ ONLY  ", "alert"))
    if session.filter_text:
        left.append((f"  only: {session.filter_text}", "key"))
    return left, [(" · ".join(right), "plain")]


def too_small(width: int, height: int, keymap: Keymap) -> list[Part]:
    """What is said instead of the review; the least goes first, for a window of a few columns."""
    need = f"{SMALLEST[0]}x{SMALLEST[1]} needed"
    return [
        (need, "alert"),
        (f", this is {width}x{height}: enlarge it, or {keymap.key_of('quit')} quits", "plain"),
    ]


def prompt_title() -> list[Part]:
    return [("Prompt", "strong")]


def output_title(view: View, rubric: Rubric, side: Side) -> list[Part]:
    """What is said of one output, and what the rubric still wants to know of it."""
    parts: list[Part] = [(side.value.capitalize(), "strong")]
    if view.hidden is not None:
        parts.append((f"  {both_ends(str(view.hidden[side]['model']), MODEL_CELLS)}", "alert"))
    level, warned = view.correctness(side), view.warned(side)
    if level is not None:
        parts.append((f"  {MARKS[level]}", "key"))
    elif _missing(view, "correctness", side):
        parts.append(("  correct?", "alert"))
    if warned is not None:
        parts.append((f"  {WARNED[warned]}", "key"))
    elif _missing(view, "warned", side):
        parts.append(("  warned?", "alert"))
    parts += _tags(view, rubric, side)
    if view.text_length(side) == 0:
        parts.append(("  (empty)", "alert"))
    elif view.is_blank(side):
        parts.append(("  (blank)", "alert"))
    elif view.left == view.right:
        parts.append(("  (both are the same)", "alert"))
    return parts


def _missing(view: View, field: str, side: Side) -> bool:
    return any(one.field == field and side.value in one.names for one in view.missing)


def _tags(view: View, rubric: Rubric, side: Side | None) -> list[Part]:
    parts: list[Part] = []
    for name in view.tags(side):
        asked = rubric.tag(name)
        blocker = asked is not None and asked.blocker
        parts.append(
            (f"  {'‼' if blocker else '#'}{both_ends(name, TAG_CELLS)}", "alert" if blocker else "key")
        )
    return parts


def titled(title: list[Part], extent: str, *, scrolls: bool) -> Row:
    """A pane's title: a mark where the scrolling keys move it, at the right which lines are in view."""
    return [("▸ " if scrolls else "  ", "key"), *title], [(extent, "quiet")]


def facts(one_sided: OneSided | None, side: Side, cells: int) -> list[Part]:
    """What only this output says; nothing while that is not known."""
    if one_sided is None:
        return [("…", "quiet")]
    from reviewtui.text.comparing.facts import said

    words = said(one_sided.left if side is Side.LEFT else one_sided.right, cells - len("only here: ") - 2)
    return [("only here: ", "quiet"), (words or "nothing that stands out", "plain" if words else "quiet")]


def criteria(view: View, rubric: Rubric) -> dict[str, str]:
    """The verdict on each criterion, and on the whole, in a word or two; empty where there is none."""
    said = {
        one.name: _verdict(view.verdict_on(one.name), view.strength_on(one.name)) for one in rubric.criteria
    }
    said[OVERALL] = _verdict(view.verdict, view.judgement.strength)
    return said


def _verdict(verdict: Side | Preference | None, strength: int | None) -> str:
    if verdict is None:
        return ""
    word = VERDICTS[verdict]
    return word.replace("◀", "◁").replace("▶", "▷") if strength == 1 else word


def label(view: View, session: Session, keymap: Keymap, message: str, alert: bool) -> Row:
    """The label as it is; at the right what the last key did."""
    said = wording.said_of(view.judgement, view.left_slot)
    parts: list[Part]
    if view.status is Status.SKIPPED and not view.begun:
        parts = [("skipped", "strong")]
        if view.judgement.reason:
            parts.append((f"  {view.judgement.reason}", "plain"))
    elif view.finished:
        parts = [(f"● {said}", "strong")]
    elif said:
        parts = [(f"○ {said}", "strong")]
        open_ = wording.missing(view.missing) or f"{keymap.key_of('next_unlabeled')} saves it"
        if open_ != message:
            parts.append((f"  {open_}", "alert"))
    else:
        # The question gives way to what the last key did.
        parts = [] if message else [(_question(session), "plain")]
    if view.counted is not None:
        counts = wording.said_of(view.counted, view.left_slot)
        parts.append((f"  (counted: {counts}, from before the reveal)", "alert"))
    if view.judgement.flagged:
        parts.append(("  ! flagged", "alert"))
    if view.judgement.confidence is not None:
        parts.append((f"  confidence {view.judgement.confidence} of 3", "key"))
    parts += _tags(view, session.rubric, None)
    if view.judgement.note:
        parts.append(("  note: ", "quiet"))
        parts.append((view.judgement.note, "plain"))
    return parts, [(message, "alert" if alert else "key")] if message else []


def _question(session: Session) -> str:
    """What the verdict keys answer now."""
    for one in session.rubric.criteria:
        if one.name == session.criterion:
            return f"{one.name}: {one.description}" if one.description else f"{one.name}: which is better?"
    return session.rubric.question


def keys(rubric: Rubric, keymap: Keymap, width: int, *, searching: bool) -> Row:
    """The keys that matter here, as many as have room; the help always has."""
    key = keymap.key_of
    items = [
        (key("next_match"), "next match"),
        (key("previous_match"), "previous"),
        (key("close_search"), "close"),
    ]
    items = items if searching else []
    items += [(key("prefer_left"), "left"), (key("prefer_right"), "right")]
    if rubric.scale is Scale.GRADED:
        items.append((f"{key('prefer_left_slightly')} {key('prefer_right_slightly')}", "slightly"))
    items += [(key("tie"), "tie"), (key("both_bad"), "both bad" if width >= ROOMY else "bad")]
    if rubric.advance is Advance.CONFIRM:
        items.append((key("next_unlabeled"), "finish"))
    for level in rubric.correctness:
        names = " ".join(key(f"{level.value}_{side.value}") for side in Side)
        items.append((names, MARKS[level] if width >= ROOMY else MARKS[level][0]))
    if rubric.criteria:
        items.append((key("next_criterion"), "criterion"))
    if rubric.warned:
        items.append((f"{key('warned_left')} {key('warned_right')}", "warned"))
    if rubric.tags:
        items.append((" ".join(key(name) for name in ("tag_left", "tag", "tag_right")), "tags"))
    items += [
        (key("undo"), "undo"),
        (key("skip"), "skip"),
        (key("note"), "note"),
        (key("next_unlabeled"), "next open"),
        (key("diff"), "differences"),
        (key("zoom"), "zoom"),
        (key("raw"), "raw"),
        (key("queue"), "list"),
        (key("quit"), "quit"),
    ]
    help_: list[Part] = [(key("help"), "key"), (" help", "quiet")]
    return fitting(items, width - 10), help_
