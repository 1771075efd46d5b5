"""The one way that times are written: UTC, ISO 8601, microseconds.

Fine enough that of two commits the later one is told from the earlier.
"""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
