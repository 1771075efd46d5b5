"""The user's configuration, and every way in which it can be wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson
import pytest

from reviewtui.cli.config import directory, load_settings
from reviewtui.cli.group import run
from reviewtui.domain.errors import ReviewError, UsageError
from reviewtui.review.keymap import DEFAULT
from reviewtui.review.settings import Clipboard, Settings


@pytest.fixture
def config() -> Path:
    """Where the file would be; it is not there yet."""
    directory().mkdir(parents=True)
    return directory() / "config.toml"


def test_without_a_file_all_is_as_by_default_and_no_parser_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "tomllib", None)
    settings = load_settings()
    assert settings.keymap is DEFAULT
    assert (settings.theme, settings.chosen_theme, settings.clipboard, settings.mouse, settings.source) == (
        None,
        None,
        Clipboard.AUTO,
        True,
        None,
    )


def test_an_empty_file_is_one_too(config: Path) -> None:
    config.write_text("")
    assert load_settings().keymap is DEFAULT


def test_what_the_file_says_holds(config: Path) -> None:
    config.write_text(
        """
        theme = "nord"
        clipboard = "tmux"
        mouse = false
        [keys]
        flag = "F2"
        tie = ["t", "%"]
        stats = "w"
        queue = []
        """
    )
    settings = load_settings()
    assert (settings.theme, settings.clipboard, settings.mouse) == ("nord", Clipboard.TMUX, False)
    assert settings.keymap.keys("tie") == ("t", "percent_sign")
    assert settings.keymap.keys("queue") == ()
    flag = settings.keymap.action("f2")
    assert flag is not None
    assert flag.name == "flag"
    assert settings.keymap.action("exclamation_mark") is None
    assert settings.source == str(config)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("keys = [", "not valid TOML"),
        ("colour = 1", "there is no setting 'colour'"),
        ("theme = 3", "theme is 3"),
        ('mouse = "off"', "mouse is 'off'"),
        ('clipboard = "osc"', "clipboard is 'osc'"),
        ("clipboard = []", "clipboard is []"),
        ('keys = "x"', "keys is 'x'"),
        ('[keys]\nlabel = "x"', "there is no action 'label'"),
        ('[keys]\ntie = "nonsense"', "'nonsense', for tie, is no key"),
        ("[keys]\ntie = {}", "{}, for tie, is no key"),
        ('[keys]\ntie = "["', "tie can't have the key «[»"),
        ('[keys]\ntie = "f"', "prefer_left and tie"),
        ('[keys]\ntie = "q"', "tie and quit"),
    ],
)
def test_a_fault_is_said_with_the_file_what_is_wrong_and_what_to_do(
    config: Path, text: str, words: str
) -> None:
    config.write_text(text)
    with pytest.raises(UsageError) as raised:
        load_settings()
    assert raised.value.message.startswith(f"{config}: ")
    assert words in raised.value.message
    assert raised.value.hint


def test_a_file_that_is_no_text_and_one_that_cannot_be_read(config: Path) -> None:
    config.write_bytes(b"theme = \xff")
    with pytest.raises(UsageError, match="byte 9 is not UTF-8"):
        load_settings()
    config.unlink()
    config.mkdir()
    with pytest.raises(UsageError, match="directory"):
        load_settings()


def test_a_chosen_theme_is_kept(config: Path) -> None:
    assert load_settings().keep_theme("nord") == "kept for later sessions"
    assert load_settings().chosen_theme == "nord"
    assert [file.name for file in config.parent.iterdir()] == ["theme"]


def test_a_theme_in_the_file_goes_before_the_chosen_one(config: Path) -> None:
    load_settings().keep_theme("nord")
    config.write_text('theme = "dracula"')
    settings = load_settings()
    assert (settings.theme, settings.chosen_theme) == ("dracula", "nord")
    assert settings.keep_theme("gruvbox") == f"for this session; {config} names the theme"
    assert load_settings().chosen_theme == "nord"


def test_a_theme_that_cannot_be_kept_is_said(config: Path) -> None:
    config.parent.rmdir()
    config.parent.write_text("a file where the directory should be")
    settings = load_settings()
    with pytest.raises(ReviewError, match="for this session only"):
        settings.keep_theme("nord")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b" \n"])
def test_a_broken_theme_file_keeps_nobody_from_reviewing(config: Path, content: bytes) -> None:
    config.with_name("theme").write_bytes(content)
    assert load_settings().chosen_theme is None


def test_keys_shows_the_users_own_map(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text('[keys]\nflag = "F2"\n')
    assert run(["keys"]) == 0
    printed = capsys.readouterr()
    assert "f2          flag" in printed.out
    assert str(config) in printed.err
    assert run(["keys", "--json"]) == 0
    document = orjson.loads(capsys.readouterr().out)
    assert {"action": "flag", "keys": ["f2"]}.items() <= next(
        action for action in document["actions"] if action["action"] == "flag"
    ).items()
    assert document["config"] == str(config)


def test_keys_shows_the_default_map_where_the_file_is_broken_and_says_so(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text('[keys]\ntie = "f"\n')
    assert run(["keys"]) == 2
    printed = capsys.readouterr()
    assert "t 3         tie" in printed.out
    assert "prefer_left and tie" in printed.err
    assert f"From: the default keys, as {config} can't be used\n" in printed.err
    assert "can stand in" not in printed.err


def test_keys_says_where_the_file_can_be(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["keys"]) == 0
    assert str(directory() / "config.toml") in capsys.readouterr().err


def test_without_settings_nothing_is_kept() -> None:
    assert Settings().keep_theme("nord") == "for this session"
