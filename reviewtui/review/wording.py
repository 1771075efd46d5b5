"""What is said to the reviewer, of labels in sides. Plain words; of the data only names, never markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviewtui.domain.labels import Judgement, Tag
from reviewtui.domain.vocabulary import Preference, Side, Slot, Status
from reviewtui.review.missing import Missing
from reviewtui.review.view import verdict
from reviewtui.text.display import one_line

QUOTED_CELLS = 40
"""Of a note, a reason or a name in a message."""

NAMES = 12
"""Of many names in a message."""

_VERDICTS = {
    Side.LEFT: "left is better",
    Side.RIGHT: "right is better",
    Preference.TIE: "equally good",
    Preference.BOTH_BAD: "both bad",
}

_FIELDS = {
    "preference": "a preference",
    "criteria": "the criteria {}",
    "correctness": "the correctness of {}",
    "warned": "whether {} warned",
    "tags": "a tag",
    "confidence": "the confidence",
    "note": "a note",
}

AFTER_REVEAL = "after the reveal: not counted"
BY_OUTCOME = "chosen by its outcome: not counted"

_OFF = "taken off"
_WARNED = {True: "{} warned", False: "{} did not warn", None: f"warned of the {{}} {_OFF}"}


def said_of(judgement: Judgement, left: Slot) -> str:
    """The verdict in words; empty where there is none."""
    return verdict_words(verdict(judgement.preference, left), judgement.strength)


def verdict_words(found: Side | Preference | None, strength: int | None) -> str:
    """Empty where there is none."""
    if found is None:
        return ""
    words = _VERDICTS[found]
    if isinstance(found, Side) and strength is not None:
        grade = "slightly" if strength == 1 else "clearly"
        words = words.replace("is ", f"is {grade} ")
    return words


def missing(fields: tuple[Missing, ...]) -> str:
    """What a label still needs; empty where nothing is missing."""
    return "still missing: " + ", ".join(map(_missing, fields)) if fields else ""


def _missing(one: Missing) -> str:
    between = ", " if one.field == "criteria" else " and "
    return _FIELDS[one.field].format(between.join(map(_name, one.names)))


def summary(judgement: Judgement, left: Slot) -> str:
    """All that a label says."""
    return difference(Judgement(), judgement, left)


def kept(judgement: Judgement, left: Slot, number: int | None, uncounted: str) -> str:
    """A label that was finished. `number` is None where pairs are not told apart by it; `uncounted` says why
    it does not count, where it does not."""
    return _aside(_of_pair(number, summary(judgement, left)), uncounted)


def skipped(judgement: Judgement, number: int | None, uncounted: str) -> str:
    words = "skipped" if number is None else f"skipped pair {number}"
    if judgement.reason:
        words += f" because of «{one_line(judgement.reason, QUOTED_CELLS)}»"
    return _aside(words, uncounted)


def not_saved(number: int | None) -> str:
    """Of a finished label that was changed, and left before the change was confirmed."""
    return _of_pair(number, "the change is not saved")


def not_finished(number: int | None) -> str:
    """Of a label that has all it needs, and was left before it was confirmed."""
    return _of_pair(number, "not finished, as it was not confirmed")


def _of_pair(number: int | None, words: str) -> str:
    return words if number is None else f"pair {number}: {words}"


def _aside(words: str, aside: str) -> str:
    return f"{words} ({aside})" if aside else words


def names(of_data: Sequence[str]) -> str:
    """Names from the data in a message, the first of them where they are many."""
    shown = [_name(one) for one in of_data[:NAMES]]
    return ", ".join([*shown, "…"] if len(of_data) > NAMES else shown)


def joined(*said: str) -> str:
    """One line of several; those that are empty are not there."""
    return " · ".join(filter(None, said))


def filter_ended(text: str) -> str:
    """Of the filter that was on when the last session ended; empty: none was."""
    return f"the filter «{one_line(text, QUOTED_CELLS)}» ended with the last session" if text else ""


def judging(criterion: str | None) -> str:
    """What the verdict keys go to."""
    return f"now judging «{_name(criterion)}»" if criterion is not None else "now judging the whole"


def taken_off(before: Judgement, after: Judgement, left: Slot) -> str:
    """What a change took away; empty where it added something, for that is seen in the label."""
    return ", ".join(words for words in _differences(before, after, left) if words.endswith(_OFF))


def change(before: Judgement, after: Judgement, left: Slot) -> str:
    """What a step made of a label that was there already."""
    words = difference(before, after, left) or "no change"
    return words if _preferred(before) == _preferred(after) else f"now {words}"


def difference(before: Judgement, after: Judgement, left: Slot) -> str:
    """What the second state of a label has and the first has not; empty where they are the same."""
    return ", ".join(_differences(before, after, left))


def _preferred(judgement: Judgement) -> tuple[Preference | None, int | None]:
    return judgement.preference, judgement.strength


def _differences(before: Judgement, after: Judgement, left: Slot) -> Iterator[str]:
    """The verdict goes first."""
    if _preferred(before) != _preferred(after):
        yield said_of(after, left) or "no verdict"
    yield from _criteria(before, after, left)
    yield from _outputs(before, after, left)
    yield from _tags(before, after, left)
    if before.confidence != after.confidence:
        yield f"confidence {after.confidence} of 3" if after.confidence else f"confidence {_OFF}"
    if before.reason != after.reason:
        yield f"because of «{one_line(after.reason, QUOTED_CELLS)}»" if after.reason else f"reason {_OFF}"
    if before.note != after.note:
        yield f"note «{one_line(after.note, QUOTED_CELLS)}»" if after.note else f"note {_OFF}"
    if before.flagged != after.flagged:
        yield "flagged" if after.flagged else f"flag {_OFF}"


def _criteria(before: Judgement, after: Judgement, left: Slot) -> Iterator[str]:
    for name in sorted({one.name for one in (*before.criteria, *after.criteria)}):
        said = after.criterion(name)
        if said == before.criterion(name):
            continue
        words = verdict_words(verdict(said.preference, left), said.strength) if said else f"verdict {_OFF}"
        yield f"{_name(name)}: {words}"


def _outputs(before: Judgement, after: Judgement, left: Slot) -> Iterator[str]:
    for side, slot in ((Side.LEFT, left), (Side.RIGHT, left.other)):
        if before.correctness(slot) != after.correctness(slot):
            level = after.correctness(slot)
            yield f"{side.value} {level.value}" if level else f"correctness of the {side.value} {_OFF}"
        if before.warned(slot) != after.warned(slot):
            yield _WARNED[after.warned(slot)].format(side.value)


def _tags(before: Judgement, after: Judgement, left: Slot) -> Iterator[str]:
    for tag in after.tags:
        if tag not in before.tags:
            yield tagged(tag, left)
    for tag in before.tags:
        if tag not in after.tags:
            yield f"{tagged(tag, left)} {_OFF}"


def tagged(tag: Tag, left: Slot) -> str:
    """A tag and what it is said of."""
    name = f"«{_name(tag.tag)}»"
    return name if tag.slot is None else f"{'left' if tag.slot is left else 'right'} {name}"


def _name(name: str) -> str:
    return one_line(name, QUOTED_CELLS)


def results_hidden(how_to_ask: str, *, read_only: bool) -> str:
    """In the place of who is winning, for an annotator who has not asked. `how_to_ask` is a sentence."""
    if read_only:
        how_to_ask = (
            "That you asked would be recorded, which a read-only session can't do. Outside of the review,"
            " reviewtui stats shows who is winning."
        )
    return f"Hidden, so that your judgements stay blind. {how_to_ask}"


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
    if status is Status.RETRACTED and after.preference is not None:
        # It was finished by something else than its verdict, which still stands.
        changed = "" if before == after else f"{change(before, after, left)}, "
        text = f"{done}: {changed}not finished any more"
    elif status is Status.RETRACTED:
        words = "the skip" if was is Status.SKIPPED else f"«{said_of(before, left)}»"
        text = f"{done}: {words} is taken back"
    elif status is not was:
        text = f"{done}: now {'skipped' if status is Status.SKIPPED else said_of(after, left)}"
    elif before == after:
        # What was confirmed is a change again that waits for it, or the other way round.
        text = f"{done}: the change is {'not saved any more' if done == 'undone' else 'saved again'}"
    else:
        text = f"{done}: {change(before, after, left)}"
    return f"{text} (the blind judgement still counts)" if revealed else text
