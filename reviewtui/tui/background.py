"""Work beside the keys."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from textual.screen import Screen
from textual.worker import Worker


def start(screen: Screen[None], work: Callable[[], Coroutine[Any, Any, None]], group: str) -> Worker[None]:
    """Have the screen do it as soon as there is time; what the group was at before is dropped for it."""
    return screen.run_worker(work, group=group, exclusive=True)
