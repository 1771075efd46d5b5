"""Which output stands on the left: drawn, balanced, and the same again for the same seed."""

from __future__ import annotations

import hashlib
import itertools

from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.vocabulary import Slot

BLOCK = 8
"""Of so many pairs in turn, each model stands on the left in half: balanced early, and not to be guessed."""

_DRAWS = tuple(itertools.combinations(range(BLOCK), BLOCK // 2))


def drawn(*what: str) -> int:
    """A large number that follows from these words alone, and can't be guessed without them."""
    return int.from_bytes(hashlib.sha256("\x00".join(what).encode("utf-8")).digest(), "big")


def half(index: int, *what: str) -> bool:
    """True of half the indexes (from 0) of each block, which half is drawn."""
    block, place = divmod(index, BLOCK)
    return place in _DRAWS[drawn(*what, str(block)) % len(_DRAWS)]


def first_is_left(seed: str, annotator: str, models: tuple[str, str], index: int) -> bool:
    """Whether the first model by name stands on the left in this annotator's `index`-th pair (from 0) of
    these two models. `annotator` is the UUID, so that a copied project draws the same."""
    return half(index, seed, annotator, *models)


def left_output(seed: str, annotator: str, pair: StoredPair, index: int) -> Slot:
    """The output that is shown on the left."""
    if first_is_left(seed, annotator, pair.models, index):
        return Slot.B if pair.mirrored_in_results else Slot.A
    return Slot.A if pair.mirrored_in_results else Slot.B
