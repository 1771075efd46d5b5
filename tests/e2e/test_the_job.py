"""The main job, as a person does it: review, lose the connection, come back, read the numbers, export."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal, reviewtui

QUESTION = "Which answer is better?"


def labels(project: Path) -> int:
    with closing(sqlite3.connect(project)) as database:
        (count,) = database.execute("SELECT count(*) FROM labels WHERE op = 'set'").fetchone()
    return int(count)


def start(pairs_file: Path, *more: str, **size: int) -> Terminal:
    return Terminal(reviewtui(str(pairs_file), *more), **size)


def test_twenty_pairs_a_dropped_connection_and_back(pairs_file: Path, run: Run) -> None:
    project = pairs_file.with_name("pairs.review.db")
    with start(pairs_file, "--annotator", "ana") as terminal:
        terminal.wait_for(QUESTION)
        terminal.press(*"fjtbffjjtb")
        terminal.send("c")
        terminal.wait_for("Note")
        terminal.press(*"half a no")
        terminal.hang_up()
        assert terminal.wait() == 129
    assert labels(project) == 10

    with start(pairs_file, "--annotator", "ana") as terminal:
        terminal.wait_for("pair 11 of 25")
        terminal.wait_for("half a no")
        terminal.press(*"fjtbffjjtb")
        terminal.wait_for("20 labeled")
        terminal.send("q")
        assert terminal.wait() == 0
    assert labels(project) == 20
    assert [path.name for path in project.parent.glob("pairs.review.db*")] == [project.name]

    stats = json.loads(run("stats", pairs_file, "--json").stdout)
    (preference,) = stats["preference"]
    assert preference["n_labels"] == 20
    assert preference["ties"] == 4
    assert preference["both_bad"] == 4
    exported = run("export", "labels", pairs_file)
    assert exported.returncode == 0
    rows = [json.loads(line) for line in exported.stdout.splitlines()]
    assert len(rows) == 20
    assert sum(row["note"] == "half a no" for row in rows if row.get("note")) == 1


def test_the_first_start_asks_who_reviews_and_the_second_remembers(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for("Your name")
        terminal.send("Ana", "enter")
        terminal.wait_for(QUESTION)
        assert terminal.lines()[0].lstrip().startswith("Ana")
        terminal.send("q")
        assert terminal.wait() == 0
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        assert terminal.lines()[0].lstrip().startswith("Ana")


def test_two_annotators_in_two_terminals(pairs_file: Path) -> None:
    with start(pairs_file, "--annotator", "ana") as ana, start(pairs_file, "--annotator", "ben") as ben:
        ana.wait_for(QUESTION)
        ben.wait_for(QUESTION)
        for key in "fjt":
            ana.press(key)
            ben.press(key)
        ana.wait_for("3 labeled")
        ben.wait_for("3 labeled")
    assert labels(pairs_file.with_name("pairs.review.db")) == 6


def test_a_second_session_is_told_and_may_take_over_read_or_quit(pairs_file: Path) -> None:
    with start(pairs_file, "--annotator", "ana") as first:
        first.wait_for(QUESTION)
        with start(pairs_file, "--annotator", "ana") as second:
            second.wait_for("in another session")
            second.send("q", "enter")
            assert second.wait() == 0
        with start(pairs_file, "--annotator", "ana") as second:
            second.wait_for("in another session")
            second.send("r", "enter")
            second.wait_for("READ ONLY")
            second.press("f")
            second.wait_for("read only")
        first.press("f")
        first.wait_for("1 labeled")
        with start(pairs_file, "--annotator", "ana") as second:
            second.wait_for("in another session")
            second.send("t", "enter")
            second.wait_for("1 labeled")
            first.press("f")
            first.wait_for("took over")
            second.press("f")
            second.wait_for("2 labeled")
    assert labels(pairs_file.with_name("pairs.review.db")) == 2


def test_layouts_from_60x20_to_200x50(pairs_file: Path) -> None:
    with start(pairs_file, "--annotator", "ana", cols=200, rows=50) as terminal:
        terminal.wait_for(QUESTION)
        assert any("Left" in line and "Right" in line for line in terminal.lines())
        terminal.resize(60, 20)
        terminal.wait_until(
            lambda: (
                sum(title in line for line in terminal.lines() for title in ("Left", "Right")) == 2
                and not any("Left" in line and "Right" in line for line in terminal.lines())
            ),
            "the stacked layout",
        )
        terminal.resize(50, 18)
        # All of that paint: what the terminal still shows of the size before is not yet the next one's.
        terminal.wait_until(
            lambda: "60x20 needed, this is 50x18" in terminal.text() and QUESTION not in terminal.text(),
            "the line for a terminal too small",
        )
        terminal.resize(80, 24)
        terminal.wait_for(QUESTION)
        terminal.press("f")
        terminal.wait_for("1 labeled")


def test_the_demo_opens_on_the_sample_pairs(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "demo"
    with Terminal(reviewtui("demo", "--folder", str(folder)), cols=120, rows=40) as terminal:
        terminal.wait_for("of 40")
        terminal.press("f")
        terminal.wait_for("1 labeled")
        terminal.send("q")
        assert terminal.wait() == 0
        assert str(folder)[:60] in terminal.output.decode()
    agreement = run("agreement", folder / "pairs.review.db", "--json")
    assert agreement.returncode == 0
    assert len(json.loads(agreement.stdout)["between"]) > 0
    again = run("demo", "--folder", folder, "--no-review")
    assert again.returncode == 2
    assert "exists already" in again.stderr


def test_keys_that_come_in_a_burst_reach_the_editor_that_they_open(pairs_file: Path, run: Run) -> None:
    project = pairs_file.with_name("pairs.review.db")
    with start(pairs_file, "--annotator", "ana") as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("f", "left")
        terminal.send(*"cwrong date in line 2", "\x13")
        terminal.wait_for("note saved")
        terminal.send(*":#7", "enter")
        terminal.wait_for("pair 7 of 25")
        terminal.send("q")
        assert terminal.wait() == 0
    rows = [json.loads(line) for line in run("export", "labels", project).stdout.splitlines()]
    assert [row.get("note") for row in rows] == ["wrong date in line 2"]


def test_a_joined_projects_name_does_not_tell_the_models(tmp_path: Path) -> None:
    for model in ("gpt9", "llama9"):
        rows = [{"instruction": f"Question {n}?", "output": f"{n}", "generator": model} for n in range(3)]
        (tmp_path / f"{model}.json").write_text(json.dumps(rows))
    command = reviewtui(str(tmp_path / "gpt9.json"), str(tmp_path / "llama9.json"), "--annotator", "ana")
    with Terminal(command) as terminal:
        terminal.wait_for(QUESTION)
        seen = terminal.output[terminal.output.rfind(b"\x1b[?1049h") :].decode()
        assert "gpt9" not in seen
        assert "llama9" not in seen


def test_the_same_files_in_another_order_are_the_same_project(tmp_path: Path, run: Run) -> None:
    files = []
    for model in ("m1", "m2"):
        rows = [
            {"instruction": f"Question {n}?", "output": f"{model} {n}", "generator": model} for n in range(3)
        ]
        files.append(tmp_path / f"{model}.json")
        files[-1].write_text(json.dumps(rows))
    assert run("import", *files).returncode == 0
    with Terminal(reviewtui(*map(str, reversed(files)), "--annotator", "ana")) as terminal:
        terminal.wait_for(QUESTION)
    assert [path.name for path in tmp_path.glob("*.db")] == ["m1.review.db"]
