"""`reviewtui judge` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.judge.judging import judging_of
from reviewtui.analysis.judge.prices import prices_of
from reviewtui.analysis.judge.voices import Voices
from reviewtui.cli.group import run
from reviewtui.cli.judge_tables import _headings, _more_often, judging_text
from reviewtui.domain.plan import Costs
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import AnnotatorKind, Status
from reviewtui.stats import Estimate
from reviewtui.store import Store
from reviewtui.store.judged import Scored, Shown, Skipped
from reviewtui.store.results import CountedLabel
from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from tests.analysis.conftest import counted, put_label
from tests.cli.test_stats import label, names, typed

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(store: Store) -> Path:
    """«bot» agrees with ana and ben on three of four pairs; its verdict on the fifth could not be read."""
    for pair, (person, judge) in enumerate(("aa", "aa", "bb", "ba"), 1):
        put_label(store, pair, person, "ana", correctness=("correct", "incorrect"))
        put_label(store, pair, person, "ben")
        put_label(store, pair, judge, "bot", kind=AnnotatorKind.JUDGE, correctness=("correct", "correct"))
    put_label(store, 5, "tie", "ana")
    put_label(store, 5, None, "bot", kind=AnnotatorKind.JUDGE, status=Status.SKIPPED, left=None)
    return store.path


def test_the_text_starts_with_what_the_judge_is_worth(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "judge", project)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith(
        "pairs.review.db: 1 judge, 2 people."
        " The judge bot says what most people say in 60.0 % (95 % interval 23.1 to 88.2 %) of 5 pairs;"
        " 1 could not be read and counts as wrong."
        " Where two or more people judged (4 pairs), it agrees with one of them in 75.0 %, two of them"
        " with each other in 100.0 %, which the data do not tell apart."
        " On preference it is not shown to do better than always preferring new: right in 60.0 % against"
        " 40.0 %."
        " On correctness it is not shown to do better than always saying «correct»: right in 50.0 % against"
        " 50.0 %. preference n"
    )
    assert "preference, judge: new old tie both_bad unparsed all" in words
    assert "people: old 1 1 0 0 0 2" in words
    assert "Base rate: always preferring new is right in 40.0 %" in words
    assert "people: tie 0 0 0 0 1 1" in words
    assert "Right 60.0 % if they are wrong, 80.0 % if they are ties, 75.0 % if they are left out." in words
    assert "Consistency when sides are swapped: undefined (" in words
    assert "corrected (PPI++): undefined (5 prompts with a verdict of the judge" in words


def test_what_people_do_not_settle_and_the_side_that_was_chosen_are_told(
    store: Store, capsys: Capture
) -> None:
    for person, preference in (("ana", "a"), ("ben", "b")):
        put_label(store, 1, preference, person)
    put_label(store, 1, "a", "bot", kind=AnnotatorKind.JUDGE)
    put_label(store, 2, "b", "bot", kind=AnnotatorKind.JUDGE)
    put_label(store, 2, "b", "ana")
    _, out, _ = typed(capsys, "judge", store.path)
    words = " ".join(out.split())
    assert "On 1 more pair there is no majority of people." in words
    assert "The first-shown output is chosen in 50.0 % (95 % interval" in words


def test_less_often_is_not_more_often_by_a_negative_number() -> None:
    assert _more_often(Estimate(-0.169, -0.24, -0.1, 0.95, "m", 9)) == (
        "less often by 16.9 points (95 % interval 10.0 to 24.0)"
    )
    assert _more_often(Estimate(0.05, -0.02, 0.1, 0.95, "m", 9)) == (
        "more often by 5.0 points (95 % interval 2.0 less to 10.0 more)"
    )


def test_names_of_models_that_can_not_be_told_apart_are_explained_above_the_tables() -> None:
    assert _headings("preference", [("new", "old")]) == (
        ("new", "old", "tie", "both_bad", "unparsed"),
        "",
    )
    for models in (("assistant-2025-with-prompt-v1-x", "assistant-2025-with-prompt-v2-x"), ("tie", "new")):
        headings, explained = _headings("preference", [models])
        if "a" in headings:
            assert explained == f"a is {models[0]}, b is {models[1]}."
        else:
            assert len(set(headings)) == 5
    assert _headings("preference", [("tie", "new")])[0][0] == "a"
    headings, explained = _headings("preference", [("new", "old"), ("new", "other")])
    assert (headings[0], "candidate" in explained) == ("a", True)
    assert _headings("correctness", [("new", "old")])[1] == ""


def test_json_is_one_document(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "judge", project, "--json", "--judge", "bot", "--beta", "2")
    document = json.loads(out)
    assert (code, document["schema_version"], document["beta"]) == (0, 1, 2.0)
    (judge,) = document["judges"]
    assert (judge["judge"], judge["n_verdicts"], judge["n_unparsed"]) == ("bot", 5, 1)
    first = judge["against"][0]
    assert (first["reference"], first["field"], first["n"], first["unparsed"]) == (
        "consensus",
        "preference",
        5,
        1,
    )
    assert first["matrix"] == [[2, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 0]]
    assert first["accuracy"]["value"] == pytest.approx(0.6)
    by_answer = {row["answer"]: row for row in first["classes"]}
    assert by_answer["a"]["f"]["value"] == pytest.approx(5 * 2 / (3 + 4 * 2))
    assert by_answer["both_bad"]["recall"] == {"value": None, "undefined": "never the truth"}
    assert judge["threshold"] is None
    assert judge["corrections"][0]["win_rate_a"]["value"] is None
    correctness = next(row for row in judge["against"] if row["field"] == "correctness")
    assert correctness["cost"]["value"] == pytest.approx(0.5)
    _, out, _ = typed(capsys, "judge", project, "--json", "--cost-false-negative", "4")
    against = json.loads(out)["judges"][0]["against"]
    assert next(row for row in against if row["field"] == "correctness")["cost"]["value"] == pytest.approx(
        2.0
    )


def test_csv_has_the_numbers_of_the_document(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "judge", project, "--csv")
    assert code == 0
    assert any("accuracy,0.6" in line and "judge=bot" in line for line in out.splitlines())


def test_people_can_be_chosen(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "judge", project, "--json", "--annotator", "ben")
    document = json.loads(out)
    assert document["people"] == ["ben"]
    assert {row["reference"] for row in document["judges"][0]["against"]} == {"consensus", "ben"}


def test_since_and_by_choose(project: Path, store: Store, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "judge", project, "--by", "topic")
    words = " ".join(out.split())
    assert "By topic, judge / consensus (exploratory: nothing here was planned" in words
    assert "preference prompts pairs right agree 95 % interval kappa macro F1" in words
    assert "counts alone" in words
    code, out, err = typed(capsys, "judge", project, "--by", "nothing")
    assert (code, out) == (2, "")
    assert "There are: topic" in err
    code, out, _ = typed(capsys, "judge", project, "--since", "2026-11-25")
    assert code == 0
    assert "no label by a judge model that was made at or after 2026-11-25." in " ".join(out.split())
    put_label(store, 6, "a", "bot", kind=AnnotatorKind.JUDGE, created_at="2026-11-25T00:00:00.000Z")
    _, out, _ = typed(capsys, "judge", project, "--since", "2026-11-25", "--json")
    (judge,) = json.loads(out)["judges"]
    assert (judge["n_verdicts"], judge["against"][0]["n"], "slices" in judge) == (1, 0, False)
    code, out, err = typed(capsys, "judge", project, "--since", "yesterday")
    assert (code, out) == (2, "")
    assert "yesterday" in err


def test_slices_in_json_and_csv(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "judge", project, "--by", "topic", "--json")
    (judge,) = json.loads(out)["judges"]
    assert {(part["field"], part["exploratory"]) for part in judge["slices"]} == {("topic", True)}
    rows = [row for part in judge["slices"] for row in part["against"] if row["field"] == "preference"]
    assert (sum(row["n"] for row in rows), sum(row["right"] for row in rows)) == (5, 3)
    assert {row["accuracy"]["undefined"] for row in rows if row["n"]} == {
        "fewer than 30 prompts: counts alone"
    }
    _, out, _ = typed(capsys, "judge", project, "--by", "topic", "--csv")
    assert any(",topic=" in line and "slices.against.right," in line for line in out.splitlines())


def test_the_rubric_prices_what_the_judge_misses(project: Path, store: Store, capsys: Capture) -> None:
    with store.transaction():
        store.rubrics.use(Rubric(costs=Costs(incorrect=8.0, unit="EUR")))
    _, out, _ = typed(capsys, "judge", project)
    words = " ".join(out.split())
    assert "people: incorrect 8 8 0 8 Cost of the judge's mistakes per output, at the rubric's" in words
    assert "that the judge misses: 4.00 EUR (95 % interval" in words
    _, out, _ = typed(capsys, "judge", project, "--json", "--cost-false-negative", "3")
    document = json.loads(out)
    assert document["correctness_costs"]["matrix"][2] == [3.0, 3.0, 0.0, 3.0]
    assert (document["correctness_costs"]["of_rubric"], document["cost_false_negative"]) == (False, 3.0)


def test_no_judge_and_nobody_of_that_name(store: Store, capsys: Capture) -> None:
    put_label(store, 1, "a", "ana")
    code, out, _ = typed(capsys, "judge", store.path)
    assert code == 0
    assert "no label by a judge model" in out
    code, out, _ = typed(capsys, "judge", store.path, "--json")
    assert (code, json.loads(out)["judges"]) == (0, [])
    for options in (
        ("--judge", "bot"),
        ("--annotator", "bot"),
        ("--beta", "0"),
        ("--cost-false-positive", "-1"),
    ):
        assert run(["judge", str(store.path), *options]) == 2
    assert "no judge model is called «bot» here" in capsys.readouterr().err


@settings(max_examples=12)
@given(st.lists(label, min_size=1, max_size=8, unique_by=lambda one: (one.pair_id, one.annotator)), names)
def test_no_line_is_wider_than_80_cells_or_does_anything(labels: list[CountedLabel], nasty: str) -> None:
    models = labels[0].model_a, labels[0].model_b
    judges = [
        one._replace(annotator=nasty, annotator_kind="judge")
        for one in {one.pair_id: one for one in labels}.values()
    ]
    judges.append(counted(99, "a", nasty, kind="judge", models=models))
    found = judging_of(
        Voices(
            labels_to_arrays([one._replace(annotator_kind="person") for one in labels]),
            labels_to_arrays(judges),
            skipped=(Skipped(98, 98, nasty, (min(models), max(models))),),
            scores=(Scored(99, nasty, 1e300),),
            shown=tuple(Shown(99, 99, nasty, *models, left, "a") for left in "ab"),
        ),
        prices=prices_of(rubric=Costs(incorrect=1e9 / 7, partial=0.1, unit=nasty)),
        values={nasty: {one.prompt_id: nasty for one in labels[::2]}},
    )
    for line in judging_text(found, nasty).split("\n"):
        assert cell_width(line) <= 80
        assert safe(line) == line
