"""Start-up is a budget: what a command does not need is not imported. Times are measured elsewhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Run
from tests.e2e.terminal import Terminal

HEAVY = {"textual", "rich", "numpy", "pydantic", "sqlite_utils"}

LISTING = """
import sys
from reviewtui.cli.group import run

code = run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def loaded_by(*arguments: str | Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTING, *map(str, arguments)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.splitlines()} & HEAVY


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_are_light(option: str) -> None:
    assert loaded_by(option) == set()


def test_commands_import_what_they_need(pairs_file: Path, run: Run) -> None:
    assert run("import", pairs_file).returncode == 0
    assert loaded_by("keys") == set()
    assert loaded_by("status", pairs_file) == set()
    assert loaded_by("export", "labels", pairs_file) == set()
    assert loaded_by("stats", pairs_file) == {"numpy"}
    assert loaded_by("agreement", pairs_file) == {"numpy"}


FIRST_PAINT = """
import sys
from pathlib import Path
from reviewtui.cli.group import run
from reviewtui.tui.text_pane import TextPane

render_line = TextPane.render_line

def first(self, y):
    if not listing.exists():
        listing.write_text("\\n".join(sys.modules))
    return render_line(self, y)

listing = Path(sys.argv[1])
TextPane.render_line = first
sys.exit(run(sys.argv[2:]))
"""


def test_the_first_pair_is_painted_before_anything_heavy_is_loaded(
    pairs_file: Path, run: Run, tmp_path: Path
) -> None:
    assert run("import", pairs_file).returncode == 0
    listing = tmp_path / "modules.txt"
    command = [sys.executable, "-c", FIRST_PAINT, str(listing), str(pairs_file), "--annotator", "ana"]
    with Terminal(command) as terminal:
        terminal.wait_for("Which answer is better?")
    loaded = set(listing.read_text().splitlines())
    assert {name.partition(".")[0] for name in loaded} & HEAVY == {"textual", "rich"}
    own = {name for name in loaded if name.startswith("reviewtui.")}
    later = ("reviewtui.stats", "reviewtui.analysis", "reviewtui.export", "reviewtui.query")
    assert not {name for name in own if name.startswith(later)}
    assert not own & {"reviewtui.tui.noting", "reviewtui.tui.choosing", "reviewtui.tui.clipboard"}
    assert "reviewtui.domain.filters" not in own
    assert not loaded & {"textual.widgets._text_area", "markdown_it", "pygments", "rapidfuzz"}
