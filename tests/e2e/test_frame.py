"""What the program has of its terminal: colours, the mouse, the clipboard, the shell it can go back to."""

from __future__ import annotations

import base64
import re
import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal, reviewtui

QUESTION = "Which answer is better?"

COLOUR = re.compile(rb"(?:^|;)(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;|$)")
"""A colour among the numbers of a style; 39 and 49 are the terminal's own."""


def styles(output: bytes) -> set[bytes]:
    return set(re.findall(rb"\x1b\[([\d;]*)m", output))


def start(pairs_file: Path, **environment: str) -> Terminal:
    return Terminal(reviewtui(str(pairs_file), "--annotator", "ana"), env=environment)


def config(text: str) -> None:
    from reviewtui.cli.config import directory

    directory().mkdir(parents=True)
    (directory() / "config.toml").write_text(text)


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"TERM": "vt100", "COLORTERM": ""}, {"TERM": "linux-m", "COLORTERM": ""}],
    ids=["NO_COLOR", "vt100", "linux-m"],
)
def test_without_colours_none_is_sent_and_text_styles_tell(
    pairs_file: Path, environment: dict[str, str]
) -> None:
    with start(pairs_file, **environment) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("v", "d", "!", "?")
        found = styles(terminal.output)
    assert not [style for style in found if COLOUR.search(style)]
    assert any(style.startswith(b"1") for style in found), "keys are bold"
    assert any(b"7" in style.split(b";") for style in found), "titles are reversed"


def test_sixteen_colours_are_the_terminals_own(pairs_file: Path) -> None:
    with start(pairs_file, TERM="xterm", COLORTERM="") as terminal:
        terminal.wait_for(QUESTION)
        found = styles(terminal.output)
    assert any(COLOUR.search(style) for style in found)
    assert not [style for style in found if b"38;" in style or b"48;" in style]
    assert not [style for style in found if re.search(rb"(?:^|;)4[0-7](?:;|$)", style)], "no background"


def test_a_theme_of_the_configuration_is_there_at_the_first_paint(pairs_file: Path) -> None:
    config('theme = "solarized-light"')
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        backgrounds = re.findall(rb"48;2;(\d+);(\d+);(\d+)", terminal.output)
    assert backgrounds
    assert all(sum(map(int, background)) > 3 * 128 for background in backgrounds)


def test_a_theme_that_there_is_not_is_said_before_the_screen(pairs_file: Path) -> None:
    config('theme = "mauve"')
    with start(pairs_file) as terminal:
        assert terminal.wait() == 2
        said = terminal.output.decode()
    assert "there is no theme 'mauve'" in said
    assert "nord" in said
    assert "\x1b[?1049h" not in said


def test_the_mouse_can_be_left_to_the_terminal_from_the_start(pairs_file: Path) -> None:
    config("mouse = false")
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.settle()
        assert b"\x1b[?1000h" not in terminal.output
        terminal.press("X")
        assert b"\x1b[?1000h" in terminal.output


def test_a_key_gives_the_mouse_to_the_terminal_and_takes_it_back(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.settle()
        assert b"\x1b[?1000l" not in terminal.output
        terminal.press("X")
        terminal.wait_for("it selects text")
        for mode in (b"1000", b"1003", b"1006"):
            assert terminal.output.rfind(b"\x1b[?" + mode + b"l") > terminal.output.rfind(
                b"\x1b[?" + mode + b"h"
            )
        terminal.press("X")
        assert terminal.output.rfind(b"\x1b[?1000h") > terminal.output.rfind(b"\x1b[?1000l")


def test_a_copy_goes_to_the_terminal_as_base64(pairs_file: Path) -> None:
    with start(pairs_file, TMUX="", STY="") as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("Y", "1")
        terminal.wait_for("sent to the clipboard")
        (sent,) = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.output)
    assert b"answer to" in base64.b64decode(sent)


JOB_CONTROL = ["bash", "--norc", "-c", 'set -m; "$@"; echo "in the shell"; read -r; fg', "bash"]
"""A shell that gets the terminal back when the program stops, and goes on with it after a line."""


@pytest.mark.parametrize("reconnected", [False, True], ids=["same size", "other size"])
def test_ctrl_z_goes_back_to_the_shell_and_fg_paints_everything(pairs_file: Path, reconnected: bool) -> None:
    command = [*JOB_CONTROL, *reviewtui(str(pairs_file), "--annotator", "ana")]
    with Terminal(command) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("f")
        before = terminal.lines()
        terminal.send("\x1a")
        terminal.wait_for("in the shell")
        for mode in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l", b"\x1b[?2004l"):
            assert mode in terminal.output
        if reconnected:
            terminal.resize(100, 30)
        terminal.screen.reset()
        terminal.send("enter")
        terminal.wait_for("1 labeled")
        terminal.settle()
        if not reconnected:
            # But for the row of what the last key did.
            assert terminal.lines()[:-2] == before[:-2]
        terminal.press("f")
        terminal.wait_for("2 labeled")
        terminal.send("q")
        assert terminal.wait() == 0


def test_without_job_control_ctrl_z_stops_nothing(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("\x1a")
        terminal.wait_for("no shell")
        terminal.press("f")
        terminal.wait_for("1 labeled")


def test_ctrl_q_does_nothing_and_ctrl_c_says_how_to_quit(pairs_file: Path) -> None:
    with start(pairs_file) as terminal:
        terminal.wait_for(QUESTION)
        terminal.press("\x11", "\x03")
        terminal.wait_for("q quits")
        terminal.press("f")
        terminal.wait_for("1 labeled")


EDITOR = """
import pathlib, sys
file = pathlib.Path(sys.argv[1])
assert file.stat().st_mode & 0o077 == 0 and file.parent.stat().st_mode & 0o077 == 0
print("in the editor")
file.write_text(file.read_text() + " and more\\n")
"""


def test_a_note_is_written_in_the_users_own_editor(pairs_file: Path, tmp_path: Path) -> None:
    script = tmp_path / "my editor.py"
    script.write_text(EDITOR)
    with start(pairs_file, VISUAL=f"'{sys.executable}' '{script}'") as terminal:
        terminal.wait_for(QUESTION)
        terminal.send(*"cwrong date")
        terminal.wait_for("wrong date")
        terminal.send("\x0f")
        terminal.wait_for("wrong date and more")
        assert b"in the editor" in terminal.output
        assert terminal.output.find(b"in the editor") > terminal.output.find(b"\x1b[?1049l") > 0
        terminal.send("\x13", "f")
        terminal.wait_for("1 labeled")
        terminal.press("left")
        terminal.wait_for("wrong date and more")


def test_an_editor_that_fails_loses_nothing(pairs_file: Path) -> None:
    with start(pairs_file, VISUAL="false") as terminal:
        terminal.wait_for(QUESTION)
        terminal.send(*"cwrong date")
        terminal.wait_for("wrong date")
        terminal.send("\x0f")
        terminal.wait_for("false ended with code 1")
        terminal.send(*" twice", "\x13")
        terminal.wait_for("note: wrong date twice")


def test_a_signal_ends_a_suspended_session(pairs_file: Path) -> None:
    command = [*JOB_CONTROL, *reviewtui(str(pairs_file), "--annotator", "ana")]
    with Terminal(command) as terminal:
        terminal.wait_for(QUESTION)
        terminal.send("\x1a")
        terminal.wait_for("in the shell")
        terminal.signal(signal.SIGHUP)
        assert terminal.wait() != 0
