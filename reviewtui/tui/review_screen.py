"""The review screen: translates keys into calls of the session, and shows what it says."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side
from reviewtui.review.actions import BY_KEY, BY_NAME, Action, key_of
from reviewtui.review.session import Session
from reviewtui.review.view import View
from reviewtui.text.conversation import Document, lay_out
from reviewtui.tui import SMALLEST, bars
from reviewtui.tui.bar import Bar
from reviewtui.tui.box import Box
from reviewtui.tui.judging import CALLS
from reviewtui.tui.measures import is_small, is_wide, prompt_rows
from reviewtui.tui.roles import ROLES
from reviewtui.tui.text_pane import SCROLLING, TextPane

SCROLL_MODES = ("both", "left", "right", "prompt")
ZOOMS = ("", "-left", "-right")
PROMPTS = ("", "-tall", "-folded")


class ReviewScreen(Screen[None], inherit_bindings=False):
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES
    AUTO_FOCUS = ""

    def __init__(self, session: Session, project: str) -> None:
        super().__init__()
        self._session = session
        self._project = project
        self._view: View = session.view
        self._shown: tuple[int, object] | None = None
        self._scroll_mode = SCROLL_MODES[0]
        self._zoom = ZOOMS[0]
        self._prompt = PROMPTS[0]
        self._message: tuple[str, bool] = ("", False)
        self._documents: dict[str, Document] = {}

    def compose(self) -> ComposeResult:
        # Before the first layout, so that the first paint is the right one.
        self._set_size_classes()
        yield Bar(id="small")
        yield Bar(id="top")
        yield Bar(id="prompt-title", classes="title")
        yield TextPane(id="prompt")
        with Box(id="outputs"):
            for side in Side:
                with Box(id=f"{side.value}-output", classes="output"):
                    yield Bar(id=f"{side.value}-title", classes="title")
                    yield TextPane(id=side.value)
        yield Bar(id="label")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        self._panes = {name: self.query_one(f"#{name}", TextPane) for name in ("prompt", "left", "right")}
        self._bars = {bar.id: bar for bar in self.query(Bar)}
        self._refresh_all()

    def on_resize(self, event: events.Resize) -> None:
        self._set_size_classes()
        self._fit_prompt()
        self._show_bars()

    def _set_size_classes(self) -> None:
        width, height = self.app.size
        self.set_class(is_small(width, height), "-small")
        self.set_class(is_wide(width), "-wide")

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        self._show_titles()

    # Keys

    @property
    def armed(self) -> bool:
        """Whether both outputs of this pair have been on the screen: nobody labels what nobody saw."""
        small = self.has_class("-small")
        return not small and self._panes["left"].painted and self._panes["right"].painted

    def on_key(self, event: events.Key) -> None:
        """Keys are not bindings: the app would carry those out behind keys that came meanwhile. A key behind
        the one that opened an editor, from before that was there, is meant for it."""
        take = getattr(self.app.screen, "take", None)
        action = BY_KEY.get(event.key)
        if take is not None:
            event.stop()
            take(event)
        elif action is not None and self.app.screen is self:
            event.stop()
            self.act(action)
        elif event.key != "escape":
            self._say(f"«{event.key}» does nothing here; {key_of('help')} shows the keys", alert=True)
            self._show_bars()

    def act(self, action: Action) -> None:
        """Do what a key stands for, and show what came of it in one frame."""
        self._session.touch()
        with self.app.batch_update():
            if action.labels and not self.armed:
                self._say(f"too early: «{action.short}» was not taken", alert=True)
            else:
                self._perform(action)
            self._refresh_all()

    def _perform(self, action: Action) -> None:
        try:
            call = CALLS.get(action.name)
            if call is not None:
                self._say(call(self._session))
            elif action.name in SCROLLING:
                self._scroll(action.name)
            else:
                getattr(self, f"_do_{action.name}")()
        except ReviewError as error:
            self._say(error.message, alert=True)

    def _say(self, text: str, *, alert: bool = False) -> None:
        self._message = (text, alert)

    def _scroll(self, name: str) -> None:
        names = ("left", "right") if self._scroll_mode == "both" else (self._scroll_mode,)
        # A pane that is hidden does not scroll unseen: the keys go to the outputs that are in view.
        panes = [self._panes[one] for one in names if self._panes[one].size.height]
        for pane in panes or [self._panes[one] for one in ("left", "right")]:
            SCROLLING[name](pane)

    def _do_scroll_mode(self) -> None:
        self._scroll_mode = _after(SCROLL_MODES, self._scroll_mode)
        self._say(
            f"scrolling {'both outputs' if self._scroll_mode == 'both' else 'the ' + self._scroll_mode}"
        )

    def _do_zoom(self) -> None:
        self._set_zoom(_after(ZOOMS, self._zoom))

    def _set_zoom(self, zoom: str) -> None:
        self._zoom = zoom
        self._set_one_class(ZOOMS, zoom)

    def _set_one_class(self, names: tuple[str, ...], chosen: str) -> None:
        for name in names:
            if name:
                self.set_class(name == chosen, name)

    def _do_prompt(self) -> None:
        self._prompt = _after(PROMPTS, self._prompt)
        self._set_one_class(PROMPTS, self._prompt)
        self._fit_prompt()

    # Screens that open on a key are imported then: the first pair does not wait for them.

    def _do_note(self) -> None:
        from reviewtui.tui.note_screen import NoteScreen

        if self._session.read_only:
            raise ReviewError("this session is read only")
        session = self._session
        self.app.push_screen(
            NoteScreen(
                self._view.judgement.note,
                keep=lambda note: self._answer(lambda: session.type_note(note)),
                finish=lambda note: self._answer(lambda: session.note(note)),
            )
        )

    def _do_goto(self) -> None:
        from reviewtui.tui.goto_screen import GotoScreen

        def entered(target: str | None) -> None:
            if target:
                self._answer(lambda: self._session.goto(target))

        self.app.push_screen(GotoScreen(), entered)

    def _do_metadata(self) -> None:
        from reviewtui.tui.documents import metadata

        self._read("Metadata", metadata(self._view), "metadata")

    def _do_reference(self) -> None:
        if self._view.reference is None:
            raise ReviewError("this pair has no reference answer")
        self._read("Reference answer", Document(self._view.reference), "reference")

    def _do_guidelines(self) -> None:
        from reviewtui.tui.documents import guidelines

        self._read("Guidelines", guidelines(self._session.rubric), "guidelines")

    def _do_help(self) -> None:
        from reviewtui.tui.documents import key_help

        self._read("Keys", key_help(), "help")

    def remind_of_quit(self) -> None:
        self._say(f"{key_of('quit')} quits; everything is saved")
        self._show_bars()

    def _do_quit(self) -> None:
        self.app.exit(return_code=0)

    def _read(self, title: str, document: Document, action: str) -> None:
        from reviewtui.tui.reading_screen import ReadingScreen

        self.app.push_screen(ReadingScreen(title, document, BY_NAME[action].keys))

    def _answer(self, call: Callable[[], str]) -> str:
        """What an open question was answered with; the screen below it is shown anew. Returns what went
        wrong, if anything did."""
        wrong = ""
        with self.app.batch_update():
            try:
                self._say(call())
            except ReviewError as error:
                wrong = error.message
                self._say(wrong, alert=True)
            self._refresh_all()
        return wrong

    # What is shown

    def _refresh_all(self) -> None:
        self._view = view = self._session.view
        shown = (view.pair_id, view.left_slot)
        if shown != self._shown:
            flipped = self._shown is not None and self._shown[0] == view.pair_id
            seen = (self._panes["right"].painted, self._panes["left"].painted)
            if not flipped:
                self._set_zoom(ZOOMS[0])
            self._shown = shown
            self._documents = {
                "prompt": lay_out(view.prompt),
                "left": lay_out(view.left),
                "right": lay_out(view.right),
            }
            for name, pane in self._panes.items():
                pane.show(self._documents[name])
            if flipped:
                # What was seen on the one side was seen, whichever side it is on now.
                self._panes["left"].painted, self._panes["right"].painted = seen
            self._fit_prompt()
        self._show_bars()

    def _fit_prompt(self) -> None:
        rows = prompt_rows(self._documents, *self.app.size, tall=self._prompt == "-tall")
        prompt = self._panes["prompt"]
        if prompt.styles.height is None or prompt.styles.height.value != rows:
            prompt.styles.height = rows

    def _show_bars(self) -> None:
        bars_, session, view = self._bars, self._session, self._view
        width, height = self.app.size
        bars_["small"].show([(f"{width}x{height}: needs {SMALLEST[0]}x{SMALLEST[1]}", "alert")])
        bars_["top"].show(*bars.top(self._project, session, view))
        bars_["label"].show(*bars.label(view, session.rubric, *self._message))
        bars_["keys"].show(*bars.keys(session.rubric, width))
        self._show_titles()

    def _show_titles(self) -> None:
        both = self._scroll_mode == "both"
        for name, pane in self._panes.items():
            scrolls = self._scroll_mode == name or (both and name != "prompt")
            title = bars.prompt_title() if name == "prompt" else bars.output_title(self._view, Side(name))
            self._bars[f"{name}-title"].show(*bars.titled(title, str(pane.extent), scrolls=scrolls))


def _after(values: tuple[str, ...], value: str) -> str:
    return values[(values.index(value) + 1) % len(values)]
