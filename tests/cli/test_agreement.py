"""`reviewtui agreement` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.agreement.measuring import agreement_of
from reviewtui.cli.commands.agreement_ import agreement_text
from reviewtui.cli.group import run
from reviewtui.store import Store
from reviewtui.store.results import CountedLabel
from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from tests.analysis.conftest import many, put_label
from tests.cli.test_stats import label, names, typed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(store: Store) -> Path:
    """ana and ben agree on three of four pairs; chi judged one pair that nobody else did."""
    for pair, (one, other) in enumerate(("aa", "aa", "bb", "ba"), 1):
        put_label(store, pair, one, "ana")
        put_label(store, pair, other, "ben")
    put_label(store, 6, "a", "chi")
    return store.path


def test_the_text_starts_with_how_far_they_agree(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "agreement", project)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith(
        "pairs.review.db: 9 labels by 3 annotators. Preference: annotators agree in 75.0 % (95 % interval "
    )
    # α = 1 − (n − 1)·Σo/Σe with two ordered disagreements, margins 5 and 3 of 8 ratings.
    assert f"chance: {1 - 7 * 2 / (2 * 5 * 3):.2f} (95 % interval " in words
    assert "Correctness: undefined (no output was judged by two annotators)." in words
    # p_o = 3/4, p_e = (2·3 + 2·1)/16 = 1/2.
    assert "ana ben 4 75.0 % 0.50 " in words
    assert "Undefined (no pair was judged by both): ana and chi; ben and chi." in words


def test_json_is_one_document(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "agreement", project, "--json", "--annotator", "ana", "--annotator", "ben")
    document = json.loads(out)
    assert (code, document["schema_version"], document["n_labels"]) == (0, 1, 8)
    kappa = next(row for row in document["between"] if row["statistic"] == "cohen_kappa")
    assert (kappa["annotators"], kappa["overlap"], kappa["n"]) == (["ana", "ben"], 4, 4)
    assert kappa["value"] == pytest.approx(0.5)


def test_nothing_labeled_and_nobody_of_that_name(store: Store, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "agreement", store.path)
    assert (code, out) == (0, "pairs.review.db: no label to count yet, on 6 pairs.\n")
    code, out, _ = typed(capsys, "agreement", store.path, "--json")
    document = json.loads(out)
    assert document["between"] == []
    assert all(row["value"] is None and row["undefined"] for row in document["overall"])
    assert run(["agreement", str(store.path), "--annotator", "dan"]) == 2
    assert "nobody is called «dan»" in capsys.readouterr().err


@settings(max_examples=40)
@given(st.lists(label, min_size=1, max_size=8, unique_by=lambda one: (one.pair_id, one.annotator)), names)
def test_no_line_is_wider_than_80_cells_or_does_anything(labels: list[CountedLabel], nasty: str) -> None:
    both = labels + [one._replace(annotator=nasty, annotator_kind="judge") for one in labels[:1]]
    for line in agreement_text(agreement_of(labels_to_arrays(both)), nasty).split("\n"):
        assert cell_width(line) <= 80
        assert safe(line) == line


def test_an_undefined_kappa_has_its_reason_below_the_table() -> None:
    text = agreement_text(agreement_of(labels_to_arrays(many("aaa") + many("aaa", "ben"))), "x.db")
    assert ["ana", "ben", "3", "100.0", "%", "–", "–"] in [line.split() for line in text.split("\n")]
    reason = "Undefined (everybody gave the same answer everywhere: agreement 100 %): ana and ben."
    assert " ".join(text.split()).count(reason) == 1


def test_json_explains_a_low_coefficient_beside_high_agreement(store: Store, capsys: Capture) -> None:
    for pair in range(1, 7):
        put_label(store, pair, "a", "ana")
        put_label(store, pair, "b" if pair == 1 else "a", "ben")
    code, out, _ = typed(capsys, "agreement", store.path, "--json")
    (found,) = json.loads(out)["prevalent"]
    assert (code, found["field"], found["answer"]) == (0, "preference", "a")
    assert found["share"] == pytest.approx(11 / 12)


def test_disputed_pairs_say_which_models_the_votes_are_for() -> None:
    text = agreement_text(agreement_of(labels_to_arrays([*many("ab"), *many("bb", annotator="ben")])), "p.db")
    (heading,) = [line for line in text.split("\n") if line.startswith("pair ")]
    assert "for new" in heading
    assert "for old" in heading
    assert "for model_a" not in text


def test_annotators_with_long_names_stay_different() -> None:
    people = [f"annotator.with.a.long.name.{n}@example.com" for n in (1, 2)]
    rows = [one for person in people for one in many("ab", annotator=person)]
    text = agreement_text(agreement_of(labels_to_arrays(rows)), "p.db")
    (row,) = [line.split() for line in text.split("\n") if "@example.com  " in line]
    assert row[0] != row[1]
