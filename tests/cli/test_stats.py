"""`reviewtui stats` as it is typed: the sentences, the tables, the JSON, and what is said when it can't."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.summary import summary_of
from reviewtui.cli import interval_bars
from reviewtui.cli.commands.stats_ import stats_text
from reviewtui.cli.group import run
from reviewtui.domain.plan import Plan, PlannedSlice
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.store.results import CountedLabel
from reviewtui.text.cells import cell_width
from reviewtui.text.display import safe
from tests.analysis.conftest import counted, many, put_label

Capture = pytest.CaptureFixture[str]

NASTY = [
    "m",
    "a-model-with-a-name-much-longer-than-any-column-of-any-table-could-ever-be-expected-to-show",
    "[red]\x1b[31m\x1b]0;title\x07\u202e[/]",
    "日本語のとても長い名前を持つモデルであるからして表に入らないかもしれない名前",
    "two\nlines\tand a tab",
    "=1+1",
    "",
    "e\u0301\u0301\u0301 👩‍👩‍👧",
]


@pytest.fixture
def project(store: Store) -> Path:
    """Six pairs: «new» wins three, «old» one; a tie; both bad."""
    label_all(store)
    return store.path


def label_all(store: Store) -> None:
    for pair, said in enumerate(("a", "a", "a", "b", "tie", "both_bad"), 1):
        put_label(store, pair, said, correctness=("correct", "incorrect"))


def typed(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = run([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_text_starts_with_what_is_known(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "stats", project)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith(
        "pairs.review.db: 6 labels by 1 person on 6 of 6 pairs."
        " Not decided between new and old: new wins 75.0 % of prompts with a winner (95 % interval "
    )
    assert "Win rate with ties as half 66.7 %; both bad 16.7 %; 6 labels on 6 prompts." in words
    assert "Note: new against old: 6 prompts." in words
    assert words.endswith("of prompts' first labels, ties left out.")


def test_intervals_are_drawn_as_bars(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "stats", project)
    assert re.search(r"\nwin rate of new +6 +66\.7 % +\S+ to \S+ % +├─*┼─*●─*┤\n", out)


def test_bars_are_ascii_where_lines_can_not_be_written(
    project: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interval_bars, "can_show_lines", lambda encoding: False)
    _, out, _ = typed(capsys, "stats", project)
    assert re.search(r"\nwin rate of new +6 +66\.7 % +\S+ to \S+ % +\[-*\+-*o-*\]\n", out)


def test_the_plan_stands_below_the_headline_with_what_became_of_it(store: Store, capsys: Capture) -> None:
    plan = Plan(candidate="new", baseline="old", pairs=6, slices=(PlannedSlice("topic"),))
    with store.transaction():
        store.rubrics.use(Rubric(plan=plan))
    label_all(store)
    with store.transaction():
        store.rubrics.use(Rubric(plan=replace(plan, margin=0.05)))
    _, out, _ = typed(capsys, "stats", store.path)
    words = " ".join(out.split())
    assert (
        "Plan: new against old; 6 pairs with a label; a win rate from 45.0 % to 55.0 % makes no practical"
        " difference; by topic. The plan was changed after 6 labels, on "
    ) in words
    assert "margin from nothing to 0.05" in words
    assert words.count("The plan was changed") == 1
    assert "new has a win rate of 66.7 % (95 % interval " in words
    assert words.index("new has a win rate of") < words.index("Plan: ") < words.index("new preferred")
    assert "the planned 6 pairs are reached); both bad 16.7 %" in words
    assert "By the plan's slices (planned: one slice, " in words
    assert re.search(r"\ntopic=test +6 +3 +1 +1 +– +counts alone +–\n", out)


def test_a_number_that_came_late_is_told_beside_the_plan(
    store: Store, project: Path, capsys: Capture
) -> None:
    with store.transaction():
        store.rubrics.use(Rubric(plan=Plan(candidate="new", baseline="old", pairs=6, checks=("pairs > 5",))))
    _, out, _ = typed(capsys, "stats", project)
    words = " ".join(out.split())
    assert re.search(
        r"Plan: new against old; 6 pairs with a label; 1 check \(reviewtui check\)\. The plan was made after"
        r" 6 labels, on \S+\. That many labels were there already: results are not read as if the number had"
        r" been planned\. ",
        words,
    )
    assert "pairs > 5" not in words


def test_what_each_annotator_does_is_told_on_request(store: Store, project: Path, capsys: Capture) -> None:
    put_label(store, 1, "b", "ben")
    _, out, _ = typed(capsys, "stats", project)
    assert "ben" not in out
    assert "\none annotator out, least " in out
    _, out, _ = typed(capsys, "stats", project, "--per-annotator")
    assert "\nwithout ben " in out
    assert "one annotator out" not in out
    assert "\nben  " in out


def test_how_pairs_came_up_is_told_in_words(store: Store, capsys: Capture) -> None:
    ways = ("queue", "goto", "filter:topic = x", "filter-outcome:tie", "imported", "else")
    for pair, served_by in enumerate(ways, 1):
        put_label(store, pair, "a", served_by=served_by)
    _, out, _ = typed(capsys, "stats", store.path)
    for words in (
        *("next in the queue", "somebody went to it", "by a filter: topic = x", "imported with its label"),
        *("by a filter on what was said: tie", "else"),
    ):
        assert re.search(rf"\n{re.escape(words)} +1\n", out), words


def test_csv_is_a_row_a_number(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "stats", project, "--csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (0, "")
    (win_rate,) = [row for row in rows if row["statistic"] == "win_rate_a"]
    assert (win_rate["model_a"], float(win_rate["value"]), win_rate["n"]) == ("new", 4 / 6, "6")
    code, out, err = typed(capsys, "stats", project, "--csv", "--json")
    assert (code, out) == (2, "")
    assert "exclude each other" in err


def test_the_bootstrap_is_beside_the_other_interval(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "stats", project, "--bootstrap")
    assert "\ninterval by resampling " in out


def test_of_many_comparisons_each_has_a_line(capsys: Capture) -> None:
    names = [f"m{number}" for number in range(5)]
    labels = [
        label._replace(pair_id=100 * number + label.pair_id)
        for number, models in enumerate(combinations(names, 2))
        for label in many("a" * 30 + "b" * 5, models=models)
    ]
    text = stats_text(summary_of(labels_to_arrays(labels), 350), "pairs.db")
    words = " ".join(text.split())
    assert "10 comparisons of 5 models, 10 of them decided." in words
    assert len([line for line in text.splitlines() if re.match(r"m\d +m\d +35 ", line)]) == 10
    plan = Plan(candidate="m3", baseline="m4", pairs=1000)
    text = stats_text(summary_of(labels_to_arrays(labels), 350, Rubric(plan=plan)), "pairs.db")
    assert "\nm3 is preferred to m4: " in text
    assert "\nm3 against m4: 35 pairs\n" in text


def test_json_is_one_document_of_fractions(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "stats", project, "--json", "--by", "topic")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert (document["schema_version"], document["project"]) == (1, "pairs.review.db")
    assert document["preference"][0]["win_rate_a"]["value"] == 4 / 6
    assert document["slices"][0]["exploratory"] is True


def test_slices_are_marked_exploratory(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, "stats", project, "--by", "topic")
    assert "By topic (exploratory" in out
    assert re.search(r"\ntest +6 +3 +1 +1 +– +counts alone\n", out)
    assert "Correctness of old\n" in out


def test_kind_and_annotator_choose_whose_labels_count(store: Store, project: Path, capsys: Capture) -> None:
    put_label(store, 1, "b", "gpt", kind=AnnotatorKind.JUDGE)
    for arguments, labels in (((), 6), (("--kind", "judge"), 1), (("--annotator", "gpt"), 1)):
        _, out, _ = typed(capsys, "stats", project, "--json", *arguments)
        assert json.loads(out)["n_labels"] == labels
    _, out, _ = typed(capsys, "stats", project, "--kind", "all", "--per-annotator")
    assert "\ngpt (judge)  " in out


def test_whose_labels_were_counted_stands_first(store: Store, project: Path, capsys: Capture) -> None:
    put_label(store, 1, "b", "gpt", kind=AnnotatorKind.JUDGE)
    put_label(store, 1, "b", "ben")
    for options, said in (
        ((), "7 labels by 2 people on 6 of 6 pairs."),
        (("--kind", "judge"), "1 label by 1 judge model on 1 of 6 pairs."),
        (("--kind", "all"), "8 labels by 2 people and 1 judge model on 6 of 6 pairs."),
        (("--annotator", "ben"), "1 label by 1 person on 1 of 6 pairs (labels by ben alone)."),
        (("--since", "2026-01-01"), "7 labels by 2 people on 6 of 6 pairs (labels since 2026-01-01 alone)."),
    ):
        _, out, _ = typed(capsys, "stats", project, *options)
        assert " ".join(out.split()).startswith(f"pairs.review.db: {said}"), options
    for options, selection in (
        ((), {"kind": "person", "annotators": [], "since": None}),
        (
            ("--annotator", "ben", "--since", "2026-01-01"),
            {"kind": None, "annotators": ["ben"], "since": "2026-01-01"},
        ),
    ):
        _, out, _ = typed(capsys, "stats", project, "--json", *options)
        assert json.loads(out)["selection"] == selection


@pytest.mark.parametrize("command", ["agreement", "rank"])
def test_others_name_the_selection_too(command: str, project: Path, capsys: Capture) -> None:
    document = json.loads(typed(capsys, command, project, "--json", "--since", "2026-01-01")[1])
    assert document["selection"] == {"kind": "person", "annotators": [], "since": "2026-01-01"}
    _, out, _ = typed(capsys, command, project, "--since", "2030-01-01")
    said = "none of the project's 6 labels is chosen by --kind person --since 2030-01-01."
    assert " ".join(out.split()) == f"pairs.review.db: {said}"


def test_a_selection_that_takes_no_label_is_named(project: Path, capsys: Capture) -> None:
    for options in (("--kind", "judge"), ("--annotator", "ana", "--since", "2030-01-01")):
        code, out, _ = typed(capsys, "stats", project, *options)
        said = f"none of the project's 6 labels is chosen by {' '.join(options)}."
        assert (code, " ".join(out.split())) == (0, f"pairs.review.db: {said}")


def test_since_chooses_the_later_labels(store: Store, capsys: Capture) -> None:
    for pair, day in enumerate(("2026-02-28T23:59:59Z", "2026-03-01T00:00:00Z", "2026-03-02T12:00:00Z"), 1):
        put_label(store, pair, "a", created_at=day)
    for since, labels in (("2026-03-01", 2), ("2026-03-02T12:00:01Z", 0), ("2026-03-02T13:00+01:00", 1)):
        _, out, _ = typed(capsys, "stats", store.path, "--json", "--since", since)
        assert json.loads(out)["n_labels"] == labels, since
    code, out, err = typed(capsys, "stats", store.path, "--since", "yesterday")
    assert (code, out) == (2, "")
    assert "yesterday" in err


@pytest.mark.parametrize("option", [("--annotator", "dan"), ("--by", "nothing")])
def test_what_is_not_there_is_wrong_usage(project: Path, capsys: Capture, option: tuple[str, str]) -> None:
    code, out, err = typed(capsys, "stats", project, *option)
    assert (code, out) == (2, "")
    assert option[1] in err
    assert {"--annotator": "There are: ana", "--by": "There are: topic"}[option[0]] in err


def test_nothing_labeled_is_said_and_no_failure(store: Store, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "stats", store.path)
    assert (code, out) == (0, "pairs.review.db: no label to count yet, on 6 pairs.\n")
    put_label(store, 1, "a", "gpt", kind=AnnotatorKind.JUDGE)
    _, out, _ = typed(capsys, "stats", store.path)
    assert "There are judge models: --kind judge counts theirs." in " ".join(out.split())
    code, out, _ = typed(capsys, "stats", store.path, "--json")
    assert (code, json.loads(out)["preference"]) == (0, [])


def test_neither_the_screen_nor_what_it_does_not_need_is_imported(project: Path) -> None:
    script = (
        "import sys; from reviewtui.cli.group import run; run(sys.argv[1:]);"
        "assert 'numpy' in sys.modules;"
        "assert not {'textual', 'rich', 'pydantic', 'sqlite_utils'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", script, "stats", str(project)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


names = st.sampled_from(NASTY) | st.text(max_size=60)
label = st.builds(
    counted,
    pair=st.integers(1, 5),
    preference=st.sampled_from(["a", "b", "tie", "both_bad", None]),
    annotator=names,
    models=st.tuples(names, names).map(lambda two: tuple(sorted(two))),
    correctness=st.tuples(*[st.sampled_from(["correct", "partial", "incorrect", None])] * 2),
    left=st.sampled_from(["a", "b", None]),
    served_by=names,
).flatmap(
    lambda one: st.builds(
        one._replace,
        strength=st.sampled_from([None, 1, 2]),
        identical=st.booleans(),
        leak=st.booleans(),
        chars=st.tuples(st.integers(0, 9), st.integers(0, 9)),
        rubric=st.sampled_from([None, "one", "two"]),
    )
)


@settings(max_examples=60)
@given(st.lists(label, min_size=1, max_size=8, unique_by=lambda one: (one.pair_id, one.annotator)), names)
def test_no_line_is_wider_than_80_cells_or_does_anything(labels: list[CountedLabel], nasty: str) -> None:
    values = {nasty: {1: nasty, 2: "x"}}
    rubric = Rubric(plan=Plan(nasty, "m", 3, 0.05, (PlannedSlice(nasty, "x"), PlannedSlice("y", nasty))))
    arrays = labels_to_arrays(labels).told_of(nasty, "m")
    summary = summary_of(arrays, 10**6, rubric, (), (nasty,), values, bootstrap=True)
    text = stats_text(summary, nasty, per_annotator=True)
    for line in text.split("\n"):
        assert cell_width(line) <= 80
        assert safe(line) == line
    assert "\t" not in text


def test_large_counts_fit(capsys: Capture) -> None:
    labels = many("ab" * 600, models=("m" * 30, "n" * 30), correctness=("correct", "partial"))
    text = stats_text(summary_of(labels_to_arrays(labels), 10**9), "x" * 99)
    assert max(map(cell_width, text.split("\n"))) <= 80
    assert "1,200 labels" in text
