"""Which criterion the verdict keys go to; None is the preference on the whole."""

from __future__ import annotations

from reviewtui.domain.labels import Judgement
from reviewtui.domain.rubric import Rubric


class CriterionOrder:
    """The way through a rubric's criteria, with the whole behind the last."""

    def __init__(self, rubric: Rubric) -> None:
        self._names = tuple(one.name for one in rubric.criteria)
        self._required = "criteria" in rubric.required

    def start(self, judgement: Judgement) -> str | None:
        """The first that a label still needs."""
        if not self._required:
            return None
        return next((name for name in self._names if judgement.criterion(name) is None), None)

    def after_verdict(self, criterion: str | None, judgement: Judgement) -> str | None:
        """The next one. Stays where a verdict was taken back; goes back to what is missing at the end."""
        if criterion is not None:
            if judgement.criterion(criterion) is None:
                return criterion
            if criterion != self._names[-1]:
                return self.step(criterion, 1)
        return None if judgement.preference is None else self.start(judgement)

    def at_change(self, before: Judgement, after: Judgement, criterion: str | None) -> str | None:
        """Where the two differ; the criterion that it was at where they differ in nothing of the kind."""
        for name in self._names:
            if before.criterion(name) != after.criterion(name):
                return name
        return criterion if before.preference == after.preference else None

    def step(self, criterion: str | None, by: int) -> str | None:
        """The next (1) or previous (-1) one, round and round."""
        stops = (*self._names, None)
        return stops[(stops.index(criterion) + by) % len(stops)]
