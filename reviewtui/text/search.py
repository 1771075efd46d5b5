"""Where a text has what someone looks for, literally."""

import re
from typing import NamedTuple

# Matches of one text that are found: nobody walks through more.
LIMIT = 10_000


class Matches(NamedTuple):
    """Where each match starts and ends, in order; `more` tells that there are others behind them."""

    places: tuple[tuple[int, int], ...] = ()
    more: bool = False


def matches(text: str, query: str, limit: int = LIMIT) -> Matches:
    """Find ``query`` in ``text``, without overlap, in any case unless the query has a capital letter."""
    if not query:
        return Matches()
    any_case = not any(char.isupper() for char in query)
    places: list[tuple[int, int]] = []
    for found in re.finditer(re.escape(query), text, re.IGNORECASE if any_case else re.NOFLAG):
        if len(places) == limit:
            return Matches(tuple(places), more=True)
        places.append(found.span())
    return Matches(tuple(places))
