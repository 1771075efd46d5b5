"""How a pair came up through a filter: what is stored with its label."""

from __future__ import annotations

SERVED_BY = "filter:"
"""How a pair came up, before the text of a filter: one on what is known beforehand, or one on what labels say
where no label stood yet."""

SERVED_BY_OUTCOME = "filter-outcome:"
"""How a pair with a finished label came up, before the text of a filter on what labels say. It was chosen by
its result, so what is said of it now feeds no estimate: the earlier label stands there. A pair without one
had no result to be chosen by; a filter like that only says which of such pairs are judged first."""


def filter_text(served_by: str) -> str | None:
    """The text of the filter that a pair came up by; None where it was no filter."""
    for how in (SERVED_BY, SERVED_BY_OUTCOME):
        if served_by.startswith(how):
            return served_by.removeprefix(how)
    return None
