"""Sides are drawn: balanced in blocks, the same for the same seed, and not the same for everybody."""

from __future__ import annotations

from pathlib import Path

from reviewtui.domain.vocabulary import Side
from reviewtui.review.blinding import BLOCK, first_is_left
from reviewtui.review.session import Session
from reviewtui.store import Store
from tests.conftest import MakeSession, put_pairs

MODELS = ("new", "old")


def draws(annotator: str, count: int = 10 * BLOCK, seed: str = "seed") -> list[bool]:
    return [first_is_left(seed, annotator, MODELS, index) for index in range(count)]


def test_each_block_has_each_model_on_the_left_in_half() -> None:
    drawn = draws("ana")
    for start in range(0, len(drawn), BLOCK):
        assert sum(drawn[start : start + BLOCK]) == BLOCK // 2


def test_draws_depend_on_the_seed_and_the_annotator_and_repeat() -> None:
    assert draws("ana") == draws("ana")
    assert draws("ana") != draws("ben")
    assert draws("ana") != draws("ana", seed="other")
    blocks = {
        tuple(draws("ana", 100 * BLOCK)[start : start + BLOCK]) for start in range(0, 100 * BLOCK, BLOCK)
    }
    assert len(blocks) > 40, "a block can't be guessed from the one before"


def test_a_session_serves_balanced_sides(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db", create=True) as store:
        put_pairs(store, 2 * BLOCK)
        session = Session(store, store.annotators.get_or_add("ana"), _rubric(), _held(store))
        for _ in range(2 * BLOCK):
            session.prefer(Side.LEFT)
        counted = list(store.results.counted())
        assert sum(label.left_output == "a" for label in counted) == BLOCK


def test_the_blocks_go_on_after_a_restart(make_session: MakeSession, store: Store) -> None:
    session = make_session()
    expected = [first_is_left(store.seed, session.annotator.uuid, MODELS, index) for index in range(6)]
    seen = []
    for _ in range(6):
        session = make_session()
        pair = store.content.pair(session.view.pair_id)
        seen.append(pair.output(session.view.left_slot).model == MODELS[0])
        session.tie()
    assert seen == expected


def _rubric():
    from reviewtui.domain.rubric import Rubric

    return Rubric()


def _held(store: Store) -> int:
    from reviewtui.review import presence

    return presence.begin(store, store.annotators.get_or_add("ana"), login="tester")
