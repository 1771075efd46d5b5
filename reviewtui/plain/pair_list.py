"""The list of pairs, some at a time: those around the one at hand, or those that a filter lets through."""

from __future__ import annotations

from reviewtui.domain.vocabulary import Preference, Slot, Status
from reviewtui.review import wording
from reviewtui.review.session import Session
from reviewtui.review.view import verdict
from reviewtui.store.listing import Row
from reviewtui.text.display import one_line
from reviewtui.text.numbers import count

ROWS = 20

PROMPT_CELLS = 60


def pair_list(session: Session) -> str:
    """The next pairs from the one at hand on, a line each."""
    listing = session.listing(session.filter_text)
    try:
        # Where a repeat stands among the pairs would tell which pair it repeats.
        first = listing.index(session.view.number) if session.numbered else 0
        rows = listing.window(first, ROWS)
        found = count(listing.count, "pair") + ("" if listing.complete else " so far")
    finally:
        listing.close()
    lines = [_line(row, answers=not session.repeats) for row in rows]
    behind = "" if first + len(rows) >= listing.count else ", and more behind them: goto NUMBER goes there"
    return "\n".join([f"{found}; {len(rows)} of them from here on{behind}", *lines])


def _line(row: Row, *, answers: bool) -> str:
    said = [row.status.value if row.status else "open"]
    if answers:
        said += [_verdict(row), "flagged" if row.flagged else "", "with a note" if row.noted else ""]
    name = f"{row.number:,}" + (f" ({one_line(row.external_id, PROMPT_CELLS)})" if row.external_id else "")
    prompt = one_line(row.prompt.lstrip().partition("\n")[0], PROMPT_CELLS)
    return f"{name}: {', '.join(filter(None, said))}: {prompt}"


def _verdict(row: Row) -> str:
    """The verdict in the sides that it was made in; empty where there is none."""
    if row.status is not Status.LABELED:
        return ""
    if row.left_output is None and row.preference in (Preference.A, Preference.B):
        return "one side is better"
    return wording.verdict_words(verdict(row.preference, row.left_output or Slot.A), row.strength)
