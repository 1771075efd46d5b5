"""A review session on the terminal: who reviews, whether another session is live, the face, the end."""

from __future__ import annotations

import gc
import getpass
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import click

from reviewtui.cli.config import load_settings
from reviewtui.cli.output import say
from reviewtui.cli.terminal import set_up_colours, set_up_keys
from reviewtui.domain.errors import UsageError
from reviewtui.domain.labels import Annotator
from reviewtui.domain.rubric import Rubric
from reviewtui.domain.vocabulary import AnnotatorKind
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.review.settings import Settings
from reviewtui.store import Store
from reviewtui.text.display import one_line, safe
from reviewtui.text.numbers import count
from reviewtui.text.times import local_time

NAME_CELLS = 40
"""Room for an annotator's name on the screen."""


class Choices(NamedTuple):
    """What the command line said of the session."""

    annotator: str | None = None
    take_over: bool = False
    plain: bool = False
    """Line by line instead of the screen."""


def review(store: Store, rubric: Rubric, choices: Choices, left_out: int = 0) -> int:
    """Show one of the two faces until the reviewer or a signal ends it. Returns the exit code.

    `left_out`: rows of the files that did not go in, which the screen would hide from who starts it.
    """
    settings = load_settings()
    notice = f"{count(left_out, 'row')} left out: named when you quit" if left_out else ""
    show: Callable[[Session, Store, Settings], int] = partial(_show, notice=notice)
    if choices.plain:
        from reviewtui.cli.lines import take_any_character

        # Who reviews is asked on the same input.
        take_any_character()
        show = _show_lines
    name = _valid(choices.annotator or _ask_who(store))
    if store.read_only:
        annotator = store.annotators.find(name) or Annotator(0, "", name, AnnotatorKind.PERSON)
        return show(Session(store, annotator, rubric, None), store, settings)
    annotator = store.annotators.get_or_add(name)
    if not _may_write(store, annotator, choices):
        return show(Session(store, annotator, rubric, None), store, settings)
    held = presence.begin(store, annotator, login())
    session = None
    try:
        session = Session(store, annotator, rubric, held)
        return show(session, store, settings)
    finally:
        presence.end(store, annotator, held, session.left_at if session else None)


def _show(session: Session, store: Store, settings: Settings, *, notice: str) -> int:
    set_up_keys()
    set_up_colours()
    # Collecting garbage finds nothing while modules load, and takes a tenth of the start.
    gc.disable()
    try:
        from reviewtui.tui.app import ReviewApp

        app = ReviewApp(session, blind_name(store), gc.enable, settings, notice)
        app.run(mouse=settings.mouse)
    finally:
        gc.enable()
    if app.crash is not None:
        raise app.crash
    return app.return_code or 0


def _show_lines(session: Session, store: Store, settings: Settings) -> int:
    from reviewtui.cli.lines import show_lines

    return show_lines(session, blind_name(store), settings.keymap)


def _ask_who(store: Store) -> str:
    """The one name that this login reviews under; where there is none or several, it is asked."""
    known = presence.annotators_of(store, login())
    if len(known) == 1:
        return known[0].name
    default = known[0].name if known else login()
    return str(click.prompt("Who reviews? Your name", default=default, err=True))


def login() -> str:
    """The name that this user is logged in with."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return "reviewer"


def _valid(name: str) -> str:
    """Raises UsageError for a name that could not be told from another on the screen."""
    trimmed = name.strip()
    if not trimmed or safe(trimmed) != trimmed or "\n" in trimmed or one_line(trimmed, NAME_CELLS) != trimmed:
        raise UsageError(
            f"«{one_line(name, NAME_CELLS)}» can't be an annotator's name",
            f"Use 1 to {NAME_CELLS} visible characters on one line.",
        )
    return trimmed


def _may_write(store: Store, annotator: Annotator, choices: Choices) -> bool:
    """Whether this session takes over from any other of the annotator's, as asked where one is live."""
    live = presence.live_session(store, annotator)
    if live is None or choices.take_over:
        return True
    say(safe(f"{annotator.name} is reviewing this project in another session"))
    say(safe(f"(since {local_time(live.since)}, process {live.pid} on {live.host})."))
    answer = click.prompt(
        "Take over, read only, or quit?", type=click.Choice(["t", "r", "q"]), default="q", err=True
    )
    if answer == "q":
        raise click.exceptions.Exit(0)
    return bool(answer == "t")


def blind_name(store: Store) -> str:
    """What the top line calls the project: nothing where its name tells of a model or of one of the files
    of outputs, which are named after models."""
    name = store.path.name.removesuffix(".db").removesuffix(".review")
    telling = [source.name.partition(".")[0] for source in store.sources.all() if "outputs" in source.layout]
    telling += store.content.models()
    lower = name.lower()
    return "" if any(one.lower() in lower or lower in one.lower() for one in telling) else name
