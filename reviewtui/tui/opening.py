"""What opens over the review on a key, and what comes of it when it closes. Imported with the first such key,
and each screen with its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side
from reviewtui.review.actions import BY_NAME, SEARCH
from reviewtui.review.asked import tag_words
from reviewtui.review.turns import text_of
from reviewtui.text.conversation import Layout
from reviewtui.text.display import one_line
from reviewtui.text.document import Document
from reviewtui.tui import text_pane
from reviewtui.tui.review_screen import ReviewScreen

if TYPE_CHECKING:
    from reviewtui.tui.choosing import Choice

COPY_CELLS = 48
"""Of a text's start, where one to copy is chosen."""


def note(review: ReviewScreen) -> str:
    from reviewtui.tui.noting import Noting

    session = review.session
    if session.read_only:
        raise ReviewError("this session is read only")
    noting = Noting(
        review.panel,
        review.view.judgement.note,
        keep=lambda text: review.answer(lambda: session.type_note(text)),
        finish=lambda text: review.answer(lambda: session.note(text)),
    )
    review.panel.open(noting, noting.editor)
    return ""


def goto(review: ReviewScreen) -> str:
    return _ask(review, "Go to pair number or id", "go", review.session.goto)


def search(review: ReviewScreen) -> str:
    def started(query: str) -> str:
        from reviewtui.tui.searching import Searching

        if review.searching is None:
            review.searching = Searching(review, review.reader, review.tell)
        review.searching.open(query)
        return ""

    return _ask(review, "Search in the pair", "find", started)


def _ask(review: ReviewScreen, question: str, verb: str, answered: Callable[[str], str]) -> str:
    from reviewtui.tui.asking import Asking

    review.panel.open(Asking(question, verb, lambda text: review.answer(lambda: answered(text))))
    return ""


def close_search(review: ReviewScreen) -> str:
    assert review.searching is not None, "its keys hold while a search is open"
    return review.searching.close()


def step_match(by: int) -> Callable[[ReviewScreen], str]:
    def step(review: ReviewScreen) -> str:
        assert review.searching is not None, "its keys hold while a search is open"
        return review.searching.step(by)

    return step


def diff(review: ReviewScreen) -> str:
    from reviewtui.tui.comparing import OFF, Comparing

    if review.comparing is None:
        review.comparing = Comparing(review, review.reader, review.tell)
    said = review.comparing.next_mode()
    review.set_class(review.comparing.mode != OFF, "-diff")
    return said


def step_difference(by: int) -> Callable[[ReviewScreen], str]:
    def step(review: ReviewScreen) -> str:
        if review.comparing is None:
            raise ReviewError("differences are not shown")
        return review.comparing.step(by)

    return step


def tag(side: Side | None) -> Callable[[ReviewScreen], str]:
    """The palette of tags for an output, or for the pair (None)."""
    title = f"Tags of the {side.value} output" if side else "Tags of the pair"

    def choose(review: ReviewScreen) -> str:
        from reviewtui.tui.choosing import Choice

        session = review.session
        tags, digits = session.tag_choices(side), review.tag_digits[side is not None]
        digits.give(one.name for one in tags)
        choices = [Choice(one.name, one.name, tag_words(one), one.on, digits.of(one.name)) for one in tags]
        new = "tag" if session.rubric.new_tags else ""
        if not choices and not new:
            raise ReviewError(
                "this rubric has no tags for an output" if side else "this rubric has no tags for a pair"
            )
        return _choose(review, title, choices, lambda name: session.tag(name, side), new)

    return choose


def skip_because(review: ReviewScreen) -> str:
    from reviewtui.tui.choosing import Choice

    session = review.session
    choices = [Choice(reason, reason) for reason in session.rubric.skip_reasons]
    return _choose(review, "Skip this pair, because", choices, session.skip, "reason")


def palette(review: ReviewScreen) -> str:
    from reviewtui.tui.choosing import Choice

    keymap = review.keymap
    choices = [
        Choice(action.name, action.description, f"{keymap.keys_of(action.name)}  {action.name}")
        for action in keymap.actions
        if action.name != "palette" and (action.context != SEARCH or review.is_searching)
    ]
    # Through `act`, so that it is armed as its key is.
    return _choose_to(review, "All actions", choices, lambda name: review.act(BY_NAME[name]))


