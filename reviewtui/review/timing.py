"""How long the work took. Time away from the keyboard is not work."""

from __future__ import annotations

import time
from collections.abc import Callable

LONGEST_LOOK_S = 120.0
"""Between two keys, reading counts up to here; what is longer was a break from this point on."""


class Stopwatch:
    """Active milliseconds since the last `take`. `clock` gives seconds and never goes back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = clock()
        self._active_s = 0.0

    def touch(self) -> None:
        """Something was done now."""
        now = self._clock()
        self._active_s += min(now - self._seen, LONGEST_LOOK_S)
        self._seen = now

    def take(self) -> int:
        """The active milliseconds up to now; counting starts anew."""
        self.touch()
        taken, self._active_s = round(self._active_s * 1000), 0.0
        return taken


class Pace:
    """Labels of this session, and the active time that went into all that it did."""

    FEWEST = 3
    """Below this, a rate would say nothing."""

    def __init__(self) -> None:
        self.labels = 0
        self._active_ms = 0

    @property
    def active_minutes(self) -> float:
        return self._active_ms / 60_000

    def add(self, labels: int, active_ms: int) -> None:
        """`labels` is -1 for one that is taken back."""
        self.labels += labels
        self._active_ms += active_ms

    @property
    def per_hour(self) -> float | None:
        if self.labels < self.FEWEST or self._active_ms <= 0:
            return None
        return self.labels * 3_600_000 / self._active_ms

    def minutes_for(self, pairs: int) -> float | None:
        rate = self.per_hour
        return None if rate is None else pairs * 60 / rate
