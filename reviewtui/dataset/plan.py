"""The files of one import: how each is read, and the pairs and labels that come of them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from reviewtui.dataset.faults import FaultKind, Faults, RowError, shortened
from reviewtui.dataset.fields import MISSING, FieldMap
from reviewtui.dataset.first_seen import FirstSeen
from reviewtui.dataset.formats import open_rows
from reviewtui.dataset.joining import Join
from reviewtui.dataset.known import signature, source_name
from reviewtui.dataset.layouts import Layout, LayoutKind, recognise, sample
from reviewtui.dataset.outputs import AnswerReader, model_names
from reviewtui.dataset.paired import PairReader
from reviewtui.dataset.reading import Row, RowFile
from reviewtui.dataset.report import Tally, text_length
from reviewtui.domain.errors import UsageError
from reviewtui.domain.messages import Json
from reviewtui.domain.pairs import PairIdentity, SourcePair

if TYPE_CHECKING:
    from reviewtui.dataset.label_rows import LabelRow

Made = TypeVar("Made")

_NUMBER_BITS = 40
"""Of a place that is kept for finding duplicates: the row's number; the rest says which source."""


@dataclass(slots=True)
class Source:
    """A file and how it is read."""

    path: Path
    file: RowFile
    layout: Layout
    reason: str
    size: int
    modified_ns: int
    """As they were before the file was read: what is added to it meanwhile makes it a changed one."""
    signature: str = ""


class Found(NamedTuple):
    """A good pair, where it is from, and what came with it."""

    pair: SourcePair
    identity: PairIdentity
    source: int
    characters: int
    first: bool
    """Whether it is the first of its pair in this import; others come with labels alone."""
    label: LabelRow | None
    outputs: tuple[tuple[int, int], ...]
    """(source, row) of each of its outputs, where rows are outputs."""