def copy(review: ReviewScreen) -> str:
    from reviewtui.tui.choosing import Choice

    view = review.view
    texts = {
        "left": text_of(view.left),
        "right": text_of(view.right),
        "prompt": text_of(view.prompt),
        "reference": view.reference or "",
    }
    choices = [Choice(name, name, one_line(text, COPY_CELLS)) for name, text in texts.items() if text]
    return _choose(review, "Copy to the clipboard", choices, lambda name: review.terminal.copy(texts[name]))


def _choose(
    review: ReviewScreen,
    title: str,
    choices: Sequence[Choice],
    chosen: Callable[[str], str],
    new: str = "",
) -> str:
    return _choose_to(review, title, choices, lambda value: review.answer(lambda: chosen(value)), new)


def _choose_to(
    review: ReviewScreen,
    title: str,
    choices: Sequence[Choice],
    chosen: Callable[[str], object],
    new: str = "",
) -> str:
    from reviewtui.tui.choosing import Choosing

    review.panel.open(Choosing(title, choices, chosen, new))
    return ""


def queue(review: ReviewScreen) -> str:
    from reviewtui.tui.list_screen import ListScreen

    review.app.push_screen(ListScreen(review.session, review.answer, review.keymap.keys("queue")))
    return ""


def stats(review: ReviewScreen) -> str:
    from reviewtui.tui.statistics_screen import StatisticsScreen

    review.app.push_screen(StatisticsScreen(review.session, review.keymap.keys("stats")))
    return ""


def metadata(review: ReviewScreen) -> str:
    from reviewtui.tui.documents import metadata

    return _read(review, "Metadata", metadata(review.view, review.session.external_id()), "metadata")


def reference(review: ReviewScreen) -> str:
    if review.view.reference is None:
        raise ReviewError("this pair has no reference answer")
    layout = Layout.of_text(review.view.reference, raw=review.reader.raw)
    return _read(review, "Reference answer", layout, "reference")


def guidelines(review: ReviewScreen) -> str:
    from reviewtui.tui.documents import guidelines

    return _read(review, "Guidelines", guidelines(review.session.rubric), "guidelines")


def history(review: ReviewScreen) -> str:
    lines = review.session.history()
    if not lines:
        raise ReviewError("nothing was said of this pair yet")
    return _read(review, "History of this label", Document.plain("\n".join(lines)), "history")


def key_help(review: ReviewScreen) -> str:
    from reviewtui.tui.documents import key_help

    return _read(review, "Keys", key_help(review.keymap), "help")


def _read(review: ReviewScreen, title: str, text: Document | text_pane.Layout, action: str) -> str:
    from reviewtui.tui.reading_screen import ReadingScreen

    review.app.push_screen(ReadingScreen(title, text, review.keymap.keys(action)))
    return ""


def theme(review: ReviewScreen) -> str:
    review.terminal.choose_theme()
    return ""


def mouse(review: ReviewScreen) -> str:
    return review.terminal.set_mouse(not review.terminal.mouse)


def suspend(review: ReviewScreen) -> str:
    review.terminal.suspend_now()
    return ""


def leave(review: ReviewScreen) -> str:
    review.app.exit(return_code=0)
    return ""


OPENINGS: dict[str, Callable[[ReviewScreen], str]] = {
    "note": note,
    "goto": goto,
    "tag_left": tag(Side.LEFT),
    "tag": tag(None),
    "tag_right": tag(Side.RIGHT),
    "skip_because": skip_because,
    "queue": queue,
    "search": search,
    "close_search": close_search,
    "next_match": step_match(1),
    "previous_match": step_match(-1),
    "diff": diff,
    "next_difference": step_difference(1),
    "previous_difference": step_difference(-1),
    "metadata": metadata,
    "reference": reference,
    "guidelines": guidelines,
    "history": history,
    "copy": copy,
    "stats": stats,
    "palette": palette,
    "theme": theme,
    "mouse": mouse,
    "suspend": suspend,
    "help": key_help,
    "quit": leave,
}
"""Action names to what they open."""
