"""What tests of judges share: verdicts like labels, and figures of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from reviewtui.analysis import labels_to_arrays
from reviewtui.analysis.judge.against import Against
from reviewtui.analysis.judge.judging import JudgeFigures, judging_of
from reviewtui.analysis.judge.voices import Voices
from reviewtui.stats import Estimate, MaybeEstimate
from reviewtui.store.judged import Skipped
from reviewtui.store.results import CountedLabel
from tests.analysis.conftest import many


def verdicts(preferences: str, **rest: Any) -> list[CountedLabel]:
    return many(preferences, "bot", kind="judge", served_by="imported", **rest)


def voices(people: Sequence[CountedLabel], judges: Sequence[CountedLabel], **rest: Any) -> Voices:
    return Voices(labels_to_arrays(people), labels_to_arrays(judges), **rest)


def figures(people: Sequence[CountedLabel], judges: Sequence[CountedLabel], **rest: Any) -> JudgeFigures:
    (one,) = judging_of(voices(people, judges, **rest)).judges
    return one


def beside(one: JudgeFigures, name: str | None = None, field: str = "preference") -> Against:
    return next(
        row for row in one.against if row.field == field and (row.reference and row.reference.name) == name
    )


def value(estimate: MaybeEstimate | None) -> float:
    assert isinstance(estimate, Estimate)
    return estimate.value


def skips(*pairs: int) -> tuple[Skipped, ...]:
    return tuple(Skipped(pair, pair, "bot", ("new", "old")) for pair in pairs)


def drawn(n: int, seed: int = 1) -> tuple[str, str]:
    rng = np.random.default_rng(seed)
    truth = rng.choice(list("abt"), n, p=[0.3, 0.5, 0.2])
    judge = np.where(rng.random(n) < 0.25, "a", truth)
    return "".join(truth), "".join(judge)
