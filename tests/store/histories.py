"""Random histories of labels: everything that decides which revision counts, mixed."""

from __future__ import annotations

import random
import uuid

from reviewtui.domain.labels import Criterion, Judgement, Tag
from reviewtui.domain.served import SERVED_BY, SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Preference, Role, Slot, Status
from reviewtui.store import Store
from tests.store.test_labels import revision

SERVED = ("queue", "imported", f"{SERVED_BY}length > 3", f"{SERVED_BY_OUTCOME}tag rude", "repeat")
STATUS = (Status.LABELED, Status.LABELED, Status.LABELED, Status.SKIPPED, Status.RETRACTED)
ANNOTATORS = (
    ("ana", AnnotatorKind.PERSON),
    ("ben", AnnotatorKind.PERSON),
    ("ana", AnnotatorKind.JUDGE),
    ("nobody", AnnotatorKind.PERSON),
)


def fill(store: Store, seed: int, revisions: int, pairs: int = 6) -> None:
    """Add so many revisions to the first pairs; seqs are often the same, and ids in no order."""
    rng = random.Random(seed)
    ids = [store.annotators.get_or_add(name, kind).id for name, kind in ANNOTATORS]
    with store.transaction():
        for _ in range(revisions):
            store.labels.append(
                revision(
                    rng.randint(1, pairs),
                    rng.choice(ids[:-1]),
                    seq=rng.choice((1, 1, 2, 3)),
                    id=str(uuid.UUID(int=rng.getrandbits(128))),
                    pass_=rng.choice((0, 0, 0, 1)),
                    status=rng.choice(STATUS),
                    judgement=_judgement(rng),
                    left_output=rng.choice((None, *Slot)),
                    revealed=rng.random() < 0.3,
                    role=rng.choice((*(Role.LABEL,) * 9, Role.ADJUDICATION)),
                    served_by=rng.choice(SERVED),
                    active_ms=rng.choice((None, 0, 1200)),
                    rubric=rng.choice((None, "r1", "r2")),
                    created_at=f"2026-11-{rng.randint(1, 28):02}T12:00:00.000000Z",
                )
            )


def _judgement(rng: random.Random) -> Judgement:
    return Judgement(
        preference=rng.choice((None, *Preference)),
        strength=rng.choice((None, 1, 2)),
        correctness_a=rng.choice((None, *Correctness)),
        correctness_b=rng.choice((None, *Correctness)),
        warned_a=rng.choice((None, True, False)),
        warned_b=rng.choice((None, True, False)),
        criteria=rng.choice(((), (Criterion("tone", rng.choice(tuple(Preference)), 2),))),
        tags=rng.choice(((), (Tag("rude", rng.choice((None, *Slot))), Tag("odd", Slot.B)))),
        confidence=rng.choice((None, 1, 2, 3)),
    )


def as_version_1(store: Store) -> None:
    """Make the project what the first version would have left."""
    for trigger in ("labels_are_lines", "models_names_are_in_lines"):
        store._db.execute(f"DROP TRIGGER {trigger}")
    for table in ("circumstances", "label_lines", "pair_lines"):
        store._db.execute(f"DROP TABLE {table}")
    store._db.execute("DELETE FROM _sqlite_migrations WHERE name LIKE '0002%'")
    store._db.execute("UPDATE project SET schema_version = 1")
    store._db.execute("PRAGMA user_version = 1")
