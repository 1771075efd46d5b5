"""What each step of a line does and prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side
from reviewtui.plain.commands import Step
from reviewtui.plain.help import INSTEAD, key_help
from reviewtui.plain.pair import PairPrinter, title_of
from reviewtui.plain.paper import Paper
from reviewtui.review.asked import tag_words
from reviewtui.review.calls import CALLS
from reviewtui.review.keymap import Keymap
from reviewtui.review.session import Session
from reviewtui.review.tags import TagChoice
from reviewtui.text.conversation import Layout

REMOVED = "-"
"""In the place of a note: take the note off."""

ALL = "all"
"""In the place of a filter: no filter."""

WORDS = "words"
"""Behind `diff`: not whole lines."""

RESULTS = "results"
"""Behind `stats`: show who is winning."""


class Face:
    """Prints what the session has to say; `do` carries out one step and raises ReviewError."""

    def __init__(self, session: Session, paper: Paper, keymap: Keymap) -> None:
        self._session = session
        self._paper = paper
        self._pair = PairPrinter(session, paper)
        self._listed: dict[str, dict[str, str]] = {}
        """What was listed for this pair: number to name, by the action that takes one."""
        # Each takes the words behind it, and returns what is to be said where it has not printed that.
        self._does: dict[str, Callable[[str], str | None]] = {
            "left": lambda _: self._pair.print_texts("left"),
            "right": lambda _: self._pair.print_texts("right"),
            "prompt": lambda _: self._pair.print_texts("prompt"),
            "pair": lambda _: self._pair.print_pair(),
            "more": self._paper.more,
            "page_down": self._paper.more,
            "note": self._note,
            "tag_left": lambda tag: self._tag("tag_left", Side.LEFT, tag),
            "tag": lambda tag: self._tag("tag", None, tag),
            "tag_right": lambda tag: self._tag("tag_right", Side.RIGHT, tag),
            "skip_because": self._skip_because,
            "goto": self._goto,
            "queue": self._queue,
            "raw": lambda _: self._pair.switch_raw(),
            "folds": lambda _: self._pair.switch_folds(),
            "diff": self._differences,
            "search": self._search,
            "metadata": lambda _: self._metadata(),
            "reference": lambda _: self._reference(),
            "guidelines": lambda _: self._guidelines(),
            "history": lambda _: self._history(),
            "reveal": lambda _: self._reveal(),
            "stats": self._statistics,
            "help": lambda _: self._paper.text("help", "Keys and names", key_help(keymap)),
        }

    def do(self, step: Step) -> None:
        """Anything but `quit`, which is not the face's."""
        if step.name in self._does:
            said = self._does[step.name](step.argument)
        elif step.name in CALLS:
            said = CALLS[step.name](self._session)
        else:
            said = INSTEAD[step.name]
        if said:
            self._paper.say(said)

    def print_pair(self) -> None:
        """The pair at hand; what was listed for another one is over."""
        self._listed.clear()
        self._pair.print_pair()

    def print_label(self) -> None:
        self._pair.print_label()

    def _reveal(self) -> str:
        said = CALLS["reveal"](self._session)
        view = self._session.view
        self._paper.say("; ".join(title_of(view, side.value) for side in Side))
        return said

    # What takes words

    def _note(self, text: str) -> str:
        if not text:
            note = self._session.view.judgement.note
            return f"Note: {note}" if note else f"no note; note TEXT writes one, note {REMOVED} takes it off"
        return self._session.note("" if text == REMOVED else text)

    def _tag(self, action: str, side: Side | None, tag: str) -> str | None:
        if tag:
            return self._session.tag(self._chosen(action, tag), side)
        choices = self._session.tag_choices(side)
        return self._list(action, {choice.name: _choice(choice) for choice in choices})

    def _skip_because(self, reason: str) -> str | None:
        if reason:
            return self._session.skip(self._chosen("skip_because", reason))
        return self._list("skip_because", {one: one for one in self._session.rubric.skip_reasons})

    def _list(self, action: str, lines: Mapping[str, str]) -> str | None:
        """Print what there is to choose from, name to line; from then on it can be chosen by its number."""
        if not lines:
            return f"nothing is listed; say it in words: {action} WORDS"
        self._listed[action] = {str(number): name for number, name in enumerate(lines, 1)}
        text = "\n".join(f"{number}. {line}" for number, line in enumerate(lines.values(), 1))
        self._paper.text(action, f"For {action}, by number or name", text)
        return None

    def _chosen(self, action: str, said: str) -> str:
        """What was meant: a number of the list, or the words as they are."""
        return self._listed.get(action, {}).get(said, said)

    def _goto(self, target: str) -> str:
        if not target:
            raise ReviewError("say where to: goto NUMBER or goto ID")
        return self._session.goto(target)

    def _queue(self, text: str) -> str:
        from reviewtui.plain.pair_list import pair_list

        if text:
            return self._session.filter("" if text == ALL else text)
        self._paper.text("queue", "Pairs", pair_list(self._session))
        if self._session.filter_text:
            return f"filter: {self._session.filter_text}; queue {ALL} goes through all pairs again"
        return "queue FILTER goes through some pairs alone, such as: queue language=de"

    # What is read beside the pair. What makes it is imported then.

    def _differences(self, wanted: str) -> None:
        from reviewtui.plain.comparing import differences_text

        if wanted not in ("", WORDS):
            raise ReviewError(f"diff lists the lines that differ, diff {WORDS} the words")
        view, cells = self._session.view, self._paper.text_width
        self._paper.text("diff", "Differences", differences_text(view, cells, words=bool(wanted)))

    def _search(self, query: str) -> None:
        from reviewtui.plain.comparing import matches_text

        if not query:
            raise ReviewError("say what to look for: search TEXT")
        self._paper.text("search", "Lines with a match", matches_text(self._session.view, query))

    def _metadata(self) -> None:
        from reviewtui.plain.reading import metadata_text

        told = metadata_text(self._session.view, self._session.external_id())
        self._paper.text("metadata", "Metadata", told)

    def _reference(self) -> None:
        reference = self._session.view.reference
        if reference is None:
            raise ReviewError("this pair has no reference answer")
        self._paper.text("reference", "Reference answer", Layout.of_text(reference, raw=self._pair.raw).at)

    def _guidelines(self) -> None:
        from reviewtui.plain.reading import guidelines_text

        self._paper.text("guidelines", "Guidelines", guidelines_text(self._session.rubric))

    def _history(self) -> None:
        lines = self._session.history() or ("nothing was said of this pair",)
        self._paper.text("history", "History", "\n".join(lines))

    def _statistics(self, wanted: str) -> None:
        from reviewtui.plain.statistics import statistics_text

        if wanted not in ("", RESULTS):
            raise ReviewError(f"stats, or stats {RESULTS}, which shows who is winning")
        if wanted:
            self._paper.say(self._session.reveal_results())
        self._paper.text("stats", "Statistics", statistics_text(self._session))


def _choice(tag: TagChoice) -> str:
    name, said = f"{tag.name} (on)" if tag.on else tag.name, tag_words(tag)
    return f"{name}: {said}" if said else name
