"""Content identity: what makes two things the same, and what does not."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from reviewtui.domain.identity import content_hash, content_id, new_id, position
from reviewtui.domain.messages import Message, from_documents, one_message, portable
from reviewtui.domain.pairs import Output, PairIdentity, Prompt, SourcePair

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
OUTPUT = st.builds(lambda model, text: Output(model, one_message("assistant", text)), TEXT, TEXT)


@given(TEXT, OUTPUT, OUTPUT)
def test_swapping_a_source_changes_neither_the_pair_nor_its_a(text: str, one: Output, other: Output) -> None:
    prompt = Prompt(one_message("user", text))
    as_given = PairIdentity.of(SourcePair(prompt, one, other, 1))
    swapped = PairIdentity.of(SourcePair(prompt, other, one, 2))
    assert (as_given.pair, as_given.a, as_given.b) == (swapped.pair, swapped.a, swapped.b)
    same = one == other
    assert (as_given.swapped != swapped.swapped) or same


def test_nothing_is_trimmed_or_normalised() -> None:
    hashes = {
        Prompt(one_message("user", text)).hash for text in ("café", "cafe\u0301", "café ", "café\n", "Café")
    }
    assert len(hashes) == 5


def test_metadata_and_reference_are_not_identity() -> None:
    bare = Prompt(one_message("user", "q"))
    assert Prompt(one_message("user", "q"), "ref", {"language": "de"}).hash == bare.hash


def test_model_and_context_and_prompt_are_identity_of_an_output() -> None:
    output = Output("m", one_message("assistant", "yes"))
    hashes = {
        output.hash_for("p"),
        output.hash_for("other"),
        Output("n", output.messages).hash_for("p"),
        Output("m", output.messages, {"system": "Be brief."}).hash_for("p"),
    }
    assert len(hashes) == 4
    assert Output("m", output.messages, metadata={"ms": 3}).hash_for("p") == output.hash_for("p")


def test_hashes_stay_what_they_are() -> None:
    """A changed rule would take every known pair for a new one: it needs a new version byte and this test."""
    assert content_hash("prompt", [{"role": "user", "content": "Hi"}]) == "a239adff171b1e92b53d42e184bab515"


def test_ids_are_uuids_of_their_version() -> None:
    assert uuid.UUID(new_id()).version == 7
    assert new_id() != new_id()
    made = uuid.UUID(content_id(["ana", "pair", 0]))
    assert made.version == 8
    assert made.variant == uuid.RFC_4122
    assert content_id(["ana", "pair", 0]) == str(made)


def test_position_fits_an_integer_and_depends_on_the_seed() -> None:
    places = {position(seed, f"pair {n}") for seed in ("x", "y") for n in range(100)}
    assert len(places) == 200
    assert all(0 <= place < 2**63 for place in places)


def test_messages_keep_what_they_came_with() -> None:
    rows = [
        {"role": "user", "content": [{"type": "text", "text": "look"}, {"type": "image"}]},
        {"role": "assistant", "content": None, "tool_calls": [{"name": "f"}]},
        {"role": "tool", "content": {"answer": "42"}, "name": "f"},
    ]
    messages = from_documents(rows)
    assert [message.document() for message in messages] == rows
    assert messages[0].text == 'look\n{"type":"image"}'
    assert messages[1].text == '[{"name":"f"}]'
    assert messages[2].text == "42"


def test_a_bare_string_is_written_as_a_string_and_nothing_else_is() -> None:
    assert portable(one_message("user", "q"), "user") == "q"
    assert portable(one_message("user", "q"), "assistant") == [{"role": "user", "content": "q"}]
    assert portable((Message("user", "q", {"name": "x"}),), "user") != "q"
