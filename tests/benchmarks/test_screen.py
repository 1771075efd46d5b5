"""Start to the first pair, key to the next pair, bytes on the wire. Run: pytest tests/benchmarks"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.conftest import BASELINES, Report, key_paint, markdown, start_ms, summary
from tests.e2e.terminal import Terminal, reviewtui

RUNS = 11
KEYS = 20


def test_start(project: Callable[[int], Path], report: Report) -> None:
    path = project(4)
    command = reviewtui(str(path), "--annotator", "ana", "--take-over")
    own, baseline = [], []
    for _ in range(RUNS):
        baseline.append(start_ms([*BASELINES, "word"], b"READY"))
        own.append(start_ms(command, b"begins here"))
    ratio = statistics.median(own) / statistics.median(baseline)
    report(
        f"start to the first pair, ms: {summary(own)}; minimal app: {summary(baseline)}; ratio {ratio:.2f}"
    )


def test_key_to_next_pair(project: Callable[[int], Path], report: Report) -> None:
    medians = {}
    for name, command, key in (
        ("bare panes 50 KB", [*BASELINES, "panes", "50"], "n"),
        ("50 KB", reviewtui(str(project(50)), "--annotator", "ana"), "t"),
        ("1 MB", reviewtui(str(project(1024)), "--annotator", "ana"), "t"),
    ):
        with Terminal(command, cols=120, rows=40) as terminal:
            terminal.wait_for("begins here")
            terminal.settle()
            painted = [key_paint(terminal, key) for _ in range(KEYS)]
        medians[name] = statistics.median(ms for ms, _ in painted)
        size = statistics.median(size for _, size in painted)
        report(f"key to next pair, {name}, ms: {summary([ms for ms, _ in painted])}; {size:.0f} bytes")
    report(f"ratio 50 KB to bare panes {medians['50 KB'] / medians['bare panes 50 KB']:.2f}")
    report(f"ratio 1 MB to 50 KB {medians['1 MB'] / medians['50 KB']:.2f}")


def test_markdown(project: Callable[..., Path], report: Report) -> None:
    medians = {}
    for name, path in (
        ("bare", project(50)),
        ("4 KB", project(4, markdown)),
        ("50 KB", project(50, markdown)),
    ):
        with Terminal(reviewtui(str(path), "--annotator", "ana"), cols=120, rows=40) as terminal:
            terminal.wait_for("begins here")
            terminal.settle()
            painted = [key_paint(terminal, "t") for _ in range(KEYS)]
        medians[name] = statistics.median(ms for ms, _ in painted)
        size = statistics.median(size for _, size in painted)
        report(
            f"key to next pair, Markdown {name}, ms: {summary([ms for ms, _ in painted])}; {size:.0f} bytes"
        )
    report(f"ratio of 50 KB of Markdown to 50 KB of bare text {medians['50 KB'] / medians['bare']:.2f}")


def test_bytes_of_small_changes(project: Callable[[int], Path], report: Report) -> None:
    with Terminal(reviewtui(str(project(50)), "--annotator", "ana"), cols=120, rows=40) as terminal:
        terminal.wait_for("begins here")
        terminal.settle()
        terminal.press("s", "slow", "enter")
        keys = {
            "correctness": "e",
            "confidence": "+",
            "flag": "!",
            "a tag's palette": "s",
            "its tag taken off": "1",
            "its palette again": "s",
            "its tag": "1",
            "page down": " ",
            "line down": "\x1b[B",
            "differences": "v",
        }
        for name, key in keys.items():
            ms, size = key_paint(terminal, key)
            report(f"{name}: {ms:.1f} ms, {size} bytes")
