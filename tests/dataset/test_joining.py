"""Outputs joined to pairs: on an id or the prompt, and never on the order of lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.importing import import_files, preflight
from reviewtui.dataset.plan import Plan
from reviewtui.domain.errors import DataError
from reviewtui.store import Store
from tests.dataset.conftest import Import, WriteLines, faults_of


def texts(store: Store) -> set[tuple[str, frozenset[tuple[str, str]]]]:
    """(prompt, {(model, output), …}) of every pair."""
    return {
        (
            pair.prompt.messages[-1].text,
            frozenset((side.model, side.messages[0].text) for side in (pair.a, pair.b)),
        )
        for pair in map(store.content.pair, store.content.pair_ids())
    }


def out(prompt: str, output: str, **more: Any) -> dict[str, Any]:
    return {"instruction": prompt, "output": output, **more}


def test_joined_on_the_prompt_whatever_the_order(write: WriteLines, project: Store, bring: Import) -> None:
    one = write("one.jsonl", [out("p1", "a1", generator="m"), out("p2", "a2", generator="m")])
    other = write("other.jsonl", [out("p2", "b2", generator="n"), out("p1", "b1", generator="n")])
    report = bring(one, other)
    assert report.layout == "outputs"
    assert report.reason.endswith("joined on instruction")
    assert (report.rows, report.pairs_new, report.left_out) == (4, 2, 0)
    assert texts(project) == {
        ("p1", frozenset({("m", "a1"), ("n", "b1")})),
        ("p2", frozenset({("m", "a2"), ("n", "b2")})),
    }


def test_models_without_a_name_are_called_as_their_file(
    write: WriteLines, project: Store, bring: Import, tmp_path: Path
) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
    bring(write("new.jsonl", [out("p", "a")]), write("old.jsonl", [out("p", "b")]))
    assert project.content.models() == ["new", "old"]
    bring(write("x/outputs.jsonl", [out("p", "a")]), write("y/outputs.jsonl", [out("p", "b")]))
    assert project.content.models() == ["new", "old", "x/outputs", "y/outputs"]


def test_one_file_may_hold_several_models(write: WriteLines, project: Store, bring: Import) -> None:
    rows = [out(f"p{n}", f"{model}{n}", model=model) for model in "abc" for n in range(2)]
    report = bring(write("all.jsonl", rows))
    assert report.pairs_new == 6, "every two of three models, for two prompts"
    assert report.models == ("a", "b", "c")


def test_joined_on_an_id_that_all_have(write: WriteLines, project: Store, bring: Import) -> None:
    one = write("m.jsonl", [out("p", "a1", id=1), out("p", "a2", id=2)])
    other = write("n.jsonl", [out("p", "b2", id="2"), out("p", "b1", id=1)])
    report = bring(one, other)
    assert report.reason.endswith("joined on id")
    assert texts(project) == {
        ("p", frozenset({("m", "a1"), ("n", "b1")})),
        ("p", frozenset({("m", "a2"), ("n", "b2")})),
    }
    ids = {project.content.external_id(pair) for pair in project.content.pair_ids()}
    assert ids == {"1", "2"}


def test_an_id_that_counts_the_rows_of_each_file_joins_nothing(
    write: WriteLines, project: Store, bring: Import
) -> None:
    prompts = ["p1", "p2", "p3", "p4"]
    one = write("m.jsonl", [out(p, f"a-{p}", id=n) for n, p in enumerate(prompts)])
    other = write("n.jsonl", [out(p, f"b-{p}", id=n) for n, p in enumerate(reversed(prompts))])
    report = bring(one, other)
    assert report.reason.endswith("joined on instruction")
    assert texts(project) == {(p, frozenset({("m", f"a-{p}"), ("n", f"b-{p}")})) for p in prompts}


def test_an_id_of_each_answer_joins_nothing(write: WriteLines, bring: Import) -> None:
    one = write("m.jsonl", [out("p", "a", id="m-1", question_id=5)])
    other = write("n.jsonl", [out("p", "b", id="n-1", question_id=5)])
    report = bring(one, other)
    assert report.reason.endswith("joined on question_id")
    assert report.pairs_new == 1


def test_what_finds_no_partner_is_named(write: WriteLines, bring: Import) -> None:
    one = write("m.jsonl", [out("p1", "a1"), "{", out("p2", "a2"), out("p1", "a3"), {"instruction": "p4"}])
    other = write("n.jsonl", [out("p1", "b1"), out("p3", "b3"), out("p5", 5)])
    report = bring(one, other)
    assert (report.rows, report.pairs_new) == (8, 1)
    assert sorted(faults_of(report)) == [
        ("m.jsonl", 2, "not JSON: unexpected end of data (column 2)"),
        ("m.jsonl", 3, "no output of another model has this prompt"),
        ("m.jsonl", 4, f"m has an output for this prompt already, in {one} line 1"),
        ("m.jsonl", 5, "field output: missing"),
        ("n.jsonl", 2, "no output of another model has this prompt"),
        ("n.jsonl", 3, "field output: expected text or a list of messages, found a number"),
    ]


def test_prompts_that_differ_under_one_id(write: WriteLines, project: Store, bring: Import) -> None:
    one = write("m.jsonl", [out("p1", "a1", id="q1"), out("p2", "a2", id="q2"), out("p3", "a3", id="q3")])
    other = write("n.jsonl", [out("p1", "b1", id="q1"), out("p2", "b2", id="q2"), out("p3!", "b3", id="q3")])
    report = bring(one, other)
    assert report.pairs_new == 2
    reason = f"id q3: the prompts differ between {one} line 3 and {other} line 3"
    assert faults_of(report) == [("n.jsonl", 3, reason)]


def test_an_id_named_by_hand_is_taken_at_its_word(write: WriteLines, bring: Import) -> None:
    one = write("m.jsonl", [out("p1", "a1", meta={"key": 1}), out("p2", "a2", meta={"key": 2})])
    other = write("n.jsonl", [out("p1", "b1", meta={"key": 2}), out("p2", "b2")])
    report = bring(one, other, mapping=["id=meta.key"])
    assert report.reason.endswith("joined on meta.key")
    assert report.pairs_new == 0
    assert sorted(faults_of(report)) == [
        ("m.jsonl", 1, "no output of another model has this meta.key 1"),
        ("n.jsonl", 1, f"meta.key 2: the prompts differ between {one} line 2 and {other} line 1"),
        ("n.jsonl", 2, "field meta.key: missing"),
    ]


def test_one_model_alone_is_told(write: WriteLines, project: Store, bring: Import) -> None:
    with pytest.raises(DataError, match=r"one\.jsonl: outputs of one model alone \(m\)"):
        bring(write("one.jsonl", [out("p", "a", model="m")]))
    assert project.sources.all() == ()


def test_conversations_with_the_answer_in_them(write: WriteLines, project: Store, bring: Import) -> None:
    """As Arena-Hard writes them."""

    def row(model: str, answer: str) -> dict[str, Any]:
        turns = [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "p"},
            {"role": "assistant", "content": {"answer": answer}},
        ]
        return {"uid": "u1", "ans_id": answer, "model": model, "messages": turns, "tstamp": len(answer)}

    broken = {**row("m", "x"), "uid": "u2", "messages": [{"role": "user", "content": "p"}]}
    report = bring(write("m.jsonl", [row("m", "a"), broken]), write("n.jsonl", [row("n", "bb")]))
    assert report.reason.endswith("joined on uid")
    (pair,) = map(project.content.pair, project.content.pair_ids())
    assert [message.role for message in pair.prompt.messages] == ["system", "user"]
    assert {pair.a.messages[0].text, pair.b.messages[0].text} == {"a", "bb"}
    assert pair.prompt.metadata == {}, "what differs between the rows is hidden"
    assert {pair.a.metadata["ans_id"], pair.b.metadata["ans_id"]} == {"a", "bb"}
    assert faults_of(report) == [
        ("m.jsonl", 2, "field messages: does not end with an answer of the assistant")
    ]


def test_metadata_alike_in_all_rows_is_the_prompts(write: WriteLines, project: Store, bring: Import) -> None:
    both = {"dataset": "d", "metadata": {"language": "de"}, "winner": "m", "seen": "in m", "reference": "ref"}
    one = write("m.jsonl", [out("p", "a", tokens=3, only="x", **both)])
    other = write("n.jsonl", [out("p", "b", tokens=4, **both)])
    bring(one, other)
    (pair,) = map(project.content.pair, project.content.pair_ids())
    assert pair.prompt.metadata == {"dataset": "d", "language": "de"}
    assert pair.prompt.reference == "ref"
    by_model = {side.model: side.metadata for side in (pair.a, pair.b)}
    assert by_model == {
        "m": {"tokens": 3, "only": "x", "winner": "m", "seen": "in m"},
        "n": {"tokens": 4, "winner": "m", "seen": "in m"},
    }


def test_where_outputs_were_found_is_recorded(write: WriteLines, project: Store, bring: Import) -> None:
    bring(write("m.jsonl", [out("x", "a"), out("p", "a")]), write("n.jsonl", [out("p", "b"), out("x", "b")]))
    found = project._db.execute(
        "SELECT m.name, s.name, oc.row FROM occurrences oc JOIN outputs o ON o.id = oc.output_id"
        " JOIN models m ON m.id = o.model_id JOIN sources s ON s.id = oc.source_id"
    )
    assert set(found) == {("m", "m.jsonl", 1), ("m", "m.jsonl", 2), ("n", "n.jsonl", 1), ("n", "n.jsonl", 2)}


OUTPUTS = st.dictionaries(
    st.tuples(st.sampled_from("mno"), st.sampled_from("pqrs")), st.sampled_from("xy"), min_size=1, max_size=12
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(outputs=OUTPUTS, data=st.data())
def test_any_order_of_rows_and_files_gives_the_same_pairs(
    outputs: dict[tuple[str, str], str], data: st.DataObject, tmp_path: Path
) -> None:
    """Against the definition: for each prompt, every two models that answered it."""
    expected = {
        (p, frozenset({(m, outputs[m, p]), (n, outputs[n, p])}))
        for m, p in outputs
        for n, q in outputs
        if p == q and m < n
    }
    rows = data.draw(st.permutations([out(p, text, model=m) for (m, p), text in outputs.items()]))
    cut = data.draw(st.integers(0, len(rows)))
    files = []
    for name, part in (("1.jsonl", rows[:cut]), ("2.json", rows[cut:])):
        if part:
            files.append(tmp_path / name)
            lines = json.dumps(part, indent=1) if name == "2.json" else "\n".join(map(json.dumps, part))
            files[-1].write_text(lines)
    if len({m for m, _ in outputs}) < 2:
        with pytest.raises(DataError):
            Plan(files, parse_map([]))
        return
    assert preflight(Plan(files, {}), None).pairs_new == len(expected)
    project = tmp_path / "p.db"
    project.unlink(missing_ok=True)
    with Store.open(project, create=True) as store:
        import_files(store, files, {})
        assert texts(store) == expected
