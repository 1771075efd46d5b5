"""Files to start the installed program with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.terminal import reviewtui

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def pairs_file(tmp_path: Path) -> Path:
    """25 paired rows of two models, «old» and «new»."""
    rows = [
        {
            "id": f"q{number}",
            "prompt": f"Question {number}?",
            "response_a": f"The first answer to {number}.",
            "response_b": f"The second answer to {number}.",
            "model_a": "old",
            "model_b": "new",
            "metadata": {"language": "en" if number % 2 else "de"},
        }
        for number in range(1, 26)
    ]
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture
def run() -> Run:
    """Run the program without a terminal, to its end."""

    def running(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            reviewtui(*map(str, arguments)),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            stdin=subprocess.DEVNULL,
            **options,  # type: ignore[call-overload]  # any of run()
        )

    return running
