"""A review through a filter: which pairs come up, what is recorded of it, what stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from reviewtui.dataset.importing import import_files
from reviewtui.domain.errors import ReviewError
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Side
from reviewtui.query import FilterError
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession


def served_by(store: Store, session: Session, pair_id: int) -> list[str]:
    return [one.served_by for one in store.labels.history(pair_id, session.annotator.id)]


def test_the_queue_goes_through_what_the_filter_finds(session: Session, store: Store) -> None:
    assert session.filter("ID=q4 or (id=q5)") == "reviewing «id = q4 or id = q5»"
    assert session.filter_text == "id = q4 or id = q5"
    seen = []
    for _ in range(2):
        seen.append(session.view.pair_id)
        session.tie()
    assert {store.content.external_id(pair) for pair in seen} == {"q4", "q5"}
    for pair in seen:
        assert served_by(store, session, pair) == ["filter:id = q4 or id = q5"]
    assert session.next_unlabeled() == "all pairs that match «id = q4 or id = q5» are done"
    assert session.progress.labeled == 2


def test_next_and_previous_stay_among_the_matching(session: Session) -> None:
    session.goto("1")
    session.filter("id = q1 or id = q2 or id = q3")
    numbers = [session.view.number]
    for _ in range(2):
        session.next()
        numbers.append(session.view.number)
    with pytest.raises(ReviewError, match="no pair behind this one matches «id = q1 or"):
        session.next()
    assert numbers == sorted(set(numbers))
    for number in (numbers[1], numbers[0]):
        session.previous()
        assert session.view.number == number
    with pytest.raises(ReviewError, match="no pair before this one matches"):
        session.previous()


def test_the_pair_at_hand_stays_where_it_matches(session: Session) -> None:
    session.goto("4")
    session.filter("leak or open")
    assert session.view.number == 4


def test_a_filter_that_finds_nothing_changes_nothing(session: Session) -> None:
    session.filter("id = q3")
    before, view = session.filter_text, session.view
    for text in ("id = nothing", "tag", "language = de"):
        with pytest.raises(ReviewError, match="no pair matches"):
            session.filter(text)
    with pytest.raises(FilterError, match="column 1"):
        session.filter("nonsense")
    assert (session.filter_text, session.view) == (before, view)


def test_a_blank_filter_is_all_pairs_again(session: Session, store: Store) -> None:
    session.goto("5")
    session.filter(f"id = {store.content.external_id(session.view.pair_id)}")
    assert session.filter(" ") == "reviewing all pairs"
    assert (session.filter_text, session.view.number) == ("", 5)
    pair = session.view.pair_id
    session.tie()
    assert session.view.number == 6
    assert served_by(store, session, pair) == ["queue"]


def test_the_filter_ends_with_the_session(session: Session, make_session: MakeSession) -> None:
    session.filter("id = q3")
    assert make_session().filter_text == ""


def test_a_filter_on_outcomes_brings_finished_labels_up_once(session: Session, store: Store) -> None:
    for _ in range(2):
        session.tie()
    session.prefer(Side.LEFT)
    session.filter("preference tie")
    assert session.view.number == 1
    first = session.view.pair_id
    session.prefer(Side.RIGHT)
    assert session.view.number == 2
    assert session.next_unlabeled() == "no pair behind this one matches «preference tie»"
    assert served_by(store, session, first) == ["queue", "filter-outcome:preference tie"]
    assert session.progress.labeled == 3


def test_what_was_skipped_can_be_gone_through_again(session: Session) -> None:
    session.skip()
    session.tie()
    session.skip()
    session.filter("skipped")
    said = [session.tie(), session.tie()]
    assert said[0] == "pair 1: equally good"
    assert said[1].startswith("pair 3: equally good · no pair behind")
    assert (session.progress.labeled, session.progress.skipped) == (3, 0)


def test_undo_goes_back_over_the_edge_of_a_filter(session: Session) -> None:
    session.tie()
    session.filter("id = q1 or id = q2 or id = q3 or id = q4 or id = q5 or id = q6")
    session.undo()
    assert session.view.number == 1


def test_what_was_taken_back_at_a_filter_on_outcomes_counts_no_more(session: Session, store: Store) -> None:
    """It is the label of the queue that was taken back, wherever that was done."""
    session.tie()
    session.filter("preference tie")
    assert session.undo() == "undone: «equally good» is taken back"
    assert served_by(store, session, session.view.pair_id) == ["queue", "queue"]
    assert list(store.results.estimable()) == list(store.results.counted()) == []


@pytest.mark.parametrize("text", ["tag \udc80", "\udc80 = x", "id = \udc80", 'text "x \udc80"'])
def test_what_no_database_can_hold_is_found_nowhere(session: Session, text: str) -> None:
    with pytest.raises(ReviewError, match="no pair matches"):
        session.filter(text)


def test_what_is_hidden_while_blind_is_not_to_be_found(tmp_path: Path) -> None:
    """Metadata that could tell which model is which goes to the outputs on import, where no filter looks."""
    source = tmp_path / "pairs.jsonl"
    source.write_text(
        '{"prompt": "Q?", "response_a": "x", "response_b": "y", "model_a": "gpt", "model_b": "llama",'
        ' "winner": "model_a", "rating": 5, "made with": "llama 3", "language": "de"}\n'
    )
    with Store.open(tmp_path / "x.db", create=True) as store:
        import_files(store, [source], {})
        ana = store.annotators.get_or_add("ana")
        session = Session(store, ana, Rubric(), presence.begin(store, ana, "tester"))
        session.filter("language = de")
        with pytest.raises(ReviewError, match="no pair matches"):
            session.filter('"made with" = "llama 3"')
        for text in ("winner = model_a", "rating = 5", "metadata.model_a = gpt"):
            with pytest.raises(FilterError, match="hidden while you review"):
                session.filter(text)


def test_no_step_of_a_filter_sorts_or_scans_the_pairs(make_session: MakeSession, store: Store) -> None:
    session = make_session()
    for _ in range(3):
        session.flag()
        session.tie()
    for text, tables in (("topic = test leak or open", "pairs"), ("flagged", "own")):
        statements: list[str] = []
        store._db.set_trace_callback(statements.append)
        session.filter(text)
        session.next()
        session.previous()
        session.next_unlabeled()
        store._db.set_trace_callback(None)
        steps = [sql for sql in statements if "ORDER BY p.position" in sql]
        assert steps
        for sql in steps:
            plan = [detail for *_, detail in store._db.execute(f"EXPLAIN QUERY PLAN {sql}")]
            walks = [detail for detail in plan if detail.startswith("SEARCH p USING")]
            assert walks, plan
            if tables == "pairs":
                assert "pairs_position" in walks[0]
                assert not any("FOR ORDER BY" in detail for detail in plan), plan
            else:
                assert "INTEGER PRIMARY KEY" in walks[0], "from each label to its pair"


def test_a_key_costs_no_more_statements_with_a_filter(session: Session, store: Store) -> None:
    def statements_of_a_label() -> int:
        statements: list[str] = []
        store._db.set_trace_callback(statements.append)
        session.tie()
        store._db.set_trace_callback(None)
        return len({sql for sql in statements if not sql.startswith("--")})

    session.tie()
    without = statements_of_a_label()
    session.filter("topic = test")
    assert statements_of_a_label() <= without
