"""Hidden repeats: some of an annotator's own pairs come up again unannounced, to see whether the answer does.

When a repeat is due, which pair it is and whether its sides are flipped follow from the project's seed, the
annotator and the number of labels: the same again in a copy of the project, and not to be guessed.
"""

from __future__ import annotations

from reviewtui.domain.labels import Annotator
from reviewtui.domain.vocabulary import Slot
from reviewtui.review.blinding import drawn, half
from reviewtui.store import Store

PASS = 1

REPEAT = "repeat"
"""How such a pair came up."""

APART = 20
"""So many pairs at least are labeled between a label and its repeat."""

BLOCK = 20
"""Of so many labels in turn, the rubric's share is followed by a repeat, as nearly as whole numbers can."""


def due(seed: str, annotator: str, rate: float, labels: int) -> bool:
    """Whether a repeat follows on this annotator's `labels`-th label (from 1). `annotator` is the UUID."""
    block, place = divmod(labels - 1, BLOCK)
    here = _repeats_before(block + 1, rate) - _repeats_before(block, rate)
    order = sorted(range(BLOCK), key=lambda one: drawn(seed, annotator, "due", str(block), str(one)))
    return place in order[:here]


def _repeats_before(block: int, rate: float) -> int:
    # A little more, as 0.15 times 20 may be short of 3.
    return int(block * BLOCK * rate + 1e-9)


class Repeats:
    """Draws the repeats of one annotator. Nothing is kept: what is answered stands in the labels."""

    def __init__(self, store: Store, annotator: Annotator, rate: float) -> None:
        self._store = store
        self._annotator = annotator
        self._rate = rate
        self._drawn_at = store.queue.progress(annotator.id).labeled if rate else 0
        self._flips: int | None = None

    def draw(self, labels: int) -> int | None:
        """The pair that is repeated after this many labels, if one is. Drawn once for each number: going back
        or taking labels back draws no other."""
        if labels <= self._drawn_at or self._rate == 0:
            return None
        self._drawn_at = labels
        seed, who = self._store.seed, self._annotator.uuid
        if not due(seed, who, self._rate, labels):
            return None
        start = drawn(seed, who, "which", str(labels)) % self._store.queue.newest() + 1
        return self._store.repeats.to_judge_again(self._annotator.id, APART, start)

    def is_begun(self, pair_id: int) -> bool:
        """Whether a repeat of this pair is not finished, and the first answer hidden for so long."""
        return self._rate > 0 and self._store.repeats.is_begun(self._annotator.id, pair_id)

    def left(self, pair_id: int) -> Slot:
        """The output that a repeat shows on the left: in half of them not the one that was there first."""
        if self._flips is None:
            self._flips = self._store.queue.progress(self._annotator.id).repeats
        index = self._flips
        self._flips += 1
        first = self._store.labels.blind_head(pair_id, self._annotator.id)
        assert first is not None, "what is repeated was judged"
        assert first.left_output is not None, "and it is known how it was shown"
        flipped = half(index, self._store.seed, self._annotator.uuid, "flipped")
        return first.left_output.other if flipped else first.left_output
