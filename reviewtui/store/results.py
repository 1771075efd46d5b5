"""Labels as results read them: the newest blind judgement of pass 0."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from reviewtui.domain.labels import Criterion, Judgement, Tag, criteria_from, tags_from
from reviewtui.store.labels import FOR_ESTIMATES


class CountedLabel(NamedTuple):
    """One counted label; model_a is the first by name, and every column follows.

    Of two samples of one model, `model_a` is the output with the smaller hash, as in the pair.
    """

    pair_id: int
    prompt_id: int
    annotator: str
    annotator_kind: str
    model_a: str
    model_b: str
    preference: str | None
    strength: int | None
    correctness_a: str | None
    correctness_b: str | None
    left_output: str | None
    """`a` or `b` as here; None where the source did not say how it was shown."""
    served_by: str
    number: int = 0
    """`labels.number` of the revision that counts; 0 is not known."""
    output_a: int = 0
    output_b: int = 0
    warned_a: int | None = None
    warned_b: int | None = None
    confidence: int | None = None
    active_ms: int | None = None
    rubric: str | None = None
    criteria: tuple[Criterion, ...] = ()
    tags: tuple[Tag, ...] = ()
    """Those of the newest revision, which may have been made after a reveal."""
    identical: bool = False
    leak: bool = False
    chars: tuple[int, int] = (0, 0)
    marks: tuple[int, int] = (0, 0)


class Results:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def counted(self, kind: str = "person", annotators: Sequence[str] = ()) -> Iterator[CountedLabel]:
        """Counted labels by annotators of a kind (`person`, `judge` or `all`), or by those named alone."""
        return self._labels(_OWN, kind, annotators)

    def estimable(self, kind: str = "person", annotators: Sequence[str] = ()) -> Iterator[CountedLabel]:
        """The labels that estimates are made of: as `counted`, but what was said again of pairs that a filter
        chose by their results is as if it had never been said. Where the label before it is not here (it was
        imported without its history, say), the later one is, to be told: its `served_by` begins with
        SERVED_BY_OUTCOME."""
        return self._labels(ESTIMABLE, kind, annotators)

    def _labels(self, number: str, kind: str, annotators: Sequence[str]) -> Iterator[CountedLabel]:
        """`number` says in SQL which revision of the label `h` counts."""
        condition, values = whose(kind, annotators)
        for row in self._db.execute(_COUNTED.format(number=number, condition=condition), values):
            yield _counted(*row)

    def notes(
        self, pair_id: int, kind: str = "person", annotators: Sequence[str] = ()
    ) -> list[tuple[str, str]]:
        """(annotator, note) of a pair's current revisions of pass 0, chosen as in `counted`."""
        condition, values = whose(kind, annotators)
        return self._db.execute(_NOTES.format(condition=condition), (pair_id, *values)).fetchall()

    def slice_fields(self) -> list[str]:
        """The metadata fields that prompts have, in plain string order."""
        return [row[0] for row in self._db.execute(_SLICE_FIELDS)]

    def tag_names(self) -> list[str]:
        """The tags that current labels have, in plain string order."""
        return [row[0] for row in self._db.execute("SELECT DISTINCT tag FROM label_tags ORDER BY tag")]

    def slices(self, field: str) -> dict[int, str]:
        """prompt_id to what its metadata says in `field`, as text; a prompt without it is not there."""
        return dict(self._db.execute(_SLICES, (field,)))


def _counted(criteria: str | None, tags: str | None, mirrored: int, *rest: Any) -> CountedLabel:
    said = criteria_from(orjson.loads(criteria)) if criteria else ()
    tagged = tags_from(orjson.loads(tags)) if tags else ()
    if mirrored:
        judgement = Judgement(criteria=said, tags=tagged).mirrored()
        said, tagged = judgement.criteria, judgement.tags
    return CountedLabel(*rest)._replace(criteria=said, tags=tagged)


