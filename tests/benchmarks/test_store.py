"""What a label costs to commit, and what an import costs a pair. Run: pytest tests/benchmarks"""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from pathlib import Path

from reviewtui.dataset.importing import import_files
from reviewtui.domain.rubric import Rubric
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.benchmarks.baselines import text
from tests.benchmarks.conftest import Report
from tests.conftest import put_pairs

LABELS = 500
ROWS = 50_000


def test_commit_of_a_label(tmp_path: Path, report: Report) -> None:
    """The whole action: the revision committed, the next pair found and loaded. Baseline: one bare INSERT."""
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE labels(pair INTEGER, preference TEXT)")
    own, baseline = [], []
    with Store.open(tmp_path / "p.db", create=True) as store:
        put_pairs(store, LABELS + 1)
        ana = store.annotators.get_or_add("ana")
        session = Session(store, ana, Rubric(), presence.begin(store, ana, "bench"))
        for number in range(LABELS):
            began = time.perf_counter()
            bare.execute("INSERT INTO labels VALUES (?, 'a')", (number,))
            between = time.perf_counter()
            session.tie()
            baseline.append((between - began) * 1e3)
            own.append((time.perf_counter() - between) * 1e3)
    ratio = statistics.median(own) / statistics.median(baseline)
    report(
        f"label and next pair, ms: median {statistics.median(own):.2f}; a bare committed INSERT: "
        f"{statistics.median(baseline):.2f}; ratio {ratio:.1f}"
    )


def test_import_of_pairs(tmp_path: Path, report: Report) -> None:
    """Baseline: reading the same file with the standard library's json."""
    source = tmp_path / "pairs.jsonl"
    answer = text(1, 1)
    with source.open("w") as file:
        for number in range(ROWS):
            row = {
                "prompt": f"Question {number}? {answer[:300]}",
                "response_a": f"{number} {answer}",
                "response_b": f"{answer} {number}",
                "model_a": "one",
                "model_b": "other",
            }
            file.write(json.dumps(row) + "\n")
    began = time.perf_counter()
    with source.open() as file:
        assert sum(1 for line in file if json.loads(line)) == ROWS
    baseline = time.perf_counter() - began
    began = time.perf_counter()
    with Store.open(tmp_path / "p.db", create=True) as store:
        import_files(store, [source], ())
        assert store.queue.count() == ROWS
    own = time.perf_counter() - began
    report(
        f"import: {ROWS / own:,.0f} pairs a second; reading alone: {ROWS / baseline:,.0f}; "
        f"ratio {own / baseline:.1f}"
    )
