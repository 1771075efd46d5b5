"""Numbers within sentences."""


def count(n: int, noun: str) -> str:
    """Return «1 label», «1,200 labels»."""
    return f"1 {noun}" if n == 1 else f"{n:,} {noun}s"


def duration(minutes: float) -> str:
    """Return «1 min», «89 min», «2 h»: as exact as a pace is known."""
    return f"{max(minutes, 1):.0f} min" if minutes < 90 else f"{minutes / 60:.0f} h"
