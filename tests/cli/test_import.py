"""`reviewtui import` as a script would use it: exit codes, stdout, stderr, and what it leaves behind."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reviewtui.cli.group import run
from reviewtui.store import Store
from reviewtui.text.cells import cell_width

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"

Capture = pytest.CaptureFixture[str]


def row(number: int, **more: Any) -> dict[str, Any]:
    return {
        "id": f"q{number}",
        "prompt": f"Question {number}?",
        "response_a": f"Old {number}.",
        "response_b": f"New {number}.",
        "model_a": "old",
        "model_b": "new",
        **more,
    }


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row(number, language="de")) + "\n" for number in range(5)))
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """One good row, fifteen faults."""
    path = tmp_path / "faulty.jsonl"
    lines = [json.dumps(row(1)), "{", json.dumps({"prompt": "q\u001b[31m"}), *[json.dumps(row(1))] * 13]
    path.write_text("\n".join(lines) + "\n")
    return path


@pytest.fixture
def as_json(capsys: Capture) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run `import --json`: the exit code and the document."""

    def running(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code = run(["import", *map(str, arguments), "--json"])
        return code, json.loads(capsys.readouterr().out)

    return running


Json = Callable[..., tuple[int, dict[str, Any]]]


def test_a_project_is_made_beside_the_file(pairs: Path, capsys: Capture) -> None:
    assert run(["import", str(pairs)]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "pairs.jsonl: paired, 5 rows" in said.out
    assert "found in 5 of 5 rows" in said.out
    assert "Models: new, old" in said.out
    assert "language (1 value)" in said.out
    with Store.open_to_read(pairs.with_name("pairs.review.db")) as store:
        assert store.queue.count() == 5


def test_the_contract_of_json(faulty: Path, as_json: Json) -> None:
    code, document = as_json(faulty)
    assert code == 1
    expected = {
        "schema_version": 1,
        "layout": "paired",
        "reason": "prompt, response_a, response_b, model_a, model_b found in 14 of 15 rows",
        "rows": 16,
        "pairs_new": 1,
        "pairs_known": 0,
        "labels_new": 0,
        "left_out": 15,
    }
    assert {name: document[name] for name in expected} == expected
    assert document["faults"][:3] == [
        {"file": str(faulty), "line": 2, "reason": "not JSON: unexpected end of data (column 2)"},
        {"file": str(faulty), "line": 3, "reason": "field model_a: missing or empty"},
        {"file": str(faulty), "line": 4, "reason": "the same pair as in line 1"},
    ]
    assert len(document["faults"]) == 15
    assert sum(document["left_out_by_kind"].values()) == 15


def test_twice_and_swapped(pairs: Path, as_json: Json, tmp_path: Path) -> None:
    assert as_json(pairs)[1]["pairs_new"] == 5
    code, again = as_json(pairs)
    assert (code, again["pairs_new"], again["pairs_known"]) == (0, 0, 5)
    rows = map(json.loads, pairs.read_text().splitlines())
    names = {"response_a": "response_b", "model_a": "model_b"}
    names |= {value: key for key, value in names.items()}
    swapped = tmp_path / "swapped.json"
    swapped.write_text(
        json.dumps([{names.get(key, key): value for key, value in row.items()} for row in rows])
    )
    code, turned = as_json(swapped, "--db", pairs.with_name("pairs.review.db"))
    assert (code, turned["pairs_new"], turned["pairs_known"]) == (0, 0, 5)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_alpaca_eval(as_json: Json, tmp_path: Path) -> None:
    files = [SHARED / "alpaca_eval/outputs" / name for name in ("gpt4.json", "vicuna-13b.json")]
    code, document = as_json(*files, "--db", tmp_path / "p.db")
    assert (code, document["layout"], document["pairs_new"]) == (0, "outputs", 805)
    assert document["reason"].endswith("joined on instruction")
    assert document["models"] == ["gpt4", "vicuna-13b"]


def test_faults_go_to_stderr_ten_and_a_count(faulty: Path, capsys: Capture) -> None:
    assert run(["import", str(faulty)]) == 1
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert len(lines) == 11
    assert lines[0].endswith("faulty.jsonl line 2: not JSON: unexpected end of data (column 2)")
    assert "5 more" in lines[-1]
    assert "\x1b" not in said.out + said.err
    assert "Left out: 1 lines that can't be read, 1 missing or wrong fields, 13 duplicates" in said.out


def test_nothing_is_wider_than_80_columns(tmp_path: Path, capsys: Capture) -> None:
    path = tmp_path / ("wide-" * 20 + ".jsonl")
    wide = {f"field-{n}": "日本語" * 20 for n in range(20)}
    rows = [row(n, model_a="模型" * 30 + str(n), extra=[1], response_b="x" * 10**6, **wide) for n in range(3)]
    path.write_text("".join(json.dumps(one) + "\n" for one in rows))
    assert run(["import", str(path), "--db", str(tmp_path / "p.db")]) == 0
    out = capsys.readouterr().out
    assert max(map(cell_width, out.splitlines())) <= 80


def test_a_dry_run_writes_nothing(pairs: Path, faulty: Path, capsys: Capture, as_json: Json) -> None:
    assert run(["import", str(pairs), "--dry-run"]) == 0
    said = capsys.readouterr()
    assert "Nothing was written." in said.err
    assert "pairs" in said.out
    assert {path.name for path in pairs.parent.iterdir() if path.is_file()} == {pairs.name, faulty.name}
    assert run(["import", str(faulty), "--dry-run"]) == 1

    assert run(["import", str(pairs)]) == 0
    capsys.readouterr()
    project = pairs.with_name("pairs.review.db")
    before = (project.read_bytes(), project.stat().st_mtime_ns)
    with pairs.open("a") as file:
        file.write(json.dumps(row(77)) + "\n")
    code, document = as_json(pairs, "--dry-run")
    assert (code, document["dry_run"], document["pairs_new"], document["pairs_known"]) == (0, True, 1, 5)
    assert (project.read_bytes(), project.stat().st_mtime_ns) == before


def test_fields_named_by_hand(tmp_path: Path, as_json: Json) -> None:
    path = tmp_path / "runs.jsonl"
    path.write_text(json.dumps({"data": {"question": "q"}, "runs": [{"text": "x"}, {"text": "y"}]}) + "\n")
    names = ("prompt=data.question", "response_a=runs.0.text", "response_b=runs.1.text")
    code, document = as_json(path, *(part for name in names for part in ("--map", name)))
    assert (code, document["pairs_new"]) == (0, 1)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--map", "prompt=nowhere"], "none of the first rows has nowhere"),
        (["--map", "promt=prompt"], "is it prompt?"),
        (["--map", "prompt"], "not of the form"),
    ],
)
def test_wrong_mappings(pairs: Path, arguments: list[str], says: str, capsys: Capture) -> None:
    assert run(["import", str(pairs), *arguments]) == 2
    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""
    assert not pairs.with_name("pairs.review.db").exists()


