"""The statistics: pace at once, agreement and tendencies as soon as they are computed, and who is winning for
an annotator who has asked for it."""

from __future__ import annotations

import threading
from pathlib import Path

from textual.app import ComposeResult
from textual.message import Message

from reviewtui.domain.errors import ReviewError
from reviewtui.review import wording
from reviewtui.review.pacing import pace_text, progress_text
from reviewtui.review.session import Session
from reviewtui.tui.bar import Bar, fitting
from reviewtui.tui.documents import Section, Sections
from reviewtui.tui.reading_screen import ReadingScreen
from reviewtui.tui.text_pane import TextPane

Texts = tuple[tuple[str, str], ...]
"""(heading, lines below it)."""

REVEAL = "R"
KEYS = [("↑ ↓ PgUp PgDn", "scroll"), ("Esc", "close")]
RESULTS_KEYS = [*KEYS, (REVEAL, "who is winning")]

THREAD = "statistics"
COMPUTING: Texts = (("Agreement and tendencies", "computing…"),)
ASK = f"{REVEAL} shows who is winning."
SURE = f"{REVEAL} again shows results from now on, which is recorded"


class StatisticsScreen(ReadingScreen, inherit_bindings=False):
    """What is computed comes from a thread that reads the project by a connection of its own. It gives up
    when the screen closes, and quitting does not wait for it."""

    class Computed(Message):
        """From the thread: what it found, or the error that it could not put into words."""

        def __init__(self, stopped: threading.Event, found: Texts | Exception) -> None:
            super().__init__()
            self.stopped = stopped
            self.found = found

    def __init__(self, session: Session, opened_by: tuple[str, ...] = ()) -> None:
        self._session = session
        self._computed = COMPUTING
        self._stopped = threading.Event()
        self._sure = False
        self._asked = False
        super().__init__("Statistics", self._sections(), opened_by)

    def compose(self) -> ComposeResult:
        yield Bar([("Statistics", "strong")], classes="title")
        yield TextPane(self._layout)
        yield Bar(id="statistics-keys")

    def on_mount(self) -> None:
        self._show_keys()
        self._compute()

    def on_unmount(self) -> None:
        self._stopped.set()

    def press(self, key: str, character: str | None) -> None:
        if key == REVEAL and not self._session.results_revealed and not self._session.read_only:
            self._reveal()
        else:
            self._sure = False
            super().press(key, character)
        if not self.closed:
            self._show_keys()

    def _reveal(self) -> None:
        """At the second press: there is no way back."""
        if self._sure:
            self._session.reveal_results()
            self._asked = True
            self._compute()
        self._sure = not self._sure

    # Computing

    def _compute(self) -> None:
        self._stopped.set()
        self._stopped = threading.Event()
        self._computed = COMPUTING
        self._show_sections()
        session = self._session
        arguments = (session.path, session.annotator.name, session.results_revealed, self._stopped)
        threading.Thread(target=self._work, args=arguments, name=THREAD, daemon=True).start()

    def _work(self, path: Path, annotator: str, results: bool, stopped: threading.Event) -> None:
        found: Texts | Exception
        try:
            found = _computed(path, annotator, results, stopped)
        except ReviewError as error:
            found = (("Agreement and tendencies", f"Not computed: {error.message}."),)
        except Exception as error:  # noqa: BLE001  raised again where the app can tell of it
            found = error
        self.post_message(self.Computed(stopped, found))

    def on_statistics_screen_computed(self, message: Computed) -> None:
        if message.stopped.is_set():
            return
        if isinstance(message.found, Exception):
            raise message.found
        self._computed = message.found
        self._show_sections()
        if self._asked:
            # What was asked for stands at the end.
            self.query_one(TextPane).scroll_last()

    # What is shown

    def _show_sections(self) -> None:
        pane = self.query_one(TextPane)
        pane.show(self._sections(), pane.source)
        self._show_extent()

    def _sections(self) -> Sections:
        session = self._session
        texts = (("Progress", progress_text(session)), ("Pace", pace_text(session)), *self._computed)
        if not session.results_revealed:
            texts = (*texts, ("Results", wording.results_hidden(ASK, read_only=session.read_only)))
        return Sections(
            [Section(heading, [("", line) for line in text.split("\n")]) for heading, text in texts]
        )

    def _show_keys(self) -> None:
        session = self._session
        bar = self.query_one("#statistics-keys", Bar)
        if self._sure:
            bar.show([(SURE, "alert")])
        else:
            asks = not session.results_revealed and not session.read_only
            bar.show(fitting(RESULTS_KEYS if asks else KEYS, 60))


def _computed(path: Path, annotator: str, results: bool, stopped: threading.Event) -> Texts:
    # Here and not above: with numpy, this takes longer than the first paint.
    from reviewtui.analysis.for_annotator import statistics_for
    from reviewtui.store import Store

    with Store.open_to_read(path) as store:
        store.give_up_when(stopped.is_set)
        return statistics_for(store, annotator, results=results)
