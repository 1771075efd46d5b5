"""A filter's conditions as clauses. Values are always bound, never written in.

What needs a conversation as it is shown is asked of a function of ours that SQLite calls.
"""

from __future__ import annotations

import sqlite3

import orjson

from reviewtui.domain.filters import (
    And,
    Comparator,
    Condition,
    Confidence,
    Contains,
    ExternalId,
    Judged,
    Length,
    Mark,
    Metadata,
    Not,
    Or,
    Preferred,
    Source,
    Tagged,
)
from reviewtui.store.clauses import EVERY, Chosen, Clause, Value, Whose, still_open
from reviewtui.store.measures import may_contain, says_one_of, texts

_JUDGED = """
(SELECT pair_id FROM heads WHERE annotator_id = ? AND pass = 0
 UNION SELECT pair_id FROM drafts WHERE annotator_id = ? AND pass = 0) own
CROSS JOIN pairs p ON p.id = own.pair_id
"""


def choose(condition: Condition, whose: Whose) -> Chosen:
    """Looks among this annotator's labels where no other pair can meet the condition: they are few beside a
    large project."""
    if _needs_label(condition):
        return Chosen(_JUDGED, (whose.annotator_id, whose.annotator_id), clause(condition, whose))
    return Chosen(EVERY.tables, (), clause(condition, whose))


def _needs_label(condition: Condition) -> bool:
    match condition:
        case And(parts):
            return any(_needs_label(part) for part in parts)
        case Or(parts):
            return all(_needs_label(part) for part in parts)
        case Mark():
            return condition in (Mark.LABELED, Mark.SKIPPED, Mark.FLAGGED, Mark.NOTE)
        case _:
            return isinstance(condition, Tagged | Preferred | Judged | Confidence)


def clause(condition: Condition, whose: Whose) -> Clause:
    """Every part is in parentheses of its own."""
    match condition:
        case Not(part):
            inner = clause(part, whose)
            return Clause(f"(NOT {inner.sql})", inner.values)
        case And(parts):
            return _joined(" AND ", parts, whose)
        case Or(parts):
            return _joined(" OR ", parts, whose)
        case Mark():
            return _mark(condition, whose)
        case Tagged() | Preferred() | Judged() | Confidence():
            return _said(condition, whose)
        case _:
            return _known(condition)


