"""The list of pairs by windows: what is read is what is looked at, in a project of any size."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.domain.messages import Message, one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.vocabulary import Preference, Side, Status
from reviewtui.query import read
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.store.clauses import Whose
from reviewtui.store.listing import CHUNK, FIRST_CHUNK, HEAD_CHARACTERS, Listing
from tests.conftest import MakeSession, put_pairs

NOBODY = Whose(0)

PAIRS = 2 * CHUNK + FIRST_CHUNK + 100


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("large") / "x.db", create=True) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        put_pairs(store, PAIRS)
        yield store


def order(store: Store) -> list[int]:
    return [row[0] for row in store._db.execute("SELECT id FROM pairs ORDER BY position, id")]


def test_windows_anywhere_are_parts_of_the_order(large: Store) -> None:
    listing, ids = large.listing(NOBODY), order(large)
    assert (listing.count, listing.complete) == (PAIRS, True)

    @settings(max_examples=40)
    @given(st.lists(st.tuples(st.integers(-5, PAIRS + 5), st.integers(0, 60)), min_size=1, max_size=8))
    def look(windows: list[tuple[int, int]]) -> None:
        for first, rows in windows:
            first = max(first, 0)
            seen = listing.window(first, rows)
            assert [row.pair_id for row in seen] == ids[first : first + rows]
            assert [row.number for row in seen] == list(range(first + 1, first + 1 + len(seen)))

    look()


def traced(store: Store, call: Callable[[], object]) -> list[str]:
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    call()
    store._db.set_trace_callback(None)
    return statements


def test_no_window_scans_or_sorts(large: Store) -> None:
    listing = large.listing(NOBODY)
    for first in (0, 1, 40, 41, 40, 0, PAIRS - 40, PAIRS - 80, PAIRS // 2):
        statements = traced(large, lambda first=first: listing.window(first, 40))
        assert len(statements) == 41, "one that finds the rows, and one a row"
        for statement in {sql.split("WHERE p.id")[0]: sql for sql in statements}.values():
            for *_, detail in large._db.execute(f"EXPLAIN QUERY PLAN {statement}"):
                assert not detail.startswith("SCAN"), f"{detail}: {statement}"
                # What sorts is the few ids of one pair.
                sorts = "TEMP B-TREE" in detail and "pair_sources" not in statement
                assert not sorts, f"{detail}: {statement}"


def test_scrolling_passes_over_no_entries(large: Store) -> None:
    listing = large.listing(NOBODY)
    listing.window(PAIRS // 2, 40)
    for first in (PAIRS // 2 + 1, PAIRS // 2 + 40, PAIRS // 2 + 39, PAIRS // 2 - 1):
        (step, *_) = traced(large, lambda first=first: listing.window(first, 40))
        assert int(step.rsplit("OFFSET", 1)[1]) <= 40


def finished(listing: Listing) -> Listing:
    for _ in range(2_000):
        if listing.complete:
            return listing
        time.sleep(0.005)  # a thread looks; it tells of its end by nothing else
    raise AssertionError("the search has not ended")


def test_the_first_of_a_filter_are_there_at_once_and_the_rest_follow(large: Store) -> None:
    condition = read("text 7?").condition
    expected = [
        pair_id
        for pair_id in order(large)
        if large.content.pair(pair_id).prompt.messages[0].text.endswith("7?")
    ]
    statements = traced(large, lambda: large.listing(NOBODY, condition).close())
    assert len(statements) == 1
    listing = large.listing(NOBODY, condition)
    at_once = order(large)[:FIRST_CHUNK]
    assert listing.count >= len(set(at_once) & set(expected))
    finished(listing)
    assert not listing.failed
    assert [row.pair_id for row in listing.window(0, PAIRS)] == expected
    numbers = [row.number for row in listing.window(0, PAIRS)]
    assert [order(large)[number - 1] for number in numbers] == expected
    assert listing.index(numbers[5]) == 5
    assert listing.index(numbers[5] + 1) == 6
    assert listing.index(PAIRS + 1) == len(expected) - 1


def test_a_listing_that_is_closed_stops_its_search(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewtui.store.listing.CHUNK", 1)
    listing = large.listing(NOBODY, read("open").condition)
    listing.close()
    finished(listing)
    assert listing.count < PAIRS
    assert not listing.failed


def test_a_file_that_can_not_be_read_further_is_told(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "path", large.path.with_name("gone.db"))
    listing = finished(large.listing(NOBODY, read("open").condition))
    assert listing.failed


def test_a_million_rows_take_little_memory(large: Store) -> None:
    listing = finished(large.listing(NOBODY, read("open").condition))
    found = listing._found
    assert found is not None
    each = (sys.getsizeof(found.ids) + sys.getsizeof(found.numbers)) / listing.count
    assert each * 1_000_000 <= 16_000_000


def test_a_row_says_what_this_annotator_said(session: Session, store: Store) -> None:
    session.prefer(Side.LEFT)
    session.skip()
    session.flag()
    session.note("why")
    session.next()
    labeled, skipped, begun, untouched, *_ = session.listing("").window(0, 6)
    assert labeled.status is Status.LABELED
    assert labeled.preference is not None
    assert labeled.left_output is not None
    assert labeled.preference.value == labeled.left_output.value
    assert (skipped.status, skipped.preference) == (Status.SKIPPED, None)
    assert (begun.status, begun.flagged, begun.noted) == (None, True, True)
    assert (untouched.status, untouched.flagged, untouched.noted) == (None, False, False)
    assert untouched.prompt == f"Question {untouched.external_id.removeprefix('q')}?"
    for _ in range(4):
        session.undo()
    assert {row.status for row in session.listing("").window(0, 6)} == {None}


def test_a_row_tells_no_model(make_session: MakeSession, store: Store) -> None:
    make_session("ben").prefer(Side.LEFT)
    rows = make_session("ana").listing("").window(0, 6)
    assert {row.preference for row in rows} == {None}
    assert "new" not in str(rows)
    assert "old" not in str(rows)
    assert not any(isinstance(row.preference, Preference) for row in rows)


@pytest.mark.parametrize(
    ("messages", "shown"),
    [
        (one_message("user", "plain"), "plain"),
        ((Message("system", "Be kind."), Message("user", "asked")), "asked"),
        ((Message("system", "Be kind."),), "Be kind."),
        (one_message("user", '\x1b[31m"\\é\n' * 3), '\x1b[31m"\\é\n' * 3),
        (one_message("user", "x" * 1_000_000), "x" * 300),
        (one_message("user", '\\"\n' * 100_000), '\\"\n' * 100),
        (one_message("user", [{"type": "text", "text": "y" * 5_000}]), "y" * 300),
        ((), ""),
        (one_message("user", {"z" * HEAD_CHARACTERS: 1}), ""),
    ],
)
def test_the_beginning_of_a_prompt(tmp_path: Path, messages: tuple[Message, ...], shown: str) -> None:
    outputs = (Output(name, one_message("assistant", name)) for name in ("old", "new"))
    with Store.open(tmp_path / "x.db", create=True) as store:
        with store.transaction():
            source = store.sources.begin("x", "0" * 64, "paired", 1, 1)
            store.intake.put(SourcePair(Prompt(messages), *outputs, 1), source)
        (row,) = store.listing(NOBODY).window(0, 1)
    assert row.prompt == shown
