"""What annotators are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reviewtui.domain.identity import content_hash
from reviewtui.domain.labels import Judgement
from reviewtui.domain.messages import Json
from reviewtui.domain.plan import Costs, Plan
from reviewtui.domain.vocabulary import Advance, Correctness, Scale, Severity

REQUIRABLE = ("preference", "criteria", "correctness", "warned", "tags", "confidence", "note")
"""The fields that a rubric can demand before a label is finished."""


@dataclass(frozen=True, slots=True)
class AskedCriterion:
    """An aspect that gets a preference of its own, such as tone."""

    name: str
    description: str = ""

    def document(self) -> dict[str, Json]:
        return _said({"name": self.name, "description": self.description})


@dataclass(frozen=True, slots=True)
class AskedTag:
    """A word for what went wrong or right. `sided`: it is said of one output, not of the pair."""

    name: str
    description: str = ""
    sided: bool = True
    harmed: str = ""
    """Who is harmed by it."""
    severity: Severity | None = None
    blocker: bool = False
    """Must never happen, however good the rest is."""

    def document(self) -> dict[str, Json]:
        return _said(
            {
                "name": self.name,
                "description": self.description,
                "side": None if self.sided else False,
                "harmed": self.harmed,
                "severity": self.severity and self.severity.value,
                "blocker": self.blocker or None,
            }
        )

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> AskedTag:
        severity = document.get("severity")
        return cls(
            name=document["name"],
            description=document.get("description", ""),
            sided=document.get("side", True),
            harmed=document.get("harmed", ""),
            severity=Severity(severity) if severity else None,
            blocker=document.get("blocker", False),
        )


@dataclass(frozen=True, slots=True)
class Rubric:
    """A valid rubric. `correctness` lists the levels that are asked for; empty: not asked."""

    question: str = "Which answer is better?"
    guidelines: str = ""
    scale: Scale = Scale.SIMPLE
    correctness: tuple[Correctness, ...] = tuple(Correctness)
    required: tuple[str, ...] = ("preference",)
    criteria: tuple[AskedCriterion, ...] = ()
    tags: tuple[AskedTag, ...] = ()
    new_tags: bool = True
    """Annotators may use tags that are not listed."""
    warned: bool = False
    """Ask of each output whether it said that it might be wrong."""
    skip_reasons: tuple[str, ...] = ()
    """Offered where a pair is skipped with a reason."""
    advance: Advance = Advance.AUTO
    repeat_rate: float = 0.0
    """Of 1: how often a pair that this annotator judged comes up again, hidden among the others."""
    plan: Plan | None = None
    costs: Costs | None = None

    @property
    def hash(self) -> str:
        """Of what is asked and planned: comments and layout of the file do not matter."""
        return content_hash("rubric", self.document())

    @property
    def asked(self) -> Rubric:
        """What annotators are asked, whatever is planned with their answers."""
        return replace(self, plan=None, costs=None)

    def missing(self, judgement: Judgement) -> tuple[str, ...]:
        """The required fields that this judgement does not have yet, in the rubric's order."""
        judged = {one.name for one in judgement.criteria}
        have = {
            "preference": judgement.preference is not None,
            "criteria": all(one.name in judged for one in self.criteria),
            "correctness": judgement.correctness_a is not None and judgement.correctness_b is not None,
            "warned": judgement.warned_a is not None and judgement.warned_b is not None,
            "tags": bool(judgement.tags),
            "confidence": judgement.confidence is not None,
            "note": bool(judgement.note.strip()),
        }
        return tuple(name for name in self.required if not have[name])

    def tag(self, name: str) -> AskedTag | None:
        return next((tag for tag in self.tags if tag.name == name), None)

    def document(self) -> dict[str, Json]:
        """What was asked from the first version on, and of the rest what is not as by default: a rubric keeps
        its hash when a later version can ask for more."""
        document: dict[str, Json] = {
            "question": self.question,
            "guidelines": self.guidelines,
            "scale": self.scale.value,
            "correctness": [level.value for level in self.correctness],
            "required": list(self.required),
        }
        later: dict[str, Json] = {
            "criteria": [one.document() for one in self.criteria],
            "tags": [one.document() for one in self.tags],
            "new_tags": self.new_tags,
            "warned": self.warned,
            "skip_reasons": list(self.skip_reasons),
            "advance": self.advance.value,
            "repeat_rate": self.repeat_rate,
            "plan": self.plan and self.plan.document(),
            "costs": self.costs and self.costs.document(),
        }
        return document | {name: value for name, value in later.items() if value != _BY_DEFAULT[name]}

    @classmethod
    def from_document(cls, document: Mapping[str, Json]) -> Rubric:
        """Of a document that was valid when it was written; nothing is checked again."""
        later = {**_BY_DEFAULT, **document}
        return cls(
            question=document["question"],
            guidelines=document["guidelines"],
            scale=Scale(document["scale"]),
            correctness=tuple(Correctness(level) for level in document["correctness"]),
            required=tuple(document["required"]),
            criteria=tuple(AskedCriterion(**one) for one in later["criteria"]),
            tags=tuple(AskedTag.from_document(one) for one in later["tags"]),
            new_tags=later["new_tags"],
            warned=later["warned"],
            skip_reasons=tuple(later["skip_reasons"]),
            advance=Advance(later["advance"]),
            repeat_rate=later["repeat_rate"],
            plan=None if later["plan"] is None else Plan.from_document(later["plan"]),
            costs=None if later["costs"] is None else Costs.from_document(later["costs"]),
        )


_BY_DEFAULT: Mapping[str, Json] = {
    "criteria": [],
    "tags": [],
    "new_tags": True,
    "warned": False,
    "skip_reasons": [],
    "advance": Advance.AUTO.value,
    "repeat_rate": 0.0,
    "plan": None,
    "costs": None,
}


def _said(values: Mapping[str, Json]) -> dict[str, Json]:
    """Without what is left open: None and empty texts."""
    return {name: value for name, value in values.items() if value not in (None, "")}
