"""Times for people."""

from __future__ import annotations

from datetime import datetime


def local_time(written: str) -> str:
    """An ISO 8601 time in this machine's time zone, to the minute: «2026-01-31 09:05»."""
    return datetime.fromisoformat(written).astimezone().strftime("%Y-%m-%d %H:%M")
