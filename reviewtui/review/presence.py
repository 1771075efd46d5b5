"""Who is at work: one live session an annotator; a second one is told, and may take over."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NamedTuple

from reviewtui.domain.errors import SessionTakenError
from reviewtui.domain.labels import Annotator
from reviewtui.store import Store
from reviewtui.store.events import Event

BEGIN, END = "session", "session-end"


class LiveSession(NamedTuple):
    """Since when, on which host and as which process a session runs."""

    since: str
    host: str
    pid: int


class LeftAt(NamedTuple):
    """Where an annotator was when a session ended."""

    pair_id: int
    served_by: str
    filter_text: str
    """Of the filter that was on; empty: none."""
    newest_pair: int
    """The highest id of a pair at that time."""
    ended_at: str = ""
    """When the session ended; empty while it goes on."""


def live_session(store: Store, annotator: Annotator) -> LiveSession | None:
    """The annotator's session that is still running, as far as this machine can tell.

    A process that ended without saying so (killed, or the machine went down) is not live. A session on
    another host can't be looked at: it counts as live until it ends or is taken over.
    """
    began = store.events.last(BEGIN, annotator.id)
    if began is None or _ended(store, began) or not _running(began):
        return None
    return LiveSession(began.created_at, str(began.data["host"]), int(began.data["pid"]))


def begin(store: Store, annotator: Annotator, login: str) -> int:
    """Start the annotator's session, and end any other: the newest holds the project. Returns its id."""
    with store.transaction():
        return store.events.add(
            BEGIN,
            annotator.id,
            data={
                "host": socket.gethostname(),
                "pid": os.getpid(),
                "started": _started(os.getpid()),
                "login": login,
            },
        )


def ensure_held(store: Store, annotator: Annotator, session: int) -> None:
    """Part of every write's transaction. Raises SessionTakenError when a newer session has begun."""
    newest = store.events.last(BEGIN, annotator.id)
    if newest is None or newest.id != session:
        raise SessionTakenError(
            "another session of yours took over; this one is read only now",
            "Quit here, or take over again by starting anew.",
        )


def end(store: Store, annotator: Annotator, session: int, left_at: LeftAt | None = None) -> None:
    """End the session, unless another one has taken over: then it has ended already. `left_at` is where the
    next one may go on."""
    with store.transaction():
        newest = store.events.last(BEGIN, annotator.id)
        if newest is not None and newest.id == session:
            data: dict[str, object] = {"session": session}
            if left_at is not None:
                data["served_by"] = left_at.served_by
                data["filter"] = left_at.filter_text
                data["newest_pair"] = left_at.newest_pair
            store.events.add(END, annotator.id, left_at.pair_id if left_at else None, data)


def last_left(store: Store, annotator: Annotator) -> LeftAt | None:
    """Where the last session was that came to its end; None where that is not known."""
    end_of = store.events.last(END, annotator.id)
    if end_of is None or end_of.pair_id is None:
        return None
    data = end_of.data
    return LeftAt(end_of.pair_id, data["served_by"], data["filter"], data["newest_pair"], end_of.created_at)


def annotators_of(store: Store, login: str) -> tuple[Annotator, ...]:
    """Who reviewed this project under this login, the last one first."""
    people = {annotator.id: annotator for annotator in store.annotators.all()}
    return tuple(
        people[event.annotator_id]
        for event in store.events.last_of_all(BEGIN)
        if event.data.get("login") == login and event.annotator_id in people
    )


def _ended(store: Store, began: Event) -> bool:
    assert began.annotator_id is not None, "sessions are an annotator's"
    ended = store.events.last(END, began.annotator_id)
    return ended is not None and ended.data.get("session") == began.id


def _running(began: Event) -> bool:
    if began.data["host"] != socket.gethostname():
        return True
    pid = int(began.data["pid"])
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # another user's process: it is there
    # A number that another process has been given since is not that session.
    return bool(_started(pid) == began.data["started"])


def _started(pid: int) -> str | None:
    """When a process started, in the kernel's clock ticks; None where there is no /proc."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The program's name stands in brackets and may hold anything; field 22 counts from behind it.
    return stat.rpartition(")")[2].split()[19]
