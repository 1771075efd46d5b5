"""Which reader a file needs, by what it holds; what else it may be is said with what to do about it."""

from __future__ import annotations

import codecs
from pathlib import Path

from reviewtui.dataset.arrays import ArrayFile
from reviewtui.dataset.known import printable
from reviewtui.dataset.reading import LinesFile, RowFile, unreadable
from reviewtui.domain.errors import DataError

HEAD_BYTES = 65_536


def open_rows(path: Path) -> RowFile:
    """The reader for what a file holds. Raises DataError where it can't hold rows."""
    try:
        if not path.is_file() and path.exists():
            what = "a directory" if path.is_dir() else "no regular file"
            raise DataError(f"{printable(path)}: {what}", "Name files of JSON Lines or JSON arrays.")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise unreadable(path, error) from error
    _check_encoding(path, head)
    text = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not text:
        raise DataError(f"{printable(path)}: empty", "Name a file with at least one row.")
    if text.startswith(b"["):
        return ArrayFile(path)
    if any(line.lstrip().startswith(b"{") for line in text.splitlines()):
        return LinesFile(path)
    raise DataError(
        f"{printable(path)}: neither JSON Lines nor a JSON array (line 1 begins neither)",
        _conversion_hint(path, text),
    )


_OTHER_FORMATS = {
    b"PAR1": ("a Parquet file", "Convert it to JSON Lines, as with pandas: read_parquet, to_json."),
    b"SQLite format 3\x00": ("a SQLite database", "To open a project: reviewtui label FILE"),
    b"\x1f\x8b": ("compressed (gzip)", "Unpack it first: gunzip FILE"),
    b"PK\x03\x04": ("a zip archive", "Unpack it first: unzip FILE"),
    b"\x28\xb5\x2f\xfd": ("compressed (zstd)", "Unpack it first: unzstd FILE"),
}


def _check_encoding(path: Path, head: bytes) -> None:
    for magic, (what, hint) in _OTHER_FORMATS.items():
        if head.startswith(magic):
            raise DataError(f"{printable(path)}: {what}, not JSON", hint)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or b"\x00" in head:
        raise DataError(
            f"{printable(path)}: not UTF-8 text", "Convert it, as in: iconv -f UTF-16 -t UTF-8 FILE > NEW"
        )


def _conversion_hint(path: Path, text: bytes) -> str:
    first = text.splitlines()[0]
    if path.suffix.lower() in (".csv", ".tsv") or b"," in first or b"\t" in first:
        return "It looks like CSV. Convert it to JSON Lines, as with pandas: read_csv, to_json."
    return "One JSON object a line, or one array of objects, is what can be read."
