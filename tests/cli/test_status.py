from __future__ import annotations

import json
from pathlib import Path

import pytest

from reviewtui.cli.group import run
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.text.cells import cell_width
from tests.conftest import MakeSession

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(store: Store, make_session: MakeSession) -> Path:
    """Six pairs; ana has labeled three and skipped one and begun one, a judge has done nothing."""
    session = make_session("ana")
    for _ in range(3):
        session.tie()
    session.skip()
    pair_id = store.queue.next_unlabeled(store.annotators.get_or_add("ana").id)
    assert pair_id is not None
    with store.transaction():
        store.drafts.save(store.annotators.get_or_add("ana").id, pair_id.pair_id, {"note": "hm"})
        store.annotators.get_or_add("gpt\x1b[31m", AnnotatorKind.JUDGE)
    return store.path


def test_for_programs(project: Path, capsys: Capture) -> None:
    assert run(["status", str(project), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    (source,) = document.pop("sources")
    assert (source["name"], source["layout"], source["rows"]) == ("pairs.jsonl", "paired", 6)
    assert source["imported_at"].endswith("Z")
    assert document == {
        "schema_version": 1,
        "project": project.name,
        "pairs": 6,
        "models": ["new", "old"],
        "annotators": [
            {
                "annotator": "ana",
                "kind": "person",
                "labeled": 3,
                "skipped": 1,
                "drafts": 1,
                "share_labeled": 0.5,
            },
            {
                "annotator": "gpt\x1b[31m",
                "kind": "judge",
                "labeled": 0,
                "skipped": 0,
                "drafts": 0,
                "share_labeled": 0.0,
            },
        ],
    }


def test_for_people(project: Path, capsys: Capture) -> None:
    assert run(["status", str(project)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    lines = said.out.splitlines()
    assert lines[0] == f"{project.name}: 6 pairs"
    assert lines[1] == "Models: new, old"
    (ana,) = (line.split() for line in lines if line.startswith("ana"))
    assert ana == ["ana", "3", "1", "1", "2", "50.0", "%"]
    assert any("(judge)" in line for line in lines)
    assert "\x1b" not in said.out
    assert max(map(cell_width, lines)) <= 80


def test_a_project_without_anything(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "p.db"
    Store.open(path, create=True).close()
    assert run(["status", str(path)]) == 0
    assert "Nobody has reviewed yet." in capsys.readouterr().out
    with Store.open(path) as store:
        store.annotators.get_or_add("ana")
    assert run(["status", "--db", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["annotators"][0]["share_labeled"] is None
    assert run(["status", str(path)]) == 0
    assert "–" in capsys.readouterr().out


def test_a_project_that_is_not_there(tmp_path: Path, capsys: Capture) -> None:
    assert run(["status", str(tmp_path / "p.db")]) == 1
    assert "no such project" in capsys.readouterr().err
    assert run(["status"]) == 2
