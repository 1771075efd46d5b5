"""`reviewtui rubric`: start, check, show, use."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from reviewtui.cli.group import run
from reviewtui.domain.labels import Judgement, Tag
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Preference, Scale
from reviewtui.rubric import dumps, load, loads, template
from reviewtui.store import Store
from tests.analysis.conftest import put_label
from tests.store.test_labels import revision

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.toml"
    path.write_text('scale = "grade"\nquestoin = "Which?"\n')
    return path


def test_init_writes_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["rubric", "init"]) == 0
    assert capsys.readouterr().out == "rubric.toml\n"
    assert Path("rubric.toml").read_text(encoding="utf-8") == template()
    assert run(["rubric", "check", "rubric.toml"]) == 0


def test_init_never_overwrites(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("mine")
    assert run(["rubric", "init", str(path)]) == 2
    assert path.read_text() == "mine"
    assert "exists already" in capsys.readouterr().err


def test_init_says_where_it_cannot_write(tmp_path: Path, capsys: Capture) -> None:
    assert run(["rubric", "init", str(tmp_path / "no" / "rubric.toml")]) == 1
    assert "can't be written (No such file or directory)" in capsys.readouterr().err


def test_check_says_that_a_file_is_valid(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "good.toml"
    path.write_text('scale = "graded"')
    assert run(["rubric", "check", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}: valid\n"
    assert run(["rubric", "check", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "file": str(path),
        "valid": True,
        "hash": load(path).hash,
        "faults": [],
    }


def test_check_says_every_fault_on_a_line(bad: Path, capsys: Capture) -> None:
    assert run(["rubric", "check", str(bad)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"{bad}: scale: 'grade' is not one of simple, graded",
        f"{bad}: questoin: unknown key; did you mean question?",
    ]


def test_check_as_json(bad: Path, capsys: Capture) -> None:
    assert run(["rubric", "check", str(bad), "--json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["valid"], document["hash"]) == (False, None)
    assert [fault["key"] for fault in document["faults"]] == ["scale", "questoin"]


def test_a_fault_of_the_whole_file_has_no_key(tmp_path: Path, capsys: Capture) -> None:
    assert run(["rubric", "check", str(tmp_path / "none.toml"), "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert fault == {"key": None, "reason": "can't be read (No such file or directory)"}


def test_a_hostile_key_does_nothing_to_the_terminal(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "hostile.toml"
    path.write_text('"\\u001b[31m\\u009b" = 1')
    assert run(["rubric", "check", str(path)]) == 1
    assert not set("\x1b\x9b") & set(capsys.readouterr().err)


def test_show_without_a_project_is_the_default(capsys: Capture) -> None:
    assert run(["rubric", "show"]) == 0
    out, err = capsys.readouterr()
    assert loads(out, "shown") == Rubric()
    assert "default rubric" in err


def test_show_is_the_rubric_in_force(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "p.db"
    rubric = Rubric(question="Which?", guidelines="one\ntwo", scale=Scale.GRADED)
    with Store.open(path, create=True) as store, store.transaction():
        store.rubrics.use(Rubric())
        store.rubrics.use(rubric)
    assert run(["rubric", "show", str(path)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (dumps(rubric), "")
    assert tomllib.loads(out)["question"] == "Which?"
    assert run(["rubric", "show", "--db", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "schema_version": 1,
        "hash": rubric.hash,
        **rubric.document(),
    }


def test_show_of_a_project_that_has_none_is_the_default(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "p.db"
    Store.open(path, create=True).close()
    assert run(["rubric", "show", str(path)]) == 0
    out, err = capsys.readouterr()
    assert loads(out, "shown") == Rubric()
    assert "default rubric" in err


def test_show_of_a_project_that_is_missing(tmp_path: Path, capsys: Capture) -> None:
    assert run(["rubric", "show", str(tmp_path / "none.db")]) == 1
    assert "no such project" in capsys.readouterr().err


PLAN = '[plan]\ncandidate = "new"\nbaseline = "old"\npairs = {}\n'


def test_use_puts_a_rubric_in_force(store: Store, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(6))
    assert run(["rubric", "use", str(path), str(store.path)]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == (f"{path}: in force in {store.path}\n", "")
    assert store.rubrics.current() == load(path)
    assert run(["rubric", "show", str(store.path)]) == 0
    assert capsys.readouterr().out.endswith(PLAN.format(6))


def test_use_says_that_the_plan_comes_late(store: Store, tmp_path: Path, capsys: Capture) -> None:
    put_label(store, 1, "a")
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(6) + "[costs]\nincorrect = 5\n")
    assert run(["rubric", "use", str(path), "--db", str(store.path)]) == 0
    assert capsys.readouterr().err == "The plan and the costs change after 1 label; results will say so.\n"
    path.write_text(PLAN.format(3) + "[costs]\nincorrect = 5\n")
    assert run(["rubric", "use", str(path), "--db", str(store.path)]) == 0
    assert capsys.readouterr().err == "The plan changes after 1 label; results will say so.\n"
    assert [one.labels for one in store.rubrics.plan_changes()] == [1, 1]


def test_use_says_which_model_of_the_plan_there_is_not(store: Store, tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(PLAN.format(6).replace("new", "newe"))
    assert run(["rubric", "use", str(path), str(store.path)]) == 0
    assert capsys.readouterr().err == "The plan names newe, which is no model of this project.\n"


def test_use_says_which_slices_of_the_plan_no_prompt_has(
    store: Store, tmp_path: Path, capsys: Capture
) -> None:
    (topic,) = store.results.slice_fields()
    value = next(iter(store.results.slices(topic).values()))
    path = tmp_path / "plan.toml"
    path.write_text(f'[plan]\nslices = ["topik=a", "{topic}=nowhere", "{topic}={value}", "{topic}", "xyz"]\n')
    assert run(["rubric", "use", str(path), str(store.path)]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "The plan's slice topik=a is of a metadata field that no prompt has; did you mean topic?",
        "The plan's slice topic=nowhere has no prompt.",
        "The plan's slice xyz is of a metadata field that no prompt has.",
    ]


def test_use_says_which_priced_tag_there_is_not(store: Store, tmp_path: Path, capsys: Capture) -> None:
    with store.transaction():
        who = store.annotators.get_or_add("ana").id
        store.labels.append(revision(1, who, judgement=Judgement(Preference.A, tags=(Tag("rambling"),))))
    path = tmp_path / "costs.toml"
    path.write_text(
        'tags = ["harmful advice"]\n[costs.tags]\n"harmful advise" = 9\n"harmful advice" = 9\nrambling = 1\n'
    )
    assert run(["rubric", "use", str(path), str(store.path)]) == 0
    assert capsys.readouterr().err.splitlines()[0] == (
        "The costs price the tag harmful advise, which neither the rubric nor any label has;"
        " did you mean harmful advice?"
    )
    path.write_text("[costs.tags]\nrambling = 1\n")
    assert run(["rubric", "use", str(path), str(store.path)]) == 0
    assert "price the tag" not in capsys.readouterr().err


def test_use_changes_nothing_where_the_rubric_is_wrong(store: Store, bad: Path, capsys: Capture) -> None:
    assert run(["rubric", "use", str(bad), str(store.path)]) == 1
    assert store.rubrics.current() is None
    assert "did you mean question?" in capsys.readouterr().err
