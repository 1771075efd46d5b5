"""Agreement is what the statistics say of the table of pairs and annotators, put together by hand."""

from __future__ import annotations

import numpy as np
import pytest

from reviewtui.analysis import Agreement, labels_to_arrays, measure_agreement
from reviewtui.analysis.agreement.measuring import agreement_of
from reviewtui.domain.errors import UsageError
from reviewtui.stats import (
    Estimate,
    MaybeEstimate,
    Undefined,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
    rating_patterns,
)
from reviewtui.store import Store
from tests.analysis.conftest import counted, many, put_label


def overall(agreement: Agreement, field: str = "preference") -> dict[str, MaybeEstimate]:
    return {row.statistic: row.estimate for row in agreement.overall if row.field == field}


def between(agreement: Agreement, *names: str, field: str = "preference") -> dict[str, MaybeEstimate]:
    return {
        row.statistic: row.estimate
        for row in agreement.between
        if row.field == field and tuple(who.name for who in row.annotators) == names
    }


def test_overall_statistics_are_those_of_the_hand_made_table() -> None:
    agreement = agreement_of(
        labels_to_arrays(many("aabbtxa") + many("aabtt  ", "ben") + many(" ab  xb", "chi"))
    )
    a, b, t, x, gap = 0, 1, 2, 3, -1
    table = [
        [a, a, gap],
        [a, a, a],
        [b, b, b],
        [b, t, gap],
        [t, t, gap],
        [x, gap, x],
        [a, gap, b],
    ]
    ratings = rating_patterns(table, 4)
    assert overall(agreement) == {
        "percent": percent_agreement(ratings),
        "krippendorff_alpha": krippendorff_alpha(ratings),
        "fleiss_kappa": fleiss_kappa(ratings),
        "gwet_ac1": gwet_ac1(ratings),
    }
    percent = overall(agreement)["percent"]
    assert isinstance(percent, Estimate)
    assert (percent.value, percent.n) == (pytest.approx(5 / 7), 7)


def test_two_annotators_are_compared_on_what_both_judged() -> None:
    labels = many("aaabbbtx") + many("aabbba  ", "ben")
    found = between(agreement_of(labels_to_arrays(labels)), "ana", "ben")
    kappa = cohen_kappa(np.pad([[2, 1], [1, 2]], (0, 2)))
    percent = found["percent"]
    assert isinstance(percent, Estimate)
    assert isinstance(kappa, Estimate)
    assert (percent.value, percent.n) == (pytest.approx(4 / 6), 6)
    # p_o = 4/6, p_e = 1/2 from the margins 3:3 of both.
    assert kappa.value == pytest.approx((4 / 6 - 1 / 2) / (1 / 2))
    assert found["cohen_kappa"] == kappa
    assert set(found) == {"percent", "cohen_kappa", "krippendorff_alpha"}


def test_correctness_is_judged_by_output() -> None:
    labels = [
        counted(1, "a", correctness=("correct", "incorrect")),
        counted(1, "a", "ben", correctness=("correct", "partial")),
        counted(2, "a", correctness=("correct", None)),
        counted(2, "a", "ben", correctness=("correct", "incorrect")),
    ]
    agreement = agreement_of(labels_to_arrays(labels))
    percent = overall(agreement, "correctness")["percent"]
    assert isinstance(percent, Estimate)
    assert (percent.value, percent.n) == (pytest.approx(2 / 3), 3)
    rows = [row for row in agreement.between if row.field == "correctness"]
    assert {row.overlap for row in rows} == {3}


def test_undefined_says_why() -> None:
    nobody = agreement_of(labels_to_arrays([]))
    assert nobody.between == ()
    alone = agreement_of(labels_to_arrays(many("ab")))
    apart = agreement_of(labels_to_arrays(many("ab ") + many("  a", "ben")))
    for agreement in (nobody, alone, apart):
        assert set(overall(agreement).values()) == {Undefined("no pair was judged by two annotators")}
        assert set(overall(agreement, "correctness").values()) == {
            Undefined("no output was judged by two annotators")
        }
    assert set(between(apart, "ana", "ben").values()) == {Undefined("no pair was judged by both")}
    alike = between(agreement_of(labels_to_arrays(many("aaa") + many("aaa", "ben"))), "ana", "ben")
    assert isinstance(alike["percent"], Estimate)
    assert alike["cohen_kappa"] == alike["krippendorff_alpha"]
    assert alike["cohen_kappa"] == Undefined("everybody gave the same answer everywhere: agreement 100 %")
    never = between(agreement_of(labels_to_arrays(many("aaa") + many("bbb", "ben"))), "ana", "ben")
    assert never["cohen_kappa"] == Undefined(
        "the two annotators never gave an answer that the other one gave"
    )


def test_first_blind_labels_of_the_chosen_annotators_count(store: Store) -> None:
    for pair in range(1, 5):
        put_label(store, pair, "a" if pair % 2 else "b", "ana")
        put_label(store, pair, "b", "ben")
        put_label(store, pair, "tie", "chi")
        # After a reveal ben follows ana: that is apart.
        put_label(store, pair, "a" if pair % 2 else "b", "ben", revealed=True)
    found = measure_agreement(store, annotators=("ana", "ben"))
    percent = overall(found)["percent"]
    assert isinstance(percent, Estimate)
    assert percent.value == 0.5
    assert [who.name for who in found.annotators] == ["ana", "ben"]
    with pytest.raises(UsageError, match="nobody is called «dan»"):
        measure_agreement(store, annotators=("dan",))
