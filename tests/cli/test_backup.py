"""`reviewtui backup`: a whole copy of a project in use."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewtui.cli.group import run
from reviewtui.domain.rubric import Rubric
from reviewtui.store import Store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.review.db"
    Store.open(path, create=True).close()
    return path


def test_the_copy_of_a_project_in_use_is_whole(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = project.with_name("copy.db")
    with Store.open(project) as store:
        with store.transaction():
            store.rubrics.use(Rubric(question="In the write-ahead log alone?"))
        assert run(["backup", str(project), str(target)]) == 0
        assert capsys.readouterr().out == f"{target}\n"
        with Store.open_to_read(target) as copy:
            assert copy.seed == store.seed
            assert copy.rubrics.current() == store.rubrics.current()


def test_the_copy_can_be_worked_in(project: Path) -> None:
    target = project.with_name("copy.db")
    assert run(["backup", str(project), str(target)]) == 0
    with Store.open(target) as copy, copy.transaction():
        copy.rubrics.use(Rubric())


def test_a_source_names_its_project(project: Path) -> None:
    target = project.with_name("copy.db")
    assert run(["backup", str(project.with_name("p.jsonl")), str(target)]) == 0
    assert target.exists()


def test_db_names_the_project(project: Path) -> None:
    target = project.with_name("copy.db")
    source = project.with_name("elsewhere.jsonl")
    assert run(["backup", str(source), str(target), "--db", str(project)]) == 0
    assert target.exists()


def test_nothing_is_overwritten(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = project.with_name("copy.db")
    target.write_text("mine")
    assert run(["backup", str(project), str(target)]) == 1
    assert target.read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


def test_a_missing_directory_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = project.with_name("no") / "copy.db"
    assert run(["backup", str(project), str(target)]) == 1
    assert str(target) in capsys.readouterr().err


def test_a_missing_project_is_not_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = project.with_name("none.db")
    assert run(["backup", str(missing), str(project.with_name("copy.db"))]) == 1
    assert "no such project" in capsys.readouterr().err
    assert not missing.exists()
