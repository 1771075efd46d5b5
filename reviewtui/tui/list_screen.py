"""The list of pairs: look for some with a filter, go to one, or have the review go through those alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Scale
from reviewtui.review.actions import shown
from reviewtui.review.session import Session
from reviewtui.tui import list_row
from reviewtui.tui.bar import Bar, Part, fitting
from reviewtui.tui.key_screen import KeyScreen
from reviewtui.tui.list_pane import ListPane
from reviewtui.tui.roles import ROLES
from reviewtui.tui.typed_line import TypedLine

LOOKS_PER_SECOND = 4
"""How often a count that still grows is shown anew."""

KEYS = [("⏎", "go to it"), ("/", "filter"), ("r", "review these"), ("a", "all pairs"), ("Esc", "close")]
TYPING_KEYS = [("⏎", "apply"), ("Esc", "back")]
WITH_LEGEND = 120
"""Columns from which there is room to say what the marks of a row mean."""

EXAMPLES = "like: language=de · length > 2000 · flagged"


class ListScreen(KeyScreen, inherit_bindings=False):
    """While a filter is typed, all keys go to its line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {*ROLES, "role--cursor"}
    CSS = """
    ListScreen { background: $background; }
    ListScreen #list-title, ListScreen #list-keys { background: $panel; }
    ListScreen #list-filter, ListScreen #list-heading { background: $surface-lighten-1; }
    .role--cursor { text-style: bold; background: $panel-lighten-2; }
    """

    def __init__(
        self,
        session: Session,
        answer: Callable[[Callable[[], str]], str],
        opened_by: tuple[str, ...] = (),
    ) -> None:
        """`answer` carries a call of the session out, shows in the review what came of it, and returns what
        went wrong. `opened_by`: the keys that opened the list, which close it too."""
        super().__init__()
        self._session = session
        self._answer = answer
        self._filter = session.filter_text
        self._listing = session.listing(self._filter)
        self._rows = ListPane(
            self._listing,
            session.progress.pairs,
            graded=session.rubric.scale is Scale.GRADED,
            # Where pairs come up again unannounced, a first answer is not to be read here.
            answers=not session.repeats,
        )
        self._typed: TypedLine | None = None
        self._alert = ""
        self._commands: dict[str, Callable[[], None]] = {
            "up": lambda: self._rows.move(-1),
            "down": lambda: self._rows.move(1),
            "pageup": lambda: self._rows.move_pages(-1),
            "pagedown": lambda: self._rows.move_pages(1),
            "space": lambda: self._rows.move_pages(1),
            "home": self._rows.move_to_start,
            "end": self._rows.move_to_end,
            "enter": self._go,
            "slash": self._type,
            "r": self._review_these,
            "a": self._show_all,
            **dict.fromkeys(("escape", "q", *opened_by), self.close),
        }

    def compose(self) -> ComposeResult:
        yield Bar(id="list-title")
        yield Bar(id="list-filter")
        yield Bar(id="list-heading")
        yield self._rows
        yield Bar(id="list-keys")

    def on_mount(self) -> None:
        self._bars = {bar.id: bar for bar in self.query(Bar)}
        self._looking = self.set_interval(1 / LOOKS_PER_SECOND, self._look)
        self._show_listing()

    def on_unmount(self) -> None:
        self._listing.close()

    def on_resize(self, event: events.Resize) -> None:
        self._show_bars()

    def on_list_pane_pointed(self, message: ListPane.Pointed) -> None:
        self._show_bars()

    # Keys

    def press(self, key: str, character: str | None) -> None:
        self._session.touch()
        with self.app.batch_update():
            if self._typed is None:
                self._command(key)
            else:
                self._edit(self._typed, key, character)
            if not self.closed:
                self._show_bars()

    def on_paste(self, event: events.Paste) -> None:
        event.stop()
        if self._typed is not None:
            self._typed.insert(event.text)
            self._show_bars()

    def _command(self, key: str) -> None:
        command = self._commands.get(key)
        self._alert = "" if command else f"«{shown(key)}» does nothing here"
        if command is not None:
            command()

    def _edit(self, typed: TypedLine, key: str, character: str | None) -> None:
        if key == "enter":
            self._apply(typed.text.strip())
        elif key == "escape":
            self._typed, self._alert = None, ""
        elif typed.press(key, character):
            self._alert = ""

    # What they do

    def _go(self) -> None:
        pair = self._rows.chosen
        if pair is not None:
            self._leave(lambda: self._session.goto_pair(pair.pair_id))

    def _type(self) -> None:
        self._typed = TypedLine(self._filter)

    def _apply(self, text: str) -> None:
        """List what the filter finds; one that can't be read stays on its line."""
        try:
            listing = self._session.listing(text)
        except ReviewError as error:
            self._alert = error.message
            return
        self._listing.close()
        self._listing, self._filter, self._typed, self._alert = listing, text, None, ""
        self._show_listing()

    def _review_these(self) -> None:
        self._leave(lambda: self._session.filter(self._filter))

    def _show_all(self) -> None:
        self._apply("")
        if self._session.filter_text:
            self._alert = self._answer(lambda: self._session.filter(""))

    def _leave(self, call: Callable[[], str]) -> None:
        self._alert = self._answer(call)
        if not self._alert:
            self.close()

    # What is shown

    def _show_listing(self) -> None:
        """With the pair at hand amid the view, where it can be found already. Among hidden repeats its place
        is not told: a repeat has none."""
        session, listing = self._session, self._listing
        told = session.numbered and listing.complete
        self._rows.show(listing, listing.index(session.view.number) if told else 0)
        self._looking.resume()
        self._show_bars()

    def _look(self) -> None:
        """More may have been found."""
        if self._listing.complete:
            self._looking.pause()
            if self._filter and not self._listing.count and not self._listing.failed:
                self._alert = self._session.no_match(self._filter)
        self._rows.grow()
        self._show_bars()

    def _show_bars(self) -> None:
        count, cursor = self._listing.count, self._rows.cursor
        here: list[Part] = [(f"row {cursor + 1:,} of {count:,}", "quiet")] if count else []
        self._bars["list-title"].show([("Pairs  ", "strong"), (self._found(count), "plain")], here)
        self._bars["list-filter"].show(*self._filter_line())
        # A bar begins with a blank of its own, and ends with one.
        heading: Part = (list_row.heading(self._rows.columns).rstrip()[1:], "quiet")
        self._bars["list-heading"].show([(self._alert, "alert") if self._alert else heading])
        legend: list[Part] = [(list_row.LEGEND, "quiet")] if self.app.size.width >= WITH_LEGEND else []
        self._bars["list-keys"].show(self._key_line(), legend)

    def _found(self, count: int) -> str:
        if self._listing.failed:
            return f"{count:,} found; the project could not be read further"
        if not self._listing.complete:
            return f"{count:,} found, still looking"
        return f"{count:,} found" if self._filter else f"{count:,} in the project"

    def _filter_line(self) -> tuple[list[Part], list[Part]]:
        title: Part = ("Filter  ", "strong")
        if self._typed is not None:
            return [title, *self._typed.parts(self.app.size.width - 12)], []
        filter_: Part = (self._filter, "plain") if self._filter else ("none", "quiet")
        reviewed = self._session.filter_text
        if not reviewed:
            return [title, filter_], []
        which = "these" if reviewed == self._filter else f"«{reviewed}»"
        return [title, filter_], [(f"the review goes through {which}", "key")]

    def _key_line(self) -> list[Part]:
        if self._typed is None:
            return fitting(KEYS, self.app.size.width - 2)
        return [*fitting(TYPING_KEYS, self.app.size.width - 2), (f"  {EXAMPLES}", "quiet")]
