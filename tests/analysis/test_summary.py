"""A project summarised: which labels count, slices, the JSON contract, and published figures."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from reviewtui.analysis import Summary, agreement_document, measure_agreement, summarise, summary_document
from reviewtui.domain.errors import UsageError
from reviewtui.domain.identity import new_id
from reviewtui.domain.messages import Json, one_message
from reviewtui.domain.pairs import Output, Prompt, SourcePair
from reviewtui.domain.plan import Plan, PlannedSlice
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import AnnotatorKind, Status
from reviewtui.stats import Estimate
from reviewtui.store import Store
from tests.analysis.conftest import put_label
from tests.conftest import source_pair

ALPACA_EVAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "alpaca_eval"

ESTIMATE = {"value", "low", "high", "level", "method", "n"}


def wins(summary: Summary) -> tuple[int, int, int, int]:
    (one,) = summary.preference
    return one.wins_a, one.wins_b, one.ties, one.both_bad


def test_only_standing_blind_labels_of_people_count(store: Store) -> None:
    put_label(store, 1, "a")
    put_label(store, 2, "a")
    put_label(store, 2, "b")
    put_label(store, 3, "a")
    put_label(store, 3, "a", status=Status.RETRACTED)
    put_label(store, 4, None, status=Status.SKIPPED)
    put_label(store, 5, "tie")
    put_label(store, 5, "a", revealed=True)
    put_label(store, 6, "a", revealed=True)
    put_label(store, 1, "b", "gpt", kind=AnnotatorKind.JUDGE)
    summary = summarise(store)
    assert wins(summary) == (1, 1, 1, 0)
    assert (summary.n_labels, summary.n_pairs, summary.pairs_in_project) == (3, 3, 6)
    assert wins(summarise(store, kind="judge")) == (0, 1, 0, 0)
    assert wins(summarise(store, kind="all")) == (1, 2, 1, 0)
    assert wins(summarise(store, annotators=("gpt",))) == (0, 1, 0, 0)


def test_a_swapped_source_changes_nothing(store: Store) -> None:
    for pair, preference in enumerate(("a", "a", "b", "tie"), 1):
        put_label(store, pair, preference, correctness=("correct", "incorrect"))
    before = summarise(store)
    with store.transaction():
        source = store.sources.begin("swapped.jsonl", "1" * 64, "paired", 1, 1)
        for number in range(1, 7):
            store.intake.put(source_pair(number, swapped=True), source)
    assert summarise(store) == before
    assert wins(before) == (2, 1, 1, 0)


def test_served_counts_how_labeled_pairs_came_up(store: Store) -> None:
    for pair, served_by in enumerate(("goto", "queue", "queue", "filter:topic=x"), 1):
        put_label(store, pair, "a", served_by=served_by)
    served = summarise(store).served
    assert list(served.items()) == [("queue", 2), ("filter:topic=x", 1), ("goto", 1)]


def test_identical_outputs_are_noted(store: Store) -> None:
    same = one_message("assistant", "The same.")
    pair = SourcePair(Prompt(one_message("user", "?")), Output("new", same), Output("old", same), 1)
    with store.transaction():
        source = store.sources.begin("same.jsonl", "1" * 64, "paired", 1, 1)
        put = store.intake.put(pair, source)
    put_label(store, 1, "a")
    assert "identical_outputs" not in [note.code for note in summarise(store).notes]
    put_label(store, put.id, "tie")
    summary = summarise(store)
    assert "identical_outputs" in [note.code for note in summary.notes]
    without = summary.preference[0].without_identical
    assert without is not None
    assert (without.n_pairs, without.wins_a, without.ties) == (1, 1, 0)


def with_metadata(store: Store, *metadata: dict[str, Json]) -> None:
    with store.transaction():
        source = store.sources.begin("meta.jsonl", "2" * 64, "paired", 1, 1)
        for number, values in enumerate(metadata, 1):
            prompt = Prompt(one_message("user", f"Slice {number}?"), None, values)
            outputs = (Output(name, one_message("assistant", f"{name} {number}")) for name in ("new", "old"))
            store.intake.put(SourcePair(prompt, *outputs, number), source)


def test_slices_break_down_by_a_field_of_the_prompts(store: Store) -> None:
    nasty = "$.a\"]' --"
    with_metadata(store, {nasty: "de"}, {nasty: "de"}, {nasty: 3}, {nasty: True}, {nasty: None}, {"x": 1})
    for pair, preference in zip(range(7, 13), ("a", "b", "a", "b", "tie", "tie"), strict=True):
        put_label(store, pair, preference, correctness=("correct", None))
    summary = summarise(store, by=[nasty])
    assert [(part.value, part.n_labels) for part in summary.slices] == [
        ("3", 1),
        ("de", 2),
        ("true", 1),
        (None, 2),
    ]
    german = summary.slices[1]
    assert (german.preference[0].wins_a, german.preference[0].wins_b) == (1, 1)
    assert [(one.model, one.n) for one in german.correctness] == [("new", 2), ("old", 0)]
    assert summary.preference == summarise(store).preference


def test_an_unknown_field_is_wrong_usage_and_the_known_ones_are_named(store: Store) -> None:
    with_metadata(store, {"language": "de"})
    with pytest.raises(UsageError, match="'lang'") as error:
        summarise(store, by=["lang"])
    assert error.value.hint == "There are: language, topic"


def test_the_documents_have_the_keys_of_the_contract(store: Store) -> None:
    for pair, preference in enumerate(("a", "b", "tie"), 1):
        put_label(store, pair, preference, correctness=("correct", "partial"))
        put_label(store, pair, preference, "ben")
    document = summary_document(summarise(store, by=["topic"]), "pairs.db")
    (preference,) = document["preference"]
    assert document["schema_version"] == 1
    assert document["project"] == "pairs.db"
    counts = {"model_a", "model_b", "n_pairs", "n_labels", "wins_a", "wins_b", "ties", "both_bad"}
    rates = {"win_rate_a", "decided_win_rate_a", "tie_rate", "both_bad_rate"}
    sequences = {"sequence", "sequence_with_ties"}
    assert set(preference) == counts | rates | sequences | {
        *("test", "n_prompts", "adjusted_win_rate_a", "adjusted_for", "leave_one_out", "decision"),
        # The outputs of these pairs say which model they are of.
        "without_leaks",
    }
    for rate in rates | sequences:
        assert set(preference[rate]) == ESTIMATE
    assert set(preference["decision"]) == {
        *("state", "favours", "by", "interval", "margin", "planned_pairs", "reached", "labels_to_go"),
        "exploratory",
    }
    assert preference["decision"]["labels_to_go"] is None, "three labels are too few to forecast from"
    assert [set(row) for row in preference["leave_one_out"]] == [
        {"annotator", "kind", "n_labels", "win_rate_a"}
    ] * 2
    assert document["plan"] is None
    assert preference["test"].keys() == {"name", "p", "n"}
    assert set(document["correctness"][0]) == {
        *("model", "n_prompts", "n", "correct", "partial", "incorrect", "rate")
    }
    assert set(document["tendencies"][0]) == {"annotator", "kind", "n_labels", "n_decided", "chose_left"}
    assert document["served"] == {"queue": 6}
    assert (document["by"], document["fields"]) == ("topic", ["topic"])
    (part,) = document["slices"]
    assert (part["field"], part["value"], part["planned"], part["exploratory"]) == (
        "topic",
        "test",
        False,
        True,
    )
    assert part["preference"][0]["p_holm"] is None

    document = agreement_document(measure_agreement(store), "pairs.db")
    fields = {(row["field"], row["statistic"]) for row in document["overall"]}
    assert fields >= {
        (field, statistic)
        for field in ("preference", "correctness")
        for statistic in ("percent", "krippendorff_alpha", "fleiss_kappa", "gwet_ac1")
    }
    assert set(document["overall"][0]) == {"field", "statistic"} | ESTIMATE
    assert set(document["overall"][-1]) == {"field", "statistic", "value", "undefined"}
    assert {tuple(row["annotators"]) for row in document["between"]} == {("ana", "ben")}
    assert {row["statistic"] for row in document["between"]} >= {
        *("percent", "cohen_kappa", "krippendorff_alpha")
    }


def test_nothing_labeled_is_an_empty_document(store: Store) -> None:
    document = summary_document(summarise(store), "pairs.db")
    for name in ("preference", "correctness", "correctness_differences", "tags", "tendencies", "notes"):
        assert document[name] == []
    assert document["served"] == {}


def test_the_published_win_rate_of_alpaca_eval_comes_out(tmp_path: Path) -> None:
    """AlpacaEval's leaderboard of GPT-4 as the judge: vicuna-13b against text_davinci_003, 805 prompts."""
    path = ALPACA_EVAL / "annotations" / "vicuna-13b.alpaca_eval_gpt4.json"
    if not path.exists():
        pytest.skip("the AlpacaEval files are not beside this checkout")
    with (ALPACA_EVAL / "leaderboards" / "alpaca_eval_gpt4_leaderboard.csv").open() as file:
        published = {row[""]: row for row in csv.DictReader(file)}["vicuna-13b"]
    rows = json.loads(path.read_text())
    verdicts = {0: "tie", 1: "a", 2: "b"}  # 1 is the baseline, first by name too
    with Store.open(tmp_path / "alpaca.db", create=True) as store:
        with store.transaction():
            source = store.sources.begin("alpaca", "3" * 64, "alpaca", 1, 1)
            ids = [
                store.intake.put(
                    SourcePair(
                        Prompt(one_message("user", row["instruction"]), None, {"dataset": row["dataset"]}),
                        Output(row["generator_1"], one_message("assistant", row["output_1"])),
                        Output(row["generator_2"], one_message("assistant", row["output_2"])),
                        number,
                    ),
                    source,
                ).id
                for number, row in enumerate(rows, 1)
            ]
        store._db.execute("PRAGMA synchronous = OFF")
        for pair_id, row in zip(ids, rows, strict=True):
            put_label(
                store, pair_id, verdicts[row["preference"]], "gpt4", kind=AnnotatorKind.JUDGE, id=new_id()
            )
        assert summarise(store).preference == ()
        summary = summarise(store, kind="judge", by=["dataset"])
    (one,) = summary.preference
    assert (one.model_a, one.model_b) == ("text_davinci_003", "vicuna-13b")
    assert one.n_labels == int(published["n_total"])
    assert one.wins_b == int(published["n_wins"])
    assert one.wins_a == int(published["n_wins_base"])
    assert one.ties == int(published["n_draws"])
    win_rate = one.mirrored.win_rate_a
    assert isinstance(win_rate, Estimate)
    assert 100 * win_rate.value == pytest.approx(float(published["win_rate"]), abs=1e-9)
    # The half width is 1.96 published standard errors, up to the shape of Wilson's interval.
    half = 50 * (win_rate.high - win_rate.low)
    assert half == pytest.approx(1.96 * float(published["standard_error"]), rel=0.01)
    assert sum(part.n_labels for part in summary.slices) == 805


