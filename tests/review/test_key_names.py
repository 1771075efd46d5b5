"""Keys as people write them."""

from __future__ import annotations

import string

import pytest
from textual.keys import _character_to_key

from reviewtui.domain.errors import UsageError
from reviewtui.review.actions import ACTIONS, SHOWN, shown
from reviewtui.review.key_names import SPLIT, key_name, keys_for


@pytest.mark.parametrize(
    "character", [*string.ascii_letters, *string.digits, *string.punctuation, " ", "ö", "§"]
)
def test_a_character_is_named_as_textual_names_it(character: str) -> None:
    assert key_name(character) == _character_to_key(character)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("return", "enter"),
        ("⌫", "backspace"),
        ("→", "right"),
        ("Space", "space"),
        ("f12", "f12"),
        ("Ctrl-T", "ctrl+t"),
        ("ctrl+PgUp", "ctrl+pageup"),
        ("shift+tab", "shift+tab"),
        ("shift+n", "N"),
        ("exclamation_mark", "exclamation_mark"),
    ],
)
def test_other_ways_to_write_a_key(written: str, name: str) -> None:
    assert key_name(written) == name


@pytest.mark.parametrize(
    "written", ["", "nonsense", "f25", "ctrl+", "ctrl+ctrl+a", "meta+x", "\x1b", "\x1b[A", "ab"]
)
def test_what_is_no_key(written: str) -> None:
    assert key_name(written) is None


@pytest.mark.parametrize("name", [key for action in ACTIONS for key in action.keys] + list(SHOWN))
def test_every_key_can_be_written_as_it_is_shown_and_as_it_is_named(name: str) -> None:
    assert key_name(name) == name
    assert key_name(shown(name)) == name


def test_an_action_has_one_key_or_several() -> None:
    assert keys_for("tie", "%") == ("percent_sign",)
    assert keys_for("tie", ["t", "3", "t"]) == ("t", "3")
    assert keys_for("tie", []) == ()


@pytest.mark.parametrize(
    ("action", "written", "words"),
    [
        ("tie", 3, "3, for tie, is no key"),
        ("tie", ["t", "nonsense"], "'nonsense', for tie, is no key"),
        ("help", "ctrl+c", "can't have the key «Ctrl-c»"),
        ("help", "ctrl+q", "can't have the key «Ctrl-q»"),
        ("quit", [], "quit has no key"),
        *[("tie", key, "slow link") for key in sorted(SPLIT)],
    ],
)
def test_what_cannot_be_a_key(action: str, written: object, words: str) -> None:
    with pytest.raises(UsageError, match=None) as raised:
        keys_for(action, written)
    assert words in raised.value.message
    assert raised.value.hint


def test_the_table_itself_keeps_the_rules() -> None:
    for action in ACTIONS:
        assert keys_for(action.name, list(action.keys)) == action.keys


def test_what_a_slow_link_splits_may_do_what_labels_nothing() -> None:
    assert keys_for("help", "O") == ("O",)
