"""The pair at hand in lines: its texts, its label, what is asked."""

from __future__ import annotations

from reviewtui.domain.errors import ReviewError
from reviewtui.domain.vocabulary import Side, Status
from reviewtui.plain.paper import Paper
from reviewtui.review import wording
from reviewtui.review.session import Session
from reviewtui.review.turns import Turns
from reviewtui.review.view import View
from reviewtui.text.conversation import Layout
from reviewtui.text.display import both_ends

MODEL_CELLS = 60


class PairPrinter:
    """`raw`: texts are printed as they were written; rendered, tables and marks are laid out for eyes."""

    def __init__(self, session: Session, paper: Paper) -> None:
        self.raw = True
        self._session = session
        self._paper = paper
        self._opened = False

    def print_pair(self) -> None:
        """The pair at hand, its label and what is asked."""
        session = self._session
        progress = session.progress
        place = f"Pair {session.view.number:,} of {progress.pairs:,}" if session.numbered else "A pair"
        done = f"{progress.labels:,} labeled"
        if progress.skips:
            done += f", {progress.skips:,} skipped"
        self._paper.say("")
        self._paper.say(f"{place} ({done})")
        if session.filter_text:
            self._paper.say(f"Filter: {session.filter_text}")
        self._paper.forget()
        self.print_texts("prompt", "left", "right")
        self._paper.put_first("prompt", "left", "right")
        self.print_label()
        if note := session.view.judgement.note:
            self._paper.say(f"Note: {note}")
        if not session.view.finished:
            self._paper.say(session.rubric.question)

    def print_label(self) -> None:
        """What the label of the pair at hand is now."""
        session, view = self._session, self._session.view
        self._paper.say(_label(view))
        if view.counted is not None:
            counts = wording.summary(view.counted, view.left_slot)
            self._paper.say(f"Counted, from before the reveal: {counts}")
        if session.criterion is not None:
            self._paper.say(f"Verdicts go to: {session.criterion}")

    def print_texts(self, *names: str) -> None:
        """The prompt, the left or the right output, each as far as a page goes."""
        view = self._session.view
        for name in names:
            title = title_of(view, name)
            layout = Layout(_turns(view, name), raw=self.raw, opened=self._opened)
            if any(turn.text for turn in layout.turns):
                self._paper.text(name, title, layout.at)
            else:
                self._paper.say(f"{title}: empty")
        if {"left", "right"} <= set(names) and view.left == view.right:
            self._paper.say("Both outputs are the same.")

    def switch_raw(self) -> None:
        """As they were written, or rendered; prints the outputs so."""
        self.raw = not self.raw
        self._paper.say("texts as they were written" if self.raw else "Markdown and code rendered")
        self.print_texts("left", "right")

    def switch_folds(self) -> None:
        """Parts that stand as one line whole, or the other way round; prints what has some."""
        view = self._session.view
        folded = [
            name for name in ("prompt", "left", "right") if any(turn.foldable for turn in _turns(view, name))
        ]
        if not folded:
            raise ReviewError("nothing is folded in this pair")
        self._opened = not self._opened
        self.print_texts(*folded)


def _turns(view: View, name: str) -> Turns:
    return {"prompt": view.prompt, "left": view.left, "right": view.right}[name]


def title_of(view: View, name: str) -> str:
    """Left, and once it is revealed whose output that is."""
    if name == "prompt" or view.hidden is None:
        return name.capitalize()
    return f"{name.capitalize()} ({both_ends(str(view.hidden[Side(name)]['model']), MODEL_CELLS)})"


def _label(view: View) -> str:
    said = wording.summary(view.judgement, view.left_slot)
    if view.status is Status.SKIPPED and not view.begun:
        return f"Skipped: {said}" if said else "Skipped"
    if view.finished:
        return f"Label: {said}"
    if not said:
        return "Label: none yet"
    return f"Label, not finished: {said}; {wording.missing(view.missing) or 'an empty line saves it'}"
