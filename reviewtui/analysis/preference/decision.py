"""Whether labels decide between two models, by an interval that may be looked at when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from reviewtui.analysis.rates import complement
from reviewtui.domain.plan import Plan
from reviewtui.stats import MaybeEstimate
from reviewtui.stats.sequential.confidence_sequence import State, verdict
from reviewtui.stats.sequential.planning import LabelsToGo, labels_to_decide

By = Literal["fixed_n", "anytime"]


FEWEST_DECIDED = 10
"""Of fewer decided labels the rate is too uncertain to forecast anything from it."""


@dataclass(frozen=True, slots=True)
class FirstLabels:
    """The first label of each prompt: how many prefer model_a, how many model_b, how many there are."""

    wins: int
    losses: int
    n: int


@dataclass(frozen=True, slots=True)
class Decision:
    """What is known of two models, and on which interval that rests.

    `fixed_n`: the plan is about these two, and as many pairs as it says have a label. `interval` is that of
    the win rate, and the test has to agree with it. `anytime`: in every other case; `interval` is the
    confidence sequence of the decided first labels of prompts, which holds however often one looks. The rate
    of decided labels lies on the same side of one half as the win rate, and farther away: where it is within
    the margin, so is the win rate.
    """

    state: State
    favours: str | None
    """The model that the interval favours, if any."""
    by: By
    interval: MaybeEstimate
    """Of model_a."""
    margin: float | None
    planned_pairs: int | None
    reached: int
    """Pairs with a label."""
    labels_to_go: LabelsToGo | None
    """How many more prompts with a label, if the rate stays; only where it is open, and not by a fixed n."""
    exploratory: bool = False
    """The plan is about two other models."""
    pairs_left: int | None = None
    """Pairs of the project that have none of these labels; None where that is not known."""

    @property
    def mirrored(self) -> Decision:
        """The same, with the other model as model_a."""
        return replace(self, interval=complement(self.interval))


def is_planned(plan: Plan | None, models: tuple[str, str]) -> bool:
    """Whether the plan is about these two models and no others."""
    return plan is not None and {plan.candidate, plan.baseline} == set(models)


def decide(
    models: tuple[str, str],
    n_pairs: int,
    win_rate: MaybeEstimate,
    sequence: MaybeEstimate,
    first: FirstLabels,
    plan: Plan | None,
    *,
    significant: bool,
    forecast: bool,
) -> Decision:
    """Read the interval that is right now.

    Args:
        win_rate, sequence: of the first of the models; the intervals of a fixed n and of any time.
        significant: whether the test for a fixed n tells the two apart.
        forecast: whether to work out how many labels are still needed, which takes some milliseconds.
    """
    planned = plan if is_planned(plan, models) else None
    margin = plan.margin if plan and (planned or not (plan.candidate or plan.baseline)) else None
    wanted = planned.pairs if planned else None
    fixed = wanted is not None and n_pairs >= wanted
    interval = win_rate if fixed else sequence
    found = verdict(interval, margin)
    state = "open" if fixed and found.state == "decided" and not significant else found.state
    to_go = None
    if forecast and state == "open" and not fixed and first.wins + first.losses >= FEWEST_DECIDED:
        share = (first.wins + first.losses) / first.n
        to_go = labels_to_decide(first.wins, first.losses, share, margin)
    favours = found.favours and models["ab".index(found.favours)]
    return Decision(
        state=state,
        favours=None if state == "open" else favours,
        by="fixed_n" if fixed else "anytime",
        interval=interval,
        margin=margin,
        planned_pairs=wanted,
        reached=n_pairs,
        labels_to_go=to_go,
        exploratory=not planned and bool(plan and plan.candidate and plan.baseline),
    )
