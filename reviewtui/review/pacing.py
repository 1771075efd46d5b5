"""How far an annotator is and how fast, in sentences."""

from __future__ import annotations

from reviewtui.review.session import Session
from reviewtui.text.numbers import count, duration


def progress_text(session: Session) -> str:
    done = session.progress
    if session.numbered:
        pairs = count(done.pairs, "pair")
        return f"{done.labels:,} of {pairs} labeled, {done.skips:,} skipped, {done.open:,} open."
    # What is still open, label by label, would tell which of them were repeats.
    said = f"{count(done.labels, 'label')} and {count(done.skips, 'skip')}"
    return f"{said} in a project of {count(done.pairs, 'pair')}, some of which come up twice."


def pace_text(session: Session) -> str:
    """Of this session. Time away from the keyboard is no work."""
    pace = session.pace
    sentences = [f"This session: {count(pace.labels, 'label')} in {duration(pace.active_minutes)} of work."]
    left = pace.minutes_for(session.progress.open)
    if pace.per_hour is None or left is None:
        sentences.append(f"A pace is known from {pace.FEWEST} labels on.")
    else:
        sentences.append(f"That is {pace.per_hour:.0f} an hour.")
        if session.progress.open:
            sentences.append(f"At this pace the open pairs take about {duration(left)}.")
    return " ".join(sentences)
