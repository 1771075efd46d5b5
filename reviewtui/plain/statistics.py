"""Pace, agreement and tendencies; who is winning for an annotator who has asked for it."""

from __future__ import annotations

from reviewtui.analysis.for_annotator import statistics_for
from reviewtui.review.pacing import pace_text, progress_text
from reviewtui.review.session import Session
from reviewtui.store import Store

HIDDEN = (
    "Hidden, so that your judgements stay blind. «stats results» shows who is winning from then on, which is"
    " recorded."
)
HIDDEN_FOR_READERS = (
    "Hidden, so that your judgements stay blind. That you asked would be recorded, which a read-only session"
    " can't do. Outside of the review, reviewtui stats shows who is winning."
)


def statistics_text(session: Session) -> str:
    with Store.open_to_read(session.path) as store:
        told = statistics_for(store, session.annotator.name, results=session.results_revealed)
    sections = [("Progress", progress_text(session)), ("Pace", pace_text(session)), *told]
    if not session.results_revealed:
        sections.append(("Results", HIDDEN_FOR_READERS if session.read_only else HIDDEN))
    return "\n\n".join(f"{heading}\n{text}" for heading, text in sections)
