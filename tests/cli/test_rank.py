"""`reviewtui rank` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.ranking.places import ranking_of
from reviewtui.cli.commands.rank_ import ranking_text
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
    for pair, preference in enumerate(("a", "a", "b", "tie", "both_bad"), 1):
        put_label(store, pair, preference, "ana")
    return store.path


def test_the_text_says_who_is_first_as_far_as_it_is_known(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "rank", project)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith("pairs.review.db: 5 labels by 1 annotator on 5 prompts. Of two models reviewtui")
    assert words.index("Of two models reviewtui stats says more") < words.index("Tied for first: ")
    assert "1 to 2" in words


def test_json_has_the_keys_of_the_contract(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "rank", project, "--json", "--ties", "half", "--bootstrap")
    document = json.loads(out)
    assert (code, document["schema_version"], document["ties_as"]) == (0, 1, "half")
    first = document["models"][0]
    assert {"model", "rank", "rank_low", "rank_high", "score", "wins", "losses", "ties"} <= first.keys()
    assert (first["wins"], first["losses"], first["ties"]) == (2, 1, 2)
    assert first["score"]["low"] < first["score"]["value"] < first["score"]["high"]
    assert document["bootstrap_rounds"] == 1000


def test_csv_has_a_row_for_every_score(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "rank", project, "--csv")
    rows = [line.split(",") for line in out.splitlines()]
    assert code == 0
    assert sum(row[rows[0].index("statistic")] == "score" for row in rows) == 2


def test_wrong_usage_is_said(project: Path, capsys: Capture) -> None:
    for arguments, message in (
        (["--by", "nothing"], "no prompt has a metadata field"),
        (["--annotator", "dan"], "nobody is called «dan»"),
        (["--json", "--csv"], "exclude each other"),
        (["--ties", "never"], "davidson"),
    ):
        assert run(["rank", str(project), *arguments]) == 2
        assert message in capsys.readouterr().err


def test_nothing_labeled(store: Store, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "rank", store.path)
    assert (code, out) == (0, "pairs.review.db: no label to count yet, on 6 pairs.\n")
    code, out, _ = typed(capsys, "rank", store.path, "--json")
    assert (code, json.loads(out)["undefined"]) == (0, "no label has a preference")


def test_all_ties_are_no_ranking() -> None:
    text = ranking_text(ranking_of(labels_to_arrays(many("tt"))), "p.db")
    assert "No ranking: every comparison is a tie" in text


LONG = [f"claude-sonnet-4-20250514-system-prompt-v{n}" for n in (1, 2, 3)]


def three_models() -> str:
    rows = [
        one._replace(pair_id=3 * k + n, prompt_id=k, model_a=LONG[n], model_b=LONG[(n + 1) % 3])
        for k, one in enumerate(many("a" * 40))
        for n in (0, 1)
    ]
    return ranking_text(ranking_of(labels_to_arrays(rows)), "p.db")


def test_a_first_place_is_no_more_sure_than_its_tests() -> None:
    words = " ".join(three_models().split())
    assert "better than every other model, if the number of labels was fixed beforehand." in words
    assert "Claude-sonnet" not in words
    assert "right for a number of labels that was fixed beforehand, looked at once" in words


def test_long_names_stay_different_and_no_bar_is_cut() -> None:
    rows = [line for line in three_models().split("\n") if "…system-prompt-v" in line and "  " in line]
    assert len({row.split()[-7] for row in rows}) == len(rows) == 3
    assert not any("├" in row for row in rows)


def test_a_reason_is_said_once_below_the_table() -> None:
    text = ranking_text(ranking_of(labels_to_arrays(many("a"))), "p.db")
    assert text.count("\n–: one prompt says nothing about how prompts differ.") == 1


@settings(max_examples=20)
@given(st.lists(label, min_size=1, max_size=8, unique_by=lambda one: (one.pair_id, one.annotator)), names)
def test_no_line_is_wider_than_80_cells_or_does_anything(labels: list[CountedLabel], nasty: str) -> None:
    rows = labels + [one._replace(pair_id=90, model_a=nasty, model_b="zed") for one in labels[:1]]
    for line in ranking_text(ranking_of(labels_to_arrays(rows)), nasty).split("\n"):
        assert cell_width(line) <= 80
        assert safe(line) == line
