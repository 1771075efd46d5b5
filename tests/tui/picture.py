"""README's picture: the program's own export of its screen on the sample pairs.

python -m tests.tui.picture
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from reviewtui.cli.commands.demo_ import copy_to
from reviewtui.domain.rubric import Rubric
from reviewtui.review import presence
from reviewtui.review.session import Session
from reviewtui.store import Store
from reviewtui.tui.app import ReviewApp

PICTURE = Path(__file__).resolve().parents[2] / "sample_data" / "screen.svg"
SIZE = (120, 34)


async def draw(folder: Path) -> str:
    with Store.open(copy_to(folder)) as store:
        annotator = store.annotators.get_or_add("ana")
        held = presence.begin(store, annotator, login="ana")
        app = ReviewApp(Session(store, annotator, store.rubrics.current() or Rubric(), held), "pairs")
        async with app.run_test(size=SIZE) as pilot:
            for key in ("e", "k"):
                await pilot.press(key)
                await pilot.pause()
            return app.export_screenshot(title="reviewtui pairs.jsonl")


if __name__ == "__main__":
    # The picture does not depend on the terminal that it is made in.
    os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as name:
        PICTURE.write_text(asyncio.run(draw(Path(name) / "demo")), encoding="utf-8")
