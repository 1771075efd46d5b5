"""Which key does what, for one user: the table's keys, and what that user's configuration says instead."""

from __future__ import annotations

from collections.abc import Mapping

from reviewtui.domain.errors import UsageError
from reviewtui.review.actions import ACTIONS, BY_NAME, SEARCH, Action, shown


class Keymap:
    """Two actions never share a key, but that those of a search have theirs while one is open."""

    def __init__(self, changes: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """`changes`: action names to the keys that they have instead. Raises UsageError, for an action that
        does not exist and, with both names, for a key that two actions would have."""
        changed = dict(changes or {})
        for name in changed:
            if name not in BY_NAME:
                raise UsageError(f"there is no action {name!r}", "reviewtui keys lists them.")
        self.actions = tuple(one._replace(keys=changed.get(one.name, one.keys)) for one in ACTIONS)
        self._named = {action.name: action for action in self.actions}
        self._by_key: dict[str, Action] = {}
        self._searching: dict[str, Action] = {}
        for action in self.actions:
            for key in action.keys:
                taken = self._searching if action.context == SEARCH else self._by_key
                if key in taken:
                    raise UsageError(
                        f"the key «{shown(key)}» has two actions: {taken[key].name} and {action.name}",
                        "Give one of them another key.",
                    )
                taken[key] = action

    def action(self, key: str, *, searching: bool = False) -> Action | None:
        """What a key, as Textual names it, stands for."""
        if searching and key in self._searching:
            return self._searching[key]
        return self._by_key.get(key)

    def keys(self, name: str) -> tuple[str, ...]:
        return self._named[name].keys

    def keys_of(self, name: str) -> str:
        """All keys of an action as people read them."""
        return " ".join(shown(key) for key in self._named[name].keys)

    def key_of(self, name: str) -> str:
        """The first key of an action as people read it; empty where it has none."""
        keys = self._named[name].keys
        return shown(keys[0]) if keys else ""


DEFAULT = Keymap()
"""The keys as the table has them."""
