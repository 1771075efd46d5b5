"""Putting a rubric in force, and saying what that changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reviewtui.cli.output import say
from reviewtui.domain.plan import PlannedSlice
from reviewtui.domain.rubric import Rubric
from reviewtui.store import Store
from reviewtui.store.rubrics import PlanChange
from reviewtui.text.display import safe
from reviewtui.text.numbers import count


def rubric_in_force(store: Store, file: Path | None) -> Rubric:
    """The rubric of a file, which is in force from now on, else the project's, else the default."""
    current = store.rubrics.current()
    if file is not None:
        from reviewtui.rubric import load

        wanted = load(file)
    else:
        wanted = current or Rubric()
    if wanted != current:
        put_in_force(store, wanted)
    return wanted


def put_in_force(store: Store, rubric: Rubric) -> None:
    """Says on stderr where the plan or the costs can't be about this project, and where they change after
    labels were made under others, or under none."""
    with store.transaction():
        change = store.rubrics.use(rubric)
    _say_unknown_models(store, rubric)
    for fault in (*_unknown_slices(store, rubric), *_unknown_prices(store, rubric)):
        say(safe(fault))
    if change is not None:
        _say_change(change)


def _say_unknown_models(store: Store, rubric: Rubric) -> None:
    """Without the names that there are: who reads this may be about to review."""
    known = store.content.models()
    if rubric.plan is None or not known:
        return
    for name in filter(None, (rubric.plan.candidate, rubric.plan.baseline)):
        if name not in known:
            say(f"The plan names {safe(name)}, which is no model of this project.")


def _unknown_slices(store: Store, rubric: Rubric) -> Iterator[str]:
    wanted = rubric.plan.slices if rubric.plan is not None else ()
    if not wanted or not store.content.models():
        return
    fields = store.results.slice_fields()
    for one in wanted:
        if one.field not in fields:
            near = _meant(one.field, fields)
            yield f"The plan's slice {one.text} is of a metadata field that no prompt has{near}"
        elif one.value is not None and not _has_value(store, one):
            yield f"The plan's slice {one.text} has no prompt."


def _has_value(store: Store, one: PlannedSlice) -> bool:
    return one.value in store.results.slices(one.field).values()


def _unknown_prices(store: Store, rubric: Rubric) -> Iterator[str]:
    """Tags that annotators may make while they review: only a label tells whether the name is right."""
    listed = [tag.name for tag in rubric.tags]
    priced = [name for name, _ in rubric.costs.tags] if rubric.costs is not None else []
    unlisted = [name for name in priced if name not in listed]
    used = store.results.tag_names() if unlisted else []
    for name in unlisted:
        if name not in used:
            near = _meant(name, [*listed, *used])
            yield f"The costs price the tag {name}, which neither the rubric nor any label has{near}"


def _meant(name: str, known: list[str]) -> str:
    # Loaded where there is something to say: most starts of the review screen have nothing.
    from reviewtui.rubric.values import meant

    return meant(name, known) or "."


def _say_change(change: PlanChange) -> None:
    what = [key for key in ("plan", "costs") if change.before[key] != change.after[key]]
    verb = "changes" if what == ["plan"] else "change"
    labels = count(change.labels, "label")
    say(f"The {' and the '.join(what)} {verb} after {labels}; results will say so.")
