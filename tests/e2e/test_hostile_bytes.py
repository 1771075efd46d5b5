"""What may reach the terminal, by an allow-list: nothing of the reviewed texts can be a sequence."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tests.e2e.conftest import Run
from tests.e2e.terminal import AFTER_ESCAPE_S, Terminal, reviewtui

ALLOWED = re.compile(
    rb"\x1b\[[0-9;]*m"  # colours and styles
    rb"|\x1b\[\d*(?:;\d+)?H"  # the cursor's place
    rb"|\x1b\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2048)[hl]"  # modes of our own
    rb"|\x1b\[\?(?:2026|2048)\$p"  # is synchronized output there?
    rb"|\x1b\[>25u|\x1b\[<u"  # how keys are reported
    rb"|\x1b\]22;default\x07"  # the pointer's shape
    rb"|\x1b\[K"
)
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")
CONTROL = re.compile(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]")
INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\U000e0000-\U000e007f]")

HOSTILE = [
    "\x1b[31mred\x1b[0m \x1b[2J\x1b[H gone",
    "\x1b[c\x1b[5n\x1b[6n\x1b]11;?\x07\x1bZ asks the terminal, whose answer would be keys",
    "\x1b]52;c;SGVsbG8=\x07 \x1b]52;c;SGVsbG8=\x1b\\ \x1b]0;title\x07 \x1b]8;;http://x\x07link",
    "\x9b31m \x9d0;t\x9c \x90q\x9c C1",
    "\x00\x07\x08\x0b\x0c\x0e\x0f\x05\x7f\r controls",
    "\u202edesrever\u202c \u2066iso\u2069 \u200b\u200e\ufeff\u00ad \U000e0041 hidden",
    "[red]x[/] [/] [@click=app.quit]x[/] [/etc/passwd]",
    "\x1bP+q544e\x1b\\ \x1b_G\x1b\\ \x1b^x\x1b\\ \x1bc \x1b[?1049l \x1b[200~fff\x1b[201~ rest",
]
ALL = "\n".join(HOSTILE)
NAME = "\x1b[31m\x9b2J\x1b]0;t\x07\u202e[/]"
"""Short enough to be shown whole wherever a name is."""

PASTED = f"\x1b[200~{NAME.replace(chr(0x9B), '')} q\x1b[201~"
"""As a terminal sends what was pasted."""


def assert_harmless(sent: bytes) -> None:
    rest = ALLOWED.sub(b"", sent)
    assert CONTROL.findall(rest.replace(b"\r\n", b"").replace(b"\r", b"")) == []
    assert INVISIBLE.findall(rest.decode()) == []
    assert "␛".encode() in sent


def labels_in(project: Path) -> int:
    with closing(sqlite3.connect(project)) as database:
        (count,) = database.execute("SELECT count(*) FROM labels").fetchone()
    return int(count)


def test_nothing_of_the_texts_is_obeyed_and_nothing_is_labeled(tmp_path: Path) -> None:
    rows = [
        {
            "id": f"x{number}",
            "prompt": text,
            "response_a": text,
            "response_b": text * 2,
            "model_a": f"m {text}",
            "model_b": f"n {text}",
            "reference": text,
            "metadata": {text: text},
        }
        for number, text in enumerate(HOSTILE)
    ]
    path = tmp_path / "hostile.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    with Terminal(reviewtui(str(path), "--annotator", "ana"), cols=100, rows=30) as terminal:
        terminal.wait_for("Which answer is better?")
        project = path.with_name("hostile.review.db")
        for number in range(len(rows)):
            with over(terminal, "M", "Metadata"):
                terminal.send("end")
            with over(terminal, "a", "Reference answer"):
                pass
            assert labels_in(project) == number
            terminal.send("t")
            terminal.wait_for(f"{number + 1} labeled")
            terminal.send("left", "R")
            terminal.wait_for("models revealed")
            with over(terminal, "M", "row "):
                pass
            terminal.send("right")
        terminal.send("q")
        assert terminal.wait() == 0
    assert labels_in(project) == len(rows)
    assert_harmless(terminal.output)


@contextmanager
def over(terminal: Terminal, key: str, title: str) -> Iterator[None]:
    """A screen over the review that a key opens and closes. Waits for what it shows: not every key paints."""
    terminal.send(key)
    terminal.wait_for(title)
    yield
    terminal.send(key)
    terminal.wait_until(lambda: terminal.lines()[-1].rstrip().endswith("? help"), "the review")
