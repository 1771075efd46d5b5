"""Writing a text in the user's own editor, whatever the editor does."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from reviewtui.domain.errors import ReviewError
from reviewtui.review.external_editor import command, edit


def editor(code: str) -> list[str]:
    return [sys.executable, "-c", f"import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\n{code}"]


@pytest.fixture(autouse=True)
def _no_editor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def test_visual_goes_before_editor_and_is_split_without_a_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "ed; touch /tmp/x")
    assert command() == ["ed;", "touch", "/tmp/x"]
    monkeypatch.setenv("VISUAL", "'my editor' -n")
    assert command() == ["my editor", "-n"]


@pytest.mark.parametrize(
    ("value", "words"), [("", "no editor is named"), (" ", "no editor"), ("'x", "VISUAL can't")]
)
def test_no_editor_is_said(monkeypatch: pytest.MonkeyPatch, value: str, words: str) -> None:
    monkeypatch.setenv("VISUAL", value)
    with pytest.raises(ReviewError, match=words):
        command()


def test_the_text_comes_back_as_the_editor_left_it() -> None:
    assert (
        edit("däté\n\n", editor("file.write_text(file.read_text() + 'x', encoding='utf-8')")) == "däté\n\nx"
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"one\n", "one"),
        (b"one\r\ntwo\r\n", "one\ntwo"),
        (b"one\n\n", "one\n"),
        (b"", ""),
        (b"\xff\x1b[2J", "\ufffd\x1b[2J"),
    ],
)
def test_what_editors_do_to_the_end_and_to_bytes(written: bytes, read: str) -> None:
    assert edit("before", editor(f"file.write_bytes({written!r})")) == read


def test_a_lone_surrogate_does_not_keep_the_editor_from_starting() -> None:
    assert edit("a\ud800b", editor("pass")) == "a?b"


def test_the_file_is_the_users_alone_and_gone_afterwards(tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    modes = "f'{file.stat().st_mode & 0o777:o} {file.parent.stat().st_mode & 0o777:o} {file}'"
    edit("text", editor(f"pathlib.Path({str(seen)!r}).write_text({modes})"))
    file_mode, directory_mode, path = seen.read_text().split()
    assert (file_mode, directory_mode) == ("600", "700")
    assert not Path(path).parent.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["/nowhere/editor"], "can't be started"),
        (editor("sys.exit(3)"), "ended with code 3"),
        (editor("file.unlink()"), "the editor's file is gone"),
    ],
)
def test_a_failure_is_said(words: list[str], said: str) -> None:
    with pytest.raises(ReviewError, match=said):
        edit("text", words)


def test_an_interrupt_of_the_editor_is_not_ours() -> None:
    before = signal.getsignal(signal.SIGINT)
    # To the editor's parent, as a terminal does to all of the foreground.
    assert edit("text", editor("import os, signal; os.kill(os.getppid(), signal.SIGINT)")) == "text"
    assert signal.getsignal(signal.SIGINT) is before
