"""The commands. Each is one module, imported when it is run."""

from __future__ import annotations


def main() -> None:
    """The `reviewtui` script: runs a command and ends the process with its exit code."""
    from reviewtui.cli.group import run

    raise SystemExit(run())
