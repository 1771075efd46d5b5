"""What may reach the terminal, by an allow-list: nothing of the reviewed texts can be a sequence."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal, reviewtui

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

SHOWN = "␛[31m�2J␛]0;t␇·[/]"
"""The same as a reviewer sees it."""

PASTED = f"\x1b[200~{NAME}\x1b[201~"
"""As a terminal sends what was pasted."""

RUBRIC = {
    "question": f"Better {NAME}?",
    "guidelines": ALL.replace("\x00", ""),
    "skip_reasons": ["[red]x[/]"],
    "criteria": [{"name": "[/]", "description": NAME}],
    "tags": [{"name": "[@click=app.quit]x[/]", "description": NAME, "harmed": NAME, "severity": "high"}],
}

MARKED_UP = f"""\
# {NAME}

| {NAME} | x |
|---|---|
| {NAME} | y |

> {NAME}

- [{NAME}](http://example/{NAME} "{NAME}") ![{NAME}](http://example)

```{NAME}
{ALL}
```

```json
{{"{NAME}": "{NAME}"}}
```

```diff
- {NAME}
+ {NAME}
```
"""


def conversation(end: str) -> list[dict[str, object]]:
    """Turns that carry hostile text wherever a turn can carry any."""
    call = {"id": NAME, "type": "function", "function": {"name": NAME, "arguments": json.dumps({NAME: NAME})}}
    return [
        {"role": "system", "content": ALL},
        {"role": "assistant", "content": f"<think>{ALL}</think>{ALL}", "tool_calls": [call]},
        {"role": "tool", "name": NAME, "tool_call_id": NAME, "content": ALL},
        {"role": NAME, "content": MARKED_UP},
        {"role": "assistant", "content": f"{MARKED_UP}{end}", "reasoning_content": ALL},
    ]


@contextmanager
def over(terminal: Terminal, key: str, title: str) -> Iterator[None]:
    """A screen that one key opens and closes. Its words are waited for: not every key paints something."""
    terminal.send(key)
    terminal.wait_for(title)
    yield
    terminal.send(key)
    back(terminal)


def back(terminal: Terminal) -> None:
    """Wait for the review's own keys."""
    terminal.wait_until(lambda: "? help" in terminal.lines()[-1], "the review")


def escape(terminal: Terminal, gone: str) -> None:
    terminal.send("escape")
    terminal.wait_until(lambda: gone not in terminal.text(), f"the end of {gone!r}")


def labels_in(project: Path) -> int:
    with closing(sqlite3.connect(project)) as database:
        (count,) = database.execute("SELECT count(*) FROM labels").fetchone()
    return int(count)


def assert_harmless(sent: bytes) -> None:
    rest = ALLOWED.sub(b"", sent).replace(b"\r\n", b"").replace(b"\r", b"")
    assert CONTROL.findall(rest) == []
    assert INVISIBLE.findall(rest.decode()) == []
    assert "␛".encode() in sent


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
                terminal.send("down")
            assert labels_in(project) == number
            terminal.send("t")
            terminal.wait_for(f"{number + 1} labeled")
            # From the last pair, no next one comes up by itself.
            terminal.send(*["left"] * (number + 1 < len(rows)), "R")
            terminal.wait_for("revealed: ")
            with over(terminal, "M", "jsonl row"):
                pass
            terminal.send("right")
            terminal.wait_until(lambda: "revealed: " not in terminal.text(), "another pair")
        terminal.send("q")
        assert terminal.wait() == 0
    assert labels_in(project) == len(rows)
    assert_harmless(terminal.output)


@pytest.fixture
def hostile_pairs(tmp_path: Path) -> list[str]:
    """A file and a rubric whose every text is hostile, the file's name too: arguments of a command."""
    rows = [
        {
            "id": f"{number} {NAME}",
            "prompt": [{"role": "system", "content": ALL}, {"role": "user", "content": f"{number} {ALL}"}],
            "response_a": conversation(f"12 {NAME}"),
            "response_b": conversation(f"1213 https://example/{NAME}"),
            "model_a": f"m {NAME}",
            "model_b": f"n {NAME}",
            "reference": MARKED_UP,
            "metadata": {NAME: ALL},
        }
        for number in range(2)
    ]
    path = tmp_path / "\x1b[31mpairs\x9b.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    rubric = tmp_path / "rubric.toml"
    rubric.write_text(toml(RUBRIC))
    return [str(path), "--rubric", str(rubric), "--annotator", "ana"]


def test_no_screen_and_no_panel_obeys_a_text(hostile_pairs: list[str]) -> None:
    with Terminal(reviewtui(*hostile_pairs), cols=120, rows=40, env={"TMUX": "", "STY": ""}) as terminal:
        terminal.wait_for(f"Better {SHOWN}?")
        read_it(terminal)
        judge_it(terminal)
        look_around(terminal)
        terminal.resize(60, 20)
        terminal.wait_until(lambda: "? help" in terminal.lines()[19], "the small layout")
        terminal.send("q")
        assert terminal.wait() == 0
    copied = COPIED.findall(terminal.output)
    assert [base64.b64decode(text).decode() for text in copied] == [MARKED_UP]
    assert_harmless(COPIED.sub(b"", terminal.output))


def read_it(terminal: Terminal) -> None:
    """Every way to show a pair's texts."""
    for keys, said in (
        ("m", "as they were written"),
        ("m", "texts rendered"),
        (",", "folded parts opened"),
        ("v", "1 difference"),
        (">", "difference 1 of"),
        ("v", "by lines"),
        ("v", "differences off"),
    ):
        terminal.send(keys)
        terminal.wait_for(said)
    terminal.send("/", PASTED, "enter")
    terminal.wait_for(f"«{SHOWN}» is not in this pair")
    terminal.send("/", "[/]", "enter")
    terminal.wait_for("match 1 of")
    terminal.send("n", "escape")
    terminal.wait_for("search closed")


def judge_it(terminal: Terminal) -> None:
    """Everything that a label can hold, and what is told of it."""
    terminal.send("s")
    terminal.wait_for(f"harms {SHOWN[:4]}")
    terminal.send("1", "l")
    terminal.wait_for("Tags of the right output")
    terminal.send(PASTED)
    terminal.wait_for("a new tag")
    terminal.send("enter")
    terminal.wait_for("has a character that can't be seen")
    terminal.send("c", PASTED)
    terminal.wait_until(lambda: terminal.lines()[-7].strip() == SHOWN, "the note")
    terminal.send("\x13")
    terminal.wait_for("note: ")
    terminal.send("S", PASTED)
    terminal.wait_for("a new reason")
    terminal.send("enter")
    terminal.wait_for("1 skipped")
    terminal.send("z")
    terminal.wait_for("undone")
    with over(terminal, "L", "History of this label"):
        terminal.wait_for(f"because of «{SHOWN}»")


def look_around(terminal: Terminal) -> None:
    """The screens and panels over the review."""
    for key, title in (("M", "Metadata"), ("G", "Guidelines"), ("?", "Keys")):
        with over(terminal, key, title):
            terminal.send("end")
    terminal.send("t")
    terminal.wait_for("1 labeled")
    with over(terminal, "%", "Hidden, so that"):
        terminal.send("R", "R")
        terminal.wait_for(f"m {SHOWN}")
    terminal.send(":", PASTED)
    terminal.wait_for("Go to pair number or id")
    terminal.send("left", "enter")
    terminal.wait_for(f"no pair has the number or id «{SHOWN}»")
    terminal.send("w")
    terminal.wait_for(f"0 {SHOWN}")
    terminal.send("/", PASTED, "left", "enter")
    terminal.wait_for("column ")
    terminal.send("end", "\x15", 'text "[/]" or text "', PASTED, '"', "enter")
    terminal.wait_for("2 found")
    terminal.send("r")
    terminal.wait_for("reviewing «text")
    terminal.send("\x10", PASTED)
    terminal.wait_for("nothing has these words")
    escape(terminal, "All actions")
    terminal.send("Y")
    terminal.wait_for("Copy to the clipboard")
    terminal.send("4")
    terminal.wait_for("sent to the clipboard")


def toml(document: Mapping[str, object]) -> str:
    """JSON's strings, lists and keys are TOML's, but for DEL and pairs of surrogates."""
    return "".join(f"{name} = {inline(value)}\n" for name, value in document.items())


def inline(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} = {inline(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def test_a_paste_with_escapes_is_text_and_no_keys(pairs_file: Path, run: Run) -> None:
    pasted = "\x1b[200~fjtb\x1b[31mred qq\x1b[0m\x1b[201~"
    project = pairs_file.with_name("pairs.review.db")
    with Terminal(reviewtui(str(pairs_file), "--annotator", "ana")) as terminal:
        terminal.wait_for("Which answer is better?")
        terminal.press(pasted)
        with closing(sqlite3.connect(project)) as database:
            assert database.execute("SELECT count(*) FROM labels").fetchone() == (0,)
        terminal.press("c", pasted, "\x13", "f")
        terminal.wait_for("1 labeled")
        terminal.send("q")
        assert terminal.wait() == 0
    (row,) = [json.loads(line) for line in run("export", "labels", project).stdout.splitlines()]
    assert row["note"] == "fjtb␛[31mred qq␛[0m"


def test_answers_that_nobody_waits_for_label_nothing(pairs_file: Path) -> None:
    """Such as those to a shell's questions, that arrive after the program is back."""
    with Terminal(reviewtui(str(pairs_file), "--annotator", "ana")) as terminal:
        terminal.wait_for("Which answer is better?")
        for answer in (
            "\x1b[>1;10;0c",
            "\x1b[?1;2c",
            "\x1bP1+r\x1b\\",
            "\x1b]11;rgb:1111/2222/3333\x1b\\",
            "\x1b[8;24;80t",
            "\x1b[0n",
        ):
            terminal.send(answer)
        # The one key among them is one.
        terminal.send("e")
        terminal.wait_for("✓ correct")
        assert "Which answer is better?" in terminal.text()
        with closing(sqlite3.connect(pairs_file.with_name("pairs.review.db"))) as database:
            assert database.execute("SELECT count(*) FROM labels").fetchone() == (0,)
