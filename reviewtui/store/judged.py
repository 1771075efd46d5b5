"""What judge models said beyond a label that counts: no answer, a score, the same pair in both orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple


class Skipped(NamedTuple):
    """A judge's row on a pair without any answer, such as a verdict that could not be read."""

    pair_id: int
    prompt_id: int
    judge: str
    models: tuple[str, str]
    """In plain string order."""
    number: int = 0
    """`labels.number`; 0 is not known. The same below."""


class Scored(NamedTuple):
    pair_id: int
    judge: str
    score: float
    number: int = 0


class Shown(NamedTuple):
    """What a judge said of a pair in one of the two orders, in the pair's own orientation."""

    pair_id: int
    prompt_id: int
    judge: str
    model_a: str
    """Of the pair's output `a`, whichever the results call model_a."""
    model_b: str
    left_output: str
    preference: str | None
    number: int = 0


class Judged:
    """All of it is blind: the newest revision made before a reveal."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def skipped(self) -> Iterator[Skipped]:
        """In pass 0, in the order of pairs."""
        for pair, prompt, judge, one, other, number in self._db.execute(_SKIPPED):
            yield Skipped(pair, prompt, judge, (min(one, other), max(one, other)), number)

    def scores(self) -> Iterator[Scored]:
        """Of the labels that count, in the order of pairs."""
        for row in self._db.execute(_SCORES):
            yield Scored(*row)

    def in_both_orders(self) -> Iterator[Shown]:
        """Two rows for each pair that a judge has judged with either output on the left: the newest of each
        order, pass 0 before a repeat. `a` on the left comes first."""
        for row in self._db.execute(_IN_BOTH_ORDERS):
            yield Shown(*row)


_SKIPPED = """
SELECT p.id, p.prompt_id, an.name, ma.name, mb.name, b.number
FROM annotators an
JOIN heads h ON h.annotator_id = an.id AND h.pass = 0
JOIN labels b ON b.number = h.blind
JOIN pairs p ON p.id = h.pair_id
JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
WHERE an.kind = 'judge' AND b.status = 'skipped' AND b.role = 'label'
ORDER BY p.id, an.name
"""

_SCORES = """
SELECT h.pair_id, an.name, b.score, b.number
FROM annotators an
JOIN heads h ON h.annotator_id = an.id AND h.pass = 0
JOIN labels b ON b.number = h.blind
WHERE an.kind = 'judge' AND b.status = 'labeled' AND b.role = 'label' AND b.score IS NOT NULL
ORDER BY h.pair_id, an.name
"""

_IN_BOTH_ORDERS = """
SELECT p.id, p.prompt_id, judge, ma.name, mb.name, left_output, preference, number
FROM (
    SELECT *, count(*) OVER (PARTITION BY pair_id, annotator_id) AS orders
    FROM (
        SELECT l.pair_id, l.annotator_id, an.name AS judge, l.left_output, l.preference, l.number, l.status,
               row_number() OVER (PARTITION BY l.pair_id, l.annotator_id, l.left_output
                                  ORDER BY l.pass, l.seq DESC, l.id DESC) AS age
        FROM annotators an JOIN labels l ON l.annotator_id = an.id
        WHERE an.kind = 'judge' AND l.revealed = 0 AND l.role = 'label' AND l.left_output IS NOT NULL
    )
    WHERE age = 1 AND status <> 'retracted'
)
JOIN pairs p ON p.id = pair_id
JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
WHERE orders = 2
ORDER BY p.id, judge, left_output
"""
