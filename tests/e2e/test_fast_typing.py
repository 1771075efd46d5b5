"""Keys faster than paints: each labels a pair that was seen, or is visibly discarded; none gets lost."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, reviewtui

EARLY = re.compile(r"too early.*?\((\d+) so far\)")
VERDICTS = "fjtb"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """300 pairs; each output has a word of its own."""
    rows = [
        {
            "id": f"q{number:03}",
            "prompt": f"Question {number}?",
            "response_a": f"alpha{number:03}x says this.\n" * 3,
            "response_b": f"omega{number:03}x says that.\n" * 3,
            "model_a": "old",
            "model_b": "new",
        }
        for number in range(300)
    ]
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def type_at(terminal: Terminal, keys: Sequence[str], pause_s: float) -> None:
    """Send keys at a pace, whatever the program does meanwhile, and read what it paints."""
    for key in keys:
        terminal.send(key)
        end = time.monotonic() + pause_s
        while (rest := end - time.monotonic()) > 0:
            terminal.read(rest)


def discarded(output: bytes) -> int:
    """The highest count of keys that were not taken, as painted so far."""
    return max(map(int, EARLY.findall(output.decode(errors="replace"))), default=0)


def labels_of(file: Path) -> list[str]:
    """The external ids of what is labeled by now."""
    with closing(sqlite3.connect(file.with_name("many.review.db"))) as database:
        return [external_id for (external_id,) in database.execute("SELECT external_id FROM labeled_pairs")]


@pytest.mark.parametrize(("size", "pause_s"), [(1, 0.02), (5, 0.1)])
def test_labels_and_discarded_keys_are_the_keys_that_were_sent(many: Path, size: int, pause_s: float) -> None:
    keys = [VERDICTS[number % 4] for number in range(300)]
    bursts = ["".join(keys[at : at + size]) for at in range(0, len(keys), size)]
    with Terminal(reviewtui(str(many), "--annotator", "ana"), cols=120, rows=40) as terminal:
        terminal.wait_for("Which answer is better?")
        type_at(terminal, bursts, pause_s)
        terminal.wait_until(
            lambda: len(labels_of(many)) + discarded(terminal.output) == len(keys),
            "a label or a word for each key",
        )
        terminal.settle()
        shown = [int(found) for found in EARLY.findall(terminal.text())]
        terminal.send("q")
        assert terminal.wait() == 0
        sent = terminal.output.decode()
    early = discarded(terminal.output)
    assert shown in ([early], [])
    labels = labels_of(many)
    assert len(labels) + early == len(keys)
    # Of keys that came together, those behind a verdict were not for what came up then.
    assert len(labels) <= len(bursts)
    for external_id in labels:
        number = external_id.removeprefix("q")
        assert f"alpha{number}x" in sent
        assert f"omega{number}x" in sent
