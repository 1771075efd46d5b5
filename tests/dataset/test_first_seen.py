from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.dataset.first_seen import FirstSeen


@given(st.lists(st.integers(min_value=-(2**63), max_value=2**64 - 1) | st.integers(0, 5)))
def test_as_a_dict_would(keys: list[int]) -> None:
    table, expected = FirstSeen(), {}
    for place, key in enumerate(keys):
        # Zero marks a free slot, and stands for one.
        same = key % 2**64 or 1
        assert table.put(key, place) == expected.get(same)
        expected.setdefault(same, place)


def test_it_grows() -> None:
    table = FirstSeen()
    for key in range(1, 20_000):
        # Multiples of a power of two would all fall into one slot of a table that looks at few bits.
        assert table.put(key << 4, key) is None
    assert all(table.put(key << 4, 0) == key for key in range(1, 20_000))
