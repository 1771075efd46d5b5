"""What it takes to read labels for results, beside SQL that only counts them. Run: pytest tests/benchmarks

REVIEWTUI_BENCH_LABELS says how many labels; four annotators judge each pair.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewtui.analysis import summarise
from reviewtui.analysis.labels.arrays import read_labels
from reviewtui.domain.identity import new_id
from reviewtui.domain.messages import one_message
from reviewtui.domain.pairs import Output, PairIdentity, Prompt, SourcePair
from reviewtui.store import Store
from reviewtui.store.intake import Arrival
from tests.benchmarks.baselines import text
from tests.benchmarks.conftest import Report

LABELS = int(os.environ.get("REVIEWTUI_BENCH_LABELS", "100000"))
ANNOTATORS = 4
PAIRS = LABELS // ANNOTATORS
RUNS = 5

_LABEL = """
INSERT INTO labels(id, pair_id, annotator_id, seq, op, status, preference, correctness_a, correctness_b,
                   left_output, served_by, active_ms, created_at)
VALUES (?, ?, ?, 1, 'set', 'labeled', ?, ?, ?, ?, 'queue', ?, '2026-11-24T00:00:00.000000Z')
"""


def put_many_pairs(store: Store, count: int) -> None:
    answer = text(1, 1)
    with store.transaction(), store.intake.bulk():
        source = store.sources.begin("pairs.jsonl", "0" * 64, "paired", 1, 1)
        for start in range(0, count, 1000):
            arrivals = []
            for number in range(start, min(start + 1000, count)):
                one, other = (
                    Output(model, one_message("assistant", f"{model} {number} {answer[: 50 + number % 250]}"))
                    for model in ("the one", "the other")
                )
                pair = SourcePair(Prompt(one_message("user", f"Question {number}?")), one, other, number + 1)
                arrivals.append(Arrival(pair, PairIdentity.of(pair), source))
            store.intake.put_many(arrivals)


def labels(annotators: list[int]) -> Iterator[tuple[object, ...]]:
    rng = random.Random(1)
    for annotator in annotators:
        for pair in rng.sample(range(1, PAIRS + 1), PAIRS):
            yield (
                new_id(),
                pair,
                annotator,
                rng.choices(["a", "b", "tie", "both_bad"], [45, 35, 15, 5])[0],
                *rng.choices(["correct", "partial", "incorrect"], k=2),
                rng.choice("ab"),
                rng.randrange(2_000, 60_000),
            )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("results") / "p.db"
    with Store.open(path, create=True) as store:
        put_many_pairs(store, PAIRS)
        annotators = [store.annotators.get_or_add(f"annotator {n}").id for n in range(ANNOTATORS)]
        with store.transaction(), store.intake.bulk():
            store._db.executemany(_LABEL, labels(annotators))
    return path


def seconds(run: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def test_reading_labels_and_the_whole_summary(project: Path, report: Report) -> None:
    with Store.open_to_read(project) as store:

        def count() -> object:
            query = "SELECT annotator_id, status, count(*) FROM heads GROUP BY annotator_id, status"
            return store._db.execute(query).fetchall()

        baseline = seconds(count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert len(read_labels(store)) == PAIRS * ANNOTATORS
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        reading, summary = seconds(lambda: read_labels(store)), seconds(lambda: summarise(store))
    report(
        f"{LABELS:,} labels: one GROUP BY over heads {baseline:.3f} s; reading them {reading:.3f} s (ratio "
        f"{reading / baseline:.1f}, {after - before:.0f} MB more); with the summary {summary:.3f} s "
        f"(ratio {summary / baseline:.1f})"
    )
