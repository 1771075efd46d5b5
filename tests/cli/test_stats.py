"""`reviewtui stats` as it is typed: the sentences, the tables, the JSON, and what is said when it can't."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.headlines import preference_headline
from reviewtui.analysis.preference import compare
from reviewtui.analysis.summary import summary_of
from reviewtui.cli.commands.stats_ import stats_text
from reviewtui.cli.group import run
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
    for pair, said in enumerate(("a", "a", "a", "b", "tie", "both_bad"), 1):
        put_label(store, pair, said, correctness=("correct", "incorrect"))
    return store.path


def typed(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = run([str(one) for one in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_text_starts_with_what_is_known(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, "stats", project)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith(
        "pairs.review.db: 6 labels by 1 annotator on 6 of 6 pairs."
        " No clear winner yet between new and old: new has a win rate of 66.7 % (95 % interval "
    )
    assert ") in 6 labels on 6 prompts; both bad 16.7 %. Exact sign test: p = 0.625." in words
    assert "Note: new against old: 6 prompts." in words
    assert words.endswith("however many labels a prompt has.")


def test_the_model_that_is_preferred_is_named_first() -> None:
    (one,) = compare(labels_to_arrays(many("b" * 30 + "a" * 5 + "x" * 5)))
    words = preference_headline(one.leader_first)
    assert words.startswith("old was preferred to new: win rate 81.2 % (95 % interval ")
    assert words.endswith(" in 40 labels on 40 prompts; both bad 12.5 %. Exact sign test: p < 0.001.")
    (one,) = compare(labels_to_arrays(many("tt")))
    assert preference_headline(one).endswith("Exact sign test: undefined (no prompt favours one of the two).")


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
    assert "\ntest        6        6    16.7 %    66.7 %  " in out
    assert "Correctness of old\n" in out


def test_kind_and_annotator_choose_whose_labels_count(store: Store, project: Path, capsys: Capture) -> None:
    put_label(store, 1, "b", "gpt", kind=AnnotatorKind.JUDGE)
    for arguments, labels in (((), 6), (("--kind", "judge"), 1), (("--annotator", "gpt"), 1)):
        _, out, _ = typed(capsys, "stats", project, "--json", *arguments)
        assert json.loads(out)["n_labels"] == labels
    _, out, _ = typed(capsys, "stats", project, "--kind", "all")
    assert "\ngpt (judge)  " in out


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
)


@settings(max_examples=60)
@given(st.lists(label, min_size=1, max_size=8, unique_by=lambda one: (one.pair_id, one.annotator)), names)
def test_no_line_is_wider_than_80_cells_or_does_anything(labels: list[CountedLabel], nasty: str) -> None:
    values = {1: nasty, 2: "x"}
    text = stats_text(summary_of(labels_to_arrays(labels), 10**6, {1}, nasty, values), nasty)
    for line in text.split("\n"):
        assert cell_width(line) <= 80
        assert safe(line) == line
    assert "\t" not in text


def test_large_counts_fit(capsys: Capture) -> None:
    labels = many("ab" * 600, models=("m" * 30, "n" * 30), correctness=("correct", "partial"))
    text = stats_text(summary_of(labels_to_arrays(labels), 10**9), "x" * 99)
    assert max(map(cell_width, text.split("\n"))) <= 80
    assert "1,200 labels" in text
