"""Labels that were looked at twice: hidden repeats, and what was changed after a reveal or a discussion."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.store.results import ESTIMABLE, whose


class Look(NamedTuple):
    """What a revision says of a pair, in the pair's orientation."""

    preference: str | None
    correctness_a: str | None
    correctness_b: str | None
    left_output: str | None


NOTHING = Look(None, None, None, None)


class TwoLooks(NamedTuple):
    pair_id: int
    prompt_id: int
    annotator: str
    annotator_kind: str
    name_a: str
    name_b: str
    """The models of the pair's `a` and `b`."""
    discussed: bool
    """Whether the second look followed a discussion."""
    first: Look
    second: Look


class SecondLooks:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def repeats(self, kind: str = "person", annotators: Sequence[str] = ()) -> Iterator[TwoLooks]:
        """Labels that estimates are made of, each with the blind judgement when its pair came up again."""
        return self._looks(_REPEATS, kind, annotators)

    def changed(self, kind: str = "person", annotators: Sequence[str] = ()) -> Iterator[TwoLooks]:
        """Labels that estimates are made of, each with what its annotator made of it after a reveal or a
        discussion; of a label that was taken back then, the second look says nothing."""
        return self._looks(_CHANGED, kind, annotators)

    def _looks(self, statement: str, kind: str, annotators: Sequence[str]) -> Iterator[TwoLooks]:
        condition, values = whose(kind, annotators)
        for row in self._db.execute(statement.format(condition=condition), values):
            pair, prompt, annotator, kind_, name_a, name_b, taken_back, discussed, *said = row
            first, second = Look(*said[:4]), NOTHING if taken_back else Look(*said[4:])
            yield TwoLooks(pair, prompt, annotator, kind_, name_a, name_b, bool(discussed), first, second)


_SAID = "{0}.preference, {0}.correctness_a, {0}.correctness_b, {0}.left_output"

_PAIR_AND_WHO = f"""
SELECT h.pair_id, p.prompt_id, an.name, an.kind, ma.name, mb.name,
       second.status = 'retracted', second.role = 'adjudication',
       {_SAID.format("first")}, {_SAID.format("second")}
FROM annotators an
"""

_FIRST = f"""
JOIN labels first ON first.number = {ESTIMABLE}
    AND first.status = 'labeled' AND first.role = 'label' AND first.served_by NOT GLOB '{SERVED_BY_OUTCOME}*'
JOIN pairs p ON p.id = h.pair_id
JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
"""

_REPEATS = f"""
{_PAIR_AND_WHO}
CROSS JOIN heads again ON again.annotator_id = an.id AND again.pass = 1
CROSS JOIN labels second ON second.number = again.blind
    AND second.status = 'labeled' AND second.role = 'label'
CROSS JOIN heads h ON h.annotator_id = an.id AND h.pass = 0 AND h.pair_id = again.pair_id
{_FIRST}
WHERE {{condition}}
ORDER BY h.pair_id, an.name, an.kind
"""

_CHANGED = f"""
{_PAIR_AND_WHO}
CROSS JOIN heads h ON h.annotator_id = an.id AND h.pass = 0 AND h.blind IS NOT NULL
    AND (h.revision <> h.blind OR h.revision IN (SELECT number FROM labels WHERE role = 'adjudication'))
CROSS JOIN labels second ON second.number = h.revision
    AND (second.revealed = 1 OR second.role = 'adjudication') AND second.status <> 'skipped'
{_FIRST}
WHERE {{condition}}
    AND (second.preference, second.strength, second.correctness_a, second.correctness_b,
         second.warned_a, second.warned_b, second.criteria, second.status)
    IS NOT (first.preference, first.strength, first.correctness_a, first.correctness_b,
            first.warned_a, first.warned_b, first.criteria, first.status)
ORDER BY h.pair_id, an.name, an.kind
"""
