"""Putting a rubric in force, and saying what that changes."""

from __future__ import annotations

from pathlib import Path

from reviewtui.cli.output import say
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
    """Says on stderr where the plan can't be about this project, and where it changes after labels were made
    under another one, or under none."""
    with store.transaction():
        change = store.rubrics.use(rubric)
    _say_unknown_models(store, rubric)
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


def _say_change(change: PlanChange) -> None:
    what = [key for key in ("plan", "costs") if change.before[key] != change.after[key]]
    verb = "changes" if what == ["plan"] else "change"
    labels = count(change.labels, "label")
    say(f"The {' and the '.join(what)} {verb} after {labels}; results will say so.")
