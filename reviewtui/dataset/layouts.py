"""Which fields of a file's rows are the prompt, the outputs, the models: recognised by its first rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reviewtui.dataset.faults import Faults
from reviewtui.dataset.fields import MISSING, FieldMap, FieldPath
from reviewtui.dataset.reading import RowFile
from reviewtui.domain.errors import DataError
from reviewtui.domain.messages import Json
from reviewtui.domain.vocabulary import Correctness, Preference, Status

SAMPLE_ROWS = 100
"""How many good rows at the start of a file decide about its layout."""

PROMPTS = ("prompt", "instruction", "question", "input", "query", "messages", "conversation")
OUTPUTS = ("response", "output", "answer", "completion", "text")
MODELS = ("generator", "model", "model_id", "model_name")
IDS = ("id", "pair_id", "external_id", "uid", "question_id")
REFERENCES = ("reference", "reference_answer", "ideal", "target", "gold")

SIDES = (("_a", "_b"), ("_1", "_2"), ("1", "2"), ("A", "B"), ("_A", "_B"))
"""How the two sides of a name are told apart: response_a and response_b, answer1 and answer2."""

_LABEL_FIELDS = {"prompt", "model_a", "output_a", "model_b", "output_b", "annotator"}
_WORDS: Mapping[str, frozenset[str]] = {
    "status": frozenset(Status),
    "preference": frozenset(Preference),
    "correctness_a": frozenset(Correctness),
    "correctness_b": frozenset(Correctness),
}
"""Fields of a label, and the words that they can have."""

_NAMED = ("prompt", "response", "response_a", "response_b", "model", "model_a", "model_b")
"""The targets that the reason for a layout names."""


class LayoutKind(StrEnum):
    PAIRED = "paired"
    """A row is a pair."""
    OUTPUTS = "outputs"
    """A row is one output, to be joined with those of other models."""
    LABELS = "labels"
    """A row is a label with its pair: what `export labels` writes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the rows of a file are read. `fields` are targets of `--map` and where they are."""

    kind: LayoutKind
    fields: Mapping[str, FieldPath]
    reason: str

    @property
    def used(self) -> set[str]:
        """The top-level fields that are no metadata."""
        return {path.root for path in self.fields.values()} - {"metadata"}


def sample(file: RowFile) -> list[dict[str, Json]]:
    """The first good rows. Raises DataError where a file has none."""
    faults = Faults()
    rows: list[dict[str, Json]] = []
    for row in file.rows(faults):
        rows.append(row.document)
        if len(rows) == SAMPLE_ROWS:
            break
    if rows:
        return rows
    if not faults.kept:
        raise DataError(f"{file.name}: has no rows", "Name a file with at least one row.")
    first = faults.kept[0]
    raise DataError(
        f"{file.name}: no row can be read; line {first.line}: {first.reason}",
        "One JSON object a line, or one array of objects, in UTF-8, is what can be read."
        " An object that is spread over lines has to stand in an array.",
    )


def recognise(name: str, rows: Sequence[Mapping[str, Json]], mapping: FieldMap) -> Layout:
    """The layout that fits most of these rows. Raises DataError where none fits any."""
    labels, layout = _labels(rows)
    if 2 * labels >= len(rows):
        # Each of these rows is one of a pair as well.
        return layout
    fitting, layout = max(_paired(rows, mapping), _outputs(rows, mapping), key=lambda choice: choice[0])
    if fitting:
        return layout
    fields = ", ".join(sorted({key for row in rows for key in row})[:20]) or "no fields"
    raise DataError(
        f"{name}: neither pairs nor outputs can be made out; the rows have {fields}",
        "Name the fields, as in --map prompt=FIELD --map response_a=FIELD --map response_b=FIELD,"
        " or --map prompt=FIELD --map response=FIELD where a row is one output.",
    )


_Choice = tuple[int, Layout]
"""How many rows it fits, and the layout."""


def _labels(rows: Sequence[Mapping[str, Json]]) -> _Choice:
    fitting = sum(row.keys() >= _LABEL_FIELDS and _says_something(row) for row in rows)
    reason = f"rows of `export labels` found in {_share(fitting, rows)}"
    return fitting, Layout(LayoutKind.LABELS, {}, reason)


def _paired(rows: Sequence[Mapping[str, Json]], mapping: FieldMap) -> _Choice:
    finder = _Finder(rows, mapping)
    if "response" not in mapping:
        finder.one("prompt", PROMPTS)
        finder.two("response_a", "response_b", OUTPUTS)
        finder.two("model_a", "model_b", MODELS)
        finder.common()
    return finder.choice(LayoutKind.PAIRED, ("prompt", "response_a", "response_b"))


def _outputs(rows: Sequence[Mapping[str, Json]], mapping: FieldMap) -> _Choice:
    finder = _Finder(rows, mapping)
    if "response_a" not in mapping:
        finder.one("prompt", PROMPTS)
        finder.one("response", OUTPUTS)
        finder.one("model", MODELS)
        finder.common()
    prompt = finder.fields.get("prompt")
    if "response" not in finder.fields and prompt is not None and finder.ends_with_answer(prompt):
        # The prompt's own field holds the answer as well: turns of the user, then turns of the assistant.
        finder.fields["response"] = prompt
    return finder.choice(LayoutKind.OUTPUTS, ("prompt", "response"))


def _says_something(row: Mapping[str, Json]) -> bool:
    """Whether an annotator says something of the pair in our words."""
    if any(isinstance(row.get(name), str) and row[name] in words for name, words in _WORDS.items()):
        return True
    if any(isinstance(row.get(name), bool) for name in ("warned_a", "warned_b")):
        return True
    lists = (("criteria", dict), ("tags", list))
    return any(isinstance(row.get(name), kind) and bool(row[name]) for name, kind in lists)


class _Finder:
    """Finds fields by their usual names; what the user named goes first."""

    def __init__(self, rows: Sequence[Mapping[str, Json]], mapping: FieldMap) -> None:
        self._rows = rows
        self.fields = dict(mapping)

    def one(self, target: str, names: Iterable[str]) -> None:
        if target not in self.fields:
            best = max(names, key=self._count)
            if self._count(best):
                self.fields[target] = FieldPath(best)

    def two(self, first: str, second: str, stems: Iterable[str]) -> None:
        if first not in self.fields:
            choices = [(stem + a, stem + b) for stem in stems for a, b in SIDES]
            best = max(choices, key=lambda names: self._count(*names))
            if self._count(*best):
                self.fields[first], self.fields[second] = map(FieldPath, best)

    def common(self) -> None:
        self.one("id", IDS)
        self.one("reference", REFERENCES)

    def _count(self, *names: str) -> int:
        return sum(all(name in row for name in names) for row in self._rows)

    def ends_with_answer(self, path: FieldPath) -> bool:
        return any(_ends_with_answer(path.of(row)) for row in self._rows)

    def choice(self, kind: LayoutKind, required: tuple[str, ...]) -> _Choice:
        if any(target not in self.fields for target in required):
            return 0, Layout(kind, self.fields, "")
        paths = [self.fields[target] for target in required]
        named = [self.fields[target] for target in _NAMED if target in self.fields]
        names = ", ".join(dict.fromkeys(path.text for path in named))
        reason = f"{names} found in {_share(self._fitting(named), self._rows)}"
        return self._fitting(paths), Layout(kind, self.fields, reason)

    def _fitting(self, paths: Sequence[FieldPath]) -> int:
        return sum(all(path.of(row) is not MISSING for path in paths) for row in self._rows)


def _ends_with_answer(value: Json) -> bool:
    if type(value) is not list or len(value) < 2 or type(value[-1]) is not dict:
        return False
    return value[-1].get("role") == "assistant"


def _share(fitting: int, rows: Sequence[object]) -> str:
    return f"{fitting} of {len(rows)} rows"