def prepare(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that the clauses call."""
    connection.create_function("shown_length", 1, _shown_length, deterministic=True)
    connection.create_function("contains", 2, _contains, deterministic=True)
    connection.create_function("names", 3, _names, deterministic=True)


def _joined(word: str, parts: tuple[Condition, ...], whose: Whose) -> Clause:
    clauses = [clause(part, whose) for part in parts]
    values = tuple(value for one in clauses for value in one.values)
    return Clause(f"({word.join(one.sql for one in clauses)})", values)


# What is known before anybody judged

_LONGER = """
SELECT max(shown_length(o.messages)) FROM outputs o WHERE o.id IN (p.output_a, p.output_b)
"""

_FROM_SOURCE = """
SELECT 1 FROM pair_sources ps JOIN sources s ON s.id = ps.source_id WHERE ps.pair_id = p.id AND s.name = ?
"""

_EXTERNAL_ID = "SELECT 1 FROM pair_sources ps WHERE ps.pair_id = p.id AND ps.external_id = ?"

_PROMPT_CONTAINS = "SELECT 1 FROM prompts pr WHERE pr.id = p.prompt_id AND contains(pr.messages, ?)"

_OUTPUT_CONTAINS = """
SELECT 1 FROM outputs o WHERE o.id IN (p.output_a, p.output_b) AND contains(o.messages, ?)
"""

_IDENTICAL = """
SELECT a.messages = b.messages FROM outputs a JOIN outputs b ON b.id = p.output_b WHERE a.id = p.output_a
"""

_LEAK = """
SELECT 1 FROM outputs o JOIN outputs own ON own.id IN (p.output_a, p.output_b)
JOIN models m ON m.id = own.model_id
WHERE o.id IN (p.output_a, p.output_b) AND names(o.messages, m.name, m.display)
"""

_METADATA = """
SELECT 1 FROM prompts pr, json_each(pr.metadata, ?) j WHERE pr.id = p.prompt_id AND ({compared})
"""


def _known(condition: Condition) -> Clause:
    match condition:
        case Metadata(path, comparator, value):
            return _metadata(path, comparator, value)
        case Length(comparator, characters):
            return Clause(f"(({_LONGER}) {comparator.value} ?)", (characters,))
        case Source(name):
            return Clause(f"(EXISTS ({_FROM_SOURCE}))", (name,))
        case ExternalId(value):
            return Clause(f"(EXISTS ({_EXTERNAL_ID}))", (value,))
        case Contains(text):
            return Clause(f"(EXISTS ({_PROMPT_CONTAINS}) OR EXISTS ({_OUTPUT_CONTAINS}))", (text, text))
        case _:
            raise AssertionError(f"{condition!r} asks for something else")


def _metadata(path: tuple[str, ...], comparator: Comparator, value: str) -> Clause:
    """A list is its elements; a number is compared with a number, a text or a truth value with a text."""
    sign = comparator.value
    as_text = "CASE j.type WHEN 'true' THEN 'true' WHEN 'false' THEN 'false' ELSE j.atom END"
    compared = f"(j.type IN ('text', 'true', 'false') AND {as_text} {sign} ?)"
    values: tuple[Value, ...] = (value,)
    number = _number(value)
    if number is not None:
        compared += f" OR (j.type IN ('integer', 'real') AND j.atom {sign} ?)"
        values += (number,)
    exists = f"EXISTS ({_METADATA.format(compared=compared)})"
    # A field's own name may have dots.
    paths = [_json_path(one) for one in dict.fromkeys((path, (".".join(path),)))]
    return Clause(
        f"({' OR '.join([exists] * len(paths))})", tuple(v for one in paths for v in (one, *values))
    )


def _json_path(path: tuple[str, ...]) -> str:
    """With names as JSON writes them: so SQLite holds them against those of the metadata."""
    return ".".join(["$", *(orjson.dumps(name).decode() for name in path)])


def _number(value: str) -> int | float | None:
    """Whole numbers exactly, as far as SQLite has them: ids of many digits are no fractions."""
    try:
        if -(2**63) <= (whole := int(value)) < 2**63:
            return whole
    except ValueError:
        pass  # it may be a fraction
    try:
        return float(value)
    except ValueError:
        return None


# What this annotator said

_HEAD = "SELECT {wanted} FROM heads h WHERE h.annotator_id = ? AND h.pass = 0 AND h.pair_id = p.id"


_SHOWN = """
SELECT iif(d.pair_id IS NULL, {labeled}, {drafted}) FROM (SELECT 1)
LEFT JOIN drafts d ON d.annotator_id = ? AND d.pass = 0 AND d.pair_id = p.id AND d.pair_id <> ?
LEFT JOIN labels l ON l.number = ({head} AND h.pair_id <> ?) AND l.status <> 'retracted'
"""


def _shown(labeled: str, drafted: str) -> str:
    """A value of the label as it is shown: of the draft where one was begun. Takes `whose` twice."""
    return f"({_SHOWN.format(labeled=labeled, drafted=drafted, head=_HEAD.format(wanted='h.revision'))})"


def _field(name: str) -> str:
    return _shown(f"l.{name}", f"json_extract(d.body, '$.judgement.{name}')")


def _side(preference: str, left: str) -> str:
    """A preference in sides. One whose sides were not recorded is for neither of them."""
    return (
        f"CASE WHEN {preference} = {left} THEN 'left'"
        f" WHEN {preference} IN ('a', 'b') AND {left} IS NOT NULL THEN 'right' ELSE {preference} END"
    )


_VERDICT = _shown(
    _side("l.preference", "l.left_output"),
    _side("json_extract(d.body, '$.judgement.preference')", "json_extract(d.body, '$.left')"),
)

_TAGGED = f"""
SELECT 1 FROM json_each(coalesce({_field("tags")}, '[]')) t WHERE json_extract(t.value, '$.tag') = ?
"""


def _mark(mark: Mark, whose: Whose) -> Clause:
    head = _HEAD.format(wanted="1")
    match mark:
        case Mark.LEAK:
            return Clause(f"(EXISTS ({_LEAK}))")
        case Mark.IDENTICAL:
            return Clause(f"(({_IDENTICAL}))")
        case Mark.OPEN:
            return still_open(whose.annotator_id)
        case Mark.LABELED | Mark.SKIPPED:
            return Clause(f"(EXISTS ({head} AND h.status = ?))", (whose.annotator_id, mark.value))
        case Mark.FLAGGED:
            return Clause(f"(coalesce({_field('flagged')}, 0))", (*whose, *whose))
        case Mark.NOTE:
            return Clause(f"({_field('note')} IS NOT NULL)", (*whose, *whose))


def _said(condition: Condition, whose: Whose) -> Clause:
    shown = (*whose, *whose)
    match condition:
        case Tagged(name):
            if name is None:
                return Clause(f"({_field('tags')} IS NOT NULL)", shown)
            return Clause(f"(EXISTS ({_TAGGED}))", (*shown, name))
        case Preferred(verdict):
            return Clause(f"(coalesce({_VERDICT} = ?, 0))", (*shown, verdict.value))
        case Judged(level):
            either = [f"coalesce({_field(name)} = ?, 0)" for name in ("correctness_a", "correctness_b")]
            return Clause(f"({' OR '.join(either)})", (*shown, level.value) * 2)
        case Confidence(comparator, number):
            return Clause(f"(coalesce({_field('confidence')} {comparator.value} ?, 0))", (*shown, number))
        case _:
            raise AssertionError(f"{condition!r} asks for something else")


# Functions that SQLite calls


def _shown_length(messages: str) -> int:
    return sum(len(text) for text in texts(messages))


def _contains(messages: str, words: str) -> bool:
    sought = words.casefold()
    return may_contain(messages.casefold(), sought) and any(
        sought in text.casefold() for text in texts(messages)
    )


def _names(messages: str, *names: str) -> bool:
    return says_one_of(messages, names)
