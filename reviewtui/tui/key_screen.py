"""A screen over the review that takes its keys itself, in the order in which they were pressed."""

from __future__ import annotations

from contextlib import ExitStack

from textual import events
from textual.screen import ModalScreen


class KeyScreen(ModalScreen[None], inherit_bindings=False):
    """On a slow link keys come in bursts. Those behind the one that opened the screen are meant for it, but
    may come before it is there: they wait. Those behind the one that closes it are for the screen below."""

    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._early: list[events.Key] = []
        self._there = False
        self.closed = False
        """Keys that come now are for the screen below."""
        self._unpainted = ExitStack()

    def on_mount(self) -> None:
        # Textual paints a new screen while it is laid out, and all of it once more after that.
        self._unpainted.enter_context(self.app.batch_update())
        self.call_later(self._take_early)

    def _take_early(self) -> None:
        self._there = True
        for event in self._early:
            self.take(event)
        # Behind the paints that the layouts so far have asked for, and those that their sizes ask for.
        self.call_later(self.call_later, self._paint)

    def _paint(self) -> None:
        self._unpainted.close()
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.take(event)

    def take(self, event: events.Key) -> None:
        if self.closed:
            passed_on = events.Key(event.key, event.character)
            # It came when it came: the screen below was not in view then.
            passed_on.time = event.time
            self.app.screen.post_message(passed_on)
        elif self._there:
            self.press(event.key, event.character)
        else:
            self._early.append(event)

    def press(self, key: str, character: str | None) -> None:
        """What a key does here."""
        raise NotImplementedError

    def close(self) -> None:
        self.closed = True
        app, removal = self.app, ExitStack()
        removal.enter_context(app.batch_update())
        self._unpainted.close()
        self.dismiss()
        # Textual paints the screen below as soon as it is uncovered, and again when this one is removed.
        app.call_next(app.call_later, removal.close)
