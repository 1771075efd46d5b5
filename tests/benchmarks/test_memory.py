"""Memory of the review on a million pairs beside that on a hundred. Run: pytest tests/benchmarks"""

from __future__ import annotations

from pathlib import Path

from reviewtui.domain.messages import one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.store import Store
from tests.benchmarks.conftest import Report
from tests.e2e.terminal import Terminal, reviewtui

KEYS = 40


def project(path: Path, pairs: int) -> Path:
    with Store.open(path, create=True) as store, store.transaction():
        source = store.sources.begin("texts.jsonl", str(pairs), "paired", 1, 1)
        for number in range(pairs):
            one, other = (
                Output(model, one_message("assistant", f"Answer {number} of {model} begins here."))
                for model in ("one", "other")
            )
            prompt = Prompt(one_message("user", f"Question {number}?"), None, {"part": number % 7})
            store.intake.put(SourcePair(prompt, one, other, number + 1, f"q{number}"), source)
    return path


def resident_mb(terminal: Terminal) -> float:
    status = Path(f"/proc/{terminal.pid}/status").read_text()
    (line,) = [line for line in status.splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def test_memory(tmp_path: Path, report: Report) -> None:
    sizes = {}
    for pairs in (100, 1_000_000):
        path = project(tmp_path / f"{pairs}.db", pairs)
        with Terminal(reviewtui(str(path), "--annotator", "ana"), cols=120, rows=40) as terminal:
            terminal.wait_for("begins here")
            terminal.press(*"t" * KEYS, "w", "end", "home", "escape")
            sizes[pairs] = resident_mb(terminal)
        report(f"{pairs:,} pairs: {sizes[pairs]:.0f} MB")
    report(f"ratio {sizes[1_000_000] / sizes[100]:.2f}")
