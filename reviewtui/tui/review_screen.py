"""The review screen: translates keys into calls of the session, and shows what it says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side
from reviewtui.review.actions import Action, shown
from reviewtui.review.calls import CALLS
from reviewtui.review.keymap import Keymap
from reviewtui.review.session import Session
from reviewtui.review.view import View
from reviewtui.tui import bars
from reviewtui.tui.bar import Bar
from reviewtui.tui.box import Box
from reviewtui.tui.criteria_grid import OVERALL, CriteriaGrid
from reviewtui.tui.measures import is_small, is_wide, prompt_rows
from reviewtui.tui.panel import Panel
from reviewtui.tui.preparing import Preparing
from reviewtui.tui.reader import NAMES, OUTPUTS, Places, Reader
from reviewtui.tui.roles import ROLES
from reviewtui.tui.tag_digits import TagDigits
from reviewtui.tui.text_pane import SCROLLING, TextPane

if TYPE_CHECKING:
    from reviewtui.tui.comparing import Comparing
    from reviewtui.tui.searching import Searching

ZOOMS = ("", "-left", "-right")
PROMPTS = ("", "-tall", "-folded")


class Terminal(Protocol):
    mouse: bool

    def suspend_now(self) -> None: ...
    def set_mouse(self, on: bool) -> str: ...
    def copy(self, text: str) -> str: ...
    def choose_theme(self) -> None: ...


class ReviewScreen(Screen[None], inherit_bindings=False):
    COMPONENT_CLASSES: ClassVar[set[str]] = ROLES
    AUTO_FOCUS = ""

    def __init__(self, session: Session, project: str, keymap: Keymap, notice: str = "") -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap
        self.view: View = session.view
        self.reader = Reader({name: TextPane(id=name) for name in NAMES})
        self.panel = Panel()
        self.comparing: Comparing | None = None
        self.searching: Searching | None = None
        """These two are there once somebody has asked for them: the first pair does not wait for them."""
        self.tag_digits = {sided: TagDigits(session.rubric, sided=sided) for sided in (True, False)}
        self._preparing = Preparing(self, self.reader, session)
        self._project = project
        self._shown: tuple[object, ...] = ()
        self._zoom = ZOOMS[0]
        self._prompt = PROMPTS[0]
        self._message = (notice or session.greeting, bool(notice))
        self._early = 0
        self._too_early = ""
        """What was said of the last key that came too early, until a paint has shown it."""
        self.acts: dict[str, Callable[[], str]] = {
            **{name: partial(self._scroll, name) for name in SCROLLING},
            "prompt_down": lambda: self.reader.page_prompt(1),
            "prompt_up": lambda: self.reader.page_prompt(-1),
            "scroll_mode": self.reader.next_scroll_mode,
            "zoom": lambda: self._set_zoom(_after(ZOOMS, self._zoom)),
            "prompt": self._next_prompt,
            "raw": lambda: self.reader.toggle_raw(self.view),
            "folds": lambda: self.reader.toggle_folds(self.view),
        }

    def compose(self) -> ComposeResult:
        # Before the first layout, so that the first paint is the right one.
        self._set_size_classes()
        yield Bar(id="small")
        yield Bar(id="top")
        yield Bar(id="prompt-title", classes="title")
        yield self.reader.panes["prompt"]
        with Box(id="outputs"):
            for side in OUTPUTS:
                with Box(id=f"{side}-output", classes="output"):
                    yield Bar(id=f"{side}-title", classes="title")
                    yield Bar(id=f"{side}-facts", classes="facts")
                    yield self.reader.panes[side]
        yield CriteriaGrid(self.session.rubric)
        yield Bar(id="label")
        yield Bar(id="keys")
        yield self.panel

    def on_mount(self) -> None:
        self._bars = {bar.id: bar for bar in self.query(Bar)}
        self._grid = self.query_one(CriteriaGrid)
        self.refresh_all()

    def on_resize(self, event: events.Resize) -> None:
        self._set_size_classes()
        self._fit_prompt()
        self._show_bars()
        self.panel.fit()

    def _set_size_classes(self) -> None:
        width, height = self.app.size
        self.set_class(is_small(width, height), "-small")
        self.set_class(is_wide(width), "-wide")

    def on_text_pane_scrolled(self, message: TextPane.Scrolled) -> None:
        # A resize lays the texts out anew, and what was marked in them is to be found anew.
        self._mark()
        self._show_titles()

    # Keys

    @property
    def armed(self) -> bool:
        """Whether both outputs of this pair have been on the screen: nobody labels what nobody saw."""
        small = self.has_class("-small")
        return not small and all(self.reader.panes[side].painted for side in OUTPUTS)

    def _armed_for(self, came: float) -> bool:
        """The same for a key that came then: one that waited for the paint was not for what it shows."""
        return self.armed and all(self.reader.panes[side].painted_at <= came for side in OUTPUTS)

    @property
    def is_searching(self) -> bool:
        return self.searching is not None and self.searching.is_open

    @property
    def terminal(self) -> Terminal:
        """The app, as far as the review asks something of the terminal."""
        return cast("Terminal", self.app)

    def on_key(self, event: events.Key) -> None:
        """Keys are not bindings: the app would carry those out behind keys that came meanwhile. A key behind
        the one that opened a panel or a screen is meant for that."""
        if self.panel.is_open:
            event.stop()
            self.session.touch()
            self.panel.press(event.key, event.character)
            return
        take = getattr(self.app.screen, "take", None)
        action = self.keymap.action(event.key, searching=self.is_searching)
        if take is not None:
            event.stop()
            take(event)
        elif action is not None and self.app.screen is self:
            event.stop()
            self.act(action, event.time)
        elif event.key != "escape":
            self._say(
                f"«{shown(event.key)}» does nothing here; {self.keymap.key_of('help')} shows the keys", True
            )
            self._show_bars()

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is for what is typed now; it is never keys."""
        self.panel.paste(event.text)

    def act(self, action: Action, came: float | None = None) -> None:
        """Do what a key stands for that `came` then, or what was chosen from all actions, and show what came
        of it in one frame."""
        self.session.touch()
        early = action.labels and not (self.armed if came is None else self._armed_for(came))
        self.answer(partial(self._discard if early else self._perform, action))

    def _discard(self, action: Action) -> str:
        self._early += 1
        self._too_early = f"too early: «{action.short}» not taken ({self._early} so far)"
        raise ReviewError(self._too_early)

    def _perform(self, action: Action) -> str:
        name = action.name
        if name in CALLS:
            return CALLS[name](self.session)
        if name in self.acts:
            return self.acts[name]()
        # What opens on a key is imported then.
        from reviewtui.tui.opening import OPENINGS

        return OPENINGS[name](self)

    def answer(self, call: Callable[[], str]) -> str:
        """Do something and show what came of it in one frame. Returns what went wrong, if anything did."""
        wrong = ""
        with self.app.batch_update():
            try:
                self._say(call())
            except ReviewError as error:
                wrong = error.message
                self._say(wrong, alert=True)
            self.refresh_all()
        return wrong

    def tell(self, message: str, alert: bool = False) -> None:
        """Say something that no key waits for, and show what is marked now."""
        if message:
            self._say(message, alert)
        self._mark()
        self._show_bars()

    def remind_of_quit(self) -> None:
        self.tell(f"{self.keymap.key_of('quit')} quits; everything is saved")

    def _say(self, text: str, alert: bool = False) -> None:
        # Several keys may be worked off between two paints: none is discarded without a word in view.
        if text != self._too_early:
            if self._bars["label"].painted:
                self._too_early = ""
            elif self._too_early:
                text, alert = " · ".join(filter(None, (self._too_early, text))), True
        self._message = (text, alert)

    def _scroll(self, name: str) -> str:
        self.reader.scroll(name)
        return ""

    def _set_zoom(self, zoom: str) -> str:
        self._zoom = zoom
        self._set_one_class(ZOOMS, zoom)
        return ""

    def _set_one_class(self, names: tuple[str, ...], chosen: str) -> None:
        for name in names:
            if name:
                self.set_class(name == chosen, name)

    def _next_prompt(self) -> str:
        self._prompt = _after(PROMPTS, self._prompt)
        self._set_one_class(PROMPTS, self._prompt)
        self._fit_prompt()
        return ""

    # What is shown

    def refresh_all(self) -> None:
        self.view = view = self.session.view
        shown = (view.pair_id, view.left_slot)
        if shown != self._shown:
            flipped = self._shown[:1] == shown[:1]
            self._shown = shown
            if flipped:
                self.reader.show_flipped(view)
            else:
                self._set_zoom(ZOOMS[0])
                if self.searching is not None:
                    self.searching.close()
                self.reader.show_pair(view)
                self._preparing.soon()
            self._fit_prompt()
        self._mark()
        self._show_bars()

    def _mark(self) -> None:
        """Show the differences and matches that are known, and have those found that are asked for."""
        spans: dict[str, dict[str, Places]] = {name: {} for name in NAMES}
        if self.comparing is not None:
            self.comparing.update(self.view)
            for side in OUTPUTS:
                spans[side] |= self.comparing.spans(Side(side))
        if self.searching is not None:
            self.searching.update()
            for name in NAMES:
                spans[name] |= self.searching.spans(name)
        for name, pane in self.reader.panes.items():
            pane.highlight(spans[name], gutter="difference")

    def _fit_prompt(self) -> None:
        self._grid.fit()
        tall = self._prompt == "-tall"
        rows = prompt_rows(self.reader.layouts, *self.app.size, self._grid.rows, tall=tall)
        prompt = self.reader.panes["prompt"]
        if prompt.styles.height is None or prompt.styles.height.value != rows:
            prompt.styles.height = rows

    def _show_bars(self) -> None:
        width, height = self.app.size
        show = self._bars
        show["small"].show(bars.too_small(width, height, self.keymap))
        show["top"].show(*bars.top(self._project, self.session, self.view))
        show["label"].show(*bars.label(self.view, self.session, self.keymap, *self._message))
        show["keys"].show(*bars.keys(self.session.rubric, self.keymap, width, searching=self.is_searching))
        self._grid.show(bars.criteria(self.view, self.session.rubric), self.session.criterion or OVERALL)
        self._show_titles()

    def _show_titles(self) -> None:
        rubric = self.session.rubric
        for name, pane in self.reader.panes.items():
            title = (
                bars.prompt_title() if name == "prompt" else bars.output_title(self.view, rubric, Side(name))
            )
            scrolls = self.reader.scrolls(name)
            self._bars[f"{name}-title"].show(*bars.titled(title, _extent(pane), scrolls=scrolls))
        facts = self.comparing.facts if self.comparing is not None else None
        for side in OUTPUTS:
            bar = self._bars[f"{side}-facts"]
            bar.show(bars.facts(facts, Side(side), bar.size.width))


def _extent(pane: TextPane) -> str:
    """Which rows are in view; nothing of a pane that is folded away."""
    return str(pane.extent) if pane.size.height else ""


def _after(values: tuple[str, ...], value: str) -> str:
    return values[(values.index(value) + 1) % len(values)]
