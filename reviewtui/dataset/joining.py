"""Outputs of several models joined to pairs: on an id or on the prompt, never on the order of lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from reviewtui.dataset.faults import FaultKind, Faults, RowError, shortened
from reviewtui.dataset.metadata import telling
from reviewtui.dataset.outputs import Answer, AnswerReader
from reviewtui.domain.errors import DataError
from reviewtui.domain.identity import prompt_hash
from reviewtui.domain.messages import Json
from reviewtui.domain.pairs import Output, Prompt, SourcePair


class Entry(NamedTuple):
    """Where an output is, and what it is joined by. The texts stay in the file."""

    file: int
    number: int
    place: int
    model: str
    prompt: str
    """The prompt's hash."""
    ids: tuple[str | None, ...]


class JoinedPair(NamedTuple):
    """A pair, and the (file, row) of each of its outputs, in its order."""

    pair: SourcePair
    found: tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Key:
    """What outputs are joined on."""

    name: str
    """The field, as in the files."""
    index: int | None
    """Which of the ids; None: the prompt."""

    def of(self, entry: Entry) -> str | None:
        return entry.prompt if self.index is None else entry.ids[self.index]


class Join:
    """The outputs of all files, indexed."""

    def __init__(self, readers: Sequence[AnswerReader], faults: Faults, *, by_id: bool) -> None:
        """`by_id`: the user has named the id. Raises DataError where there are not two models."""
        self.readers = readers
        self._faults = faults
        entries = list(self._index())
        self.rows = len(entries)
        self.models = tuple(dict.fromkeys(entry.model for entry in entries))
        if len(self.models) < 2:
            raise DataError(
                f"{', '.join(reader.file.name for reader in readers)}: outputs of one model alone"
                f" ({', '.join(self.models) or 'none could be read'})",
                "Name the other model's file beside it.",
            )
        self.key = Key(readers[0].id_names[0], 0) if by_id else _choose_key(readers, entries)
        self._groups = self._grouped(entries)

    def _index(self) -> Iterator[Entry]:
        for index, reader in enumerate(self.readers):
            for row in reader.file.rows(self._faults):
                try:
                    answer = reader.read(row.document)
                except RowError as error:
                    self._fault(index, row.number, error.reason, error.kind)
                else:
                    digest = prompt_hash(answer.prompt)
                    yield Entry(index, row.number, row.place, answer.model, digest, answer.ids)

    def _grouped(self, entries: Sequence[Entry]) -> dict[str, list[Entry]]:
        groups: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            key = self.key.of(entry)
            if key is None:
                self._fault(entry.file, entry.number, f"field {self.key.name}: missing", FaultKind.FIELD)
            else:
                groups[key].append(entry)
        return groups

    def pairs(self) -> Iterator[JoinedPair]:
        """Every two models' outputs of each prompt, in the order of the first file."""
        for key, group in self._groups.items():
            partners = self._partners(key, group)
            if len(partners) > 1:
                yield from self._combined(partners)

    def _partners(self, key: str, group: Sequence[Entry]) -> list[Entry]:
        """The first output of each model that answers the prompt of the group's first."""
        what = "prompt" if self.key.index is None else f"{self.key.name} {shortened(key)}"
        by_model: dict[str, Entry] = {}
        for entry in group:
            first = by_model.setdefault(entry.model, entry)
            if first is not entry:
                reason = (
                    f"{shortened(entry.model)} has an output for this {what} already, in {self._where(first)}"
                )
                self._fault(entry.file, entry.number, reason, FaultKind.DUPLICATE)
        first, *others = by_model.values()
        if not others:
            reason = f"no output of another model has this {what}"
            self._fault(first.file, first.number, reason, FaultKind.ALONE)
        partners = [first]
        for other in others:
            if other.prompt == first.prompt:
                partners.append(other)
                continue
            places = f"{self._where(first)} and {self._where(other)}"
            reason = f"{what}: the prompts differ between {places}"
            self._fault(other.file, other.number, reason, FaultKind.PROMPTS)
        return partners

    def _combined(self, partners: Sequence[Entry]) -> Iterator[JoinedPair]:
        answers = [self.readers[entry.file].again(entry.place) for entry in partners]
        shared = _shared_values(answers)
        reference = next((answer.reference for answer in answers if answer.reference is not None), None)
        prompt = Prompt(answers[0].prompt, reference, shared)
        outputs = [
            Output(
                answer.model,
                answer.messages,
                metadata={name: value for name, value in answer.values.items() if name not in shared},
            )
            for answer in answers
        ]
        for (one, first), (other, second) in combinations(zip(partners, outputs, strict=True), 2):
            pair = SourcePair(prompt, first, second, one.number, _common_id(one, other))
            yield JoinedPair(pair, ((one.file, one.number), (other.file, other.number)))

    def _where(self, entry: Entry) -> str:
        file = self.readers[entry.file].file
        return f"{file.name} {file.place(entry.number)}"

    def _fault(self, index: int, number: int, reason: str, kind: FaultKind) -> None:
        file = self.readers[index].file
        self._faults.add(file.name, lambda: file.line(number), file.named(number, reason), kind)


def _choose_key(readers: Sequence[AnswerReader], entries: Sequence[Entry]) -> Key:
    """The first id that every row has, once a model, and under which most prompts are the same; else the
    prompt. An id that merely counts the rows of each file is none by that."""
    for index, name in enumerate(readers[0].id_names):
        if _is_key(entries, index):
            return Key(name, index)
    return Key(readers[0].prompt_name, None)


def _is_key(entries: Sequence[Entry], index: int) -> bool:
    prompts: dict[str, list[str]] = defaultdict(list)
    models: set[tuple[str, str]] = set()
    for entry in entries:
        id_ = entry.ids[index]
        if id_ is None or (entry.model, id_) in models:
            return False
        models.add((entry.model, id_))
        prompts[id_].append(entry.prompt)
    shared = [hashes for hashes in prompts.values() if len(hashes) > 1]
    same = sum(len(set(hashes)) == 1 for hashes in shared)
    return bool(shared) and 2 * same >= len(shared)


def _shared_values(answers: Sequence[Answer]) -> dict[str, Json]:
    """What all rows say alike is of the prompt; what differs, or could break blindness, is of each output."""
    first, *others = (answer.values for answer in answers)
    models = tuple(answer.model for answer in answers)
    return {
        name: value
        for name, value in first.items()
        if all(name in values and values[name] == value for values in others)
        and not telling(name, value, models)
    }


def _common_id(one: Entry, other: Entry) -> str | None:
    return next((id_ for id_, its in zip(one.ids, other.ids, strict=True) if id_ == its and id_), None)
