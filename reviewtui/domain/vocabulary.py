"""The closed sets of words that labels are made of."""

from __future__ import annotations

from enum import StrEnum


class Slot(StrEnum):
    """Which output of a pair: `a` has the smaller hash. Says nothing of where it is shown."""

    A = "a"
    B = "b"

    @property
    def other(self) -> Slot:
        return Slot.B if self is Slot.A else Slot.A


class Side(StrEnum):
    """Where the screen shows an output. Says nothing of which output it is."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> Side:
        return Side.RIGHT if self is Side.LEFT else Side.LEFT


class Preference(StrEnum):
    A = "a"
    B = "b"
    TIE = "tie"
    """Equally good."""
    BOTH_BAD = "both_bad"
    """Neither is acceptable."""

    @property
    def mirrored(self) -> Preference:
        """The same preference when the two outputs change names."""
        return _MIRRORED.get(self, self)


_MIRRORED = {Preference.A: Preference.B, Preference.B: Preference.A}


class Correctness(StrEnum):
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"


class Scale(StrEnum):
    SIMPLE = "simple"
    """Left, right, tie or both bad."""
    GRADED = "graded"
    """As simple, and each side slightly (strength 1) or clearly (strength 2)."""


class Advance(StrEnum):
    """What happens when a verdict finishes a label."""

    AUTO = "auto"
    """The next pair comes up."""
    CONFIRM = "confirm"
    """Nothing is finished before the annotator confirms it."""


class Severity(StrEnum):
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Status(StrEnum):
    LABELED = "labeled"
    SKIPPED = "skipped"
    RETRACTED = "retracted"


class Op(StrEnum):
    """What made a revision."""

    SET = "set"
    UNDO = "undo"
    REDO = "redo"
    RETRACT = "retract"
    IMPORT = "import"


class Role(StrEnum):
    LABEL = "label"
    ADJUDICATION = "adjudication"


class AnnotatorKind(StrEnum):
    PERSON = "person"
    JUDGE = "judge"
