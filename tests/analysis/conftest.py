"""Labels to summarise: as rows, and as revisions in a project. Always in the orientation of results."""

from __future__ import annotations

from typing import Any

from reviewtui.domain.labels import Judgement, Revision
from reviewtui.domain.vocabulary import AnnotatorKind, Correctness, Preference, Slot
from reviewtui.store import Store
from reviewtui.store.results import CountedLabel
from tests.store.test_labels import revision


def counted(
    pair: int,
    preference: str | None,
    annotator: str = "ana",
    *,
    prompt: int | None = None,
    kind: str = "person",
    models: tuple[str, str] = ("new", "old"),
    correctness: tuple[str | None, str | None] = (None, None),
    left: str | None = "a",
    served_by: str = "queue",
    **more: Any,
) -> CountedLabel:
    """A label of pair `pair`, which has a prompt of its own unless `prompt` says another. `more` are other
    fields of `CountedLabel`."""
    return CountedLabel(
        pair_id=pair,
        prompt_id=pair if prompt is None else prompt,
        annotator=annotator,
        annotator_kind=kind,
        model_a=models[0],
        model_b=models[1],
        preference=preference,
        strength=more.pop("strength", None),
        correctness_a=correctness[0],
        correctness_b=correctness[1],
        left_output=left,
        served_by=served_by,
        **more,
    )


def many(preferences: str, annotator: str = "ana", **rest: Any) -> list[CountedLabel]:
    """One label a pair: «abtx» is a win of each, a tie and both bad; a space is a pair without a label."""
    words = {"a": "a", "b": "b", "t": "tie", "x": "both_bad"}
    return [
        counted(pair, words[letter], annotator, **rest)
        for pair, letter in enumerate(preferences, 1)
        if letter != " "
    ]


def put_label(
    store: Store,
    pair_id: int,
    preference: str | None,
    annotator: str = "ana",
    *,
    kind: AnnotatorKind = AnnotatorKind.PERSON,
    correctness: tuple[str | None, str | None] = (None, None),
    left: str | None = "a",
    **changes: Any,
) -> Revision:
    """Append one more revision; a and b are the first and the second model by name."""
    first, second = (value and Correctness(value) for value in correctness)
    judgement = Judgement(Preference(preference) if preference else None, None, first or None, second or None)
    side = Slot(left) if left else None
    if store.content.pair(pair_id).mirrored_in_results:
        judgement = judgement.mirrored()
        side = side and side.other
    with store.transaction():
        who = store.annotators.get_or_add(annotator, kind).id
        made = revision(
            pair_id,
            who,
            seq=store.labels.next_seq(pair_id, who),
            judgement=judgement,
            left_output=side,
            **changes,
        )
        store.labels.append(made)
    return made
