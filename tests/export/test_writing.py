"""Rows reach a file whole or not at all, and nothing that matters is overwritten."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest

from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.export.writing import check_target, stream_rows, write_rows

ROWS = [{"text": "Größe 日本語\n"}, {"text": "[red] \x1b[31m"}]


def read(path: Path) -> list[Any]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def failing() -> Iterator[dict[str, str]]:
    yield {"text": "x" * 1_000_000}
    raise RuntimeError("the disk went away")


def test_rows_are_lines_of_json(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert write_rows(ROWS, target) == 2
    assert read(target) == ROWS
    assert "Größe 日本語".encode() in target.read_bytes()


def test_no_rows_make_an_empty_file(tmp_path: Path) -> None:
    assert write_rows([], tmp_path / "out.jsonl") == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with pytest.raises(RuntimeError):
        write_rows(failing(), target)
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        write_rows(failing(), tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_a_file_keeps_its_permissions_and_a_new_one_has_the_usual(tmp_path: Path) -> None:
    private, new = tmp_path / "private.jsonl", tmp_path / "new.jsonl"
    private.touch(0o600)
    write_rows(ROWS, private)
    write_rows(ROWS, new)
    (tmp_path / "usual").touch()
    assert private.stat().st_mode & 0o777 == 0o600
    assert new.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    link, target = tmp_path / "link.jsonl", tmp_path / "target.jsonl"
    link.symlink_to(target)
    write_rows(ROWS, link)
    assert link.is_symlink()
    assert read(target) == ROWS


def test_a_pipe_is_written_to_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_rows(ROWS, pipe)
    reader.join()
    assert [orjson.loads(line) for line in received[0].splitlines()] == ROWS
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_an_error_for_people() -> None:
    with pytest.raises(ReviewError, match="No space left"):
        write_rows(ROWS, Path("/dev/full"))


def test_a_reader_that_has_enough_is_no_error_of_writing() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as stream, pytest.raises(BrokenPipeError):
        stream_rows(ROWS, stream)


class Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_the_same_json_without_what_it_might_act_on() -> None:
    row = {"text": "Größe 👩‍💻 \x1b]0;x\x07 \x9b31m \u202e \U000e0041 \x7f \u2028 ok"}
    terminal, file = Terminal(), io.BytesIO()
    stream_rows([row], terminal)
    stream_rows([row], file)
    assert orjson.loads(terminal.getvalue()) == orjson.loads(file.getvalue()) == row
    shown = terminal.getvalue().decode()
    assert not set(shown) & set("\x1b\x07\x9b\x7f\u202e\u2028\U000e0041")
    assert "Größe" in shown


class TestTarget:
    def test_a_new_file_may_be_written(self, project: Any, tmp_path: Path) -> None:
        check_target(tmp_path / "out.jsonl", project.store, None, force=False)

    def test_an_existing_file_takes_force(self, project: Any, tmp_path: Path) -> None:
        target = tmp_path / "out.jsonl"
        target.write_text("x")
        with pytest.raises(UsageError, match="exists already") as caught:
            check_target(target, project.store, None, force=False)
        assert "--force" in caught.value.hint
        check_target(target, project.store, None, force=True)

    @pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
    def test_the_project_is_never_overwritten(self, project: Any, suffix: str) -> None:
        target = project.store.path.with_name(project.store.path.name + suffix)
        with pytest.raises(UsageError, match="is a database"):
            check_target(target, project.store, None, force=True)

    def test_another_database_is_never_overwritten(self, new_project: Any) -> None:
        with pytest.raises(UsageError, match="is a database"):
            check_target(new_project().store.path, new_project().store, None, force=True)

    def test_the_named_source_is_never_overwritten(self, project: Any, tmp_path: Path) -> None:
        source = tmp_path / "pairs.jsonl"
        source.write_text("{}")
        (tmp_path / "link.jsonl").hardlink_to(source)
        for target in (source, tmp_path / "link.jsonl"):
            with pytest.raises(UsageError, match="is a source"):
                check_target(target, project.store, source, force=True)

    def test_an_imported_source_is_never_overwritten(self, project: Any, tmp_path: Path) -> None:
        source = tmp_path / "other.jsonl"
        source.write_text("{}")
        digest = hashlib.sha256(b"{}").hexdigest()
        project.store.sources.finish(project.store.sources.begin("x", digest, "paired", 2, 1), 1)
        with pytest.raises(UsageError, match="is a source"):
            check_target(source, project.store, None, force=True)

    def test_places_that_cannot_be_written(self, project: Any, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="there is no directory"):
            check_target(tmp_path / "no" / "out.jsonl", project.store, None, force=False)
        with pytest.raises(UsageError, match="is a directory"):
            check_target(tmp_path, project.store, None, force=True)

    def test_a_name_that_no_file_can_have(self, project: Any, tmp_path: Path) -> None:
        with pytest.raises(ReviewError, match="can't be written"):
            check_target(tmp_path / ("x" * 300), project.store, None, force=False)

    def test_a_device_takes_no_force(self, project: Any) -> None:
        check_target(Path(os.devnull), project.store, None, force=False)
