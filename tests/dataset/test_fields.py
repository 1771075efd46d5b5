from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.dataset.fields import MISSING, FieldPath, parse_map
from reviewtui.domain.errors import UsageError

ROW = {
    "data": {"question": "Why?", "7": "seven"},
    "candidates": [{"text": "Because."}, {"text": "So."}],
    "flat.name": "flat",
    "none": None,
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("data.question", "Why?"),
        ("candidates.1.text", "So."),
        ("data.7", "seven"),
        ("flat.name", "flat"),
        ("none", None),
        ("none.more", MISSING),
        ("candidates.2.text", MISSING),
        ("candidates.-1.text", MISSING),
        ("candidates.text", MISSING),
        ("data.question.0", MISSING),
        ("missing", MISSING),
    ],
)
def test_paths(path: str, value: object) -> None:
    assert FieldPath(path).of(ROW) == value


KEYS = st.text(alphabet="abc", min_size=1, max_size=3)
VALUES = st.recursive(
    st.integers(), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)
)


def places(value: Any, way: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    """Every path into a value, and what is there."""
    found = [(".".join(way), value)] if way else []
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in steps:
        found += places(inner, (*way, str(step)))
    return found


@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_every_place_of_a_row_has_its_path(row: dict[str, Any]) -> None:
    for path, value in places(row):
        assert FieldPath(path).of(row) == value
        assert FieldPath(f"{path}.zz").of(row) is MISSING


def test_mapping() -> None:
    assert parse_map(["prompt=data.question", "id=a=b"]) == {
        "prompt": FieldPath("data.question"),
        "id": FieldPath("a=b"),
    }


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        (["prompt"], "not of the form"),
        (["prompt="], "not of the form"),
        (["=x"], "not of the form"),
        (["promt=x"], "is it prompt?"),
        (["zzz=x"], "there is no field zzz"),
        (["prompt=x", "prompt=y"], "twice"),
        (["response_a=x"], "without its other side"),
        (["model_b=x"], "without its other side"),
        (["response=x", "response_a=y", "response_b=z"], "rows of one output"),
    ],
)
def test_mappings_that_can_not_be_meant(entries: list[str], says: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_map(entries)
    assert says in caught.value.message
    assert caught.value.exit_code == 2


def test_an_unknown_field_is_told_which_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        parse_map(["winner=x"])
    assert "response_a" in caught.value.hint
