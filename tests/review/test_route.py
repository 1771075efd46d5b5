"""A review through a filter: which pairs come up, what is recorded of it, what stays as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reviewtui.dataset.importing import import_files
from reviewtui.domain.errors import ReviewError
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.served import SERVED_BY_OUTCOME
from reviewtui.domain.vocabulary import Correctness, Side
from reviewtui.query import FilterError
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession, source_pair


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


def test_correctness_that_came_of_a_filter_on_outcomes_feeds_no_estimate(
    session: Session, store: Store
) -> None:
    session.mark(Side.LEFT, Correctness.CORRECT)
    session.prefer(Side.LEFT)
    session.filter("correctness correct")
    by_filter = "filter-outcome:correctness correct"
    session.flag()
    session.mark(Side.LEFT, Correctness.INCORRECT)
    assert served_by(store, session, session.view.pair_id) == ["queue", "queue", by_filter]
    (counts,) = store.results.estimable()
    assert Correctness.CORRECT in (counts.correctness_a, counts.correctness_b)


def test_a_label_that_was_begun_and_is_finished_at_a_filter_counts(session: Session, store: Store) -> None:
    """It goes on as what it was begun as: there was no result to choose it by."""
    session.flag()
    session.next()
    session.filter("flagged")
    pair = session.view.pair_id
    assert session.tie().startswith("pair 1: equally good, flagged · no pair behind")
    assert served_by(store, session, pair) == ["queue"]
    assert [one.pair_id for one in store.results.estimable()] == [pair]


@pytest.mark.parametrize("text", ["skipped", "flagged", "note"])
def test_the_first_judgement_counts_whatever_brought_the_pair_up(
    session: Session, store: Store, text: str
) -> None:
    pair = session.view.pair_id
    session.flag()
    session.note("come back")
    session.skip()
    session.tie()
    session.filter(text)
    assert session.view.pair_id == pair
    assert "not counted" not in session.prefer(Side.LEFT)
    assert pair in [one.pair_id for one in store.results.estimable()]
    assert not any(one.served_by.startswith(SERVED_BY_OUTCOME) for one in store.results.estimable())


@pytest.mark.parametrize("text", ["not labeled", "not skipped", "not labeled and not skipped"])
def test_what_nothing_was_said_of_is_gone_through_as_the_open_pairs_are(
    session: Session, store: Store, text: str
) -> None:
    session.tie()
    session.skip()
    session.goto("1")
    session.filter(text)
    pair = session.view.pair_id
    assert session.view.number == 3
    session.tie()
    assert session.view.number == 4
    assert served_by(store, session, pair) == [f"filter:{text}"]


def test_what_is_said_again_of_a_pair_chosen_by_its_outcome_does_not_count_and_is_told(
    session: Session, store: Store
) -> None:
    pair = session.view.pair_id
    session.tie()
    session.filter("preference tie")
    assert session.flag() == "flagged", "that counts nowhere"
    assert session.mark(Side.LEFT, Correctness.CORRECT) == "chosen by its outcome: not counted"
    assert session.prefer(Side.LEFT).startswith(
        "pair 1: left is better, left correct, flagged (chosen by its outcome: not counted)"
    )
    (counts,) = store.results.estimable()
    assert (counts.pair_id, counts.preference, counts.correctness_a) == (pair, "tie", None)


def test_no_detour_over_a_skip_replaces_a_label_chosen_by_its_outcome(session: Session, store: Store) -> None:
    session.tie()
    session.filter("preference tie")
    assert session.skip().startswith("skipped pair 1 (chosen by its outcome: not counted)")
    session.filter("skipped")
    assert "(chosen by its outcome: not counted)" in session.prefer(Side.LEFT)
    (counts,) = store.results.estimable()
    assert counts.preference == "tie"


def test_a_label_taken_back_and_said_anew_at_a_filter_counts(session: Session, store: Store) -> None:
    pair = session.view.pair_id
    session.flag()
    session.tie()
    session.undo()
    session.filter("flagged")
    assert session.view.pair_id == pair
    session.prefer(Side.LEFT)
    (counts,) = store.results.estimable()
    assert (counts.pair_id, counts.served_by) == (pair, "queue")


def test_a_filter_that_asks_for_a_field_that_is_not_there_names_those_that_are(
    session: Session,
) -> None:
    with pytest.raises(ReviewError, match=r"^no pair matches «lenght > 3»; fields here: topic$"):
        session.filter("lenght > 3")
    with pytest.raises(ReviewError, match=r"^no pair matches «topic = x»$"):
        session.filter("topic = x")
    assert session.no_match("id = 7") == "no pair matches «id = 7»"


def test_fields_that_tell_or_could_act_on_a_terminal_are_not_named_as_they_are(
    session: Session, store: Store
) -> None:
    metadata = {"score": 1, "wild\x1b[31m": 2, **{f"x{number:02}": 1 for number in range(20)}}
    source = store.sources.begin("more.jsonl", "1" * 64, "paired", 1, 1)
    pair = source_pair(9)
    store.intake.put(replace(pair, prompt=replace(pair.prompt, metadata=metadata)), source)
    said = session.no_match("nowhere = 1")
    assert said.startswith("no pair matches «nowhere = 1»; fields here: topic, wild␛[31m, x00, x01")
    assert said.endswith("x09, …")
    assert "score" not in said


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
