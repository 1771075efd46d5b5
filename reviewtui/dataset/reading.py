"""Rows, and JSON Lines files that give them one at a time."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

import orjson

from reviewtui.dataset.faults import FaultKind, Faults, RowError
from reviewtui.dataset.known import printable
from reviewtui.domain.errors import DataError
from reviewtui.domain.messages import Json

MAX_LINE_BYTES = 64 * 2**20
"""A longer line is a fault: it has to be held in memory as a whole."""

MAX_DEPTH = 100
"""Lists and objects inside each other. Deeper rows are no data, and overflow the writer of canonical JSON."""


class Row(NamedTuple):
    number: int
    """1-based: the line of a JSON Lines file, the element of an array."""
    place: int
    """What `RowFile.at` finds the row again by."""
    document: dict[str, Json]


class RowFile(Protocol):
    """A file of rows."""

    path: Path
    name: str
    """The path as the user gave it, printable."""
    count: int
    """Rows of the last walk so far, unreadable ones with them."""

    def rows(self, faults: Faults) -> Iterator[Row]:
        """Every good row; the others go to `faults`. Can be walked through again."""

    def at(self, place: int) -> dict[str, Json]:
        """A row that `rows` gave before."""

    def line(self, number: int) -> int:
        """The 1-based line at which a row starts."""

    def place(self, number: int) -> str:
        """The same in words; of rows that share a line, which of them."""

    def named(self, number: int, reason: str) -> str:
        """A reason that says which row of a shared line it is of."""

    def close(self) -> None: ...


def unreadable(path: Path, error: OSError) -> DataError:
    reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror or str(error)
    return DataError(f"{printable(path)}: {reason}", "Check the name and the permissions.")


class LinesFile:
    """JSON Lines. Holds one line at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = printable(path)
        self.count = 0
        self._handle: BinaryIO | None = None

    def rows(self, faults: Faults) -> Iterator[Row]:
        self.count = 0
        try:
            with self.path.open("rb") as file:
                for number, place, line in _lines(file):
                    self.count += 1
                    try:
                        document = parse(line)
                    except RowError as error:
                        faults.add(self.name, lambda: number, error.reason, error.kind)  # noqa: B023  called at once
                    else:
                        yield Row(number, place, document)
        except OSError as error:
            raise unreadable(self.path, error) from error

    def at(self, place: int) -> dict[str, Json]:
        if self._handle is None:
            self._handle = self.path.open("rb")
        self._handle.seek(place)
        return parse(self._handle.readline(MAX_LINE_BYTES))

    def line(self, number: int) -> int:
        return number

    def place(self, number: int) -> str:
        return f"line {number}"

    def named(self, number: int, reason: str) -> str:
        return reason

    def close(self) -> None:
        if self._handle is not None:
            self._handle.close()
            self._handle = None


def _lines(file: BinaryIO) -> Iterator[tuple[int, int, bytes]]:
    """(1-based number, byte offset, line) of the lines that are not blank. Of a line that is too long,
    the head alone, as long as the limit and one byte."""
    place = len(codecs.BOM_UTF8) if file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0
    file.seek(place)
    number = 0
    while line := file.readline(MAX_LINE_BYTES + 1):
        number += 1
        start, place = place, place + len(line)
        if not line.isspace():
            yield number, start, line
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = file.readline(MAX_LINE_BYTES + 1)
            place += len(line)


def parse(line: bytes) -> dict[str, Json]:
    """One row. Raises RowError."""
    if len(line) > MAX_LINE_BYTES:
        raise RowError(f"longer than {MAX_LINE_BYTES // 2**20} MB", FaultKind.UNREADABLE)
    try:
        document = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise RowError(_why_not_json(line, error), FaultKind.UNREADABLE) from None
    return checked(document)


def checked(document: Json) -> dict[str, Json]:
    """A value as a row. Raises RowError."""
    if type(document) is not dict:
        raise RowError(f"expected an object, found {kind_of(document)}", FaultKind.UNREADABLE)
    if deeper_than(document, MAX_DEPTH):
        raise RowError(f"nested more than {MAX_DEPTH} deep", FaultKind.UNREADABLE)
    return document


def _why_not_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    try:
        text = line.decode("utf-8").rstrip()
    except UnicodeDecodeError as wrong:
        return f"not UTF-8 (byte {wrong.start + 1} of the line)"
    if not line.endswith(b"\n") and error.pos >= len(text) - 1:
        return "not JSON: the file ends inside this line"
    return f"not JSON: {error.msg.partition(': line ')[0]} (column {min(error.pos, len(text)) + 1})"


def deeper_than(value: Json, limit: int) -> bool:
    """Whether lists and objects are nested more than `limit` deep. Does not recurse."""
    level = [value]
    for _ in range(limit):
        level = [
            child
            for parent in level
            for child in (parent.values() if type(parent) is dict else parent)
            if type(child) is dict or type(child) is list
        ]
        if not level:
            return False
    return True


_KINDS = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list"}


def kind_of(value: Json) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "null"
    return _KINDS.get(type(value), "an object")
