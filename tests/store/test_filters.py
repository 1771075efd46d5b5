"""Each condition against pairs that meet it and pairs that do not, and texts that try to be SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reviewtui.domain.messages import Json, Message, one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Side, Slot, Status
from reviewtui.query import read
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.store.clauses import Whose

METADATA: dict[str, dict[str, Json]] = {
    "q1": {"language": "de", "level": 3, "topics": ["law", "tax"], "origin": {"country": "AT"}},
    "q2": {"language": "en", "level": 12, "hard": True, "date": "2024-05-01"},
    "q3": {"level": "3", "it's": "x' OR 1 --", "a b": 2.5, "a\\b": "x", "row": 2**53 + 1, "meta.lang": "fr"},
}
TEXTS = {
    "q1": ("I am Old-1, a model.", "A short answer."),
    "q2": ('The "quoted".', 'The "quoted".'),
    "q3": ("Straße " * 20, "My cold-1 is better."),
}


def source_pair(name: str, row: int) -> SourcePair:
    first, second = TEXTS[name]
    return SourcePair(
        Prompt((Message("system", "Be kind."), Message("user", f"Question {name}?")), None, METADATA[name]),
        Output("old-1", one_message("assistant", first)),
        Output("new-2", one_message("assistant", second)),
        row,
        name,
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "x.db", create=True) as store:
        with store.transaction():
            source = store.sources.begin("one.jsonl", "0" * 64, "paired", 1, 1)
            for row, name in enumerate(METADATA, 1):
                store.intake.put(source_pair(name, row), source)
        yield store


Found = Callable[[str], set[str | None]]


@pytest.fixture
def found(store: Store) -> Found:
    """The external ids of the pairs that ana's filter finds, by the steps of the queue and by a listing."""

    def find(text: str) -> set[str | None]:
        whose = Whose(store.annotators.get_or_add("ana").id)
        condition = read(text).condition
        chosen = store.queue.choose(condition, whose)
        by_steps, place = [], store.queue.first(chosen)
        while place is not None:
            by_steps.append(place.pair_id)
            place = store.queue.after(place, chosen)
        listing = store.listing(whose, condition)
        rows = listing.window(0, 10)
        assert [row.pair_id for row in rows] == by_steps
        assert listing.complete
        return {row.external_id for row in rows}

    return find


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("language = de", "q1"),
        ("language != de", "q2 q3"),
        ("language > de", "q2"),
        ("level = 3", "q1 q3"),
        ("level >= 3", "q1 q2 q3"),
        ("level < 12", "q1"),
        ('"a b" > 2', "q3"),
        (r'"a\\b" = x', "q3"),
        ("meta.lang = fr", "q3"),
        ("meta.lang != fr", "q1 q2"),
        ("row = 9007199254740993", "q3"),
        ("row = 9007199254740992", ""),
        ("topics = tax", "q1"),
        ("topics = ta", ""),
        ("origin.country = AT", "q1"),
        ("origin = AT", "q1"),
        ("hard = true", "q2"),
        ("date >= 2024-04", "q2"),
        ("date >= 2024", "q2"),
        ("it's = \"x' OR 1 --\"", "q3"),
        ("nothing = 1", ""),
        ("length = 20", "q1"),
        ("length > 100", "q3"),
        ("source = one.jsonl", "q1 q2 q3"),
        ("source = other.jsonl", ""),
        ("id = q2", "q2"),
        ("identical", "q2"),
        ("leak", "q1"),
        ("text STRASSE", "q3"),
        ("text question", "q1 q2 q3"),
        ("text content", ""),
        ("text kind.", "q1 q2 q3"),
        ('text "\\"quoted\\""', "q2"),
        ("text 'x", ""),
        ("open", "q1 q2 q3"),
        ("labeled or skipped or flagged or note or tag", ""),
        ("identical or language = de", "q1 q2"),
        ("not (identical or language = de)", "q3"),
        ("level >= 3 not leak", "q2 q3"),
    ],
)
def test_what_is_known_beforehand(found: Found, text: str, names: str) -> None:
    assert found(text) == set(names.split())


def test_what_a_model_thought_is_looked_at_too(store: Store, found: Found) -> None:
    """It is shown with the output, and may say as well whose it is."""
    thought = (Message("assistant", "Yes.", {"reasoning_content": "They ask old-1, that is me."}),)
    with store.transaction():
        source = store.sources.begin("two.jsonl", "1" * 64, "paired", 1, 1)
        outputs = Output("old-1", thought), Output("new-2", one_message("assistant", "No."))
        store.intake.put(SourcePair(Prompt(one_message("user", "Q?")), *outputs, 1, "q4"), source)
    assert found('text "that is me"') == {"q4"}
    assert "q4" in found("leak")
    assert found("length = 31") == {"q4"}


def session_of(store: Store, name: str = "ana") -> Session:
    annotator = store.annotators.get_or_add(name)
    return Session(store, annotator, Rubric(), presence.begin(store, annotator, login="tester"))


def test_what_this_annotator_said(store: Store, found: Found) -> None:
    session = session_of(store)
    session.goto("q1")
    session.flip()
    session.mark(Side.LEFT, Correctness.PARTIAL)
    session.tag("made-up source", Side.LEFT)
    session.confidence(-1)
    confidence = session.view.judgement.confidence
    session.prefer(Side.LEFT)
    session.goto("q2")
    session.skip()
    session.goto("q3")
    session.flag()
    session.note("odd")
    assert found("open") == {"q3"}
    assert found("labeled") == found("not open not skipped") == {"q1"}
    assert found("skipped") == {"q2"}
    assert found("flagged") == found("note") == {"q3"}, "a label that was only begun is seen too"
    assert found("tag") == found('tag "made-up source"') == {"q1"}
    assert found("tag source") == set()
    assert found("preference left") == {"q1"}
    assert found("preference right") == found("preference tie") == set()
    assert found("correctness partial") == {"q1"}
    assert found("correctness correct") == set()
    assert found(f"confidence = {confidence}") == {"q1"}
    assert found("confidence > 3") == set()
    session.goto("q1")
    session.prefer(Side.RIGHT)
    assert found("preference right") == {"q1"}
    session.undo()
    assert found("preference left") == {"q1"}


def test_a_side_is_the_one_that_was_shown(store: Store, found: Found) -> None:
    session = session_of(store)
    for _ in range(3):
        session.prefer(Side.RIGHT)
    assert {head.left_output for head in store.labels.current()} <= set(Slot)
    assert found("preference right") == {"q1", "q2", "q3"}


def test_what_others_said_is_not_seen(store: Store, found: Found) -> None:
    ben = session_of(store, "ben")
    for _ in range(3):
        ben.flag()
        ben.tie()
    assert found("flagged or labeled or preference tie") == set()
    assert found("open") == {"q1", "q2", "q3"}


def test_of_a_hidden_pair_it_is_not_known_what_was_said(store: Store) -> None:
    session = session_of(store)
    session.goto("q1")
    pair = session.view.pair_id
    session.flag()
    session.tie()
    for text in ("flagged", "preference tie", "tag"):
        whose = Whose(session.annotator.id, hidden=pair)
        assert store.queue.first(store.queue.choose(read(text).condition, whose)) is None
    (row,) = [
        row for row in store.listing(Whose(session.annotator.id, pair)).window(0, 3) if row.pair_id == pair
    ]
    assert (row.status, row.preference, row.flagged) == (Status.LABELED, None, False)
