"""The derived tables: filled as labels come in, and as good as there where they are not."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reviewtui.store import Store, counting, schema
from reviewtui.store.derived import LABEL_CODE, LABEL_LINE
from tests.store.histories import as_version_1, fill
from tests.store.test_labels import append, revision


def read(store: Store) -> list[tuple[object, ...]]:
    """Every label's line, with the words of its circumstance in the place of its id."""
    field = LABEL_CODE["circumstance"]
    with store.counting.at_one_time():
        words = {row[0]: row[1:] for row in store.counting.circumstances()}
        numbers = [int(one) for text in store.counting.labels() for one in text.split(",")]
    rows = [numbers[at : at + len(LABEL_LINE)] for at in range(0, len(numbers), len(LABEL_LINE))]
    at = LABEL_LINE.index("code")
    return [
        (*row[:at], row[at] & (1 << field.shift) - 1, words[row[at] >> field.shift], *row[at + 1 :])
        for row in rows
    ]


def test_the_trigger_and_the_filling_agree(store: Store) -> None:
    fill(store, 1, 60)
    by_trigger = read(store)
    assert len(by_trigger) == 60
    as_version_1(store)
    with Store.open(store.path) as again:
        assert read(again) == by_trigger
        assert again._db.execute("PRAGMA user_version").fetchone() == (schema.VERSION,)
        assert again._db.execute("SELECT schema_version FROM project").fetchone() == (schema.VERSION,)
        assert again._db.execute("SELECT count(*) FROM main.pair_lines").fetchone() == (6,)
        append(again, revision(1, again.annotators.get_or_add("ana").id, seq=9))
        assert len(read(again)) == 61, "the triggers are there again"


def test_an_older_file_is_read_and_stays_as_it_is(store: Store) -> None:
    fill(store, 2, 60)
    known = read(store)
    as_version_1(store)
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = store.path.read_bytes()
    with Store.open_to_read(store.path) as reader:
        assert read(reader) == known
        assert list(reader.counting.pairs()) == []
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._db.execute("DELETE FROM project")
    assert store.path.read_bytes() == before


def test_labels_that_came_in_past_the_triggers_are_read(store: Store) -> None:
    fill(store, 3, 30)
    whole = read(store)
    store._db.execute("DELETE FROM label_lines WHERE number > 10")
    with Store.open_to_read(store.path) as reader:
        assert read(reader) == whole
        append(store, revision(1, store.annotators.get_or_add("ana").id, seq=9))
        assert len(read(reader)) == 31, "also what came in meanwhile"


def test_what_is_read_at_one_time_belongs_together(store: Store) -> None:
    fill(store, 4, 10)
    with Store.open_to_read(store.path) as reader, reader.counting.at_one_time():
        append(store, revision(1, store.annotators.get_or_add("new").id))
        assert len(read(reader)) == 10
        assert len(read(store)) == 11


@pytest.mark.parametrize("rows", [1, 2, 3, 4, 5])
def test_lines_are_read_so_many_at_once(store: Store, monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    ana = store.annotators.get_or_add("ana").id
    numbers = (5, 6, 9, 70)
    append(store, *(revision(n, ana, number=number) for n, number in enumerate(numbers, 1)))
    monkeypatch.setattr(counting, "ROWS_AT_ONCE", rows)
    texts = list(store.counting.labels())
    assert [len(text.split(",")) // 5 for text in texts] == {
        1: [1, 1, 1, 1], 2: [2, 2], 3: [3, 1], 4: [4], 5: [4]
    }[rows]  # fmt: skip
    assert [row[0] for row in read(store)] == list(numbers)


def test_no_labels_and_no_pairs(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db", create=True) as empty:
        assert read(empty) == []
        assert list(empty.counting.pairs()) == []


@pytest.mark.parametrize(
    ("written", "before"),
    [
        ("2026-03-31T11:59:59.999999Z", True),
        ("2026-03-31T12:00:00.500000Z", False),
        ("2026-03-31T12:00:00.5Z", False),
        ("2026-03-31T12:00:00Z", True),
        ("2026-03-31T12:00:01Z", False),
        ("2026-03-31", True),
        ("2026-04-01", False),
        ("2026-03-31T13:30:00+02:00", True),
        ("2026-03-31T10:30:00-02:00", False),
        ("20260331T130000Z", False),
        ("some day", True),
    ],
)
def test_what_was_made_before_a_moment(store: Store, written: str, before: bool) -> None:
    ana = store.annotators.get_or_add("ana").id
    append(store, revision(1, ana, created_at=written))
    moment = datetime(2026, 3, 31, 12, 0, 0, 500_000, tzinfo=UTC)
    assert list(store.counting.made_before(moment)) == (["1"] if before else [])
