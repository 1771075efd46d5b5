"""Small projects to export from, and the way back from exported rows to a project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewtui.domain.identity import content_id
from reviewtui.domain.labels import Judgement, Revision, criteria_from, tags_from
from reviewtui.domain.messages import Conversation, from_documents, one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Op, Preference, Role, Slot, Status
from reviewtui.store import Store


class Project:
    """A project under construction. Everything said of a pair is in the order of its models' names."""

    def __init__(self, path: Path) -> None:
        self.store = Store.open(path, create=True)
        # Nothing here has to survive a power cut.
        self.store._db.execute("PRAGMA synchronous = OFF")
        self.source = self.store.sources.begin("pairs.jsonl", "sha", "paired", 1, 1)
        self.rows = 0
        self.revisions = 0

    def pair(
        self,
        prompt: str | Conversation = "Why?",
        first: str | Conversation = "Because.",
        second: str | Conversation = "So.",
        *,
        models: tuple[str, str] = ("apple", "pear"),
        external_id: str | None = None,
        reference: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> int:
        self.rows += 1
        source = SourcePair(
            prompt=Prompt(_conversation(prompt, "user"), reference, metadata or {}),
            first=Output(models[0], _conversation(first, "assistant")),
            second=Output(models[1], _conversation(second, "assistant")),
            row=self.rows,
            external_id=external_id,
        )
        with self.store.transaction():
            return self.store.intake.put(source, self.source).id

    def label(
        self,
        pair: int,
        annotator: str,
        judgement: Judgement,
        *,
        kind: AnnotatorKind = AnnotatorKind.PERSON,
        pass_: int = 0,
        op: Op = Op.SET,
        status: Status = Status.LABELED,
        left: Slot | None = Slot.A,
        revealed: bool = False,
        seq: int | None = None,
        id_: str | None = None,
        created_at: str = "",
    ) -> None:
        """One more revision of this annotator's label."""
        mirrored = self.store.content.pair(pair).mirrored_in_results
        self.revisions += 1
        with self.store.transaction():
            who = self.store.annotators.get_or_add(annotator, kind)
            head = self.store.labels.head(pair, who.id, pass_)
            self.store.labels.append(
                Revision(
                    id=id_ or content_id(["revision", self.revisions]),
                    pair_id=pair,
                    annotator_id=who.id,
                    pass_=pass_,
                    seq=seq or self.store.labels.next_seq(pair, who.id, pass_),
                    parent=head and head.id,
                    op=op,
                    status=status,
                    judgement=judgement.mirrored() if mirrored else judgement,
                    left_output=left and (left.other if mirrored else left),
                    revealed=revealed,
                    role=Role.LABEL,
                    served_by="queue",
                    active_ms=1200,
                    rubric="r1",
                    created_at=created_at or f"2025-01-01T00:00:{self.revisions:02}.000Z",
                )
            )

    def take(self, rows: Iterable[dict[str, Any]]) -> None:
        """Import rows of `export labels`, as their contract says."""
        for row in rows:
            pair = self.pair(
                _from_row(row["prompt"], "user"),
                _from_row(row["output_a"], "assistant"),
                _from_row(row["output_b"], "assistant"),
                models=(row["model_a"], row["model_b"]),
                external_id=row["external_id"],
                metadata=row["metadata"],
            )
            self.label(
                pair,
                row["annotator"],
                Judgement(
                    preference=row["preference"] and Preference(row["preference"]),
                    strength=row["strength"],
                    correctness_a=row["correctness_a"] and Correctness(row["correctness_a"]),
                    correctness_b=row["correctness_b"] and Correctness(row["correctness_b"]),
                    warned_a=row["warned_a"],
                    warned_b=row["warned_b"],
                    criteria=criteria_from(row["criteria"]),
                    tags=tags_from(row["tags"]),
                    note=row["note"],
                    confidence=row["confidence"],
                    flagged=row["flagged"],
                    reason=row["reason"],
                ),
                kind=AnnotatorKind(row["annotator_kind"]),
                pass_=row["pass"],
                op=Op.IMPORT,
                status=Status(row["status"]),
                left=row["left_output"] and Slot(row["left_output"]),
                revealed=row["revealed"],
                seq=row["seq"],
                id_=row["id"],
                created_at=row["created_at"],
            )

    def counted(self) -> list[tuple[Any, ...]]:
        """What every statistic is made of, with pairs named in a way that other projects share."""
        ids = {"number": 0, "output_a": 0, "output_b": 0}
        labels = [one._replace(**ids) for one in self.store.results.counted("all")]
        return sorted((self.store.content.pair(one.pair_id).hash, *map(str, one[2:])) for one in labels)

    def heads(self) -> list[tuple[str, Status, Judgement]]:
        """The current labels that stand."""
        return sorted(
            (head.id, head.status, head.judgement)
            for head in self.store.labels.current()
            if head.status is not Status.RETRACTED
        )


def _conversation(given: str | Conversation, role: str) -> Conversation:
    return one_message(role, given) if isinstance(given, str) else given


def _from_row(given: str | list[dict[str, Any]], role: str) -> Conversation:
    return one_message(role, given) if isinstance(given, str) else from_documents(given)


@pytest.fixture
def new_project(tmp_path: Path) -> Iterator[Any]:
    """A function that makes empty projects."""
    made: list[Project] = []

    def make() -> Project:
        made.append(Project(tmp_path / f"p{len(made)}.db"))
        return made[-1]

    yield make
    for project in made:
        project.store.close()


@pytest.fixture
def project(new_project: Any) -> Project:
    return new_project()