def test_a_filter_on_outcomes_feeds_no_estimate(store: Store) -> None:
    """What is said again of pairs that were chosen by what was said of them is as if it had not been said."""
    for pair in (1, 2, 3):
        put_label(store, pair, "tie")
    for pair in (1, 2):
        put_label(store, pair, "a", served_by="filter-outcome:preference tie")
    put_label(store, 4, None, status=Status.SKIPPED)
    put_label(store, 4, "b", served_by="filter-outcome:skipped")
    put_label(store, 5, "a", served_by="filter:language = de")
    summary = summarise(store)
    assert wins(summary) == (1, 0, 3, 0)
    assert summary.n_labels == 4
    assert summary.served == {"queue": 3, "filter-outcome:skipped": 1, "filter:language = de": 1}
    (note,) = [note for note in summary.notes if note.code == "chosen_by_outcome"]
    assert note.text.startswith("1 label of pairs that came up by a filter")
    assert [one.n_labels for one in summary.tendencies] == [4]
    assert measure_agreement(store).n_labels == 4
    assert {one.pair_id: one.preference for one in store.results.counted()}[1] is not None
    assert len(list(store.results.counted())) == 5, "an export has what was said last"


def test_a_label_taken_back_before_a_filter_brought_it_up_is_told_and_not_counted(store: Store) -> None:
    put_label(store, 1, "tie")
    put_label(store, 1, "tie", status=Status.RETRACTED)
    put_label(store, 1, "a", served_by="filter-outcome:flagged")
    summary = summarise(store)
    assert summary.n_labels == 0
    assert summary.served == {"filter-outcome:flagged": 1}


