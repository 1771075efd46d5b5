"""The rubrics that labels of this project were made under, the one in force, and what became of the plan."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

import orjson

from reviewtui.domain.messages import Json, canonical
from reviewtui.domain.plan import Costs, Plan
from reviewtui.domain.rubric import Rubric
from reviewtui.store.clock import now
from reviewtui.store.events import Events

PLAN_CHANGED = "plan"
"""The kind of the event, which is nobody's; its data is {"labels", "from", "to"}, as in `PlanChange`."""


class PlanChange(NamedTuple):
    """The plan or the costs became others when people's labels were there already."""

    at: str
    labels: int
    """How many there were: finished blind labels of pass 0 by people."""
    before: dict[str, Json]
    """{"plan", "costs"}, each as its document; null where there was none."""
    after: dict[str, Json]

    @property
    def plans(self) -> tuple[Plan | None, Plan | None]:
        """Before and after."""
        before, after = self.before["plan"], self.after["plan"]
        return before and Plan.from_document(before), after and Plan.from_document(after)

    @property
    def sets_number(self) -> bool:
        """Whether it set another number of pairs, or that of other models."""
        before, after = (one and (one.pairs, {one.candidate, one.baseline}) for one in self.plans)
        return before != after

    @property
    def number_came_late(self) -> bool:
        """Whether it set a number of pairs when there were that many labels already: a number that the
        results may have suggested."""
        plan = self.plans[1]
        return self.sets_number and bool(plan and plan.pairs is not None and self.labels >= plan.pairs)

    @property
    def costs(self) -> tuple[Costs | None, Costs | None]:
        before, after = self.before["costs"], self.after["costs"]
        return before and Costs.from_document(before), after and Costs.from_document(after)


class Rubrics:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def use(self, rubric: Rubric) -> PlanChange | None:
        """Put a rubric in force. One that was in force before gets the newest number again.

        The plan and the costs are fixed when the first label is made. A later change is allowed; it is kept
        for the results to name, and returned.
        """
        change = self._change(rubric)
        self._db.execute(
            "INSERT INTO rubrics(hash, number, body, created_at)"
            " VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM rubrics), ?, ?)"
            " ON CONFLICT(hash) DO UPDATE SET number = excluded.number",
            (rubric.hash, canonical(rubric.document()), now()),
        )
        if change is not None:
            data = {"labels": change.labels, "from": change.before, "to": change.after}
            Events(self._db).add(PLAN_CHANGED, data=data)
        return change

    def current(self) -> Rubric | None:
        """The rubric in force, or None where none was ever given."""
        row = self._db.execute("SELECT body FROM rubrics ORDER BY number DESC LIMIT 1").fetchone()
        return row and Rubric.from_document(orjson.loads(row[0]))

    def asked(self) -> dict[str, str]:
        """By the hash of a rubric that of what it asks: the same for rubrics with another plan or costs."""
        rows = self._db.execute("SELECT hash, body FROM rubrics")
        return {name: Rubric.from_document(orjson.loads(body)).asked.hash for name, body in rows}

    def plan_changes(self) -> tuple[PlanChange, ...]:
        """What became of the plan and the costs after the first label, the oldest first."""
        rows = self._db.execute(
            "SELECT created_at, data FROM events"
            # With NULL for the annotator the index serves: a change belongs to nobody's session.
            " WHERE annotator_id IS NULL AND kind = ? ORDER BY id",
            (PLAN_CHANGED,),
        )
        return tuple(
            PlanChange(at, data["labels"], data["from"], data["to"])
            for at, data in ((row[0], orjson.loads(row[1])) for row in rows)
        )

    def _change(self, rubric: Rubric) -> PlanChange | None:
        before, after = _planned(self.current() or Rubric()), _planned(rubric)
        if before == after:
            return None
        labels = self._labels_by_people()
        return PlanChange(now(), labels, before, after) if labels else None

    def _labels_by_people(self) -> int:
        (count,) = self._db.execute(
            "SELECT count(*) FROM heads h JOIN annotators an ON an.id = h.annotator_id"
            " JOIN labels l ON l.number = h.blind"
            " WHERE h.pass = 0 AND an.kind = 'person' AND l.status = 'labeled'"
        ).fetchone()
        return int(count)


def _planned(rubric: Rubric) -> dict[str, Json]:
    return {
        "plan": rubric.plan and rubric.plan.document(),
        "costs": rubric.costs and rubric.costs.document(),
    }
