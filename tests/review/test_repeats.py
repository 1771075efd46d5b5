"""Hidden repeats: how many, how far apart, balanced, never told; and that the first answer stays hidden."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.labels import Judgement
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Correctness, Op, Preference, Side, Slot, Status
from reviewtui.review import presence
from reviewtui.review import repeats as module
from reviewtui.review.draft import Draft
from reviewtui.review.repeats import APART, BLOCK, due
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import put_pairs

LABELS = 500


class Served(NamedTuple):
    pair_id: int
    pass_: int
    left: Slot


def begin(store: Store, rate: float, **asked: object) -> Session:
    ana = store.annotators.get_or_add("ana")
    rubric = Rubric(repeat_rate=rate, **asked)  # type: ignore[arg-type]  # fields of any kind
    return Session(store, ana, rubric, presence.begin(store, ana, login="tester"))


def review_all(store: Store, rate: float) -> list[Served]:
    """Label every pair; what came up, in turn."""
    session, served = begin(store, rate), []
    # A repeat may be the very last: it stays at hand when it is finished.
    while session.progress.open or (session._work.pass_ and not session.view.finished):
        work = session._work
        served.append(Served(work.pair.id, work.pass_, work.left))
        session.tie()
    return served


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, list[Served]]]:
    path = tmp_path_factory.mktemp("repeats") / "x.db"
    with Store.open(path, create=True, seed="seed") as store:
        store._db.execute("PRAGMA synchronous = OFF")
        put_pairs(store, LABELS)
        yield store, review_all(store, 0.1)


def test_the_rate_is_as_asked(reviewed: tuple[Store, list[Served]]) -> None:
    _, served = reviewed
    repeats = [one for one in served if one.pass_]
    assert LABELS * 0.1 - 3 <= len(repeats) <= LABELS * 0.1
    assert len({one.pair_id for one in repeats}) == len(repeats), "never twice"
    assert len(served) - len(repeats) == LABELS, "every pair had its first judgement"


def test_a_repeat_is_far_from_the_first_answer(reviewed: tuple[Store, list[Served]]) -> None:
    _, served = reviewed
    at = {one.pair_id: index for index, one in enumerate(served) if not one.pass_}
    apart = []
    for index, one in enumerate(served):
        if one.pass_:
            between = served[at[one.pair_id] + 1 : index]
            apart.append(sum(not other.pass_ for other in between))
    assert min(apart) >= APART
    assert max(apart) > 5 * APART, "and any older label may be meant"


def test_half_of_them_are_flipped(reviewed: tuple[Store, list[Served]]) -> None:
    _, served = reviewed
    left = {one.pair_id: one.left for one in served if not one.pass_}
    flipped = [one.left is not left[one.pair_id] for one in served if one.pass_]
    for start in range(0, len(flipped) - 8, 8):
        assert sum(flipped[start : start + 8]) == 4


def test_what_is_recorded(reviewed: tuple[Store, list[Served]]) -> None:
    store, served = reviewed
    for pair_id, pass_, left in served:
        (revision,) = store.labels.history(pair_id, 1, pass_)
        assert (revision.pass_, revision.left_output) == (pass_, left)
        assert revision.served_by == ("repeat" if pass_ else "queue")
        assert not revision.revealed


def test_a_repeat_counts_in_no_result(reviewed: tuple[Store, list[Served]]) -> None:
    store, _ = reviewed
    assert len(list(store.results.counted())) == LABELS
    assert len(list(store.results.estimable())) == LABELS


def test_the_same_seed_draws_the_same(tmp_path: Path) -> None:
    runs = []
    for name in ("one", "other"):
        with Store.open(tmp_path / f"{name}.db", create=True, seed="seed") as store:
            store._db.execute("PRAGMA synchronous = OFF")
            put_pairs(store, 80)
            store.annotators.get_or_add("ana")
            store._db.execute("UPDATE annotators SET uuid = 'the same'")
            runs.append(review_all(store, 0.2))
    assert runs[0] == runs[1]
    assert any(one.pass_ for one in runs[0])


@pytest.mark.parametrize("rate", [0.01, 0.1, 0.15, 0.33, 0.5])
def test_repeats_are_spread_over_the_labels(rate: float) -> None:
    drawn = [due("seed", "ana", rate, labels) for labels in range(1, 50 * BLOCK + 1)]
    assert sum(drawn) == int(50 * BLOCK * rate + 1e-9)
    for start in range(0, len(drawn), BLOCK):
        assert abs(sum(drawn[start : start + BLOCK]) - BLOCK * rate) < 1
    places = {place % BLOCK for place, hit in enumerate(drawn) if hit}
    assert len(places) > min(8, 50 * BLOCK * rate / 2), "at no place that could be learned"


def test_no_rate_no_repeats() -> None:
    assert not any(due("seed", "ana", 0.0, labels) for labels in range(1, 200))


# One repeat, looked at closely


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "x.db", create=True, seed="seed") as store:
        put_pairs(store, 12)
        yield store


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """A repeat follows on the third label, and on each behind that."""
    monkeypatch.setattr(module, "APART", 2)
    monkeypatch.setattr(module, "due", lambda *_: True)


@pytest.fixture
def at_repeat(store: Store, near: None) -> Session:
    """A session with a repeat at hand; all labels so far prefer the left."""
    session = begin(store, 0.5)
    for _ in range(3):
        session.prefer(Side.LEFT)
    assert session._work.pass_ == 1
    return session


def test_the_first_answer_is_hidden(at_repeat: Session, store: Store) -> None:
    view = at_repeat.view
    assert (view.status, view.judgement.preference, view.begun) == (None, None, False)
    assert at_repeat.history() == ()
    assert store.labels.head(view.pair_id, 1) is not None
    with pytest.raises(ReviewError, match="revealed after its label is finished"):
        at_repeat.reveal()
    at_repeat.goto(store.content.external_id(view.pair_id) or "")
    assert at_repeat.view == view


def test_nothing_tells_it_from_another_pair(at_repeat: Session) -> None:
    assert at_repeat.repeats
    assert not at_repeat.numbered
    assert not hasattr(at_repeat.view, "pass_")
    before = at_repeat.progress
    said = at_repeat.prefer(Side.RIGHT)
    assert said == "right is better"
    after = at_repeat.progress
    assert after.labels == before.labels + 1
    assert (after.labeled, after.open) == (before.labeled, before.open)


def test_the_way_on_and_back_is_from_where_it_was_put_in(at_repeat: Session) -> None:
    repeat = at_repeat.view.pair_id
    at_repeat.previous()
    assert (at_repeat.view.number, at_repeat._work.pass_) == (3, 0)
    assert at_repeat.view.pair_id != repeat
    at_repeat.next()
    assert (at_repeat.view.number, at_repeat._work.pass_) == (4, 0)


def test_going_back_and_on_draws_no_other(at_repeat: Session) -> None:
    at_repeat.previous()
    at_repeat.next_unlabeled()
    assert (at_repeat.view.number, at_repeat._work.pass_) == (4, 0)


def test_labels_that_are_taken_back_and_made_again_draw_no_other(at_repeat: Session) -> None:
    at_repeat.tie()
    for _ in range(3):
        at_repeat.undo()
    assert at_repeat.view.number == 2
    for _ in range(2):
        at_repeat.both_bad()
    assert (at_repeat.view.number, at_repeat._work.pass_) == (4, 0)


def test_undo_brings_the_repeat_back_and_not_the_first_answer(at_repeat: Session, store: Store) -> None:
    pair, left = at_repeat.view.pair_id, at_repeat._work.left
    first = store.labels.head(pair, 1)
    at_repeat.mark(Side.LEFT, Correctness.CORRECT)
    at_repeat.tie()
    assert at_repeat._work.pass_ == 0
    at_repeat.undo()
    assert (at_repeat.view.pair_id, at_repeat._work.pass_, at_repeat._work.left) == (pair, 1, left)
    assert at_repeat.view.correctness(Side.LEFT) is Correctness.CORRECT
    at_repeat.redo()
    assert [one.op for one in store.labels.history(pair, 1, 1)] == [Op.SET, Op.UNDO, Op.REDO]
    assert store.labels.head(pair, 1) == first
    assert at_repeat.progress == store.queue.progress(1)
    at_repeat.undo()
    at_repeat.undo()
    assert at_repeat.view.correctness(Side.LEFT) is None
    at_repeat.undo()
    assert (at_repeat.view.number, at_repeat._work.pass_) == (3, 0)
    assert at_repeat.progress == store.queue.progress(1)


def test_a_repeat_that_was_served_and_not_begun_does_not_come_back(at_repeat: Session, store: Store) -> None:
    begun = store.events.last(presence.BEGIN, 1)
    assert begun is not None
    presence.end(store, at_repeat.annotator, begun.id, at_repeat.left_at)
    session = begin(store, 0.5)
    assert (session.view.number, session._work.pass_) == (4, 0)


def test_a_repeat_that_was_begun_comes_back_after_a_restart(at_repeat: Session, store: Store) -> None:
    pair, left = at_repeat.view.pair_id, at_repeat._work.left
    at_repeat.flip()
    at_repeat.flag()
    session = begin(store, 0.5)
    assert (session.view.pair_id, session._work.pass_) == (pair, 1)
    assert session._work.left is left.other
    session.tie()
    (again,) = store.labels.history(pair, 1, 1)
    assert (again.judgement.preference, again.judgement.flagged) == (Preference.TIE, True)
    assert session.view.number == 4


def test_the_first_answer_stays_hidden_until_a_repeat_that_was_begun_is_finished(at_repeat: Session) -> None:
    pair = at_repeat.view.pair_id
    at_repeat.flag()
    at_repeat.next()
    at_repeat.goto_pair(pair)
    assert (at_repeat.view.pair_id, at_repeat._work.pass_) == (pair, 1)
    assert at_repeat.view.judgement == Judgement(flagged=True)
    at_repeat.next()
    assert at_repeat.view.pair_id != pair
    at_repeat.previous()
    assert (at_repeat.view.pair_id, at_repeat._work.pass_) == (pair, 1)
    at_repeat.tie()
    at_repeat.goto_pair(pair)
    assert at_repeat._work.pass_ == 0
    assert at_repeat.view.verdict is Side.LEFT


def test_a_repeat_that_was_not_begun_does_not(at_repeat: Session, store: Store) -> None:
    session = begin(store, 0.5)
    assert (session.view.number, session._work.pass_) == (4, 0)


def test_a_repeat_that_was_undone_comes_back_after_a_restart(at_repeat: Session, store: Store) -> None:
    pair = at_repeat.view.pair_id
    at_repeat.tie()
    at_repeat.undo()
    session = begin(store, 0.5)
    assert (session.view.pair_id, session._work.pass_) == (pair, 1)
    assert session.view.status is Status.RETRACTED


def test_a_repeat_can_be_skipped(at_repeat: Session, store: Store) -> None:
    pair, before = at_repeat.view.pair_id, at_repeat.progress
    at_repeat.skip()
    (revision,) = store.labels.history(pair, 1, 1)
    assert revision.status is Status.SKIPPED
    assert at_repeat.progress == before._replace(repeats_skipped=1)
    assert at_repeat.view.number == 4


def test_a_revealed_pair_is_not_repeated(store: Store, near: None) -> None:
    session = begin(store, 0.5)
    session.prefer(Side.LEFT)
    session.previous()
    session.reveal()
    for _ in range(2):
        session.next()
        session.prefer(Side.LEFT)
    assert session._work.pass_ == 0


def test_no_repeat_comes_up_in_a_filter_or_behind_a_jump(store: Store, near: None) -> None:
    session = begin(store, 0.5)
    for _ in range(2):
        session.tie()
    session.goto("5")
    session.tie()
    assert session._work.pass_ == 0
    session.filter("topic = test")
    for _ in range(3):
        session.tie()
        assert session._work.pass_ == 0


def test_the_list_does_not_tell_what_was_said(at_repeat: Session) -> None:
    pair = at_repeat.view.pair_id
    (row,) = [row for row in at_repeat.listing("").window(0, 12) if row.pair_id == pair]
    assert (row.preference, row.left_output) == (None, None)
    found = at_repeat.listing("preference left").window(0, 12)
    assert pair not in {row.pair_id for row in found}
    assert len(found) == 2


def test_a_repeat_costs_a_bounded_number_of_searches(at_repeat: Session, store: Store) -> None:
    at_repeat.tie()
    statements: list[str] = []
    store._db.set_trace_callback(statements.append)
    at_repeat.tie()
    store._db.set_trace_callback(None)
    assert at_repeat._work.pass_ == 1
    own = {sql for sql in statements if not sql.startswith("--")}
    assert len(own) <= 20, own
    for sql in own:
        if sql.lstrip().startswith("SELECT") and "count(*) FROM pairs" not in sql:
            for *_, detail in store._db.execute(f"EXPLAIN QUERY PLAN {sql}"):
                assert not detail.startswith("SCAN") or "pairs_position" in detail, f"{detail}: {sql}"


ACTIONS: dict[str, Callable[[Session], object]] = {
    "left": lambda session: session.prefer(Side.LEFT),
    "tie": lambda session: session.tie(),
    "skip": lambda session: session.skip(),
    "flag": lambda session: session.flag(),
    "correct": lambda session: session.mark(Side.LEFT, Correctness.CORRECT),
    "undo": lambda session: session.undo(),
    "redo": lambda session: session.redo(),
    "previous": lambda session: session.previous(),
    "open": lambda session: session.next_unlabeled(),
}
STEPS = {"left", "tie", "skip", "flag", "correct", "redo"}


def state(store: Store) -> dict[tuple[int, int], tuple[Status | None, Judgement]]:
    """What is said of each pair in each pass, as it stands and as it is shown."""
    seen = {}
    for pair_id in range(1, 13):
        for pass_ in (0, 1):
            head, body = store.labels.head(pair_id, 1, pass_), store.drafts.load(1, pair_id, pass_)
            standing = head if head is not None and head.status is not Status.RETRACTED else None
            shown = standing.judgement if standing else Judgement()
            seen[pair_id, pass_] = (
                standing and standing.status,
                Draft.from_document(body).judgement if body else shown,
            )
    return seen


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.sampled_from([*ACTIONS, "restart"]), max_size=14))
def test_undo_and_redo_go_through_both_passes(near: None, keys: list[str]) -> None:
    with TemporaryDirectory() as folder, Store.open(Path(folder) / "x.db", create=True) as store:
        store._db.execute("PRAGMA synchronous = OFF")
        put_pairs(store, 12)
        session = begin(store, 0.5)
        for _ in range(3):
            session.prefer(Side.LEFT)
        for key in keys:
            here, before = (session.view.pair_id, session._work.pass_), state(store)
            try:
                session = begin(store, 0.5) if key == "restart" else session
                ACTIONS.get(key, lambda _: None)(session)
            except ReviewError:
                assert state(store) == before
            after = state(store)
            assert session.progress == store.queue.progress(1)
            at_hand = (session.view.pair_id, session._work.pass_)
            assert session.view.judgement == after[at_hand][1]
            changed = {one for one in after if after[one] != before[one]}
            if key in STEPS - {"redo"}:
                assert changed <= {here}, "never the same pair's other pass"
            if key in STEPS and changed:
                session.undo()
                assert state(store) == before
                session.redo()
                assert state(store) == after
