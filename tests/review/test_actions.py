"""The one table: no key twice, and every action is something that a face can do."""

from __future__ import annotations

import string
from collections import Counter

from textual.keys import Keys, _character_to_key

from reviewtui.review.actions import ACTIONS, CONTEXTS, keys_of
from reviewtui.tui.judging import CALLS
from reviewtui.tui.review_screen import ReviewScreen
from reviewtui.tui.text_pane import SCROLLING


def test_no_key_and_no_name_stands_twice() -> None:
    for counts in (Counter(a.name for a in ACTIONS), Counter(key for a in ACTIONS for key in a.keys)):
        assert [name for name, count in counts.items() if count > 1] == []


def test_keys_are_named_as_textual_names_them() -> None:
    named = {*map(_character_to_key, string.printable), *(key.value for key in Keys)}
    for action in ACTIONS:
        for key in action.keys:
            assert key in named


def test_every_action_can_be_done_on_the_screen() -> None:
    for action in ACTIONS:
        own = hasattr(ReviewScreen, f"_do_{action.name}")
        assert [action.name in CALLS, action.name in SCROLLING, own].count(True) == 1, action.name
        assert action.context in CONTEXTS
        assert keys_of(action.name)
