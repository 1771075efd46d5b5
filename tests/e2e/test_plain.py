"""Review line by line: through a pipe, at a dumb terminal, and without anything of the screen."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal, reviewtui

QUESTION = "Which answer is better?"


def start(pairs_file: Path, **env: str) -> Terminal:
    # High, so that all that was printed stays in view.
    command = reviewtui("label", str(pairs_file), "--plain", "--annotator", "ana")
    return Terminal(command, rows=400, env={"TERM": "dumb", **env})


def talk(pairs_file: Path, script: str, *more: str) -> subprocess.CompletedProcess[str]:
    return feed(reviewtui("label", str(pairs_file), "--plain", "--annotator", "ana", *more), script)


def feed(command: Sequence[str], script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        input=script,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_script_of_lines_labels_and_its_log_can_be_read(pairs_file: Path, run: Run) -> None:
    done = talk(pairs_file, "e k f\nj\nc both are vague\nt\n")
    assert done.returncode == 0
    assert (
        done.stdout.index("Pair 2 of 25") < done.stdout.index("\n> j\n") < done.stdout.index("Pair 3 of 25")
    )
    assert "\x1b" not in done.stdout
    stats = json.loads(run("stats", pairs_file, "--json").stdout)
    assert stats["n_labels"] == 3
    assert stats["preference"][0]["ties"] == 1


def test_who_reviews_is_asked_on_the_input_of_the_lines(pairs_file: Path) -> None:
    done = subprocess.run(
        reviewtui("label", str(pairs_file), "--plain"),
        input=b"ana\nc na\xefve\nf\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"ana reviews" in done.stdout
    assert "note «na\ufffdve»".encode() in done.stdout
    assert b"(1 labeled)" in done.stdout


def test_a_session_goes_on_where_it_was_left(pairs_file: Path) -> None:
    assert "Pair 1 of 25" in talk(pairs_file, "f\nq\n").stdout
    done = talk(pairs_file, "")
    assert "Pair 2 of 25 (1 labeled)" in done.stdout
    assert done.returncode == 0


def test_a_pair_that_was_only_looked_at_comes_up_again(pairs_file: Path) -> None:
    talk(pairs_file, "t\nnext\nnext\n")
    assert "Pair 4 of 25" in talk(pairs_file, "").stdout.partition("\n> ")[0]


def test_a_read_only_session(pairs_file: Path) -> None:
    assert talk(pairs_file, "").returncode == 0
    done = talk(pairs_file, "f\n", "--read-only")
    assert "read only" in done.stdout
    assert "(0 labeled)" in done.stdout


def test_a_dumb_terminal_gets_text_alone(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.send("ek f", "enter")
        terminal.wait_for("Pair 2 of 25 (1 labeled)")
        terminal.send("?", "enter")
        terminal.wait_for("Keys and names")
        terminal.send("q", "enter")
        assert terminal.wait() == 0
        assert not set(terminal.output) & (set(range(0x20)) - set(b"\r\n"))


def test_lines_typed_ahead_are_discarded_visibly(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.settle()
        terminal.send("f\rj\rt\r")
        terminal.wait_for("Pair 2 of 25 (1 labeled)")
        terminal.wait_for("too early: «t»")
        assert "too early: «j»" in terminal.text()
        terminal.send("q", "enter")
        assert terminal.wait() == 0
        assert "Pair 3" not in terminal.text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_session_in_order(pairs_file: Path, number: signal.Signals) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.send("f", "enter")
        terminal.wait_for("Pair 2 of 25")
        terminal.signal(number)
        assert terminal.wait() == 128 + number
    assert [path.name for path in pairs_file.parent.glob("*.review.db*")] == ["pairs.review.db"]


def test_a_terminal_that_can_not_show_the_screen_is_told_of_lines(pairs_file: Path) -> None:
    with Terminal(reviewtui(str(pairs_file)), env={"TERM": "dumb"}) as terminal:
        assert terminal.wait() == 2
        assert b"label --plain" in terminal.output


LISTING = """
import sys
from reviewtui.cli.group import run

code = run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def test_nothing_of_the_screen_is_loaded(pairs_file: Path, run: Run) -> None:
    assert run("import", pairs_file).returncode == 0
    command = [sys.executable, "-c", LISTING, "label", str(pairs_file), "--plain", "--annotator", "ana"]
    done = feed(command, "f\n?\nM\nG\nL\nq\n")
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.splitlines())
    assert "reviewtui.plain.loop" in loaded
    assert not {name for name in loaded if name.startswith(("textual", "rich", "numpy", "reviewtui.tui."))}
    assert "readline" not in loaded, "it sends escape sequences"


def test_the_demo_line_by_line(tmp_path: Path) -> None:
    done = feed(reviewtui("demo", "--plain", "--annotator", "ana", "--folder", str(tmp_path)), "f\n")
    assert done.returncode == 0, done.stderr
    assert "Pair 2 of 40 (1 labeled)" in done.stdout
