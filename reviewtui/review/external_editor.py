"""Writing a text in the user's own editor."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path

from reviewtui.domain.errors import ReviewError


def command() -> list[str]:
    """The editor and its arguments. Raises ReviewError where none is named."""
    for name in ("VISUAL", "EDITOR"):
        try:
            words = shlex.split(os.environ.get(name, ""))
        except ValueError as error:
            raise ReviewError(f"{name} can't be read: {error}") from error
        if words:
            return words
    raise ReviewError("no editor is named; set VISUAL or EDITOR")


def edit(text: str, editor: list[str]) -> str:
    """The text as it is when the editor has ended, run in this terminal on a file that is the user's alone.

    Raises ReviewError where the editor can't be started or says that it failed.
    """
    with tempfile.TemporaryDirectory(prefix="reviewtui-") as directory:
        file = Path(directory) / "note.txt"
        # The directory is private already; a lone surrogate can't be written.
        file.write_bytes(text.encode("utf-8", "replace"))
        file.chmod(0o600)
        code = _run([*editor, str(file)])
        if code:
            raise ReviewError(f"{editor[0]} ended with code {code}")
        try:
            edited = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
        except OSError as error:
            raise ReviewError(f"the editor's file is gone: {error.strerror}") from error
    # Editors end the last line.
    return edited if text.endswith("\n") else edited.removesuffix("\n")


def _run(words: list[str]) -> int:
    try:
        process = subprocess.Popen(words)  # noqa: S603  no shell, and the words are the user's own
    except OSError as error:
        raise ReviewError(f"{words[0]} can't be started: {error.strerror}") from error
    # A ctrl+c in the editor is the editor's.
    previous = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, previous)
