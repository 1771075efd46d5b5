"""What is measured of the texts of a pair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reviewtui.domain.messages import Message, canonical, documents
from reviewtui.store import Store
from reviewtui.store.derived import PAIR_LINE
from reviewtui.store.measures import Names, PairMeasures, Said, marks_in, measure
from tests.conftest import put_pairs


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("", 0),
        ("Plain prose, 2 * 3 * 4 - 5, and #1 of all.\n-no item\n1.5 litres", 0),
        ("# One\n\n###### Six\n####### seven", 2),
        ("- one\n  * two\n+ three\n1. four\n23) five", 5),
        ("**bold** and **more of it**, but ** not ** this and **not this", 2),
        ("- **both**", 2),
        ("```python\n# no heading\n- no item\n**x**\n```\n# heading", 2),
        ("~~~\n```\n- inside\n~~~\n- outside", 2),
        ("```\n- never closed\n", 1),
        ("a ``` b", 0),
    ],
)
def test_marks_are_what_markdown_would_make(text: str, marks: int) -> None:
    assert marks_in(text) == marks


def stored(*said: str, **extra: object) -> Said:
    return Said.of(canonical(documents(tuple(Message("assistant", text, extra) for text in said))))


def test_a_pair_is_measured_by_what_there_is_to_read() -> None:
    models = (Names("gpt-x", "gpt-x"), Names("other", "The Other"))
    one = stored("## Hé\n", "two", reasoning="thought before")
    assert measure(one, stored("- x"), models) == PairMeasures(9, 3, 1, 1, identical=False, leak=False)
    assert measure(one, one, models).identical
    assert measure(stored("I am GPT-X."), stored(""), models).leak
    assert measure(stored(""), stored("Said by the other"), models).leak, "by its name for people too"
    assert not measure(stored("gpt-xl and others"), stored(""), models).leak


def lines(store: Store) -> list[str]:
    return [row[0] for row in store._db.execute("SELECT line FROM pair_lines ORDER BY pair_id")]


def test_pairs_get_their_line_when_they_come_in(store: Store, put: Callable[..., int]) -> None:
    pair = put("same", "**same**", one="x", other="y")
    assert len(lines(store)) == store.queue.count()
    ids = [
        pair,
        *store._db.execute(
            "SELECT prompt_id, output_a, output_b FROM pairs WHERE id = ?", (pair,)
        ).fetchone(),
    ]
    found = dict(zip(PAIR_LINE, map(int, lines(store)[-1].split(",")), strict=True))
    assert list(found.values())[:4] == ids
    models = {name: id_ for id_, name in store.counting.models().items()}
    first = store.content.pair(pair).a.model
    assert found["model_a"] == models[first]
    assert (found["chars_a"], found["marks_a"]) == ((4, 0) if first == "x" else (8, 1))
    assert (found["identical"], found["leak"]) == (0, 0)
    put_pairs(store, 6)
    assert len(lines(store)) == store.queue.count(), "known pairs have theirs"


def test_lines_are_those_of_the_stored_texts(store: Store, put: Callable[..., int]) -> None:
    put("## Heading\n- one says hello", "I am *other*, **bold**", one="hello")
    put("same", "same", prompt="Which?")
    stored_lines = lines(store)
    assert [line[-3:] for line in stored_lines[-2:]] == ["0,1", "1,0"]
    store._db.execute("DELETE FROM pair_lines")
    assert list(store.counting.lines_of_pairs([1, 2])) == []
    assert list(store.counting.lines_of_texts(store.content.pair_ids())) == stored_lines


def test_the_lines_of_a_model_that_gets_another_name_are_made_anew(
    store: Store, put: Callable[..., int]
) -> None:
    other = put("yes", "no")
    store._db.execute("UPDATE models SET display = 'answer' WHERE name = 'new'")
    assert [line.split(",")[0] for line in lines(store)] == [str(other)]
    made = list(store.counting.lines_of_texts(store.content.pair_ids()))
    assert [line.rsplit(",")[-1] for line in made] == ["1"] * 6
