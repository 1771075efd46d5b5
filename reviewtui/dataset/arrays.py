"""Rows of a JSON array, which is held in memory as a whole."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

import orjson

from reviewtui.dataset.faults import FaultKind, Faults, RowError
from reviewtui.dataset.known import printable
from reviewtui.dataset.reading import Row, checked, parse, unreadable
from reviewtui.domain.errors import DataError
from reviewtui.domain.messages import Json


class _Break(NamedTuple):
    """Where an array stops to be one."""

    line: int
    reason: str


class _Scan(NamedTuple):
    """Where the elements of an array lie: the line each starts at, and its span of characters."""

    lines: list[int]
    spans: list[slice]
    broken: _Break | None


class ArrayFile:
    """A JSON array of objects, on one line or many. A broken one gives the rows before the break."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = printable(path)
        self.count = 0

    def rows(self, faults: Faults) -> Iterator[Row]:
        for index in range(len(self._elements)):
            self.count = index + 1
            try:
                document = self.at(index)
            except RowError as error:
                number = index + 1
                start = partial(self.line, number)
                faults.add(self.name, start, self.named(number, error.reason), error.kind)
            else:
                yield Row(index + 1, index, document)
        if self._broken is not None:
            line, reason = self._broken
            faults.add(self.name, lambda: line, reason, FaultKind.UNREADABLE)

    def at(self, place: int) -> dict[str, Json]:
        element = self._elements[place]
        return parse(element) if isinstance(element, bytes) else checked(element)

    def line(self, number: int) -> int:
        return self._scan.lines[number - 1]

    def place(self, number: int) -> str:
        line, neighbours = self.line(number), self._scan.lines[max(number - 2, 0) : number + 1]
        return f"line {line}" if neighbours.count(line) == 1 else f"line {line}, element {number}"

    def named(self, number: int, reason: str) -> str:
        """A reason that says which element it is of, where the line alone does not."""
        place = self.place(number)
        return f"element {number}: {reason}" if "element" in place else reason

    def close(self) -> None:
        """Let go of the rows; they are read again when they are asked for."""
        for name in ("_loaded", "_scan"):
            self.__dict__.pop(name, None)

    @property
    def _elements(self) -> list[Json]:
        return self._loaded[0]

    @property
    def _broken(self) -> _Break | None:
        return self._loaded[1]

    @cached_property
    def _loaded(self) -> tuple[list[Json], _Break | None]:
        """The rows; where the file as a whole is not valid, each as its bytes, to be judged alone."""
        data = self._read()
        try:
            return orjson.loads(data), None
        except orjson.JSONDecodeError:
            text = self._decode(data)
        elements = [text[span].encode("utf-8") for span in self._scan.spans]
        broken = self._scan.broken
        if broken is not None and not elements:
            raise DataError(
                f"{self.name}: not a JSON array ({broken.reason} in line {broken.line})",
                "One JSON object a line, or one array of objects, is what can be read.",
            )
        return elements, broken

    @cached_property
    def _scan(self) -> _Scan:
        """A second, slow reading: only for files that are not valid, or to say where a faulty row is."""
        return _scan(self._decode(self._read()))

    def _read(self) -> bytes:
        try:
            return self.path.read_bytes().removeprefix(codecs.BOM_UTF8)
        except OSError as error:
            raise unreadable(self.path, error) from error

    def _decode(self, data: bytes) -> str:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise DataError(
                f"{self.name}: not UTF-8 text (line {line}, byte {error.start + 1} of the file)",
                "Convert it, as in: iconv -f LATIN1 -t UTF-8 FILE > NEW",
            ) from error


_DECODER = json.JSONDecoder()
_SPACE = " \t\r\n"


def _scan(text: str) -> _Scan:
    """Walk through the elements of an array, as far as it is one."""
    lines: list[int] = []
    spans: list[slice] = []
    line, counted = 1, 0

    def line_at(position: int) -> int:
        nonlocal line, counted
        line += text.count("\n", counted, position)
        counted = position
        return line

    def broken(position: int, reason: str) -> _Scan:
        if position >= len(text):
            reason = "the file ends inside the array"
        return _Scan(lines, spans, _Break(line_at(position), reason))

    position, separator = text.index("["), "["
    while text.startswith(separator, position):
        position, separator = _skip(text, position + 1), ","
        if not spans and text.startswith("]", position):
            break
        try:
            _, end = _DECODER.raw_decode(text, position)
        except json.JSONDecodeError as error:
            return broken(error.pos, f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}")
        except RecursionError:
            return broken(position, "not JSON that can be read: nested too deep")
        lines.append(line_at(position))
        spans.append(slice(position, end))
        position = _skip(text, end)
    if not text.startswith("]", position):
        return broken(position, "not JSON: expected a comma or the end of the array")
    position = _skip(text, position + 1)
    if position < len(text):
        return broken(position, "text after the end of the array")
    return _Scan(lines, spans, None)


def _skip(text: str, position: int) -> int:
    """The next character that is no white space."""
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position
