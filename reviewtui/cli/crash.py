"""A defect of ours, told without the texts under review: where it happened, and that the labels are safe."""

from __future__ import annotations

import os
import traceback
from pathlib import Path

EXIT_CODE = 70
"""EX_SOFTWARE of sysexits.h: not wrong usage and not wrong data."""

DEBUG = "REVIEWTUI_DEBUG"


def wants_traceback() -> bool:
    return bool(os.environ.get(DEBUG))


def describe(error: Exception) -> tuple[str, str]:
    """A message and a hint. An exception's own text may quote the data, so it is left out."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-3:]
    ]
    message = f"a defect in reviewtui: {type(error).__name__} at {' < '.join(reversed(places))}"
    return message, f"Every label is saved. {DEBUG}=1 shows the traceback, which may quote reviewed texts."
