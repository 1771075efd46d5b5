"""Whole imports: identity, duplicates, the report, sources, batches."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reviewtui.dataset import importing
from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.importing import import_files, preflight
from reviewtui.dataset.known import already_imported
from reviewtui.dataset.plan import Plan
from reviewtui.domain.errors import DataError, UsageError
from reviewtui.store import Store
from tests.dataset.conftest import SHARED, Import, Row, WriteLines, faults_of, paired_row


def swapped(row: Row) -> Row:
    """The same row with its two sides exchanged."""
    other = {"a": "b", "b": "a", "1": "2", "2": "1"}
    return {
        key[:-1] + other[key[-1]] if key[-2:] in ("_a", "_b", "_1", "_2") else key: value
        for key, value in row.items()
    }


def hashes(store: Store) -> list[str]:
    return sorted(store.content.pair(pair).hash for pair in store.content.pair_ids())


def test_pairs_come_in_as_they_are(write: WriteLines, project: Store, bring: Import) -> None:
    row = paired_row(1, reference="Ref.", topic="t", metadata={"language": "de"}, tokens_a=3, winner="old")
    report = bring(write("pairs.jsonl", [row]))
    assert report.layout == "paired"
    assert (report.rows, report.pairs_new, report.pairs_known, report.left_out) == (1, 1, 0, 0)
    (pair_id,) = project.content.pair_ids()
    pair = project.content.pair(pair_id)
    assert pair.prompt.messages[0].text == "Question 1?"
    assert pair.prompt.reference == "Ref."
    assert pair.prompt.metadata == {"topic": "t", "language": "de"}
    sides = {side.model: (side.messages[0].text, side.metadata) for side in (pair.a, pair.b)}
    assert sides == {
        "old": ("Old answer 1.", {"tokens_a": 3, "winner": "old"}),
        "new": ("New answer 1.", {"winner": "old"}),
    }
    assert project.content.external_id(pair_id) == "q1"
    assert project.content.sources_of(pair_id) == [("pairs.jsonl", 1)]


def test_twice_and_swapped_gives_the_same_pairs(write: WriteLines, project: Store, bring: Import) -> None:
    rows = [paired_row(number, tokens_a=number, tokens_b=2) for number in range(30)]
    bring(write("pairs.jsonl", rows))
    before = hashes(project)
    again = bring(write("pairs.jsonl", rows))
    assert (again.pairs_new, again.pairs_known, again.pairs_changed) == (0, 30, 0)
    assert again.files[0].seen_before
    turned = bring(write("swapped.json", [json.dumps([swapped(row) for row in reversed(rows)])]))
    assert (turned.pairs_new, turned.pairs_known, turned.left_out) == (0, 30, 0)
    assert not turned.files[0].seen_before
    assert hashes(project) == before
    assert project.queue.count() == 30


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_alpaca_eval_outputs_join_without_a_flag(project: Store, bring: Import) -> None:
    one, other, third = (
        SHARED / "alpaca_eval/outputs" / name for name in ("gpt4.json", "claude-2.1.json", "vicuna-13b.json")
    )
    report = bring(one, other)
    assert (report.layout, report.rows, report.pairs_new, report.left_out) == ("outputs", 1610, 805, 0)
    assert report.models == ("claude-2.1", "gpt4")
    assert report.fields == {"dataset": 5}
    before = hashes(project)
    again = bring(other, one)
    assert (again.pairs_new, again.pairs_known, again.pairs_changed) == (0, 805, 0)
    assert hashes(project) == before
    assert bring(one, other, third).pairs_new == 1610
    gpt4 = {row["instruction"]: row["output"] for row in json.loads(one.read_bytes())}
    claude = {row["instruction"]: row["output"] for row in json.loads(other.read_bytes())}
    for pair in map(project.content.pair, project.content.pair_ids()):
        if pair.models == ("claude-2.1", "gpt4"):
            said = {side.model: side.messages[0].content for side in (pair.a, pair.b)}
            prompt = pair.prompt.messages[0].content
            assert said == {"gpt4": gpt4[prompt], "claude-2.1": claude[prompt]}


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_alpaca_eval_annotations_are_pairs_whose_verdicts_are_hidden(
    tmp_path: Path, project: Store, bring: Import
) -> None:
    path = SHARED / "alpaca_eval/annotations/vicuna-13b.alpaca_eval_gpt4.json"
    report = bring(path)
    assert (report.layout, report.pairs_new, report.labels_new, report.left_out) == ("paired", 805, 0, 0)
    assert report.models == ("text_davinci_003", "vicuna-13b")
    assert set(report.fields) == {"dataset", "price_per_example", "time_per_example"}
    pair = project.content.pair(project.content.pair_ids()[0])
    assert {"preference", "annotator"} <= set(pair.a.metadata)
    before = hashes(project)
    rows = [swapped(row) for row in json.loads(path.read_bytes())]
    (tmp_path / "swapped.json").write_text(json.dumps(rows))
    again = bring(tmp_path / "swapped.json")
    assert (again.pairs_new, again.pairs_known) == (0, 805)
    assert hashes(project) == before


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data is not here")
def test_arena_hard_answers_join_on_their_id(bring: Import) -> None:
    files = sorted((SHARED / "arena_hard").glob("gpt-*.jsonl"))
    report = bring(*files)
    assert report.reason.endswith("joined on uid")
    assert (report.pairs_new, report.left_out) == (500, 0)


def test_duplicates_are_named_and_the_first_is_kept(write: WriteLines, project: Store, bring: Import) -> None:
    one = write(
        "pairs.jsonl",
        [
            paired_row(1),
            paired_row(2),
            swapped(paired_row(1)),
            paired_row(3, id="q2"),
            paired_row(2, id="q2", model_a="third"),
        ],
    )
    other = write("more.jsonl", [paired_row(4), paired_row(2, id="else")])
    report = bring(one, other)
    assert faults_of(report) == [
        ("pairs.jsonl", 3, "the same pair as in line 1"),
        ("pairs.jsonl", 4, "id q2 is of another pair already, in line 2"),
        ("more.jsonl", 2, f"the same pair as in {one} line 2"),
    ]
    assert report.pairs_new == 4, "an id may name a prompt that other models answered too"
    assert project.content.sources_of(project.content.pair_ids()[0]) == [("pairs.jsonl", 1)]


def test_rows_that_lack_or_confuse_fields(write: WriteLines, project: Store, bring: Import) -> None:
    def without(name: str) -> Row:
        return {key: value for key, value in paired_row(9).items() if key != name}

    message = {"role": "assistant", "content": "x"}
    rows: list[Row | str] = [
        paired_row(1),
        without("prompt"),
        without("response_b"),
        without("model_a"),
        paired_row(2, response_a=7),
        paired_row(3, response_a=None),
        paired_row(4, prompt={"text": "q"}),
        paired_row(5, prompt=[]),
        paired_row(6, prompt=["q"]),
        paired_row(7, response_b=[message, {"content": "x"}]),
        paired_row(8, response_b=[{"role": 3, "content": "x"}]),
        paired_row(9, response_b=[{"role": "assistant", "content": 3}]),
        paired_row(10, model_b=["m"]),
        paired_row(11, id={"a": 1}),
        paired_row(12, response_a="same", response_b="same", model_b="old"),
        paired_row(13, id=None),
    ]
    report = bring(write("pairs.jsonl", rows))
    expected_text = "expected text or a list of messages, found"
    assert [(line, reason) for _, line, reason in faults_of(report)] == [
        (2, "field prompt: missing"),
        (3, "field response_b: missing"),
        (4, "field model_a: missing or empty"),
        (5, f"field response_a: {expected_text} a number"),
        (6, f"field response_a: {expected_text} null"),
        (7, f"field prompt: {expected_text} an object"),
        (8, "field prompt: has no messages"),
        (9, "field prompt, message 1: expected an object with role and content, found text"),
        (10, "field response_b, message 2: no role"),
        (11, "field response_b, message 1: the role is no text"),
        (12, "field response_b, message 1: expected text as content, found a number"),
        (13, "field model_b: expected text, found a list"),
        (14, "field id: expected text, found an object"),
        (15, "both outputs are the same text of old"),
    ]
    assert report.pairs_new == project.queue.count() == 2


def test_conversations_keep_what_their_messages_hold(
    write: WriteLines, project: Store, bring: Import
) -> None:
    prompt = [
        {"role": "system", "content": "s"},
        {"role": "user", "content": [{"type": "text", "text": "q"}]},
    ]
    answer = [
        {"role": "assistant", "content": None, "tool_calls": [{"name": "f"}]},
        {"role": "tool", "content": "r"},
    ]
    bring(write("pairs.jsonl", [paired_row(1, prompt=prompt, response_a=answer)]))
    (pair,) = map(project.content.pair, project.content.pair_ids())
    assert [message.document() for message in pair.prompt.messages] == prompt
    (turns,) = ([m.document() for m in side.messages] for side in (pair.a, pair.b) if side.model == "old")
    assert turns == answer


def test_a_bare_text_and_its_message_are_the_same_pair(write: WriteLines, bring: Import) -> None:
    as_messages = paired_row(
        1,
        prompt=[{"role": "user", "content": "Question 1?"}],
        response_a=[{"content": "Old answer 1.", "role": "assistant"}],
    )
    assert bring(write("texts.jsonl", [paired_row(1)])).pairs_new == 1
    assert bring(write("messages.jsonl", [as_messages])).pairs_known == 1


def test_hostile_texts_are_kept_to_the_letter(write: WriteLines, project: Store, bring: Import) -> None:
    text = (
        "[red]x[/] \x1b[31m\x07 \x00 \u202e \u200b =cmd|' /C calc'!A0 '); DROP TABLE pairs; -- \ufffe e\u0301"
    )
    bring(
        write("pairs.jsonl", [paired_row(1, prompt=text, response_a=text, model_a=text, topic=text, id=text)])
    )
    (pair_id,) = project.content.pair_ids()
    pair = project.content.pair(pair_id)
    assert pair.prompt.messages[0].content == text
    assert text in (pair.a.model, pair.b.model)
    assert project.content.external_id(pair_id) == text
    # The topic holds the name of a model: both are this text.
    assert pair.prompt.metadata == {}
    assert pair.a.metadata == pair.b.metadata == {"topic": text}


def test_models_without_names_are_called_as_the_fields(
    write: WriteLines, project: Store, bring: Import
) -> None:
    row = {"prompt": "q", "response_a": "x", "response_b": "y", "deep": {"x": 1}}
    report = bring(write("pairs.jsonl", [row]))
    assert project.content.models() == ["response_a", "response_b"]
    assert any("models have no names" in note for note in report.notes)
    assert any("deep" in note for note in report.notes)


def test_fields_named_by_hand(write: WriteLines, project: Store, bring: Import) -> None:
    row = {
        "data": {"question": "q"},
        "candidates": [{"text": "x", "model": "m"}, {"text": "y", "model": "n"}],
        "meta": {"key": 7},
    }
    mapping = [
        "prompt=data.question",
        "response_a=candidates.0.text",
        "response_b=candidates.1.text",
        "model_a=candidates.0.model",
        "model_b=candidates.1.model",
        "id=meta.key",
    ]
    short = {**row, "candidates": row["candidates"][:1]}
    report = bring(write("pairs.jsonl", [row, short]), mapping=mapping)
    assert report.pairs_new == 1
    assert faults_of(report) == [("pairs.jsonl", 2, "field candidates.1.model: missing or empty")]
    (pair_id,) = project.content.pair_ids()
    assert project.content.external_id(pair_id) == "7"
    assert project.content.models() == ["m", "n"]
    (source,) = project.sources.all()
    assert source.layout.startswith("paired(id=meta.key, model_a=candidates.0.model, ")


def test_a_path_that_no_row_has(write: WriteLines, project: Store, bring: Import) -> None:
    with pytest.raises(UsageError) as caught:
        bring(write("pairs.jsonl", [paired_row(1)]), mapping=["prompt=data.question"])
    assert "data.question" in caught.value.message
    assert "prompt, response_a" in caught.value.hint
    assert project.sources.all() == ()


def test_the_report_counts(write: WriteLines, bring: Import) -> None:
    rows = [
        paired_row(1, response_a="same", response_b="same", topic="x"),
        paired_row(2, response_a="", topic="y"),
        paired_row(3, response_b="z" * 500, topic="x", metadata={"tags": ["a"]}),
    ]
    report = bring(write("pairs.jsonl", rows))
    assert (report.identical_outputs, report.empty_outputs, report.longest_output) == (1, 1, 500)
    assert report.models == ("new", "old")
    assert report.fields == {"topic": 2, "tags": 1}
    assert report.reason == "prompt, response_a, response_b, model_a, model_b found in 3 of 3 rows"


def test_newer_metadata_and_references_win(write: WriteLines, project: Store, bring: Import) -> None:
    bring(write("v1.jsonl", [paired_row(n, reference="r", topic="x") for n in range(3)]))
    report = bring(write("v2.jsonl", [paired_row(0, topic="x"), paired_row(1, topic="y"), paired_row(2)]))
    assert (report.pairs_known, report.pairs_changed) == (3, 1)
    prompts = [project.content.pair(pair).prompt for pair in project.content.pair_ids()]
    assert [(prompt.reference, prompt.metadata["topic"]) for prompt in prompts] == [
        ("r", "x"),
        ("r", "y"),
        ("r", "x"),
    ]


def test_faults_are_counted_beyond_those_that_are_kept(
    write: WriteLines, bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reviewtui.dataset.faults.FAULTS_KEPT", 3)
    report = bring(write("pairs.jsonl", [paired_row(1), *["{"] * 10, *[paired_row(1)] * 4]))
    assert len(report.faults) == 3
    assert report.left_out == 14
    assert report.rows == 15
    assert {kind.value: n for kind, n in report.faults_by_kind.items()} == {
        "lines that can't be read": 10,
        "duplicates": 4,
    }


def test_batches_change_nothing(
    write: WriteLines, project: Store, bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prompts and outputs that come again within a batch, in the next one, and in the next statement."""
    monkeypatch.setattr(importing, "BATCH_PAIRS", 3)
    monkeypatch.setattr(importing, "STATEMENT_PAIRS", 2)
    rows = [paired_row(p, id=None, response_b=f"{b}", topic=f"{p}-{b}") for b in range(4) for p in range(5)]
    report = bring(write("pairs.jsonl", rows))
    assert (report.pairs_new, report.left_out) == (20, 0)
    count = project._db.execute("SELECT (SELECT count(*) FROM prompts), (SELECT count(*) FROM outputs)")
    assert count.fetchone() == (5, 5 + 20)
    for pair in map(project.content.pair, project.content.pair_ids()):
        number = pair.prompt.messages[0].text.removeprefix("Question ").removesuffix("?")
        assert pair.prompt.metadata == {"topic": f"{number}-3"}, "the newest row's"
        assert {side.model for side in (pair.a, pair.b)} == {"old", "new"}


