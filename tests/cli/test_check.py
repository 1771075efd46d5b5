"""`reviewtui check` as it is typed: what is printed, the JSON, the exit codes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from reviewtui.cli.commands.check_ import shown
from reviewtui.cli.group import run
from reviewtui.domain.conditions import Bound, Check, Metric
from reviewtui.domain.filters import Comparator
from reviewtui.domain.plan import Costs, Plan, PlannedSlice
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.store import Store
from reviewtui.text.cells import cell_width
from tests.analysis.conftest import put_label

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def project(store: Store) -> Path:
    """Six pairs: «new» wins four, «old» one; a tie."""
    label_all(store)
    return store.path


def label_all(store: Store) -> None:
    for pair, said in enumerate(("a", "a", "a", "a", "b", "tie"), 1):
        put_label(store, pair, said, correctness=("correct", "incorrect"))


def plan(store: Store, *checks: str, pairs: int | None = None) -> None:
    with store.transaction():
        planned = Plan(candidate="new", baseline="old", pairs=pairs, checks=checks)
        store.rubrics.use(Rubric(plan=planned))


def typed(capsys: Capture, *arguments: object) -> tuple[int, str, str]:
    code = run(["check", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


def test_conditions_that_hold(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, project, "win_rate(new,old) > 70%", "labels >= 6")
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert words.startswith("pairs.review.db: passed, 2 conditions held. Holds: win_rate(new,old) > 70 % It")
    assert "It is 75.0 % (95 % interval " in words
    assert words.endswith("Holds: labels >= 6 It is 6.")


def test_one_that_fails_is_exit_1_with_its_interval(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, project, "win_rate(new,old).low > 50%", "labels >= 6", "correct(new) > 2%")
    assert code == 1
    words = " ".join(out.split())
    assert words.startswith("pairs.review.db: FAILED, of 3 conditions 1 failed. FAILS: win_rate(new,old).low")
    assert "FAILS: win_rate(new,old).low > 50 % It is " in words
    assert ", the lower end for 75.0 % (95 % interval " in words
    assert "n = 6, at any time). Holds: labels >= 6 " in words
    assert words.endswith("At any time: the interval stays true however often one looks.")


def test_what_an_interval_is_right_for_is_said_once(project: Path, capsys: Capture) -> None:
    conditions = (
        "win_rate(new,old).low>0.1",
        "correct(new).low>.1",
        "tie_rate(new,old).low>=0",
        "p(new,old)<1",
    )
    code, out, _ = typed(capsys, project, *conditions)
    words = " ".join(out.split())
    assert code == 0
    assert words.count(", one look)") == 2
    assert "Holds: p(new,old) < 1 It is 0.38 (one look)." in words
    assert (words.count("One look: right for"), words.count("At any time: the interval")) == (1, 1)
    assert "Holds: correct(new).low > 10 % It is " in words


def test_a_tiny_p_value_is_below_a_number() -> None:
    checks = [Check(Metric.P, ("new", "old"), Comparator.LESS, limit) for limit in (0.05, 0.0001)]
    assert [shown(check, 0.00002, Bound.VALUE) for check in checks] == ["below 0.001", "2e-05"]


def test_an_interval_of_first_labels_says_so(store: Store, project: Path, capsys: Capture) -> None:
    for pair in range(1, 5):
        put_label(store, pair, "b", "ben")
    _, out, _ = typed(capsys, project, "win_rate(new,old).low > 50%")
    words = " ".join(out.split())
    assert ", the lower end for 45.0 % (" in words
    assert "n = 6, at any time; the interval is of prompts' first labels, 75.0 %)." in words


@pytest.mark.parametrize(
    ("pairs", "code", "said"),
    [
        (6, 0, "Planned number reached: right, as"),
        (7, 1, "At any time: the interval stays true however often one looks."),
    ],
)
def test_at_the_planned_number_the_interval_is_fixed(
    store: Store, capsys: Capture, pairs: int, code: int, said: str
) -> None:
    plan(store, "win_rate(new,old).low > 30%", pairs=pairs)
    label_all(store)
    exit_code, out, _ = typed(capsys, store.path)
    assert exit_code == code
    assert said in " ".join(out.split())


def test_a_number_that_was_set_when_it_was_reached_is_not_read_as_planned(
    store: Store, project: Path, capsys: Capture
) -> None:
    plan(store, "win_rate(new,old).low > 30%", pairs=6)
    code, out, _ = typed(capsys, project)
    words = " ".join(out.split())
    assert code == 1
    assert "At any time: the interval stays true however often one looks." in words
    assert "That many labels were there already" in words


def test_a_plan_that_came_after_the_labels_is_named(store: Store, project: Path, capsys: Capture) -> None:
    plan(store, "labels >= 6", pairs=6)
    _, out, _ = typed(capsys, project)
    assert "Note: The plan was made after 6 labels, on " in " ".join(out.split())
    document = json.loads(typed(capsys, project, "--json")[1])
    assert [note["code"] for note in document["notes"]] == ["plan_changed"]


def test_one_that_cannot_be_evaluated_is_exit_2(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, project, "labels >= 6", "win_rate(new,older) > 0")
    assert code == 2
    words = " ".join(out.split())
    assert "NOT PASSED, of 2 conditions 1 can't be evaluated." in words
    assert "Undefined: no label compares new with older; there are: new with old." in words
    code, out, _ = typed(capsys, project, "labels < 6", "win_rate(new,older) > 0")
    assert code == 1
    assert "of 2 conditions 1 failed and 1 can't be evaluated." in " ".join(out.split())


def test_nothing_labeled_passes_nothing(store: Store, capsys: Capture) -> None:
    code, out, _ = typed(capsys, store.path, "correct(new) >= 0", "kappa > 0")
    assert code == 2
    assert "of 2 conditions 2 can't be evaluated" in out


def test_json(project: Path, capsys: Capture) -> None:
    conditions = ("win_rate(new,old).low>50%", "labels>5", "kappa>0")
    code, out, err = typed(capsys, project, "--json", *conditions)
    document = json.loads(out)
    assert (code, err) == (1, "")
    assert (document["schema_version"], document["project"]) == (1, "pairs.review.db")
    assert document["passed"] is False
    interval, labels, kappa = document["checks"]
    assert (interval["condition"], interval["passed"]) == ("win_rate(new,old).low > 0.5", False)
    assert interval["value"] == interval["figure"]["low"]
    assert (interval["bound"], interval["basis"]) == ("low", "anytime")
    assert (interval["comparator"], interval["limit"]) == (">", 0.5)
    assert (labels["value"], labels["figure"], labels["basis"]) == (6.0, None, None)
    assert (kappa["passed"], kappa["value"]) == (None, None)
    assert kappa["undefined"]
    assert "undefined" not in labels
    assert document["selection"] == {"kind": "person", "annotators": [], "since": None}


def test_csv(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, project, "--csv", "win_rate(new,old) > 70%", "labels > 6", "kappa > 0")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, err) == (1, "")
    told = [(row["subject"], row["statistic"], row["value"]) for row in rows if row["statistic"] != "figure"]
    assert told == [
        ("condition=win_rate(new,old) > 0.7; bound=value; comparator=>; passed=true", "value", "0.75"),
        ("condition=win_rate(new,old) > 0.7; bound=value; comparator=>; passed=true", "limit", "0.7"),
        ("condition=labels > 6; bound=value; comparator=>; passed=false", "value", "6.0"),
        ("condition=labels > 6; bound=value; comparator=>; passed=false", "limit", "6.0"),
        ("condition=kappa > 0; bound=value; comparator=>", "checks", ""),
        ("condition=kappa > 0; bound=value; comparator=>", "limit", "0.0"),
    ]
    assert typed(capsys, project, "--csv", "--json", "labels > 6")[0] == 2


def test_a_project_that_cannot_be_read_is_no_failed_condition(
    project: Path, tmp_path: Path, capsys: Capture
) -> None:
    junk, cut = tmp_path / "junk.db", tmp_path / "cut.db"
    junk.write_text("no database")
    cut.write_bytes(project.read_bytes()[:20_000])
    for file in (junk, cut, tmp_path / "none.db", tmp_path / "none.jsonl"):
        code, out, err = typed(capsys, file, "labels > 1")
        assert (code, out) == (2, ""), file
        assert err.startswith("reviewtui: "), file


@pytest.mark.parametrize(
    "condition", ["labels>1", "win_rate(new,old).low > 50%", "correct(new > 1", "kappa.n=1"]
)
def test_a_forgotten_project_is_asked_for(condition: str, project: Path, capsys: Capture) -> None:
    for arguments in ((condition,), (condition, "labels > 1"), ()):
        code, out, err = typed(capsys, *arguments)
        assert (code, out) == (2, "")
        assert err.startswith("reviewtui: which project?\nUsage: reviewtui check FILE "), arguments


def test_with_db_every_word_is_a_condition(project: Path, capsys: Capture) -> None:
    code, out, _ = typed(capsys, "--db", project, "labels > 1", "labels > 9")
    assert code == 1
    assert "of 2 conditions 1 failed" in out


def test_whose_labels_count(store: Store, project: Path, capsys: Capture) -> None:
    put_label(store, 1, "a", "gpt", kind=AnnotatorKind.JUDGE)
    for option in (("--kind", "judge"), ("--annotator", "gpt")):
        assert typed(capsys, project, *option, "labels = 1")[0] == 0
    assert typed(capsys, project, "--kind", "all", "labels = 7")[0] == 0
    assert typed(capsys, project, "--since", "2026-11-25", "labels = 0")[0] == 0


def test_prices_tags_and_planned_slices(store: Store, project: Path, capsys: Capture) -> None:
    rubric = Rubric(
        tags=(AskedTag("unsafe advice", blocker=True),),
        plan=Plan(slices=(PlannedSlice("topic"),)),
        costs=Costs(incorrect=5.0),
    )
    with store.transaction():
        store.rubrics.use(rubric)
    for holds in (
        "cost(new) = 0",
        "cost(old) = 5000",
        "cost_difference(old,new) = 5000",
        "correct_difference(new,old) = 100%",
        "correct_difference(old,new).high < 0",
        'tag("unsafe advice",new).value = 0',
        "slice(topic=test).labels = 6",
    ):
        assert typed(capsys, project, holds)[0] == 0, holds
    for fails in ("blockers(new) < 2%", 'tag("unsafe advice",new) < 2%', "cost(old) < 5000"):
        assert typed(capsys, project, fails)[0] == 1, fails
    for unknown in ("slice(topic=test).correct(new) > 1%", "slice(id=1).labels > 1", "tag(unsafe,new) < 2%"):
        assert typed(capsys, project, unknown)[0] == 2, unknown


def test_without_a_condition_it_says_what_to_do(store: Store, project: Path, capsys: Capture) -> None:
    for _ in range(2):
        code, out, err = typed(capsys, project)
        assert (code, out) == (2, "")
        assert "no condition is given, and the plan has none" in err
        assert "reviewtui rubric use RUBRIC PROJECT" in err
        plan(store)


def test_a_condition_that_cannot_be_read_is_said_with_its_column(project: Path, capsys: Capture) -> None:
    code, out, err = typed(capsys, project, "labels > 1", "win_rate(new) > 50%")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "reviewtui: «win_rate(new) > 50%», column 9: «win_rate» takes two models, not 1",
        "Write win_rate(A,B).",
    ]


def test_a_value_that_rounds_to_its_limit_is_told_from_it(project: Path, capsys: Capture) -> None:
    _, out, _ = typed(capsys, project, "decided_win_rate(new,old) > 80.01%", "win_rate(new,old) = 75%")
    assert "FAILS: decided_win_rate(new,old) > 80.01 %" in out
    assert "It is 80.00 % (95 % interval" in out
    assert "It is 75.0 % (" in out


def test_what_people_typed_does_nothing_to_the_terminal(project: Path, capsys: Capture) -> None:
    nasty = "\x1b]0;x\x07\u202e日本" * 20
    code, out, err = typed(capsys, project, f'correct("{nasty}") > 1%')
    assert code == 2
    assert not set("\x1b\x07\u202e") & set(out + err)
    assert all(cell_width(line) <= 80 for line in out.splitlines())
