"""What is printed: where lines end, and what a terminal of plain ASCII gets."""

from __future__ import annotations

import io
import sys

import pytest

from reviewtui.cli.output import paragraph, say, show


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    for width in range(60, 90):
        lines = paragraph(f"{'x' * width} 73.8 %; p < 0.001 and p = 0.020.").split("\n")
        assert not any(line.startswith(("%", "<", "=")) or line.endswith((" <", " =")) for line in lines)
        assert "\u00a0" not in "".join(lines)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_where_lines_can_not_be_shown_all_is_ascii(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, stream, io.TextIOWrapper(written, encoding="ascii", errors="strict"))
    text = "────\n├─●┤  «new» 漢…  –\nplain"
    (show if stream == "stdout" else say)(text)
    getattr(sys, stream).flush()
    assert written.getvalue().decode("ascii") == '----\n[-o]  "new" ??~  -\nplain\n'


def test_where_they_can_nothing_is_changed(capsys: pytest.CaptureFixture[str]) -> None:
    show("── «new» …")
    assert capsys.readouterr().out == "── «new» …\n"
