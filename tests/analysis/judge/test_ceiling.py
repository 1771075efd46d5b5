"""People beside the judge, on the same cases."""

from __future__ import annotations

import numpy as np
import pytest

from reviewtui.analysis.judge.ceiling import Ceiling
from tests.analysis.conftest import many
from tests.analysis.judge.conftest import figures, value, verdicts


def test_the_ceiling_is_of_the_same_pairs_for_both() -> None:
    people = many("aaabt ") + many("aabbta", "ben") + many("a   x ", "chi")
    one = figures(people, verdicts("aaat a"))
    found = one.ceiling("preference")
    assert isinstance(found, Ceiling)
    # Pair 5 has no verdict, pair 6 one person.
    assert found.n == 4
    assert value(found.people) == pytest.approx(np.mean([1, 1, 0, 1]))
    assert value(found.judge) == pytest.approx(np.mean([1, 1, 1 / 2, 0]))
    assert value(found.difference) == pytest.approx(0.625 - 0.75)
    between = {tuple(who.name for who in row.annotators): (row.n, value(row.agreement)) for row in one.people}
    assert between == {
        ("ana", "ben"): (4, 0.75),
        ("ana", "chi"): (1, 1.0),
        ("ben", "chi"): (1, 1.0),
    }
