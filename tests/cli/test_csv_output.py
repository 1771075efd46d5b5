"""CSV: a row for every number of a document, and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewtui.cli.csv_output import COLUMNS, cell, csv_rows, print_csv

ESTIMATE = {"value": 0.6, "low": 0.5, "high": 0.7, "level": 0.95, "method": "wilson", "n": 40}
NONE = {"value": None, "undefined": "nobody said so"}

DOCUMENT: dict[str, Any] = {
    "schema_version": 1,
    "project": "pairs.db",
    "n_labels": 12,
    "preference": [
        {
            "model_a": "new",
            "model_b": "old",
            "wins_a": 7,
            "win_rate_a": ESTIMATE,
            "tie_rate": NONE,
            "test": {"name": "sign_exact", "p": 0.04, "n": 9},
            "leave_one_out": [{"annotator": "ana", "kind": "person", "win_rate_a": ESTIMATE}],
            "decision": {"state": "open", "margin": None, "interval": ESTIMATE, "labels_to_go": {"low": 3}},
        }
    ],
    "overall": [{"field": "preference", "statistic": "percent", **ESTIMATE}],
    "between": [{"annotators": ["ana", "ben"], "statistic": "cohen_kappa", "overlap": 8, **NONE}],
    "slices": [
        {"field": "language", "value": "de", "planned": True, "n_labels": 5, "p_holm": {"undefined": "few"}},
        {"field": "language", "value": None, "planned": False, "n_labels": 1},
    ],
    "served": {"queue": 11, "=1+1": 1},
    "notes": [{"code": "few_prompts", "text": "few"}],
}


def rows(**wanted: str) -> list[dict[str, Any]]:
    return [row for row in csv_rows(DOCUMENT) if all(row.get(key) == text for key, text in wanted.items())]


def test_an_estimate_is_a_row_with_what_it_is_of() -> None:
    of_models = {"section": "preference", "model_a": "new", "model_b": "old"}
    assert rows(statistic="win_rate_a") == [{**of_models, "statistic": "win_rate_a", **ESTIMATE}]
    assert rows(statistic="tie_rate") == [
        {**of_models, "statistic": "tie_rate", "undefined": NONE["undefined"]}
    ]
    (left_out,) = rows(statistic="leave_one_out.win_rate_a")
    assert (left_out["annotator"], left_out["subject"]) == ("ana", "kind=person")
    (interval,) = rows(statistic="decision.interval")
    assert (interval["subject"], interval["value"]) == ("state=open", 0.6)


def test_tests_and_counts_are_rows_too() -> None:
    (test,) = rows(statistic="test.p")
    assert (test["value"], test["method"], test["n"]) == (0.04, "sign_exact", 9)
    assert rows(statistic="wins_a")[0]["value"] == 7
    assert rows(statistic="decision.labels_to_go.low")[0]["value"] == 3
    assert rows(statistic="decision.margin") == []
    assert rows(section="n_labels")[0]["value"] == 12


def test_agreement_has_its_statistic_and_annotators() -> None:
    (overall,) = rows(section="overall")
    assert (overall["statistic"], overall["subject"], overall["value"]) == (
        "percent",
        "field=preference",
        0.6,
    )
    between = rows(section="between", statistic="cohen_kappa")
    assert [row["annotator"] for row in between] == ["ana and ben"]
    assert rows(section="between", statistic="cohen_kappa.overlap")[0]["value"] == 8


def test_slices_have_a_column() -> None:
    of_slices = [row["slice"] for row in rows(section="slices", statistic="n_labels")]
    assert of_slices == ["language=de", "language=(none)"]
    (p,) = rows(statistic="p_holm")
    assert (p["slice"], p["undefined"], p["subject"]) == ("language=de", "few", "planned=true")


def test_notes_and_the_plan_are_no_numbers() -> None:
    assert {row["section"] for row in csv_rows(DOCUMENT)} == {
        *("n_labels", "preference", "overall", "between", "slices", "served")
    }


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_text_is_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")
    assert cell(-1.5) == -1.5


def test_no_control_character_comes_out() -> None:
    assert cell("a\x1b[31mb") == "a␛[31mb"


def test_what_is_printed_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(DOCUMENT)
    out, _ = capsys.readouterr()
    header, *lines = csv.reader(io.StringIO(out))
    assert tuple(header) == COLUMNS
    assert len(lines) == len(list(csv_rows(DOCUMENT)))
    assert all(len(line) == len(COLUMNS) for line in lines)
    assert ["served", *[""] * 6, "'=1+1", "1", *[""] * 6] in lines


scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
documents = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*ESTIMATE, "name", "p", "field", "undefined", "a"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=5), documents, max_size=4))
def test_any_document_gives_rows_of_cells(document: dict[str, Any]) -> None:
    for row in csv_rows(document):
        assert row.keys() <= set(COLUMNS)
        assert all(isinstance(value, str | int | float) for value in row.values())
