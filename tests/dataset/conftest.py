"""Writing files of rows, and importing them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reviewtui.dataset.fields import parse_map
from reviewtui.dataset.importing import import_files
from reviewtui.dataset.report import ImportReport
from reviewtui.store import Store

Row = dict[str, Any]
WriteLines = Callable[..., Path]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"


def paired_row(number: int, **more: Any) -> Row:
    return {
        "id": f"q{number}",
        "prompt": f"Question {number}?",
        "response_a": f"Old answer {number}.",
        "response_b": f"New answer {number}.",
        "model_a": "old",
        "model_b": "new",
        **more,
    }


@pytest.fixture
def write(tmp_path: Path) -> WriteLines:
    """Write JSON Lines: rows as objects, other lines as they are."""

    def writing(name: str, lines: Iterable[Row | str]) -> Path:
        path = tmp_path / name
        text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
        path.write_text(text, encoding="utf-8")
        return path

    return writing


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Store]:
    """A project without pairs."""
    with Store.open(tmp_path / "project.db", create=True) as store:
        yield store


Import = Callable[..., ImportReport]


@pytest.fixture
def bring(project: Store) -> Import:
    """Import files into the project."""

    def bringing(*files: Path, mapping: Iterable[str] = ()) -> ImportReport:
        return import_files(project, files, parse_map(mapping))

    return bringing


def faults_of(report: ImportReport) -> list[tuple[str, int, str]]:
    """(file name, line, reason) of every fault."""
    return [(Path(fault.file).name, fault.line, fault.reason) for fault in report.faults]
