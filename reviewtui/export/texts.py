"""The part of a row that says which pair it is of."""

from __future__ import annotations

from reviewtui.domain.messages import Json, portable
from reviewtui.domain.pairs import StoredPair
from reviewtui.store import Store

Row = dict[str, Json]


def texts(store: Store, pair: StoredPair) -> Row:
    """The source's id, the prompt and both outputs; `a` is the model that is the first by name."""
    a, b = (pair.b, pair.a) if pair.mirrored_in_results else (pair.a, pair.b)
    return {
        "external_id": store.content.external_id(pair.id),
        "prompt": portable(pair.prompt.messages, "user"),
        "model_a": a.model,
        "output_a": portable(a.messages, "assistant"),
        "model_b": b.model,
        "output_b": portable(b.messages, "assistant"),
    }
