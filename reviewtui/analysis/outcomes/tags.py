"""How often each tag comes up, what must never happen, and who is harmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviewtui.analysis.labels.arrays import LabelArrays
from reviewtui.analysis.outcomes.tagged import TagCounter, TagShare
from reviewtui.domain.rubric import AskedTag, Rubric
from reviewtui.domain.vocabulary import Severity
from reviewtui.stats import MaybeEstimate


@dataclass(frozen=True, slots=True)
class TagRate:
    """How often a tag is said of a model's outputs, or of pairs where `model` is None.

    `n` counts outputs, or pairs, once for each label about them whose annotator could have tagged. `rate` is
    `count` / `n` with prompts as the items: with a count of 0 its upper end is what can still be so.
    """

    tag: str
    model: str | None
    n_prompts: int
    n: int
    count: int
    rate: MaybeEstimate
    asked: bool = True
    """The rubric has it; else annotators came up with it."""
    blocker: bool = False
    severity: Severity | None = None
    harmed: str = ""


@dataclass(frozen=True, slots=True)
class BlockerRate:
    """How often a model's outputs have one or more tags that must never happen."""

    model: str
    n_prompts: int
    n: int
    count: int
    rate: MaybeEstimate


@dataclass(frozen=True, slots=True)
class HarmRate:
    """How often a model's outputs (pairs where it is None) have one or more tags that harm somebody."""

    harmed: str
    model: str | None
    n_prompts: int
    n: int
    count: int
    rate: MaybeEstimate


def tags_of(labels: LabelArrays, rubric: Rubric) -> tuple[TagRate, ...]:
    """The rubric's tags in its order, then others by name; each for every model, then for pairs."""
    if not (rubric.tags or labels.tags.number.size) or not len(labels):
        return ()
    counter = TagCounter(labels)
    of_outputs, of_pairs = counter.found
    asked = {tag.name: tag for tag in rubric.tags}
    rows: list[TagRate] = []
    for name in (*asked, *sorted((of_outputs | of_pairs) - set(asked))):
        tag = asked.get(name)
        if name in of_outputs or (tag is not None and tag.sided):
            rows += [_tag_rate(name, tag, share) for share in counter.of_models([name])]
        if name in of_pairs or (tag is not None and not tag.sided):
            rows.append(_tag_rate(name, tag, counter.of_pairs([name])))
    return tuple(rows)


def blockers_of(labels: LabelArrays, rubric: Rubric) -> tuple[BlockerRate, ...]:
    """One row a model, in the order of their names; none where the rubric has no blocker of an output."""
    names = [tag.name for tag in rubric.tags if tag.blocker and tag.sided]
    if not names or not len(labels):
        return ()
    return tuple(
        BlockerRate(str(one.model), one.n_prompts, one.n, one.count, one.rate)
        for one in TagCounter(labels).of_models(names)
    )


def harms_of(labels: LabelArrays, rubric: Rubric) -> tuple[HarmRate, ...]:
    """For each who is harmed, in the rubric's order: one row a model, then one for pairs where it has tags of
    pairs that harm them."""
    if not any(tag.harmed for tag in rubric.tags) or not len(labels):
        return ()
    counter = TagCounter(labels)
    return tuple(
        HarmRate(harmed, one.model, one.n_prompts, one.n, one.count, one.rate)
        for harmed in dict.fromkeys(tag.harmed for tag in rubric.tags if tag.harmed)
        for one in _harms(counter, [tag for tag in rubric.tags if tag.harmed == harmed])
    )


def _harms(counter: TagCounter, tags: Sequence[AskedTag]) -> Iterator[TagShare]:
    names = [tag.name for tag in tags]
    of_pairs = [tag.name for tag in tags if not tag.sided]
    if len(of_pairs) < len(names):
        yield from counter.of_models(names)
    if of_pairs:
        yield counter.of_pairs(names)


def _tag_rate(name: str, tag: AskedTag | None, share: TagShare) -> TagRate:
    return TagRate(
        tag=name,
        model=share.model,
        n_prompts=share.n_prompts,
        n=share.n,
        count=share.count,
        rate=share.rate,
        asked=tag is not None,
        blocker=tag is not None and tag.blocker,
        severity=tag.severity if tag else None,
        harmed=tag.harmed if tag else "",
    )