class Plan:
    """Files that were looked at, none of them walked through yet. Raises DataError where one can't hold
    rows or can't be understood, UsageError where the mapping names what no row has."""

    def __init__(self, paths: Sequence[Path], mapping: FieldMap) -> None:
        self._mapping = mapping = dict(mapping)
        self.faults = Faults()
        self.tally = Tally()
        self.notes: list[str] = []
        files = [open_rows(path) for path in dict.fromkeys(paths)]
        samples = [sample(file) for file in files]
        _check_paths(mapping, samples)
        self.sources = [
            _source(file, recognise(file.name, rows, mapping))
            for file, rows in zip(files, samples, strict=True)
        ]
        self._join = self._joined()
        self._sign()
        self._pairs = FirstSeen()
        self._ids = FirstSeen()

    def _of_kind(self, kind: LayoutKind) -> list[int]:
        return [index for index, source in enumerate(self.sources) if source.layout.kind is kind]

    def _joined(self) -> Join | None:
        indices = self._of_kind(LayoutKind.OUTPUTS)
        if not indices:
            return None
        sources = [self.sources[index] for index in indices]
        names = model_names([source.path for source in sources])
        readers = [
            AnswerReader(source.file, source.layout, self._mapping, name)
            for source, name in zip(sources, names, strict=True)
        ]
        join = Join(readers, self.faults, by_id="id" in self._mapping)
        for source in sources:
            source.reason += f"; joined on {join.key.name}"
        return join

    def _sign(self) -> None:
        """What `already_imported` will know the sources by."""
        joined = [source_name(self.sources[index].path) for index in self._of_kind(LayoutKind.OUTPUTS)]
        for source in self.sources:
            kind = source.layout.kind
            mapping = {} if kind is LayoutKind.LABELS else self._mapping
            source.signature = signature(kind, mapping, joined if kind is LayoutKind.OUTPUTS else ())

    def walk(self) -> Iterator[Found]:
        """Every good pair and label: pairs first. What is wrong goes to `faults`, what is told to `tally`."""
        for index in self._of_kind(LayoutKind.PAIRED):
            yield from self._paired(index)
        if self._join is not None:
            yield from self._outputs(self._join)
        for index in self._of_kind(LayoutKind.LABELS):
            yield from self._labels(index)

    def close(self) -> None:
        for source in self.sources:
            source.file.close()

    def _paired(self, index: int) -> Iterator[Found]:
        reader = PairReader(self.sources[index].layout)
        for pair in self._read(index, reader.read):
            yield from self._found(pair, index)
        name = self.sources[index].file.name
        if reader.unnamed:
            self.notes.append(f"the models have no names and are called as the outputs' fields ({name})")
        self._note_not_taken(name, reader.not_taken)

    def _outputs(self, join: Join) -> Iterator[Found]:
        indices = self._of_kind(LayoutKind.OUTPUTS)
        for pair, places in join.pairs():
            outputs = tuple((indices[file], number) for file, number in places)
            yield from self._found(pair, outputs[0][0], outputs=outputs)
        for reader in join.readers:
            self._note_not_taken(reader.file.name, reader.not_taken)

    def _labels(self, index: int) -> Iterator[Found]:
        from reviewtui.dataset.label_rows import read_label

        for pair, label in self._read(index, read_label):
            yield from self._found(pair, index, label=label)

    def _read(self, index: int, make: Callable[[Row], Made]) -> Iterator[Made]:
        for row in self.sources[index].file.rows(self.faults):
            try:
                made = make(row)
            except RowError as error:
                self._fault(index, row.number, error.reason, error.kind)
            else:
                yield made

    def _found(
        self,
        pair: SourcePair,
        source: int,
        *,
        label: LabelRow | None = None,
        outputs: tuple[tuple[int, int], ...] = (),
    ) -> Iterator[Found]:
        """The pair, unless it is one of an output with itself or came before."""
        identity = PairIdentity.of(pair)
        if identity.a == identity.b:
            reason = f"both outputs are the same text of {shortened(pair.first.model)}"
            self._fault(source, pair.row, reason, FaultKind.ITSELF)
            return
        place = source << _NUMBER_BITS | pair.row
        earlier = self._pairs.put(int(identity.pair[:16], 16), place)
        if label is not None:
            reason = self._label_again(label, place)
        elif earlier is not None:
            reason = f"the same pair as in {self._where(earlier, place)}"
        else:
            reason = "" if outputs else self._id_again(pair, place)
        if reason:
            self._fault(source, pair.row, reason, FaultKind.DUPLICATE)
            return
        lengths = (text_length(pair.first.messages), text_length(pair.second.messages))
        if earlier is None:
            self.tally.add(pair, lengths)
        characters = text_length(pair.prompt.messages) + sum(lengths)
        yield Found(pair, identity, source, characters, earlier is None, label, outputs)

    def _id_again(self, pair: SourcePair, place: int) -> str:
        """One id may name a prompt that several pairs of models answer; for two models it is of one pair."""
        if pair.external_id is None:
            return ""
        models = sorted((pair.first.model, pair.second.model))
        earlier = self._ids.put(hash((pair.external_id, *models)), place)
        if earlier is None:
            return ""
        return (
            f"id {shortened(pair.external_id)} is of another pair already, in {self._where(earlier, place)}"
        )

    def _label_again(self, label: LabelRow, place: int) -> str:
        earlier = None if label.id is None else self._ids.put(hash(("label", label.id)), place)
        if earlier is None:
            return ""
        return f"the label {shortened(label.id or '')} came before, in {self._where(earlier, place)}"

    def _where(self, place: int, seen_from: int) -> str:
        """A place in words; without the file where it is the one that is being read."""
        source, number = place >> _NUMBER_BITS, place & ((1 << _NUMBER_BITS) - 1)
        file = self.sources[source].file
        line = file.place(number)
        return line if source == seen_from >> _NUMBER_BITS else f"{file.name} {line}"

    def _fault(self, source: int, number: int, reason: str, kind: FaultKind) -> None:
        file = self.sources[source].file
        self.faults.add(file.name, lambda: file.line(number), file.named(number, reason), kind)

    def _note_not_taken(self, name: str, fields: set[str]) -> None:
        if fields:
            self.notes.append(f"not taken, as lists or objects: {', '.join(sorted(fields))} ({name})")


def _source(file: RowFile, layout: Layout) -> Source:
    status = file.path.stat()
    return Source(file.path, file, layout, layout.reason, status.st_size, status.st_mtime_ns)


def _check_paths(mapping: FieldMap, samples: Sequence[Sequence[Mapping[str, Json]]]) -> None:
    rows = [row for rows in samples for row in rows]
    for target, path in mapping.items():
        if all(path.of(row) is MISSING for row in rows):
            known = ", ".join(sorted({key for row in rows for key in row})[:20])
            raise UsageError(
                f"--map {target}={path.text}: none of the first rows has {path.text}",
                f"The rows have: {known}",
            )
