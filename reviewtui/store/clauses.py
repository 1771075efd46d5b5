"""What may be asked of the pairs that the queue goes through: SQL on a row `p` of the table `pairs`."""

from __future__ import annotations

from typing import NamedTuple

Value = str | int | float


class Clause(NamedTuple):
    """A condition in SQL and the values of its question marks, in their order."""

    sql: str
    values: tuple[Value, ...] = ()


class Chosen(NamedTuple):
    """The pairs that meet a condition: tables, the row `p` among them, and the clause."""

    tables: str
    table_values: tuple[Value, ...]
    clause: Clause

    def also(self, more: Clause) -> Chosen:
        both = Clause(f"{more.sql} AND {self.clause.sql}", (*more.values, *self.clause.values))
        return self._replace(clause=both)


EVERY = Chosen("pairs p", (), Clause("1"))


class Whose(NamedTuple):
    """Whose labels are meant. Of the pair `hidden` the state of the label is known, not what was said."""

    annotator_id: int
    hidden: int = 0


def still_open(annotator_id: int) -> Clause:
    """Neither labeled nor skipped by this annotator."""
    return Clause(
        "(NOT EXISTS (SELECT 1 FROM heads h WHERE h.annotator_id = ? AND h.pass = 0 AND h.pair_id = p.id"
        " AND h.status <> 'retracted'))",
        (annotator_id,),
    )
