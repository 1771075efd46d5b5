"""The one table: no key twice, and every action is something that a face can do."""

from __future__ import annotations

import string
from collections import Counter

from textual.keys import Keys, _character_to_key

from reviewtui.review.actions import ACTIONS, CONTEXTS, SEARCH
from reviewtui.review.calls import CALLS
from reviewtui.review.keymap import DEFAULT
from reviewtui.review.session import Session
from reviewtui.tui.opening import OPENINGS
from reviewtui.tui.review_screen import ReviewScreen


def test_no_name_and_no_key_stands_twice_but_that_a_search_has_keys_of_its_own() -> None:
    always = [action for action in ACTIONS if action.context != SEARCH]
    searching = [action for action in ACTIONS if action.context == SEARCH]
    for actions in (always, searching):
        counts = Counter(key for action in actions for key in action.keys)
        assert [key for key, count in counts.items() if count > 1] == []
    assert len({action.name for action in ACTIONS}) == len(ACTIONS)


def test_keys_are_named_as_textual_names_them() -> None:
    named = {*map(_character_to_key, string.printable), *(key.value for key in Keys)}
    for action in ACTIONS:
        for key in action.keys:
            assert key in named


def test_every_action_can_be_done_on_the_screen_in_one_way(session: Session) -> None:
    own = ReviewScreen(session, "pairs", DEFAULT).acts
    for action in ACTIONS:
        ways = [action.name in CALLS, action.name in own, action.name in OPENINGS]
        assert ways.count(True) == 1, action.name
        assert action.context in CONTEXTS
        assert DEFAULT.keys_of(action.name)
    assert CALLS.keys() | own.keys() | OPENINGS.keys() == {action.name for action in ACTIONS}
