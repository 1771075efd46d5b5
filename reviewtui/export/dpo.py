"""`export dpo`: preference rows as TRL's DPOTrainer reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reviewtui.consensus import Verdict
from reviewtui.domain.messages import Conversation, Json, plain_text
from reviewtui.domain.pairs import StoredPair
from reviewtui.domain.vocabulary import Correctness, Preference, Slot
from reviewtui.export.selection import Selection, verdicts
from reviewtui.export.texts import Row
from reviewtui.store import Store


@dataclass(frozen=True, slots=True)
class _Choice:
    """A pair to write. `chosen` is in the pair's own orientation."""

    pair_id: int
    chosen: Slot
    bare: bool
    """Whether it is one user message with two answers of one message, all nothing but text."""


def dpo_rows(store: Store, selection: Selection, left_out: Counter[str]) -> Iterator[Row]:
    """`{"prompt", "chosen", "rejected"}` for each pair whose verdict names a better output.

    The trainer takes the style of the first row for that of all: strings where every row can be written
    so, else lists of messages. Only ids are held while that is found out. `left_out` counts by reason.
    """
    choices = list(_choices(store, selection, left_out))
    conversational = not all(choice.bare for choice in choices)
    for choice in choices:
        pair = store.content.pair(choice.pair_id)
        parts = {
            "prompt": pair.prompt.messages,
            "chosen": pair.output(choice.chosen).messages,
            "rejected": pair.output(choice.chosen.other).messages,
        }
        yield {key: _turns(part) if conversational else part[0].text for key, part in parts.items()}


def _choices(store: Store, selection: Selection, left_out: Counter[str]) -> Iterator[_Choice]:
    labeled = 0
    for pair_id, verdict in verdicts(store, selection):
        labeled += 1
        pair = store.content.pair(pair_id)
        reason = _reason_against(pair, verdict)
        if reason:
            left_out[reason] += 1
        else:
            yield _Choice(pair_id, _chosen(pair, verdict), _bare(pair))
    left_out["not labeled"] += store.queue.count() - labeled


def _reason_against(pair: StoredPair, verdict: Verdict) -> str:
    """Why a pair teaches no preference; empty where it does."""
    preference = verdict.preference.value
    if preference is None:
        return "unresolved"
    if preference is Preference.TIE:
        return "tied"
    if preference is Preference.BOTH_BAD:
        return "both bad"
    correctness = verdict.correctness_a if preference is Preference.A else verdict.correctness_b
    if correctness.value is Correctness.INCORRECT:
        return "chosen but incorrect"
    if pair.a.messages == pair.b.messages:
        return "with identical outputs"
    if any(message.role != "assistant" for message in (*pair.a.messages, *pair.b.messages)):
        return "with turns in an output that are not the assistant's"
    return ""


def _chosen(pair: StoredPair, verdict: Verdict) -> Slot:
    slot = Slot.A if verdict.preference.value is Preference.A else Slot.B
    return slot.other if pair.mirrored_in_results else slot


def _bare(pair: StoredPair) -> bool:
    texts = (
        plain_text(pair.prompt.messages, "user"),
        plain_text(pair.a.messages, "assistant"),
        plain_text(pair.b.messages, "assistant"),
    )
    return None not in texts


def _turns(conversation: Conversation) -> list[dict[str, Json]]:
    return [{"role": message.role, "content": message.text} for message in conversation]
