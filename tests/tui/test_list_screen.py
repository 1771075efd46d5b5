"""The list of pairs: what it shows, what its keys do, and what they cost in a project of any size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from textual import events
from textual.app import App

from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import Status
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.store.clauses import Whose
from reviewtui.store.listing import Listing
from reviewtui.text.cells import cell_width
from reviewtui.tui.list_pane import ListPane
from reviewtui.tui.list_screen import ListScreen
from tests.analysis.conftest import put_label
from tests.conftest import MakeSession
from tests.tui.conftest import Screen, Start

MANY = 100_000
HOSTILE = "\x1b[31m\x1b]0;title\x07[red]\u202e\n\tsecond line"


def rows(screen: Screen) -> list[str]:
    """The rows in view that hold a pair."""
    pane = screen.app.screen.query_one(ListPane)
    shown = [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]
    return [row for row in shown if row]


def chosen(screen: Screen) -> str:
    (row,) = [row for row in rows(screen) if row.startswith("▸")]
    return row


def put_many(store: Store) -> None:
    """As many pairs of short texts, by a few statements."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})"
    said = """'[{"role":"assistant","content":"Answer ' || i || '"}]'"""
    with store.transaction():
        db = store._db
        db.execute("INSERT INTO models(name, display) VALUES ('new', 'new'), ('old', 'old')")
        db.execute(
            f"{numbers} INSERT INTO prompts(id, hash, messages)"
            """ SELECT i, 'p' || i, '[{"role":"user","content":"Question ' || i || '"}]' FROM n"""
        )
        for model in (1, 2):
            db.execute(
                f"{numbers} INSERT INTO outputs(id, hash, prompt_id, model_id, messages)"
                f" SELECT {MANY} * {model - 1} + i, 'o{model}-' || i, i, {model}, {said} FROM n"
            )
        db.execute(
            f"{numbers} INSERT INTO pairs(id, hash, prompt_id, output_a, output_b, position)"
            f" SELECT i, 'pair' || i, i, i, {MANY} + i, i * 7919 % 1000003 FROM n"
        )


