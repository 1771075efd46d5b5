"""What annotators are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reviewtui.domain.identity import content_hash
from reviewtui.domain.labels import Judgement
from reviewtui.domain.messages import Json
from reviewtui.domain.vocabulary import Correctness, Scale

REQUIRABLE = ("preference", "correctness", "note")
"""The fields that a rubric can demand before a label is finished."""


@dataclass(frozen=True, slots=True)
class Rubric:
    """A valid rubric. `correctness` lists the levels that are asked for; empty: not asked."""

    question: str = "Which answer is better?"
    guidelines: str = ""
    scale: Scale = Scale.SIMPLE
    correctness: tuple[Correctness, ...] = tuple(Correctness)
    required: tuple[str, ...] = ("preference",)

    @property
    def hash(self) -> str:
        """Of what is asked: comments and layout of the file do not matter."""
        return content_hash("rubric", self.document())

    def missing(self, judgement: Judgement) -> tuple[str, ...]:
        """The required fields that this judgement does not have yet, in the rubric's order."""
        have = {
            "preference": judgement.preference is not None,
            "correctness": judgement.correctness_a is not None and judgement.correctness_b is not None,
            "note": bool(judgement.note.strip()),
        }
        return tuple(name for name in self.required if not have[name])

    def document(self) -> dict[str, Json]:
        return {
            "question": self.question,
            "guidelines": self.guidelines,
            "scale": self.scale.value,
            "correctness": [level.value for level in self.correctness],
            "required": list(self.required),
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> Rubric:
        """Of a document that was valid when it was written; nothing is checked again."""
        return cls(
            question=document["question"],
            guidelines=document["guidelines"],
            scale=Scale(document["scale"]),
            correctness=tuple(Correctness(level) for level in document["correctness"]),
            required=tuple(document["required"]),
        )
