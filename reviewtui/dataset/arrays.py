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
    """Where an array is none: an element that is not JSON, or an end that is missing."""

    line: int
    reason: str


class _Scan(NamedTuple):
    """Where the elements of an array lie: the line each starts at, and its span of characters."""

    lines: list[int]
    spans: list[slice]
    breaks: list[_Break]


class ArrayFile:
    """A JSON array of objects, on one line or many. A broken one gives the rows that can be told apart."""

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
        for line, reason in self._breaks:
            faults.add(self.name, partial(int, line), reason, FaultKind.UNREADABLE)

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
    def _breaks(self) -> list[_Break]:
        return self._loaded[1]

    @cached_property
    def _loaded(self) -> tuple[list[Json], list[_Break]]:
        """The rows; where the file as a whole is not valid, each as its bytes, to be judged alone."""
        data = self._read()
        try:
            return orjson.loads(data), []
        except orjson.JSONDecodeError:
            text = self._decode(data)
        elements = [text[span].encode("utf-8") for span in self._scan.spans]
        breaks = self._scan.breaks
        if breaks and not elements:
            raise DataError(
                f"{self.name}: not a JSON array ({breaks[0].reason} in line {breaks[0].line})",
                "One JSON object a line, or one array of objects, is what can be read.",
            )
        return elements, breaks

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
    """Walk through the elements of an array, past those that are broken if the next one can be told."""
    lines = _Lines(text)
    scan = _Scan([], [], [])
    at: int | None = _skip(text, text.index("[") + 1)
    if text.startswith("]", at):
        at = None
    while at is not None:
        try:
            _, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            reason = f"not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
            reason = reason.removesuffix(" at").removesuffix(" starting")
            at = _past(text, at, error.pos, reason, scan, lines)
            continue
        except RecursionError:
            at = _past(text, at, at, "not JSON that can be read: nested too deep", scan, lines)
            continue
        scan.lines.append(lines.of(at))
        scan.spans.append(slice(at, end))
        behind = _skip(text, end)
        if text.startswith(",", behind):
            at = _skip(text, behind + 1)
        elif not text.startswith("]", behind):
            reason = "not JSON: expected a comma or the end of the array"
            at = _past(text, at, behind, reason, scan, lines)
        else:
            at = None
            if _skip(text, behind + 1) < len(text):
                scan.breaks.append(
                    _Break(lines.of(_skip(text, behind + 1)), "text after the end of the array")
                )
    return scan


def _past(text: str, at: int, wrong: int, reason: str, scan: _Scan, lines: _Lines) -> int | None:
    """Note that the element at `at` is broken; where the next one starts, if it can be told: on a line of its
    own, indented as this one is."""
    indent = text[text.rfind("\n", 0, at) + 1 : at]
    found = text.find(f"\n{indent}{{", at) if not indent.strip() else -1
    if wrong >= len(text):
        reason = "the file ends inside the array"
    elif found < 0:
        reason = f"{reason}; what comes behind it was not read"
    scan.breaks.append(_Break(lines.of(min(wrong, len(text))), reason))
    return None if found < 0 else found + 1 + len(indent)


class _Lines:
    """Which line a position is on; cheap where positions are asked for in their order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line = 1
        self._counted = 0

    def of(self, position: int) -> int:
        if position >= self._counted:
            self._line += self._text.count("\n", self._counted, position)
        else:
            self._line -= self._text.count("\n", position, self._counted)
        self._counted = position
        return self._line


def _skip(text: str, position: int) -> int:
    """The next character that is no white space."""
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position
