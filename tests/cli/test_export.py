"""`reviewtui export`: the three formats from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from reviewtui.cli.group import run
from reviewtui.domain.identity import new_id
from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.messages import one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.vocabulary import Op, Preference, Role, Slot, Status
from reviewtui.store import Store

Capture = pytest.CaptureFixture[str]

HOSTILE = "[red]\x1b[31m \x1b]0;title\x07 \x9b1m \u202e [/]"


def put_pairs(store: Store, number: int) -> list[int]:
    source = store.sources.begin("pairs.jsonl", "sha", "paired", 1, 1)
    ids = []
    for row in range(1, number + 1):
        prompt = Prompt(one_message("user", f"Question {row} {HOSTILE}"))
        first, second = (Output(model, one_message("assistant", model * 9)) for model in ("apple", "pear"))
        ids.append(store.intake.put(SourcePair(prompt, first, second, row), source).id)
    return ids


def put_label(store: Store, pair_id: int, name: str, preference: Preference) -> None:
    pair = store.content.pair(pair_id)
    judgement = Judgement(preference)
    annotator = store.annotators.get_or_add(name)
    store.labels.append(
        Revision(
            id=new_id(),
            pair_id=pair_id,
            annotator_id=annotator.id,
            pass_=0,
            seq=1,
            parent=None,
            op=Op.SET,
            status=Status.LABELED,
            judgement=judgement.mirrored() if pair.mirrored_in_results else judgement,
            left_output=Slot.A,
            revealed=False,
            role=Role.LABEL,
            served_by="queue",
            active_ms=None,
            rubric=None,
            created_at="2025-01-01T00:00:00.000Z",
        )
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Five pairs: a preference by two, a preference by one, a tie, a disagreement, nothing."""
    path = tmp_path / "pairs.review.db"
    with Store.open(path, create=True) as store, store.transaction():
        agreed, single, tied, disputed, _ = put_pairs(store, 5)
        put_label(store, agreed, "ann", Preference.A)
        put_label(store, agreed, "ben", Preference.A)
        put_label(store, single, "ann", Preference.B)
        put_label(store, tied, "ann", Preference.TIE)
        put_label(store, disputed, "ann", Preference.A)
        put_label(store, disputed, "ben", Preference.B)
    return path


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_dpo_to_a_file(project: Path, tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "dpo.jsonl"
    assert run(["export", "dpo", str(project), "-o", str(target)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"2 rows written to {target}",
        "left out: 1 tied, 1 unresolved, 1 not labeled",
        "policy: majority (what more than half of the annotators say who answered, before any reveal)",
    ]
    assert [(row["chosen"][:4], row["rejected"][:4]) for row in rows(target.read_text())] == [
        ("appl", "pear"),
        ("pear", "appl"),
    ]


def test_pairs_to_stdout(project: Path, capsys: Capture) -> None:
    assert run(["export", "pairs", str(project)]) == 0
    out, err = capsys.readouterr()
    assert [row["verdict"] for row in rows(out)] == ["a", "b", "tie", None]
    assert "4 rows written to stdout" in err
    assert "left out: 1 not labeled" in err


def test_labels_and_history_to_stdout(project: Path, capsys: Capture) -> None:
    assert run(["export", "labels", str(project), "--output", "-"]) == 0
    out, err = capsys.readouterr()
    assert [row["annotator"] for row in rows(out)] == ["ann", "ben", "ann", "ann", "ann", "ben"]
    assert "op" not in rows(out)[0]
    assert err == "6 rows written to stdout\n"
    assert run(["export", "labels", "--db", str(project), "--history"]) == 0
    assert {row["op"] for row in rows(capsys.readouterr().out)} == {"set"}


def test_whose_labels(project: Path, capsys: Capture) -> None:
    assert run(["export", "labels", str(project), "--annotator", "ben"]) == 0
    assert {row["annotator"] for row in rows(capsys.readouterr().out)} == {"ben"}
    assert run(["export", "pairs", str(project), "--annotator", "ann"]) == 0
    assert [row["verdict"] for row in rows(capsys.readouterr().out)] == ["a", "b", "tie", "a"]
    assert run(["export", "labels", str(project), "--kind", "judge"]) == 0
    assert capsys.readouterr().out == ""


def test_an_annotator_who_is_not_there(project: Path, capsys: Capture) -> None:
    assert run(["export", "pairs", str(project), "--annotator", "bem"]) == 2
    err = capsys.readouterr().err
    assert "nobody is called «bem» here" in err
    assert "ann, ben" in err


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("labels", "Nothing is labeled yet, or not by those chosen."),
        ("pairs", "left out: 2 not labeled"),
        ("dpo", "left out: 2 not labeled"),
    ],
)
def test_nothing_labeled_makes_an_empty_file(tmp_path: Path, form: str, reason: str, capsys: Capture) -> None:
    project, target = tmp_path / "p.db", tmp_path / "out.jsonl"
    with Store.open(project, create=True) as store, store.transaction():
        put_pairs(store, 2)
    assert run(["export", form, str(project), "-o", str(target)]) == 0
    assert target.read_bytes() == b""
    assert capsys.readouterr().err.splitlines()[:2] == [f"0 rows written to {target}", reason]


def test_an_existing_file_is_replaced_with_force_alone(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("mine")
    assert run(["export", "dpo", str(project), "-o", str(target)]) == 2
    assert target.read_text() == "mine"
    assert "--force" in capsys.readouterr().err
    assert run(["export", "dpo", str(project), "-o", str(target), "--force"]) == 0
    assert len(rows(target.read_text())) == 2


@pytest.mark.parametrize("name", ["pairs.review.db", "pairs.jsonl"])
def test_the_project_and_its_source_are_never_overwritten(project: Path, name: str, capsys: Capture) -> None:
    source = project.with_name("pairs.jsonl")
    source.write_text("{}\n")
    target = project.with_name(name)
    before = target.read_bytes()
    assert run(["export", "dpo", str(source), "-o", str(target), "--force"]) == 2
    assert target.read_bytes() == before
    assert "Name another file." in capsys.readouterr().err


def test_a_missing_project_is_one_clear_line(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "out.jsonl"
    assert run(["export", "labels", str(tmp_path / "none.db"), "-o", str(target)]) == 1
    assert "no such project" in capsys.readouterr().err
    assert not target.exists()
    assert run(["export", "labels"]) == 2
    assert "which project?" in capsys.readouterr().err


def test_the_help_names_the_formats(capsys: Capture) -> None:
    assert run(["export", "--help"]) == 0
    out = capsys.readouterr().out
    for form in ("labels", "pairs", "dpo"):
        assert f"\n  {form} " in out


def test_a_reader_that_closes_early_is_met_with_silence(tmp_path: Path) -> None:
    project = tmp_path / "p.db"
    with Store.open(project, create=True) as store, store.transaction():
        for pair in put_pairs(store, 600):
            put_label(store, pair, "ann", Preference.A)
    command = [sys.executable, "-m", "reviewtui", "export", "labels", str(project)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.stderr.read() == b""
