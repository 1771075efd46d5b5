"""What can be wrong before the screen: one clear line, the right exit code, no traceback, no side effect."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ReadOnlyDirectory
from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal, reviewtui


def told(terminal: Terminal, code: int) -> str:
    assert terminal.wait() == code
    said = terminal.output.decode()
    assert "Traceback" not in said
    assert "\x1b[?1049h" not in said, "the screen was never taken"
    return said


def test_a_pipe_is_no_terminal(pairs_file: Path, run: Run) -> None:
    done = run(pairs_file, "--annotator", "ana")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert len(done.stderr.splitlines()) == 2
    assert not pairs_file.with_name("pairs.review.db").exists()


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal(pairs_file: Path, term: str) -> None:
    with Terminal(reviewtui(str(pairs_file)), env={"TERM": term}) as terminal:
        assert "dumb" in told(terminal, 2)


def test_a_small_terminal(pairs_file: Path) -> None:
    with Terminal(reviewtui(str(pairs_file)), cols=59, rows=24) as terminal:
        assert "needs 60x20" in told(terminal, 2)


@pytest.mark.parametrize(
    ("name", "content", "code", "words"),
    [
        ("missing.jsonl", None, 2, "no such file"),
        ("empty.jsonl", b"", 1, "empty"),
        ("prose.jsonl", b"Dear reader,\nthis is not JSON.\n", 1, "line 1"),
        ("one.json", b'{"prompt": "q"', 1, "one.json"),
        ("latin.jsonl", '{"prompt": "caf\u00e9"}'.encode("latin-1"), 1, "UTF-8"),
        ("binary.db", b"\x00\x01\x02" * 1000, 1, "not a SQLite database"),
        ("empty.db", b"", 1, "not a project"),
    ],
)
def test_files_that_cannot_be_reviewed(
    tmp_path: Path, name: str, content: bytes | None, code: int, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with Terminal(reviewtui(str(path), "--annotator", "ana"), cols=200) as terminal:
        said = told(terminal, code)
        assert words in said
        assert name in said
    if content is not None:
        assert path.read_bytes() == content
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == (
        [name] if content is not None else []
    )


def test_a_directory_is_no_file(tmp_path: Path) -> None:
    with Terminal(reviewtui(str(tmp_path)), cols=200) as terminal:
        assert "a directory" in told(terminal, 2)


def test_a_newer_project_is_refused(pairs_file: Path, run: Run) -> None:
    assert run("import", pairs_file).returncode == 0
    project = pairs_file.with_name("pairs.review.db")
    with closing(sqlite3.connect(project)) as database:
        database.execute("PRAGMA user_version = 99")
    for command in (("stats",), ("export", "labels"), ("status",)):
        done = run(*command, project)
        assert done.returncode == 1
        assert "newer reviewtui" in done.stderr
    with Terminal(reviewtui(str(project), "--annotator", "ana"), cols=200) as terminal:
        assert "newer reviewtui" in told(terminal, 1)


def test_somebody_elses_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE t(x)")
    before = path.read_bytes()
    with Terminal(reviewtui(str(path), "--annotator", "ana"), cols=200) as terminal:
        assert "not a project of reviewtui" in told(terminal, 1)
    assert path.read_bytes() == before


def test_where_the_directory_cannot_be_written_the_project_goes_to_the_data_directory(
    pairs_file: Path, read_only_directory: ReadOnlyDirectory, run: Run, tmp_path: Path
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere; tests/store covers the choice")
    source = read_only_directory.holding(pairs_file)
    done = run("import", source)
    assert done.returncode == 0
    assert str(tmp_path / "xdg_data_home" / "reviewtui") in done.stderr


def test_an_annotators_name_must_be_visible(pairs_file: Path) -> None:
    for name in (" ", "a\u202eb", "x" * 50):
        with Terminal(reviewtui(str(pairs_file), "--annotator", name), cols=200) as terminal:
            assert "can't be an annotator's name" in told(terminal, 2)


def test_a_bad_rubric_names_the_key(pairs_file: Path, tmp_path: Path) -> None:
    rubric = tmp_path / "rubric.toml"
    rubric.write_text('question = "Which?"\nscale = "grade"\n')
    with Terminal(
        reviewtui(str(pairs_file), "--annotator", "ana", "--rubric", str(rubric)), cols=200
    ) as terminal:
        said = told(terminal, 1)
        assert "scale" in said
        assert "graded" in said
