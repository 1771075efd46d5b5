"""Repeats and changes after a reveal, put together by hand."""

from __future__ import annotations

import numpy as np
import pytest

from reviewtui.analysis.agreement.self_agreement import Changed, changed, with_itself
from reviewtui.analysis.labels.arrays import AnnotatorName
from reviewtui.analysis.labels.second_looks import SecondLooks
from reviewtui.stats import Estimate, cohen_kappa

ANA, BEN = AnnotatorName("ana", "person"), AnnotatorName("ben", "person")
A, B, TIE, NONE = 0, 1, 2, -1


def looks(
    preference: list[tuple[int, int]],
    *,
    annotator: list[int] | None = None,
    flipped: list[int] | None = None,
    discussed: list[bool] | None = None,
) -> SecondLooks:
    """One row a label: the first and the second preference; correctness is never judged."""
    n = len(preference)
    return SecondLooks(
        pair=np.arange(n),
        prompt=np.arange(n),
        annotator=np.array(annotator or [0] * n),
        comparison=np.zeros(n, dtype=np.int64),
        preference=np.array(preference, dtype=np.int64).reshape(-1, 2),
        correctness=np.full((n, 2, 2), NONE),
        flipped=np.array(flipped or [0] * n),
        discussed=np.array(discussed or [False] * n, dtype=np.bool_),
        annotators=(ANA, BEN) if annotator and 1 in annotator else (ANA,),
        comparisons=(("new", "old"),),
    )


def test_same_and_flipped_sides_are_told_apart() -> None:
    rows = list(with_itself(looks([(A, A), (B, B), (A, B), (B, A)], flipped=[0, 0, 1, 1])))
    percent = {one.sides: one.estimate for one in rows if one.statistic == "percent"}
    values = {sides: one.value for sides, one in percent.items() if isinstance(one, Estimate)}
    assert values == {"any": pytest.approx(0.5), "same": pytest.approx(1.0), "flipped": pytest.approx(0.0)}
    kappa = next(one for one in rows if (one.sides, one.statistic) == ("any", "cohen_kappa"))
    assert (kappa.field, kappa.n, kappa.annotator) == ("preference", 4, None)
    assert kappa.estimate == cohen_kappa(np.pad([[1, 1], [1, 1]], (0, 2)))


def test_each_of_several_annotators_has_rows() -> None:
    rows = [
        (one.annotator, one.n, one.estimate)
        for one in with_itself(looks([(A, A), (B, A), (A, A)], annotator=[0, 1, 1]))
        if (one.statistic, one.sides) == ("percent", "any")
    ]
    assert [(who, n) for who, n, _ in rows] == [(None, 3), (ANA, 1), (BEN, 2)]
    assert [one.value for *_, one in rows if isinstance(one, Estimate)] == pytest.approx([2 / 3, 1, 1 / 2])


def test_nothing_repeated_is_no_row() -> None:
    assert list(with_itself(looks([]))) == []
    assert list(changed(looks([]))) == []


def test_changes_are_counted_by_what_they_followed() -> None:
    rows = looks([(A, B), (A, A), (A, NONE), (TIE, A)], discussed=[False, False, False, True])
    assert list(changed(rows)) == [
        Changed("reveal", n=3, preference_changed=1, correctness_changed=0, taken_back=1),
        Changed("discussion", n=1, preference_changed=1, correctness_changed=0, taken_back=0),
    ]
