"""What is said to the reviewer of a label, in sides. Plain words, no text of the data's."""

from __future__ import annotations

from reviewtui.domain.labels import Judgement
from reviewtui.domain.vocabulary import Preference, Side, Slot, Status
from reviewtui.review.view import verdict

_VERDICTS = {
    Side.LEFT: "left is better",
    Side.RIGHT: "right is better",
    Preference.TIE: "equally good",
    Preference.BOTH_BAD: "both bad",
}

_FIELDS = {"preference": "a preference", "correctness": "the correctness", "note": "a note"}


def said_of(judgement: Judgement, left: Slot) -> str:
    """The verdict in words; empty where there is none."""
    found = verdict(judgement.preference, left)
    if found is None:
        return ""
    words = _VERDICTS[found]
    if isinstance(found, Side) and judgement.strength is not None:
        grade = "slightly" if judgement.strength == 1 else "clearly"
        words = words.replace("is ", f"is {grade} ")
    return words


def missing(fields: tuple[str, ...]) -> str:
    """What a label still needs; empty where nothing is missing."""
    return "still missing: " + ", ".join(_FIELDS[field] for field in fields) if fields else ""


def kept(judgement: Judgement, left: Slot, number: int, *, revealed: bool) -> str:
    words = f"pair {number}: {said_of(judgement, left)}"
    return f"{words} (after the reveal: not counted)" if revealed else words


def change(before: Judgement, after: Judgement, left: Slot) -> str:
    """What differs between two states of a label, as the second has it."""
    parts = []
    if before.preference != after.preference:
        parts.append(f"now {said_of(after, left) or 'no verdict'}")
    for side, slot in ((Side.LEFT, left), (Side.RIGHT, left.other)):
        if before.correctness(slot) != after.correctness(slot):
            level = after.correctness(slot)
            parts.append(
                f"{side.value} {level.value}" if level else f"correctness of the {side.value} taken off"
            )
    if before.note != after.note:
        parts.append("note as before" if after.note else "note taken off")
    if before.flagged != after.flagged:
        parts.append("flagged" if after.flagged else "flag taken off")
    return ", ".join(parts) or "no change"


def stepped(
    done: str,
    before: Judgement,
    was: Status | None,
    after: Judgement,
    status: Status,
    left: Slot,
    revealed: bool,
) -> str:
    """What an undo or a redo of a finished label did."""
    if status is Status.RETRACTED:
        words = "the skip" if was is Status.SKIPPED else f"«{said_of(before, left)}»"
        text = f"{done}: {words} is taken back"
    elif status is not was:
        text = f"{done}: now {'skipped' if status is Status.SKIPPED else said_of(after, left)}"
    else:
        text = f"{done}: {change(before, after, left)}"
    return f"{text} (the blind judgement still counts)" if revealed else text
