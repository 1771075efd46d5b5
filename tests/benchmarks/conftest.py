"""Measuring in a pty: medians of several runs, always beside a baseline in the same run."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reviewtui.domain.messages import one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.store import Store
from tests.benchmarks.baselines import text
from tests.e2e.terminal import Terminal

BASELINES = [sys.executable, str(Path(__file__).with_name("baselines.py"))]

Report = Callable[[str], None]


def markdown(seed: int, kilobytes: int) -> str:
    """Headings, lists, code, tables and prose, about as dense as models write them."""
    parts, size = [f"## Answer {seed} begins here\n"], 0
    while size < kilobytes * 1024:
        number = seed + len(parts)
        part = (
            f"Some *prose* of part {number} with **strong** words, `code` and [a link](https://x.example/{number})"
            " that goes on for a while, so that it is wrapped.\n\n"
            f"- first point of {number}\n- second point, which is longer than the first one was\n\n"
            f"```python\ndef part_{number}(x):\n    return x + {number}  # a comment\n```\n\n"
            f"| name | value |\n| --- | ---: |\n| one | {number} |\n| two | {number * 2} |\n"
        )
        parts.append(part)
        size += len(part)
    return "\n".join(parts)


@pytest.fixture
def report(capsys: pytest.CaptureFixture[str]) -> Report:
    """Prints a line although pytest captures output."""

    def line(words: str) -> None:
        with capsys.disabled():
            print(f"\n  {words}", end="")

    return line


@pytest.fixture
def project(tmp_path: Path) -> Callable[[int], Path]:
    """Makes a project of thirty pairs with outputs of so many kilobytes, of bare text or of Markdown."""

    def make(kilobytes: int, text: Callable[[int, int], str] = text) -> Path:
        path = tmp_path / f"{text.__name__}{kilobytes}.db"
        with Store.open(path, create=True) as store, store.transaction():
            source = store.sources.begin("texts.jsonl", str(kilobytes), "paired", 1, 1)
            for number in range(30):
                one, other = (
                    Output(model, one_message("assistant", text(2 * number + offset, kilobytes)))
                    for offset, model in enumerate(("one", "other"))
                )
                prompt = Prompt(one_message("user", f"Question {number}?"))
                store.intake.put(SourcePair(prompt, one, other, number + 1), source)
        return path

    return make


def start_ms(command: list[str], until: bytes) -> float:
    """From exec to these bytes."""
    with Terminal(command, cols=120, rows=40) as terminal:
        terminal.wait_until(lambda: until in terminal.output, str(until))
        return (time.perf_counter() - terminal.started) * 1e3


def key_paint(terminal: Terminal, key: str) -> tuple[float, int]:
    """Milliseconds from a key to the last byte of its paint, and how many bytes that was."""
    began, last, size = time.perf_counter(), 0.0, 0
    os.write(terminal.fd, key.encode())
    while data := terminal.read(0.3 if not size else 0.1):
        last, size = (time.perf_counter() - began) * 1e3, size + len(data)
    return last, size


def summary(values: list[float]) -> str:
    ordered = sorted(values)
    return f"median {statistics.median(ordered):.1f}, p95 {ordered[int(len(ordered) * 0.95)]:.1f}"
