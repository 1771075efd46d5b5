"""Version 2 of the database: what results read of a million labels and their pairs, without the texts.

All of it follows from the other tables. It is made anew, for one connection, where rows are missing: in an
older file that is not written to, or where somebody added rows with other tools.

A label and a pair are each a line of whole numbers with commas between them. That is no way to keep data, but
to hand it over: SQLite joins a million lines in a third of the time that it takes for two columns of numbers,
and in a tenth of that for as many rows, and numpy reads the text at once.
"""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """Some bits of a label's code, and the SQL of their value, with `{0}` for the label's row."""

    shift: int
    bits: int
    value: str

    def of(self, row: str) -> str:
        return f"(({self.value.format(row)}) << {self.shift})"


_PREFERENCE = (
    "CASE {0}.preference WHEN 'a' THEN 1 WHEN 'b' THEN 2 WHEN 'tie' THEN 3 WHEN 'both_bad' THEN 4 ELSE 0 END"
)
_LEVEL = "CASE {{0}}.{0} WHEN 'correct' THEN 1 WHEN 'partial' THEN 2 WHEN 'incorrect' THEN 3 ELSE 0 END"

_CIRCUMSTANCE = """
SELECT c.id FROM circumstances c
WHERE c.annotator_id = {0}.annotator_id AND c.served_by = {0}.served_by
  AND c.rubric = coalesce({0}.rubric, '')
"""

# 0 is what the label does not say, down to `confidence`.
LABEL_CODE = {
    "preference": Field(0, 3, _PREFERENCE),
    "correctness_a": Field(3, 2, _LEVEL.format("correctness_a")),
    "correctness_b": Field(5, 2, _LEVEL.format("correctness_b")),
    "left": Field(7, 2, "CASE {0}.left_output WHEN 'a' THEN 1 WHEN 'b' THEN 2 ELSE 0 END"),
    "warned_a": Field(9, 2, "coalesce({0}.warned_a + 1, 0)"),
    "warned_b": Field(11, 2, "coalesce({0}.warned_b + 1, 0)"),
    "strength": Field(13, 2, "coalesce({0}.strength, 0)"),
    "confidence": Field(15, 2, "coalesce({0}.confidence, 0)"),
    "pass": Field(17, 2, "min(max({0}.pass, 0), 3)"),
    "status": Field(19, 2, "CASE {0}.status WHEN 'labeled' THEN 0 WHEN 'skipped' THEN 1 ELSE 2 END"),
    "revealed": Field(21, 1, "{0}.revealed"),
    "adjudication": Field(22, 1, "{0}.role <> 'label'"),
    "has_tags": Field(23, 1, "{0}.tags IS NOT NULL"),
    "has_criteria": Field(24, 1, "{0}.criteria IS NOT NULL"),
    "circumstance": Field(25, 38, _CIRCUMSTANCE),
}


_CODE = " | ".join(field.of("{0}") for field in LABEL_CODE.values())

LABEL_LINE = ("number", "pair", "seq", "code", "active_ms")
"""`code` is made of `LABEL_CODE`; `active_ms` is -1 where it is not known."""

_LABEL_LINE = (
    f"{{0}}.number || ',' || {{0}}.pair_id || ',' || CAST({{0}}.seq AS INTEGER) || ',' || ({_CODE})"
    " || ',' || coalesce(CAST({0}.active_ms AS INTEGER), -1)"
)

PAIR_LINE = (
    "pair", "prompt", "output_a", "output_b", "model_a", "model_b", "chars_a", "chars_b",
    "marks_a", "marks_b", "identical", "leak",
)  # fmt: skip
"""The characters there are to read in each output, its Markdown marks; whether both say the same, and whether
one says the name of one of the two models."""

# `circumstances` has annotators, how pairs came up for them and their rubric ('' for none), each combination
# once. `label_lines` has a row for each of `labels`, `pair_lines` for each of `pairs`.
TABLES = """
CREATE {temporary} TABLE circumstances (
    id INTEGER PRIMARY KEY,
    annotator_id INTEGER NOT NULL, -- annotators.id
    served_by TEXT NOT NULL,
    rubric TEXT NOT NULL,
    UNIQUE (annotator_id, served_by, rubric)
);
CREATE {temporary} TABLE label_lines (
    number INTEGER PRIMARY KEY, -- labels.number
    line TEXT NOT NULL -- LABEL_LINE
);
CREATE {temporary} TABLE pair_lines (
    pair_id INTEGER PRIMARY KEY, -- pairs.id
    line TEXT NOT NULL -- PAIR_LINE
);
"""

TRIGGERS = f"""
CREATE TRIGGER labels_are_lines AFTER INSERT ON labels
BEGIN
    INSERT INTO circumstances(annotator_id, served_by, rubric)
    SELECT new.annotator_id, new.served_by, coalesce(new.rubric, '')
    WHERE NOT EXISTS ({_CIRCUMSTANCE.format("new")});
    INSERT INTO label_lines VALUES (new.number, {_LABEL_LINE.format("new")});
END;
CREATE TRIGGER models_names_are_in_lines AFTER UPDATE OF name, display ON models
BEGIN
    DELETE FROM pair_lines WHERE pair_id IN (
        SELECT p.id FROM pairs p JOIN outputs o ON o.id IN (p.output_a, p.output_b)
        WHERE o.model_id = new.id);
END;
"""

FILL_LABELS = f"""
DELETE FROM label_lines;
DELETE FROM circumstances;
INSERT INTO circumstances(annotator_id, served_by, rubric)
SELECT DISTINCT annotator_id, served_by, coalesce(rubric, '') FROM labels;
INSERT INTO label_lines SELECT l.number, {_LABEL_LINE.format("l")} FROM labels l;
"""