def whose(kind: str, annotators: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The condition on `an`, and its values."""
    if annotators:
        return f"an.name IN ({', '.join('?' * len(annotators))})", tuple(annotators)
    return "(? = 'all' OR an.kind = ?)", (kind, kind)


# `b.status = 'labeled'` of the blind head: a label that was taken back while blind does not count, one that
# was taken back after a reveal does, or a reveal would let annotators choose which labels stand.
_COUNTED = """
SELECT criteria, tags, mirrored,
       pair_id, prompt_id, annotator, kind,
       iif(mirrored, name_b, name_a), iif(mirrored, name_a, name_b),
       CASE WHEN mirrored AND preference = 'a' THEN 'b' WHEN mirrored AND preference = 'b' THEN 'a'
            ELSE preference END,
       strength,
       iif(mirrored, correctness_b, correctness_a), iif(mirrored, correctness_a, correctness_b),
       CASE WHEN mirrored AND left_output = 'a' THEN 'b' WHEN mirrored AND left_output = 'b' THEN 'a'
            ELSE left_output END,
       served_by, number,
       iif(mirrored, output_b, output_a), iif(mirrored, output_a, output_b),
       iif(mirrored, warned_b, warned_a), iif(mirrored, warned_a, warned_b),
       confidence, active_ms, rubric
FROM (
    SELECT h.pair_id, p.prompt_id, an.name AS annotator, an.kind, ma.name AS name_a, mb.name AS name_b,
           ma.name > mb.name AS mirrored, b.preference, b.strength, b.correctness_a, b.correctness_b,
           b.left_output, b.served_by, b.number, p.output_a, p.output_b, b.warned_a, b.warned_b,
           b.confidence, b.active_ms, b.rubric, b.criteria, c.tags
    FROM heads h
    JOIN annotators an ON an.id = h.annotator_id
    JOIN labels b ON b.number = {number}
    JOIN labels c ON c.number = h.revision
    JOIN pairs p ON p.id = h.pair_id
    JOIN outputs oa ON oa.id = p.output_a JOIN models ma ON ma.id = oa.model_id
    JOIN outputs ob ON ob.id = p.output_b JOIN models mb ON mb.id = ob.model_id
    WHERE h.pass = 0 AND b.status = 'labeled' AND b.role = 'label' AND {condition}
)
ORDER BY pair_id, annotator
"""

# The newest blind revision that was not made after a discussion either.
_OWN = """
iif((SELECT l.role FROM labels l WHERE l.number = h.blind) = 'label', h.blind,
    (SELECT l.number FROM labels l
     WHERE l.pair_id = h.pair_id AND l.annotator_id = h.annotator_id AND l.pass = h.pass
       AND l.revealed = 0 AND l.role = 'label'
     ORDER BY l.seq DESC, l.id DESC LIMIT 1))
"""

# The newest of these that did not come up by a filter on outcomes, where it is a label; else the newest.
ESTIMABLE = f"""
coalesce((SELECT iif(l.status = 'labeled', l.number, NULL) FROM labels l
          WHERE l.pair_id = h.pair_id AND l.annotator_id = h.annotator_id AND l.pass = h.pass
            AND {FOR_ESTIMATES}
          ORDER BY l.seq DESC, l.id DESC LIMIT 1), {_OWN})
"""

_SLICE_FIELDS = "SELECT DISTINCT j.key FROM prompts, json_each(prompts.metadata) j ORDER BY j.key"

# A key of json_each and not a path: any field name is looked up as it is.
_SLICES = """
SELECT prompts.id, CASE j.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false'
                               ELSE CAST(j.value AS TEXT) END
FROM prompts, json_each(prompts.metadata) j
WHERE j.key = ? AND j.type <> 'null'
"""

_NOTES = """
SELECT an.name, c.note
FROM heads h
JOIN annotators an ON an.id = h.annotator_id
JOIN labels c ON c.number = h.revision
WHERE h.pair_id = ? AND h.pass = 0 AND h.status <> 'retracted' AND c.note IS NOT NULL AND {condition}
ORDER BY an.name, an.kind
"""
