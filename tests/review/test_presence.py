"""One live session an annotator, as far as this machine can tell."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

from reviewtui.review import presence
from reviewtui.store import Store


def begun(store: Store, **data: object) -> None:
    annotator = store.annotators.get_or_add("ana")
    with store.transaction():
        store.events.add(presence.BEGIN, annotator.id, data={"login": "tester", **data})


def test_a_running_session_is_live_until_it_ends(store: Store) -> None:
    ana = store.annotators.get_or_add("ana")
    assert presence.live_session(store, ana) is None
    session = presence.begin(store, ana, login="tester")
    live = presence.live_session(store, ana)
    assert live is not None
    assert live.pid == os.getpid()
    assert presence.live_session(store, store.annotators.get_or_add("ben")) is None
    presence.end(store, ana, session)
    assert presence.live_session(store, ana) is None


def test_a_killed_process_is_not_live(store: Store) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        started = presence._started(child.pid)
        begun(store, host=socket.gethostname(), pid=child.pid, started=started)
        assert presence.live_session(store, store.annotators.get_or_add("ana")) is not None
        child.kill()
    assert presence.live_session(store, store.annotators.get_or_add("ana")) is None


def test_a_number_that_another_process_has_now_is_not_live(store: Store) -> None:
    begun(store, host=socket.gethostname(), pid=os.getpid(), started="1")
    assert presence.live_session(store, store.annotators.get_or_add("ana")) is None


def test_a_session_on_another_host_counts_as_live(store: Store) -> None:
    begun(store, host="elsewhere.example", pid=1, started="1")
    assert presence.live_session(store, store.annotators.get_or_add("ana")) is not None


def test_the_name_of_a_login_is_remembered(store: Store) -> None:
    assert presence.annotators_of(store, "tester") == ()
    presence.begin(store, store.annotators.get_or_add("ana"), login="tester")
    presence.begin(store, store.annotators.get_or_add("ben"), login="other")
    assert [one.name for one in presence.annotators_of(store, "tester")] == ["ana"]
    presence.begin(store, store.annotators.get_or_add("ben"), login="tester")
    assert [one.name for one in presence.annotators_of(store, "tester")] == ["ben", "ana"]