def test_no_files_is_wrong_usage(capsys: Capture) -> None:
    assert run(["import"]) == 2
    assert "FILE" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"a,b\n1,2\n", "neither JSON Lines nor a JSON array"),
        (b'{"title": "x"}\n', "neither pairs nor outputs"),
        (b'{"prompt": "q", "response": "x"}\n', "outputs of one model alone"),
        (b"SQLite format 3\x00", "a SQLite database"),
    ],
)
def test_files_that_can_not_be_used(
    tmp_path: Path, content: bytes | None, says: str, capsys: Capture
) -> None:
    path = tmp_path / "file.jsonl"
    if content is not None:
        path.write_bytes(content)
    assert run(["import", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert says in said.err
    assert len(said.err.splitlines()) == 2, "what is wrong, and what to do"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".db"] == []


def test_no_good_row_is_an_error_and_leaves_no_pair(tmp_path: Path, as_json: Json) -> None:
    path = tmp_path / "file.jsonl"
    path.write_text(json.dumps(row(1, response_a=5)) + "\n")
    code, document = as_json(path)
    assert (code, document["pairs_new"], document["left_out"]) == (1, 0, 1)
    with Store.open_to_read(path.with_name("file.review.db")) as store:
        assert store.queue.count() == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(pairs: Path, capsys: Capture) -> None:
    pairs.chmod(0)
    assert run(["import", str(pairs)]) == 1
    assert "ermission" in capsys.readouterr().err


def test_labels_come_back(as_json: Json, tmp_path: Path) -> None:
    project = tmp_path / "p.db"
    code, document = as_json(SAMPLE / "labels.jsonl", "--db", project)
    assert (code, document["layout"], document["labels_new"]) == (0, "labels", 90)
    assert as_json(SAMPLE / "pairs.jsonl", "--db", project)[1]["pairs_known"] == document["pairs_new"]
    code, again = as_json(SAMPLE / "labels.jsonl", "--db", project)
    assert (code, again["labels_new"], again["labels_known"]) == (0, 0, 90)


def test_where_the_project_went_is_said(
    pairs: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    monkeypatch.setattr("reviewtui.store.location.on_network_disk", lambda _: True)
    assert run(["import", str(pairs)]) == 0
    said = capsys.readouterr()
    assert str(tmp_path / "xdg_data_home" / "reviewtui") in said.err
    assert not pairs.with_name("pairs.review.db").exists()
