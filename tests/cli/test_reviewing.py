"""Who may write, where a session of the same annotator is live."""

from __future__ import annotations

import re

import click
import pytest

from reviewtui.cli import reviewing
from reviewtui.review import presence
from reviewtui.store import Store


@pytest.mark.parametrize(("answer", "writes"), [("t", True), ("r", False)])
def test_a_live_session_is_told_in_local_minutes_and_decides(
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    writes: bool,
) -> None:
    ana = store.annotators.get_or_add("ana")
    presence.begin(store, ana, "tester")
    monkeypatch.setattr(click, "prompt", lambda *_, **__: answer)
    assert reviewing._may_write(store, ana, reviewing.Choices()) is writes
    assert re.search(r"\(since \d{4}-\d\d-\d\d \d\d:\d\d, process \d+ on ", capsys.readouterr().err)