def test_a_batch_is_small_in_text_too(
    write: WriteLines, project: Store, bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "FIRST_BATCHES", 1)
    monkeypatch.setattr(importing, "BATCH_CHARACTERS", 1_000)
    path = write("pairs.jsonl", [paired_row(n, response_a="x" * 600 + str(n)) for n in range(9)])
    told: list[int] = []
    import_files(project, [path], {}, told.append)
    assert told == [2, 4, 6, 8, 9]


def test_another_writer_gets_in_between_two_batches(
    write: WriteLines, project: Store, bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there are pairs there may be reviewers: such a project is held for short times alone."""
    bring(write("first.jsonl", [paired_row(99)]))
    monkeypatch.setattr(importing, "BATCH_PAIRS", 2)
    path = write("pairs.jsonl", [paired_row(n) for n in range(6)])
    names = iter("abc")

    def meanwhile(_: int) -> None:
        with Store.open(project.path) as other, other.transaction():
            other.annotators.get_or_add(next(names))

    import_files(project, [path], {}, meanwhile)
    assert [annotator.name for annotator in project.annotators.all()] == ["a", "b", "c"]
    assert project.queue.count() == 7


def test_a_first_import_takes_few_transactions(
    write: WriteLines, project: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_PAIRS", 2)
    monkeypatch.setattr(importing, "FIRST_BATCHES", 3)
    told: list[int] = []
    import_files(project, [write("pairs.jsonl", [paired_row(n) for n in range(9)])], {}, told.append)
    assert told == [6, 9]
    assert project.queue.count() == 9


class Stop(Exception):  # noqa: N818  no error: the test ends an import so
    """As a signal that ends the import."""


def test_an_import_that_was_cut_off_is_finished_by_the_next(
    write: WriteLines, project: Store, bring: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH_PAIRS", 2)
    monkeypatch.setattr(importing, "FIRST_BATCHES", 1)
    path = write("pairs.jsonl", [paired_row(n) for n in range(6)])

    def stop(done: int) -> None:
        if done == 4:
            raise Stop

    with pytest.raises(Stop):
        import_files(project, [path], {}, stop)
    assert project.queue.count() == 4
    assert not already_imported(project, [path], {})
    report = bring(path)
    assert (report.pairs_new, report.pairs_known, report.left_out) == (2, 4, 0)
    assert already_imported(project, [path], {})


def test_settings_for_bulk_are_put_back(write: WriteLines, project: Store, bring: Import) -> None:
    names = ("cache_size", "wal_autocheckpoint", "synchronous")

    def settings() -> list[Any]:
        return [project._db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    before = settings()
    bring(write("pairs.jsonl", [paired_row(1)]))
    assert settings() == before


def test_a_preflight_counts_as_the_import_and_writes_nothing(
    write: WriteLines, project: Store, bring: Import
) -> None:
    bring(write("first.jsonl", [paired_row(n) for n in range(3)]))
    path = write("second.jsonl", [paired_row(n) for n in range(2, 6)] + ["{"])
    before = list(project._db.iterdump())
    looked = preflight(Plan([path], {}), project)
    assert list(project._db.iterdump()) == before
    done = bring(path)
    assert (looked.pairs_new, looked.pairs_known) == (done.pairs_new, done.pairs_known) == (3, 1)
    assert looked.faults == done.faults
    assert looked.files == done.files
    assert preflight(Plan([path], {}), project).files[0].seen_before
    assert preflight(Plan([path], {}), None).pairs_new == 4


def test_one_bad_file_of_two_stops_before_anything_is_written(
    write: WriteLines, project: Store, bring: Import, tmp_path: Path
) -> None:
    with pytest.raises(DataError):
        bring(write("pairs.jsonl", [paired_row(1)]), tmp_path / "missing.jsonl")
    assert project.sources.all() == ()


def test_files_whose_names_are_no_text(
    write: WriteLines, project: Store, bring: Import, tmp_path: Path
) -> None:
    path = tmp_path / "p\udcff.jsonl"
    path.write_text(json.dumps(paired_row(1)) + "\n{\n")
    report = bring(path)
    assert report.faults[0].file.endswith("p\ufffd.jsonl")
    assert project.sources.all()[0].name == "p\ufffd.jsonl"


def test_layouts_may_be_mixed(write: WriteLines, project: Store, bring: Import) -> None:
    outputs = [{"prompt": "q", "response": m, "model": m} for m in "mn"]
    files = (write("pairs.jsonl", [paired_row(1)]), write("outputs.jsonl", outputs))
    report = bring(*files)
    assert report.layout == "paired and outputs"
    assert report.pairs_new == 2
    assert already_imported(project, files, parse_map([]))