# The plan


def planned(store: Store, **changes: Any) -> Plan:
    plan = Plan(**{"candidate": "old", "baseline": "new", "pairs": 3, **changes})
    with store.transaction():
        store.rubrics.use(Rubric(plan=plan))
    return plan


def test_results_are_told_of_the_candidate_and_of_the_plan(store: Store) -> None:
    plan = planned(store, slices=(PlannedSlice("topic", "test"), PlannedSlice("nowhere")))
    for pair, preference in enumerate(("a", "a", "b"), 1):
        put_label(store, pair, preference)
    summary = summarise(store)
    (one,) = summary.preference
    assert (one.model_a, one.model_b, one.wins_a, one.wins_b) == ("old", "new", 1, 2)
    assert (one.decision.by, one.decision.planned_pairs, one.decision.reached) == ("fixed_n", 3, 3)
    assert summary.plan == plan
    assert [(part.field, part.value, part.planned) for part in summary.slices] == [("topic", "test", True)]
    document = summary_document(summary, "pairs.db")
    assert document["plan"] == {**plan.document(), "changes": []}
    assert "by" not in document
    assert document["slices"][0]["planned"] is True


def test_a_plan_that_was_changed_after_the_first_label_is_named(store: Store) -> None:
    planned(store)
    put_label(store, 1, "a")
    planned(store, pairs=2)
    summary = summarise(store)
    (change,) = document_changes(summary)
    assert (change["labels"], change["from"]["plan"]["pairs"], change["to"]["plan"]["pairs"]) == (1, 3, 2)
    (note,) = [note for note in summary.notes if note.code == "plan_changed"]
    assert note.text.startswith("The plan was changed after 1 label, on ")
    assert note.text.endswith(": pairs from 3 to 2.")


def document_changes(summary: Summary) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = summary_document(summary, "pairs.db")["plan"]["changes"]
    return changes


def test_a_rubric_with_another_plan_asks_the_same(store: Store) -> None:
    planned(store)
    put_label(store, 1, "a", rubric=store.rubrics.current().hash)
    planned(store, pairs=2)
    put_label(store, 2, "a", rubric=store.rubrics.current().hash)
    assert "several_rubrics" not in [note.code for note in summarise(store).notes]
    with store.transaction():
        store.rubrics.use(Rubric(question="Which is shorter?"))
    put_label(store, 3, "a", rubric=store.rubrics.current().hash)
    assert "several_rubrics" in [note.code for note in summarise(store).notes]