@contextmanager
def opened(path: Path) -> Iterator[Session]:
    with Store.open(path) as store:
        annotator = store.annotators.get_or_add("ana")
        yield Session(store, annotator, Rubric(), presence.begin(store, annotator, login="tester"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("many") / "many.review.db"
    with Store.open(path, create=True, seed="s") as store:
        put_many(store)
    return path


async def test_it_opens_at_the_pair_at_hand_and_goes_to_another(
    session: Session, store: Store, start: Start
) -> None:
    session.goto("3")
    async with start(session) as screen:
        await screen.press("w")
        assert "6 in the project" in screen.bar("list-title")
        assert "row 3 of 6" in screen.bar("list-title")
        assert chosen(screen).split()[:2] == ["▸", "3"]
        await screen.press("down", "down", "enter")
        assert "pair 5 of 6" in screen.bar("top")
        await screen.press("t")
        (head,) = store.labels.current()
        assert head.served_by == "goto"


async def test_a_row_says_what_was_said(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("f", "p", "exclamation_mark", "c", "x", "escape", "t", "w")
        first, second, third, *others = rows(screen)
        assert "●    left" in first
        assert "–" in second
        assert "●!✎  tie" in third
        assert all("○" in row for row in others)
        assert not any(name in "\n".join(screen.lines()) for name in ("new", "old"))


async def test_a_label_from_elsewhere_has_no_side(session: Session, store: Store, start: Start) -> None:
    put_label(store, store.content.pair_ids()[0], "a", left=None)
    async with start(session) as screen:
        await screen.press("w")
        assert len([row for row in rows(screen) if "●    one side" in row]) == 1


async def test_a_filter_is_typed_and_applied(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("t", "w", "slash", *"tie", "backspace", "backspace", "backspace", *"labeled")
        assert len(rows(screen)) == 6, "nothing is looked for while it is typed"
        await screen.press("enter")
        assert "1 found" in screen.bar("list-title")
        assert "tie" in chosen(screen)
        await screen.press("a")
        assert "6 in the project" in screen.bar("list-title")
        await screen.press("q")
        assert not isinstance(screen.app.screen, ListScreen)


async def test_what_is_wrong_with_a_filter_stands_under_it(session: Session, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("w", "slash", *"lenght", "space", *"2", "enter")
        assert "Filter  lenght 2" in screen.bar("list-filter")
        assert "column 1" in screen.bar("list-heading")
        assert len(rows(screen)) == 6, "the list stays as it was"
        await screen.press("backspace")
        assert "column" not in screen.bar("list-heading")
        await screen.press("escape")
        assert "Filter  none" in screen.bar("list-filter")


async def test_the_review_goes_through_what_was_found(session: Session, store: Store, start: Start) -> None:
    async with start(session) as screen:
        await screen.press("w", "slash", *"id=q2", "enter", "r")
        assert "Question 2?" in screen.pane("prompt")[0]
        assert session.filter_text == "id = q2"
        await screen.press("t")
        (head,) = store.labels.current()
        assert head.served_by == "filter:id = q2"
        await screen.press("w")
        assert "the review goes through these" in screen.bar("list-filter")
        await screen.press("a")
        assert session.filter_text == ""


async def test_a_filter_that_finds_nothing_leaves_the_review_as_it_was(
    session: Session, start: Start
) -> None:
    async with start(session) as screen:
        await screen.press("w", "slash", *"flagged", "enter")
        assert "0 found" in screen.bar("list-title")
        assert rows(screen) == []
        await screen.press("enter", "down", "pagedown", "end", "up")
        await screen.press("r")
        assert isinstance(screen.app.screen, ListScreen)
        assert "no pair matches" in screen.bar("list-heading")
        assert session.filter_text == ""


async def test_a_burst_keeps_its_order_through_opening_and_closing(session: Session, start: Start) -> None:
    (second,) = session.listing("").window(1, 1)
    async with start(session) as screen:
        # All at once: the list is not there yet when those behind its key come.
        filter_ = [(one, one) for one in f"id={second.external_id}"]
        keys = [("w", "w"), ("slash", "/"), *filter_, ("enter", None), ("enter", None), ("right", None)]
        for key, character in keys:
            screen.app.post_message(events.Key(key, character))
        for _ in range(5):
            await screen.pilot.pause()
        assert not isinstance(screen.app.screen, ListScreen)
        assert session.view.number == 3


async def test_texts_of_the_data_are_shown_and_not_obeyed(
    session: Session, put: Callable[..., int], start: Start
) -> None:
    put("left", "right", HOSTILE, "\x1b[2J" + "x" * 500)
    async with start(session) as screen:
        await screen.press("w")
        shown = "\n".join(screen.lines())
        assert "␛[31m␛]0;title␇[red]·" in shown
        assert "↵ second line" in shown
        assert "␛[2Jxxx" in shown
        assert "\x1b" not in shown


@pytest.mark.parametrize("width", [60, 76, 120, 300])
async def test_rows_fill_the_width_and_no_more(session: Session, start: Start, width: int) -> None:
    async with start(session, width, 20) as screen:
        await screen.press("w")
        assert {cell_width(line) for line in screen.lines()} == {width}
        assert ("q1" in "\n".join(screen.lines())) is (width >= 76)


async def test_a_resize_keeps_the_chosen_pair_in_view(many: Path, start: Start) -> None:
    with opened(many) as session:
        session.goto("500")
        async with start(session, 80, 40) as screen:
            await screen.press("w", *["down"] * 15)
            await screen.resize(60, 20)
            assert chosen(screen).split()[1] == "515"


async def test_among_hidden_repeats_the_list_tells_nothing_of_answers(
    make_session: MakeSession, start: Start
) -> None:
    session = make_session(rubric=Rubric(repeat_rate=0.5))
    async with start(session) as screen:
        await screen.press("exclamation_mark", "f", "w")
        assert "verdict" not in screen.bar("list-heading")
        assert "row 1 of 6" in screen.bar("list-title")
        shown = "\n".join(rows(screen))
        assert "●" in shown
        assert "left" not in shown
        assert "!" not in shown


def test_of_a_hidden_pair_it_is_told_that_it_is_labeled_and_no_more(session: Session, store: Store) -> None:
    """Were it listed as open while it is judged again, the list would tell which pair that is."""
    pair_id = session.view.pair_id
    session.flag()
    session.tie()
    (row,) = store.listing(Whose(session.annotator.id, hidden=pair_id), None).window(0, 1)
    assert (row.pair_id, row.status) == (pair_id, Status.LABELED)
    assert (row.preference, row.left_output, row.flagged) == (None, None, False)


class Growing(Listing):
    """A listing that is still being looked for; the test says how far it is."""

    known = 5
    done = False

    @property
    def count(self) -> int:
        return self.known

    @property
    def complete(self) -> bool:
        return self.done


async def test_a_count_that_grows_is_shown_without_a_key(
    many: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(many) as session:
        real = session.listing("")
        growing = Growing.__new__(Growing)
        growing.__dict__.update(real.__dict__)
        monkeypatch.setattr(session, "listing", lambda text: growing)
        closed: list[bool] = []
        monkeypatch.setattr(growing, "close", lambda: closed.append(True), raising=False)
        async with start(session) as screen:
            await screen.press("w")
            assert "5 found, still looking" in screen.bar("list-title")
            assert len(rows(screen)) == 5
            growing.known, growing.done = 312, True
            list_screen = screen.app.screen
            assert isinstance(list_screen, ListScreen)
            list_screen._look()
            await screen.pilot.pause()
            assert "312 in the project" in screen.bar("list-title")
            assert len(rows(screen)) == 20
            await screen.press("escape")
            assert closed == [True]


async def test_a_key_costs_what_changes_in_a_project_of_any_size(
    many: Path, start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Statements are of the store, lines those of the list that are rendered."""
    with opened(many) as session:
        statements: list[str] = []
        lines: list[int] = []
        async with start(session) as screen:
            await screen.press("w")
            pane = screen.app.screen.query_one(ListPane)
            render_line = pane.render_line
            monkeypatch.setattr(pane, "render_line", lambda y: lines.append(y) or render_line(y))
            session._store._db.set_trace_callback(statements.append)

            async def cost(*keys: str) -> tuple[int, int]:
                statements.clear()
                lines.clear()
                await screen.press(*keys)
                return len([one for one in statements if "pairs" in one]), len(lines)

            height = pane.size.height
            assert await cost("down") == (0, 2)
            assert await cost("up") == (0, 2)
            await screen.press(*["down"] * (height - 1))
            # One statement for the ids of the rows that are missing, and one for each of these rows.
            assert await cost("down") == (2, height)
            assert await cost("pagedown") == (height, height)
            assert await cost("end") == (height + 1, height)
            assert "row 100,000 of 100,000" in screen.bar("list-title")
            assert "100,000" in chosen(screen)
            assert await cost("end") == (0, 0)
            session._store._db.set_trace_callback(None)


async def test_a_key_is_a_frame(session: Session, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    frames: list[object] = []
    display = App._display

    def counted(app: App[None], screen: object, update: object) -> None:
        if update is not None and screen is app.screen and not app._batch_count:
            frames.append(update)
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", counted)
    async with start(session) as screen:
        # The screen that is covered may ask for one more.
        for key, most in (("w", 2), ("down", 1), ("escape", 1)):
            frames.clear()
            await screen.press(key)
            await screen.pilot.pause(0.1)
            assert 1 <= len(frames) <= most, key


async def test_a_long_prompt_costs_no_more_than_a_row(
    session: Session, put: Callable[..., int], start: Start
) -> None:
    put("left", "right", "word " * 200_000, "long")
    async with start(session) as screen:
        await screen.press("w", "slash", *"id=long", "enter")
        pane = screen.app.screen.query_one(ListPane)
        pair = pane.chosen
        assert pair is not None
        assert pair.external_id == "long"
        assert len(pair.prompt) < 1_000
