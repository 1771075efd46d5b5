"""Pace, agreement and tendencies; who is winning for an annotator who has asked for it."""

from __future__ import annotations

from reviewtui.analysis.for_annotator import statistics_for
from reviewtui.review import wording
from reviewtui.review.pacing import pace_text, progress_text
from reviewtui.review.session import Session
from reviewtui.store import Store

ASK = "«stats results» shows who is winning from then on, which is recorded."


def statistics_text(session: Session) -> str:
    with Store.open_to_read(session.path) as store:
        told = statistics_for(store, session.annotator.name, results=session.results_revealed)
    sections = [("Progress", progress_text(session)), ("Pace", pace_text(session)), *told]
    if not session.results_revealed:
        sections.append(("Results", wording.results_hidden(ASK, read_only=session.read_only)))
    return "\n\n".join(f"{heading}\n{text}" for heading, text in sections)
