"""Differences of two texts, beside difflib on the same words. Run: pytest tests/benchmarks"""

from __future__ import annotations

import json
import random
import re
import time
import tracemalloc
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from reviewtui.text.comparing.differences import differences
from reviewtui.text.comparing.facts import only_one_side
from reviewtui.text.comparing.words import Words
from tests.benchmarks.conftest import Report

OUTPUTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "alpaca_eval" / "outputs"
RUNS = 7


def outputs(model: str, kilobytes: int, first: int = 0) -> str:
    path = OUTPUTS / f"{model}.json"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    rows = json.loads(path.read_text(encoding="utf-8"))
    text = "\n\n".join(row["output"] for row in rows[first:] + rows[:first])
    while len(text) < kilobytes * 1024:
        text += text
    return text[: kilobytes * 1024]


def edited(text: str, share: float) -> str:
    """The same with so many of its words replaced."""
    numbers = random.Random(7)
    return re.sub(r"\w+", lambda word: "replaced" if numbers.random() < share else word[0], text)


def fastest(work: Callable[[], object], runs: int = RUNS) -> float:
    """Milliseconds."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1e3)
    return min(times)


def peak_megabytes(work: Callable[[], object]) -> float:
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def pairs(kilobytes: int) -> dict[str, tuple[str, str]]:
    text = outputs("gpt4", kilobytes)
    return {
        "5% of words replaced": (text, edited(text, 0.05)),
        "unrelated answers": (text, outputs("claude-2.1", kilobytes, 300)),
        "answers to the same prompts": (text, outputs("claude-2.1", kilobytes)),
    }


def test_fifty_kilobytes(report: Report) -> None:
    for name, (left, right) in pairs(50).items():
        by_words = fastest(lambda left=left, right=right: differences(left, right))
        facts = fastest(lambda left=left, right=right: only_one_side(left, right))
        known: dict[str, int] = {}
        keys = [Words.of(text, known).keys for text in (left, right)]
        other = fastest(lambda keys=keys: SequenceMatcher(None, *keys).get_opcodes(), 1)
        exact = fastest(lambda keys=keys: SequenceMatcher(None, *keys, autojunk=False).get_opcodes(), 1)
        report(
            f"50 KB, {name}, ms: differences {by_words:.0f}, facts {facts:.0f},"
            f" together {by_words + facts:.0f}; ratio of difflib's opcodes to differences"
            f" {other / by_words:.1f}, without its heuristic {exact / by_words:.1f}"
        )


def test_one_megabyte(report: Report) -> None:
    for name, (left, right) in pairs(1024).items():
        by_words = fastest(lambda left=left, right=right: differences(left, right), 1)
        facts = fastest(lambda left=left, right=right: only_one_side(left, right), 1)
        peak = peak_megabytes(lambda left=left, right=right: differences(left, right))
        report(
            f"1 MB, {name}, ms: differences {by_words:.0f}, facts {facts:.0f}; Python objects {peak:.0f} MB"
        )
