"""The quick look at a start: which files need not be read again, and what it costs to find out."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.known import already_imported, signature
from reviewtui.store import Store
from tests.dataset.conftest import Import, WriteLines, paired_row


def test_signatures() -> None:
    assert signature("paired", {}) == "paired"
    assert signature("paired", parse_map(["prompt=q", "id=k"])) == "paired(id=k, prompt=q)"
    assert (
        signature("outputs", parse_map(["prompt=q"]), ["b.json", "a.json"])
        == "outputs(a.json + b.json, prompt=q)"
    )


def test_a_file_is_known_until_it_changes(write: WriteLines, project: Store, bring: Import) -> None:
    path = write("pairs.jsonl", [paired_row(1)])
    assert not already_imported(project, [path], {})
    bring(path)
    assert already_imported(project, [path], {})
    status = path.stat()
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert not already_imported(project, [path], {}), "it may have other rows of the same size"
    assert bring(path).files[0].seen_before
    assert already_imported(project, [path], {}), "the new time is on record"
    with path.open("a") as file:
        file.write("\n")
    assert not already_imported(project, [path], {})
    path.unlink()
    assert not already_imported(project, [path], {})


def test_another_mapping_is_another_reading(write: WriteLines, project: Store, bring: Import) -> None:
    path = write("pairs.jsonl", [paired_row(1, other="Other question?")])
    bring(path)
    by_hand = parse_map(["prompt=other"])
    assert not already_imported(project, [path], by_hand)
    assert bring(path, mapping=["prompt=other"]).pairs_new == 1
    assert already_imported(project, [path], by_hand)
    assert already_imported(project, [path], {})


def test_outputs_are_known_together_with_those_they_were_joined_with(
    write: WriteLines, project: Store, bring: Import
) -> None:
    one, other, third = (write(f"{m}.jsonl", [{"prompt": "q", "response": m}]) for m in "abc")
    bring(one, other)
    bring(other, third)
    assert already_imported(project, [other, one], {})
    assert already_imported(project, [other, third], {})
    assert not already_imported(project, [one, third], {})
    assert not already_imported(project, [one], {})
    pairs = write("pairs.jsonl", [paired_row(1)])
    assert not already_imported(project, [one, pairs, other], {})
    bring(pairs)
    assert already_imported(project, [one, pairs, other], {})


LOOK = """
import sys
from pathlib import Path
from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.known import already_imported
from reviewtui.store import Store

with Store.open(Path(sys.argv[1])) as store:
    assert already_imported(store, [Path(sys.argv[2])], parse_map([]))
print("\\n".join(sys.modules))
"""


def test_the_look_is_cheap(write: WriteLines, project: Store, bring: Import) -> None:
    path = write("pairs.jsonl", [paired_row(1)])
    bring(path)
    done = subprocess.run(
        [sys.executable, "-c", LOOK, str(project.path), str(path)], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.splitlines())
    assert {name.partition(".")[0] for name in loaded} & {
        "pydantic",
        "numpy",
        "sqlite_utils",
        "textual",
    } == set()
    own = {name for name in loaded if name.startswith("reviewtui.dataset.")}
    assert own == {"reviewtui.dataset.fields", "reviewtui.dataset.known"}


def test_the_file_is_not_read(write: WriteLines, project: Store, bring: Import) -> None:
    path = write("pairs.jsonl", [paired_row(1)])
    bring(path)
    status = path.stat()
    path.write_bytes(b"x" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert already_imported(project, [path], {})


def test_a_file_of_the_same_name_elsewhere(
    write: WriteLines, project: Store, bring: Import, tmp_path: Path
) -> None:
    bring(write("pairs.jsonl", [paired_row(1)]))
    (tmp_path / "more").mkdir()
    other = write("more/pairs.jsonl", [paired_row(2)])
    assert not already_imported(project, [other], {})
    assert bring(other).pairs_new == 1
