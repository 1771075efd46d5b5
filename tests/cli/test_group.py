"""The command line as a whole."""

from __future__ import annotations

import pytest

from reviewtui.cli.group import run


@pytest.mark.parametrize("name", [[], ["rubric"]])
def test_without_a_command_the_help_is_printed_as_it_is_when_asked_for(
    name: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*name, "--help"]) == 0
    asked = capsys.readouterr()
    assert run(name) == 2
    assert capsys.readouterr() == asked
    assert "\nCommands:\n  " in asked.out
