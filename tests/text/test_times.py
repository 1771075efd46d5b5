"""Times for people."""

from __future__ import annotations

import time

import pytest

from reviewtui.text.times import local_time


@pytest.mark.parametrize(("zone", "shown"), [("UTC", "2026-11-24 08:07"), ("Asia/Tokyo", "2026-11-24 17:07")])
def test_a_time_is_shown_as_the_clock_here_shows_it(
    monkeypatch: pytest.MonkeyPatch, zone: str, shown: str
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert local_time("2026-11-24T08:07:02.697579Z") == shown
    finally:
        monkeypatch.undo()
        time.tzset()
