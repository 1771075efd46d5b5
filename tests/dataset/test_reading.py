"""Rows out of files: both formats, by content, with every broken line named and every good one read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewtui.dataset import reading
from reviewtui.dataset.arrays import ArrayFile
from reviewtui.dataset.faults import Faults
from reviewtui.dataset.formats import open_rows
from reviewtui.dataset.layouts import sample
from reviewtui.dataset.reading import LinesFile
from reviewtui.domain.errors import DataError


def walked(path: Path) -> tuple[list[tuple[int, dict[str, object]]], list[tuple[int, str]]]:
    """(number, row) of the good rows, (line, reason) of the faults."""
    faults = Faults()
    file = open_rows(path)
    rows = [(row.number, row.document) for row in file.rows(faults)]
    assert [file.at(row.place) for row in file.rows(Faults())] == [row for _, row in rows]
    file.close()
    return rows, [(fault.line, fault.reason) for fault in faults.kept]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rows.jsonl"


def test_lines(path: Path) -> None:
    path.write_bytes(b'{"a": 1}\r\n\n  \n{"a": 2}')
    assert walked(path) == ([(1, {"a": 1}), (4, {"a": 2})], [])


def test_the_content_decides_not_the_suffix(tmp_path: Path) -> None:
    lines, array = tmp_path / "lines.json", tmp_path / "array.jsonl"
    lines.write_text('{"a": 1}\n{"a": 2}\n')
    array.write_text('[{"a": 1}]')
    assert isinstance(open_rows(lines), LinesFile)
    assert isinstance(open_rows(array), ArrayFile)


@pytest.mark.parametrize("text", ['{"a": "ü"}\n', '[{"a": "ü"}]', '\n\n [\n{\n"a":\n"ü"}\n]\n'])
def test_a_byte_order_mark_is_no_part_of_the_text(path: Path, text: str) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert walked(path) == ([(1, {"a": "ü"})], [])


def test_each_broken_line_is_named_and_the_others_are_read(path: Path) -> None:
    path.write_bytes(
        b'{"a": 1}\n'
        b"not json\n"
        b"[1, 2]\n"
        b'"text"\n'
        b'{"a": "\\ud800"}\n'
        b'{"a": "caf\xe9"}\n'
        b'{"a": NaN}\n'
        b'{"a": 1} {"a": 2}\n'
        b'{"a": 2}\n'
        b'{"a": "cut o'
    )
    rows, faults = walked(path)
    assert rows == [(1, {"a": 1}), (9, {"a": 2})]
    assert [line for line, _ in faults] == [2, 3, 4, 5, 6, 7, 8, 10]
    reasons = dict(faults)
    assert "not JSON" in reasons[2]
    assert "(column 1)" in reasons[2]
    assert reasons[3] == "expected an object, found a list"
    assert reasons[4] == "expected an object, found text"
    assert "surrogate" in reasons[5]
    assert reasons[6] == "not UTF-8 (byte 11 of the line)"
    assert "not JSON" in reasons[7]
    assert "(column 10)" in reasons[8]
    assert reasons[10] == "not JSON: the file ends inside this line"


def test_a_first_line_that_is_no_json_does_not_hide_the_others(path: Path) -> None:
    path.write_text('# made by a script\n{"a": 1}\n')
    rows, faults = walked(path)
    assert rows == [(2, {"a": 1})]
    assert [line for line, _ in faults] == [1]


def test_a_line_too_long_for_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_LINE_BYTES", 100)
    long = json.dumps({"a": "x" * 1000})
    path.write_text(f'{{"a": 1}}\n{long}\n{{"a": 2}}\n{long}')
    rows, faults = walked(path)
    assert rows == [(1, {"a": 1}), (3, {"a": 2})]
    assert [line for line, _ in faults] == [2, 4]
    assert all("longer than" in reason for _, reason in faults)


@pytest.mark.parametrize("wrap", ["{}\n", "[{}]"])
def test_deep_nesting_is_a_fault_and_no_crash(path: Path, wrap: str) -> None:
    deep = '{"a": ' + "[" * 900 + "]" * 900 + "}"
    fine = '{"a": ' + "[" * 90 + "]" * 90 + "}"
    joint = "\n" if wrap == "{}\n" else ",\n"
    path.write_text(wrap.replace("{}", joint.join((fine, deep, fine))))
    rows, faults = walked(path)
    assert [number for number, _ in rows] == [1, 3]
    assert faults == [(2, "nested more than 100 deep")]


@pytest.mark.parametrize("wrap", ["{}\n", "[{}]"])
def test_nesting_that_overflows_every_parser(path: Path, wrap: str) -> None:
    path.write_text(wrap.replace("{}", '{"a": ' + "[" * 100_000 + "]" * 100_000 + "}"))
    with pytest.raises(DataError):
        sample(open_rows(path))


def test_an_array_over_many_lines_knows_where_each_element_starts(path: Path) -> None:
    path.write_text('[\n  {\n    "a": 1\n  },\n  7,\n\n  {"a": "x\\ny"}, null]\n')
    rows, faults = walked(path)
    assert rows == [(1, {"a": 1}), (3, {"a": "x\ny"})]
    assert faults == [
        (5, "expected an object, found a number"),
        (7, "element 4: expected an object, found null"),
    ]


def test_a_broken_array_gives_the_rows_before_the_break(path: Path) -> None:
    path.write_text('[\n{"a": 1},\n{"a": "\\ud800"},\n{"a": 2},\n{"a": \n')
    rows, faults = walked(path)
    assert rows == [(1, {"a": 1}), (3, {"a": 2})]
    assert faults[0][0] == 3
    assert "surrogate" in faults[0][1]
    assert faults[1] == (6, "the file ends inside the array")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('[{"a": 1}\n{"a": 2}]', 2, "expected a comma"),
        ('[{"a": 1},\n]', 2, "not JSON"),
        ('[{"a": 1}]\n[]', 2, "text after the end"),
        ('[{"a": 1}', 1, "ends inside"),
    ],
)
def test_where_and_why_an_array_breaks(path: Path, text: str, line: int, reason: str) -> None:
    path.write_text(text)
    rows, faults = walked(path)
    assert rows == [(1, {"a": 1})]
    ((at, why),) = faults
    assert at == line
    assert reason in why


@pytest.mark.parametrize(
    ("content", "says", "advises"),
    [
        (b"", "empty", "at least one row"),
        (b"\n \n", "empty", "at least one row"),
        (b"[]", "no rows", "at least one row"),
        (b"[\n", "not a JSON array", "array of objects"),
        ('[{"a": "caf\u00e9"}]'.encode("latin-1"), "not UTF-8", "iconv"),
        ('{"a": "caf\u00e9"}\n'.encode("latin-1"), "line 1: not UTF-8", "UTF-8"),
        ('{"a": 1}\n'.encode("utf-16"), "not UTF-8", "iconv"),
        (b"prompt,response_a,response_b\nq,a,b\n", "line 1", "CSV"),
        (b"Dear reader\n", "line 1", "JSON"),
        (b"PAR1\x15\x04", "a Parquet file", "Convert"),
        (b"PK\x03\x04", "a zip archive", "Unpack"),
        (b"\x1f\x8b\x08", "gzip", "gunzip"),
        (b"SQLite format 3\x00", "a SQLite database", "label"),
        (b'{\n  "rows": [\n    1\n  ]\n}\n', "no row can be read; line 1", "array"),
    ],
)
def test_files_without_rows(path: Path, content: bytes, says: str, advises: str) -> None:
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        sample(open_rows(path))
    assert caught.value.message.startswith(str(path))
    assert says in caught.value.message
    assert advises in caught.value.hint


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        open_rows(tmp_path / "missing.jsonl")
    with pytest.raises(DataError, match="a directory"):
        open_rows(tmp_path)


def test_lines_are_not_held(path: Path) -> None:
    """A file of 40 MB is read with a few lines in memory."""
    import tracemalloc

    line = json.dumps({"a": "x" * 100_000}) + "\n"
    with path.open("w") as file:
        for _ in range(400):
            file.write(line)
    tracemalloc.start()
    try:
        assert sum(1 for _ in open_rows(path).rows(Faults())) == 400
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize("indent", ["", "  "])
def test_a_broken_element_on_its_own_lines_takes_no_other_with_it(path: Path, indent: str) -> None:
    elements = ['{"n": 1}', "{bad}", '{"n": 2}', '{"n": "x}', '{"n": 3}']
    path.write_text("[\n" + ",\n".join(indent + element for element in elements) + "\n]\n")
    rows, faults = walked(path)
    assert [document["n"] for _, document in rows] == [1, 2, 3]
    assert [line for line, _ in faults] == [3, 5]


def test_what_is_not_read_behind_a_break_is_said(path: Path) -> None:
    path.write_text('[{"n": 1}, {bad}, {"n": 2}]')
    rows, faults = walked(path)
    assert [document["n"] for _, document in rows] == [1]
    assert "what comes behind it was not read" in faults[0][1]
