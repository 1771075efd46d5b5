"""Rows as JSON Lines: to a file, whole or not at all, or to a stream."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import orjson

from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.export.texts import Row
from reviewtui.store import Store, is_database
from reviewtui.text.display import marks


def stream_rows(rows: Iterable[Row], stream: BinaryIO) -> int:
    """Write rows as they come; returns how many. Raises ReviewError, and BrokenPipeError as it is."""
    with _explained("stdout"):
        return _write(rows, stream)


def write_rows(rows: Iterable[Row], target: Path) -> int:
    """Write rows to a file, by a temporary one beside it; returns how many.

    Whatever fails, the target is as it was, and the temporary file is gone. A target that is no regular
    file (a named pipe, /dev/null) is written to directly. Raises ReviewError.
    """
    with _explained(target), _opened(target.resolve()) as file:
        return _write(rows, file)


def check_target(target: Path, store: Store, source: Path | None, *, force: bool) -> None:
    """Raises ReviewError where `target` can't be written, or doing so would destroy something.

    `force` allows to replace a file, but never a database or a source of this project; `source` is the
    file that the user named the project by.
    """
    with _explained(target):
        if not target.parent.is_dir():
            raise UsageError(
                f"{target}: there is no directory {target.parent}", "Make it, or name another place."
            )
        if target.is_dir():
            raise UsageError(f"{target}: is a directory", "Name a file in it.")
        if is_database(target) or target.resolve() in _beside_database(store.path.resolve()):
            raise UsageError(f"{target}: is a database, or belongs to this project's", "Name another file.")
        if not target.is_file():
            return
        if not force:
            raise UsageError(f"{target}: exists already", "Name another file, or replace it with --force.")
        if (source and source.exists() and source.samefile(target)) or _imported(target, store):
            raise UsageError(f"{target}: is a source of this project", "Name another file.")


def _beside_database(project: Path) -> list[Path]:
    """Files that SQLite keeps, or would look for, beside a project."""
    return [project.with_name(project.name + suffix) for suffix in ("-wal", "-shm", "-journal")]


def _imported(target: Path, store: Store) -> bool:
    with target.open("rb") as file:
        return bool(store.sources.with_content(hashlib.file_digest(file, "sha256").hexdigest()))


@contextmanager
def _opened(target: Path) -> Iterator[BinaryIO]:
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:
            yield stream
        return
    temporary = target.with_name(f".reviewtui-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            if target.exists():
                shutil.copymode(target, temporary)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _explained(target: Path | str) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ReviewError(f"{target}: can't be written ({error.strerror or error})") from error


def _write(rows: Iterable[Row], file: BinaryIO) -> int:
    terminal = file.isatty()
    written = 0
    for row in rows:
        line = orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)
        file.write(_for_terminal(line) if terminal else line)
        written += 1
    file.flush()
    return written


def _for_terminal(line: bytes) -> bytes:
    r"""The same JSON, with \u escapes for the characters of a text that a terminal might act on."""
    text = line.decode()
    pieces, done = [], 0
    for start, end in marks(text):
        pieces += [text[done:start], json.dumps(text[start:end])[1:-1]]
        done = end
    return "".join([*pieces, text[done:]]).encode()
