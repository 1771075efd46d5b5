"""Names of metadata fields that say what somebody thought of an output, or which model made it."""

from __future__ import annotations

import re
from functools import lru_cache

_VERDICT = re.compile(
    r"(?:^|[^a-z])(?:winners?|wins?|winrate|ties?|draws?|preferences?|preferred|better|labels?|scores?|ratings?"
    r"|ranks?|rankings?|grades?|judg\w*|verdicts?|votes?|chosen|rejected|annotat\w*|correct\w*|rewards?|elo"
    r"|models?|generators?|sources?|files?|filenames?|evaluat\w*|review\w*|raters?|comments?|critiques?"
    r"|feedback|rationales?|reason\w*|explanations?|notes?)(?:[^a-z]|$)"
)


@lru_cache(maxsize=4096)
def names_verdict(key: str) -> bool:
    """Whether a field of this name could break blindness, whatever it holds."""
    # camelCase and snake_case names are one: winnerModel, winner_model.
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", key).lower()
    return _VERDICT.search(words) is not None
