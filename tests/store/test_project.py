"""Opening: what is a project and what is not, who may write, what a snapshot shows."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from reviewtui.domain.errors import ProjectError
from reviewtui.domain.rubric import Rubric
from reviewtui.store import Store, is_database, schema
from reviewtui.store.location import beside, default_project, file_system_of, in_data_directory
from tests.conftest import ReadOnlyDirectory, put_pairs


def test_a_missing_project_is_not_made_by_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    for open_ in (Store.open, Store.open_to_read):
        with pytest.raises(ProjectError, match="no such project"):
            open_(path)
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"not a database, but long enough to be read as one" * 100])
def test_a_file_that_is_no_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    assert not is_database(path)
    with pytest.raises(ProjectError, match=r"not a (SQLite database|project)"):
        Store.open_to_read(path)
    assert path.read_bytes() == content


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE labels(x)")
    other.close()
    before = path.read_bytes()
    for open_ in (Store.open, Store.open_to_read):
        with pytest.raises(ProjectError, match="not a project of reviewtui"):
            open_(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_untouched(store: Store) -> None:
    store._db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    for open_ in (Store.open, Store.open_to_read):
        with pytest.raises(ProjectError, match="newer reviewtui"):
            open_(store.path)


def test_a_new_file_has_the_pages_and_marks_of_a_project(store: Store) -> None:
    def pragma(name: str) -> object:
        return store._db.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("page_size") == 16_384
    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2
    assert pragma("application_id") == schema.APPLICATION_ID
    assert pragma("user_version") == schema.VERSION
    assert is_database(store.path)


def test_closing_leaves_one_whole_file(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db", create=True) as store:
        put_pairs(store, 3)
    assert [path.name for path in tmp_path.glob("x.db*")] == ["x.db"]
    with Store.open_to_read(tmp_path / "x.db") as store:
        assert store.queue.count() == 3


def test_two_processes_can_make_the_project_at_once(tmp_path: Path) -> None:
    make = (
        "import pathlib, sys; from reviewtui.store import Store;"
        " Store.open(pathlib.Path(sys.argv[1]), create=True).close()"
    )
    makers = [
        subprocess.Popen([sys.executable, "-c", make, str(tmp_path / "x.db")], stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    assert [(maker.communicate()[1], maker.returncode) for maker in makers] == [(b"", 0)] * 4


def test_readers_see_what_a_writer_commits(store: Store) -> None:
    with Store.open_to_read(store.path) as reader:
        assert not reader.snapshot
        store.annotators.get_or_add("ana")
        assert [annotator.name for annotator in reader.annotators.all()] == ["ana"]
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.annotators.get_or_add("ben")


def test_where_nothing_can_be_written_reading_opens_a_snapshot(
    tmp_path: Path, read_only_directory: ReadOnlyDirectory
) -> None:
    with Store.open(tmp_path / "x.db", create=True) as store:
        put_pairs(store, 6)
    copy = read_only_directory.holding(tmp_path / "x.db")
    with read_only_directory.unprivileged():
        with Store.open_to_read(copy) as reader:
            assert reader.snapshot
            assert reader.queue.count() == 6
        with pytest.raises(ProjectError, match="can't be opened or written"):
            Store.open(copy)
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


def test_a_backup_is_a_whole_project(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    store.backup(target)
    with Store.open_to_read(target) as copy:
        assert copy.queue.count() == 6
        assert copy.seed == store.seed
    with pytest.raises(ProjectError, match="exists already"):
        store.backup(target)


def test_the_rubric_in_force_is_the_one_used_last(store: Store) -> None:
    assert store.rubrics.current() is None
    first, second = Rubric(), Rubric(question="Which is safer?")
    for rubric in (first, second, first):
        with store.transaction():
            store.rubrics.use(rubric)
        assert store.rubrics.current() == rubric


def test_a_project_lies_beside_its_source_or_in_the_data_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "pairs.jsonl"
    assert default_project(source) == beside(source) == tmp_path / "pairs.review.db"
    monkeypatch.setattr("os.access", lambda path, mode: False)
    far = default_project(source)
    assert far == in_data_directory(source)
    assert far.is_relative_to(tmp_path / "xdg_data_home" / "reviewtui")
    assert in_data_directory(tmp_path / "other" / "pairs.jsonl") != far
    beside(source).touch()
    assert default_project(source) == beside(source)


def test_the_innermost_mount_decides() -> None:
    mounts = (
        "/dev/sda1 / ext4 rw 0 0\nserver:/x /home nfs4 rw 0 0\n/dev/sdb1 /home/me/disk\\040one xfs rw 0 0\n"
    )
    assert file_system_of(Path("/srv/data"), mounts) == "ext4"
    assert file_system_of(Path("/home/me"), mounts) == "nfs4"
    assert file_system_of(Path("/home/me/disk one/x"), mounts) == "xfs"
